"""The hook that tells of glyphs from families the stylesheet does not name."""

from __future__ import annotations

from base64 import b64encode

import pytest
import weasyprint

from kanyin import engine
from kanyin.engine.faces import Foreign, listening


@pytest.fixture(autouse=True)
def installed() -> None:
    """The hooks are in, whatever another test took out."""
    engine.install()


def drawing(text: str) -> str:
    """Return a picture with a text in it."""
    made = f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text y="15">{text}</text></svg>'
    return f'<img src="data:image/svg+xml;base64,{b64encode(made.encode()).decode()}">'


def heard(text: str, families: str) -> list[Foreign]:
    """Draw a text in a stack and return what was heard."""
    found: list[Foreign] = []
    with listening(found.append):
        weasyprint.HTML(string=f'<body style="font-family: {families}"><p id=x>{text}').write_pdf()
    return found


def test_a_face_the_stack_names_is_no_news() -> None:
    assert heard("中文 Latin", "'Noto Serif CJK SC'") == []


def test_a_glyph_from_another_family_is_told_with_its_family_and_element() -> None:
    found = heard("中文", "'EB Garamond 12'")
    assert [f.characters for f in found] == ["中", "文"]
    assert all(f.family is not None and "EB Garamond" not in f.family for f in found)
    assert {f.element.get("id") for f in found} == {"x"}


def test_a_generic_family_is_no_name() -> None:
    assert heard("中文", "serif")


def test_a_glyph_no_font_has_is_told_as_missing() -> None:
    found = heard("\U00013000", "'Noto Serif CJK SC'")
    assert ("\U00013000", None) in [(f.characters, f.family) for f in found]


def test_only_the_foreign_run_of_a_line_is_told() -> None:
    found = heard("Latin 中文 Latin", "'EB Garamond 12'")
    assert "".join(f.characters for f in found) == "中文"


def test_the_first_foreign_run_that_stock_draws_is_told_to_a_listener_that_has_heard_nothing() -> None:
    class Heard(dict[str, str | None]):
        def __call__(self, foreign: Foreign) -> None:
            self[foreign.characters] = foreign.family

    page = "<p style='font-family: \"EB Garamond 12\"; text-overflow: ellipsis; overflow: hidden'>中"
    with listening(found := Heard()):
        weasyprint.HTML(string=page).write_pdf()
    assert list(found) == ["中"]


def test_the_text_of_a_drawing_is_drawn_and_its_faces_are_not_told(caplog: pytest.LogCaptureFixture) -> None:
    found = heard("中" + drawing("天地"), "'EB Garamond 12'")
    assert [f.characters for f in found] == ["中"]
    assert not caplog.records  # stock drops a drawing that fails, and logs it


def test_a_glyph_no_font_has_is_told_of_a_drawing_too(caplog: pytest.LogCaptureFixture) -> None:
    found = heard(drawing("\U00013000"), "'Noto Serif CJK SC'")
    assert [(f.characters, f.family, f.element) for f in found] == [("\U00013000", None, None)]
    assert not caplog.records

"""What WeasyPrint logs becomes diagnostics, placed in the stylesheet it speaks of."""

from __future__ import annotations

from pathlib import Path

import pytest
import weasyprint

from kanyin import engine
from kanyin.diagnostics import Report, to_json
from kanyin.engine.messages import heard


@pytest.fixture(autouse=True)
def installed() -> None:
    """The hooks are in, whatever another test took out."""
    engine.install()


def test_a_css_warning_names_the_file_it_is_in_even_through_imports(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text('@import "b.css";\np { colr: red }\n')
    (tmp_path / "b.css").write_text("\n\nq { widht: 1px }\n")
    report = Report()
    with heard(report):
        weasyprint.CSS(filename=str(tmp_path / "a.css"))
    places = [(d.span.file.name, d.span.line, d.span.column) for d in report if d.span]
    assert places == [("b.css", 3, 5), ("a.css", 2, 5)]


def test_a_message_without_a_stylesheet_is_kept_too() -> None:
    report = Report()
    with heard(report):
        weasyprint.HTML(string="<img src='file:///nowhere/x.png'>").render()
    assert [d.code for d in report] == ["engine.resource"]


def test_nothing_is_heard_outside_the_block(tmp_path: Path) -> None:
    report = Report()
    with heard(report):
        pass
    weasyprint.CSS(string="p { colr: red }")
    assert not len(report)


def test_a_message_from_the_bottom_of_the_stack_reaches_the_listener() -> None:
    # Stock computes an em of `font-size` within max() from itself, until the stack is used up, and then logs.
    told: list[str] = []
    with heard(Report(lambda found: told.append(to_json(found)))):
        weasyprint.HTML(string="<style>p { font-size: max(0.9em, 14pt) }</style><p>x").render()
    assert len(told) == 1

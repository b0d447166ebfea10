"""The properties Kanyin registers: what parses, what it computes to, what is inherited.

The table of values is `tests/fixtures/engine/properties.txt`; anyone may add a line to it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tinycss2 import parse_blocks_contents
from tinycss2.ast import IdentToken
from weasyprint import HTML, css
from weasyprint.css import get_all_computed_styles
from weasyprint.css.properties import INHERITED, INITIAL_VALUES, Dimension
from weasyprint.css.validation.expanders import EXPANDERS
from weasyprint.css.validation.properties import PROPERTIES as VALIDATORS

from kanyin import engine
from kanyin.engine.computed import autospace_size
from kanyin.engine.grammar import every, optional, some, whole, word
from kanyin.engine.vocabulary import PROPERTIES, SHORTHANDS

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "tests" / "fixtures" / "engine" / "properties.txt"


@pytest.fixture(autouse=True, scope="module")
def _installed() -> Iterator[None]:
    engine.uninstall()
    engine.install()
    yield
    engine.uninstall()


def _cases(valid: bool) -> list[Any]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    pairs = [line.partition("->")[::2] for line in lines if line.strip() and not line.startswith("#")]
    stripped = [(declaration.strip(), expected.strip()) for declaration, expected in pairs]
    return [pytest.param(*case, id=case[0]) for case in stripped if (case[1] != "invalid") is valid]


def _style(rules: str, body: str = '<p id="x"></p>', path: str = ".//*[@id='x']") -> Any:
    """Return the computed style of one element, in a document without text, at 20px in a root of 10px."""
    sheet = f"html {{ font-size: 10px }} p {{ font-size: 20px }} {rules}"
    html = HTML(string=f"<!doctype html><style>{sheet}</style><body>{body}</body>")
    element = html.etree_element if path == "/" else html.etree_element.find(path)
    return get_all_computed_styles(html)(element)


def _shown(value: Any) -> str:
    """Write a computed value as the table does."""
    if isinstance(value, Dimension):
        return f"{value.value:g}{value.unit or 'px'}"
    if hasattr(value, "coordinates"):
        return "rgb " + " ".join(f"{part:g}" for part in value.coordinates)
    if isinstance(value, tuple):
        return " ".join(_shown(part) for part in value)
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _key(name: str) -> str:
    return name.replace("-", "_")


def _warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize(("declaration", "expected"), _cases(valid=True))
def test_a_valid_value_computes(declaration: str, expected: str, caplog: pytest.LogCaptureFixture) -> None:
    style = _style(f"p {{ {declaration} }}")
    name = declaration.partition(":")[0]
    pairs = [part.split(": ", 1) for part in expected.split("; ")] if ": " in expected else [[name, expected]]
    assert {longhand: _shown(style[_key(longhand)]) for longhand, _ in pairs} == dict(pairs)
    assert not _warnings(caplog)


@pytest.mark.parametrize(("declaration", "expected"), _cases(valid=False))
def test_an_invalid_value_is_warned_of_and_ignored(
    declaration: str, expected: str, caplog: pytest.LogCaptureFixture
) -> None:
    style = _style(f"p {{ {declaration} }}")
    name = declaration.partition(":")[0]
    longhands = [part for entry in SHORTHANDS if entry.name == name for part, _ in entry.parts] or [name]
    assert all(style[_key(longhand)] == INITIAL_VALUES[_key(longhand)] for longhand in longhands)
    (warning,) = _warnings(caplog)
    assert warning.startswith(f"Ignored `{name}:")
    assert warning.endswith(("invalid value.", "no value.")) or "got multiple" in warning


def test_the_table_has_valid_and_invalid_values_of_every_property() -> None:
    names = {entry.name for entry in PROPERTIES} | {entry.name for entry in SHORTHANDS} | {"word-break"}
    for valid in (True, False):
        assert names <= {case.values[0].partition(":")[0] for case in _cases(valid)}


@pytest.mark.parametrize("entry", PROPERTIES, ids=lambda entry: entry.name)
def test_undeclared_it_has_its_initial_value(entry: Any) -> None:
    assert _style("", path="/")[entry.key] == _style("")[entry.key] == entry.initial


@pytest.mark.parametrize("entry", PROPERTIES, ids=lambda entry: entry.name)
def test_the_initial_value_is_a_computed_value(entry: Any) -> None:
    # WeasyPrint takes an initial value for computed without computing it; math or em in it would reach layout.
    assert entry.compute is None or entry.compute(_style(""), entry.key, entry.initial) == entry.initial


# A value other than the initial one, of each longhand.
OTHER = {
    "text-autospace": "no-autospace",
    "-kanyin-autospace-size": "3px",
    "text-spacing-trim": "trim-both",
    "text-justify": "none",
    "hanging-punctuation": "last",
    "line-break": "strict",
    "text-wrap-mode": "nowrap",
    "text-wrap-style": "pretty",
    "text-emphasis-style": "dot",
    "text-emphasis-color": "red",
    "text-emphasis-position": "over",
    "text-emphasis-skip": "symbols",
    "text-underline-position": "under",
    "text-decoration-skip-ink": "none",
    "text-decoration-skip-spaces": "none",
    "text-decoration-inset": "1px",
    "initial-letter": "3",
    "initial-letter-align": "hanging",
    "block-step-size": "1px",
    "block-step-insert": "content-box",
    "block-step-align": "end",
    "block-step-round": "down",
    "line-grid": "create",
    "line-snap": "contain",
    "text-align-character": '"."',
    "-kanyin-columns": "by-content",
    "-kanyin-fit": "turn",
    "-kanyin-caption": "continued",
    "-kanyin-place": "page-foot",
    "-kanyin-ground": "turned-over",
}


@pytest.mark.parametrize("entry", PROPERTIES, ids=lambda entry: entry.name)
def test_it_inherits_as_its_specification_says(entry: Any) -> None:
    rules = f"body {{ {entry.name}: {OTHER[entry.name]} }}"
    parent = _style(rules, path="body")[entry.key]
    assert parent != entry.initial
    assert _style(rules)[entry.key] == (parent if entry.inherited else entry.initial)
    assert _style(rules + f"p {{ {entry.name}: inherit }}")[entry.key] == parent
    assert _style(rules + f"p {{ {entry.name}: INITIAL }}")[entry.key] == entry.initial
    unset = _style(rules + f"p {{ {entry.name}: unset }}")[entry.key]
    assert unset == (parent if entry.inherited else entry.initial)


@pytest.mark.parametrize("entry", PROPERTIES, ids=lambda entry: entry.name)
def test_an_anonymous_box_inherits_the_same(entry: Any) -> None:
    style = _style(f"p {{ {entry.name}: {OTHER[entry.name]} }}")
    assert style.anonymous_style[entry.key] == (style[entry.key] if entry.inherited else entry.initial)


@pytest.mark.parametrize("entry", PROPERTIES, ids=lambda entry: entry.name)
def test_it_takes_variables(entry: Any, caplog: pytest.LogCaptureFixture) -> None:
    direct = _style(f"p {{ {entry.name}: {OTHER[entry.name]} }}")[entry.key]
    assert _style(f"body {{ --v: {OTHER[entry.name]} }} p {{ {entry.name}: var(--v) }}")[entry.key] == direct
    assert not _warnings(caplog)


@pytest.mark.parametrize("entry", PROPERTIES, ids=lambda entry: entry.name)
def test_unset_on_the_root_is_the_initial_value(entry: Any) -> None:
    for value in ("unset", "var(--none, unset)"):
        assert _style(f"html {{ {entry.name}: {value} }}", path="/")[entry.key] == entry.initial


@pytest.mark.parametrize("entry", PROPERTIES, ids=lambda entry: entry.name)
def test_a_variable_of_a_wrong_value_is_warned_of(entry: Any, caplog: pytest.LogCaptureFixture) -> None:
    assert _style(f"p {{ {entry.name}: var(--v, 1 2 3 4 5) }}")[entry.key] == entry.initial
    (warning,) = _warnings(caplog)
    assert warning.startswith(f"Ignored `{entry.name}: 1 2 3 4 5`")


@pytest.mark.parametrize("keyword", ["inherit", "initial", "unset"])
@pytest.mark.parametrize("entry", SHORTHANDS, ids=lambda entry: entry.name)
def test_a_shorthand_passes_the_wide_keywords_on(entry: Any, keyword: str, caplog: pytest.LogCaptureFixture) -> None:
    longhands = [part for part, _ in entry.parts]
    body = "".join(f"{name}: {OTHER[name]};" for name in longhands)
    style = _style(f"body {{ {body} }} p {{ {entry.name}: {keyword} }}")
    same = _style(f"body {{ {body} }} p {{ {''.join(f'{name}: {keyword};' for name in longhands)} }}")
    assert [style[_key(name)] for name in longhands] == [same[_key(name)] for name in longhands]
    assert not _warnings(caplog)


def test_a_shorthand_takes_variables() -> None:
    style = _style(":root { --look: balance } p { text-wrap: var(--look) nowrap }")
    assert (style["text_wrap_mode"], style["text_wrap_style"]) == ("nowrap", "balance")


def test_text_emphasis_does_not_reset_the_position() -> None:
    assert _style("p { text-emphasis-position: under; text-emphasis: dot }")["text_emphasis_position"] == (
        "under",
        "right",
    )


def test_a_later_declaration_and_importance_win() -> None:
    assert _style("p { line-break: strict; line-break: loose }")["line_break"] == "loose"
    assert _style("p { line-break: strict !important; line-break: loose }")["line_break"] == "strict"


def test_a_length_inherits_in_px_and_a_percentage_as_one() -> None:
    # 10px type on body: .5em is 5px there and stays 5px in the 20px paragraph, 50% is 10px of 20px
    assert autospace_size(_style("body { -kanyin-autospace-size: .5em }")) == 5
    assert autospace_size(_style("body { -kanyin-autospace-size: 50% }")) == 10
    # untouched it is .2em of each element's own type: 2px of 10px, 4px of 20px
    assert autospace_size(_style("", path="body")) == 2
    assert autospace_size(_style("")) == 4


def test_emphasis_in_currentcolor_follows_the_colour_of_the_descendant() -> None:
    assert _style("body { color: blue; text-emphasis: dot } p { color: red }")["text_emphasis_color"] == "currentcolor"


def test_an_inset_is_not_taken_from_the_parent_as_other_decorations_are() -> None:
    style = _style("body { text-decoration: underline; text-decoration-inset: 2px }")
    assert _shown(style["text_decoration_inset"]) == "0px 0px"


@pytest.mark.parametrize(
    ("declaration", "initial"),
    [
        ("block-step-size: calc(1em * 1em)", "none"),
        ("block-step-size: calc(1em / 0)", "none"),
        ("text-decoration-inset: calc(1em / 0)", "0px 0px"),
        ("-kanyin-autospace-size: calc(1em * 1em)", "20%"),
    ],
)
def test_math_that_is_no_length_is_warned_of(declaration: str, initial: str, caplog: pytest.LogCaptureFixture) -> None:
    assert _shown(_style(f"p {{ {declaration} }}")[_key(declaration.partition(":")[0])]) == initial
    assert any("math function" in warning for warning in _warnings(caplog))


def test_our_own_property_works_wherever_declarations_stand() -> None:
    key = "_kanyin_autospace_size"
    assert _shown(_style("", '<p id="x" style="-kanyin-autospace-size: 1px"></p>')[key]) == "1px"
    assert _shown(_style("body { & p { -Kanyin-Autospace-Size: 1px } }")[key]) == "1px"
    assert _shown(_style("@media print { p { -kanyin-autospace-size: 1px } }")[key]) == "1px"
    assert _shown(_style("p { -kanyin-autospace-size: 1px !important; -kanyin-autospace-size: 2px }")[key]) == "1px"


def test_our_own_property_reaches_page_margin_boxes(caplog: pytest.LogCaptureFixture) -> None:
    sheet = "@page { size: 100px; @top-left { content: ''; -kanyin-autospace-size: 7px; line-break: strict } }"
    page = HTML(string=f"<style>{sheet}</style>").render().pages[0]._page_box
    (margin_box,) = (box for box in page.children if getattr(box, "at_keyword", "") == "@top-left")
    assert _shown(margin_box.style["_kanyin_autospace_size"]) == "7px"
    assert margin_box.style["line_break"] == "strict"
    assert not _warnings(caplog)


def test_parsed_declarations_are_not_changed() -> None:
    # WeasyPrint keeps those of `style` attributes as a key under which elements share a computed style
    declarations = parse_blocks_contents("-kanyin-autospace-size: 1px")
    assert [name for name, _, _ in css.preprocess_declarations(None, declarations)] == ["_kanyin_autospace_size"]
    assert declarations[0].lower_name == "-kanyin-autospace-size"


def test_an_unknown_property_of_our_prefix_is_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    _style("p { -kanyin-autospase-size: 1px; kanyin-autospace-size: 1px; -moz-hyphens: auto }")
    assert [warning.split("`")[1].partition(":")[0] for warning in _warnings(caplog)] == [
        "-kanyin-autospase-size",
        "kanyin-autospace-size",
    ]


def test_white_space_resets_the_wrap_mode() -> None:
    assert _style("body { text-wrap: nowrap } p { white-space: normal }")["text_wrap_mode"] == "wrap"
    assert _style("body { white-space: nowrap } p { text-wrap: wrap }")["text_wrap_mode"] == "wrap"


def test_white_space_takes_variables() -> None:
    style = _style("p { --w: pre; white-space: var(--w) }")
    assert (style["white_space"], style["text_wrap_mode"]) == ("pre", "nowrap")


def test_a_property_weasyprint_knows_is_left_alone() -> None:
    def theirs(tokens: Any) -> str:
        return "theirs"

    engine.uninstall()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(VALIDATORS, "line-break", theirs)
        patch.setitem(INITIAL_VALUES, "line_break", "theirs too")
        patch.setitem(EXPANDERS, "text-wrap", theirs)
        patch.setattr("kanyin.engine.properties.KNOWN_PROPERTIES", {"line-break"})
        engine.install()
        assert VALIDATORS["line-break"] is theirs
        assert INITIAL_VALUES["line_break"] == "theirs too"
        assert "line_break" not in INHERITED
        assert EXPANDERS["text-wrap"] is theirs
        assert "text-emphasis-style" in VALIDATORS
        engine.uninstall()
    engine.install()


def test_word_break_asks_weasyprint_first() -> None:
    def theirs(tokens: Any) -> str | None:
        return "theirs" if tokens[0].value == "keep-all" else None

    engine.uninstall()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(VALIDATORS, "word-break", theirs)
        engine.install()
        widened = VALIDATORS["word-break"]
        assert [widened((IdentToken(1, 1, word),)) for word in ("keep-all", "manual", "wrong")] == [
            "theirs",
            "manual",
            None,
        ]
        engine.uninstall()
        assert VALIDATORS["word-break"] is theirs
    engine.install()


def test_optional_terms_may_stand_on_either_side() -> None:
    term = every(some(word("a"), word("b")), optional(word("c")))
    tokens = {name: IdentToken(1, 1, name) for name in "abcd"}
    assert [whole(term, tuple(tokens[name] for name in case)) for case in ("ba", "ca", "bc", "c", "acb", "ad", "")] == [
        ("a", "b"),
        ("a", "c"),
        ("b", "c"),
        None,
        None,
        None,
        None,
    ]


def test_the_page_of_properties_lists_them_all() -> None:
    page = (ROOT / "docs" / "css.md").read_text(encoding="utf-8")
    cells_of = [row.replace("\\|", "").split("|") for row in page.splitlines() if row.startswith("| `")]
    rows = {cells[1].strip(): cells for cells in cells_of}
    for entry in PROPERTIES:
        cells = rows[f"`{entry.name}`"]
        assert cells[3].strip(" `") == _shown(entry.initial), entry.name
        assert cells[4].strip() == ("yes" if entry.inherited else "no"), entry.name
    assert {f"`{entry.name}`" for entry in SHORTHANDS} <= set(rows)

"""The properties Kanyin adds to WeasyPrint: names, grammars, initial values, inheritance. Tables only.

Each entry cites its specification; the definition is at `https://drafts.csswg.org/<spec>/#propdef-<name>`.
A property of several keywords computes to a tuple of them in the grammar's order, `("none",)` too, so that
`"allow-end" in style["hanging_punctuation"]` is always a test for a member; a property of one keyword to a string.
What the properties do to a page is not said here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Any

from weasyprint.css.properties import ZERO_PIXELS, Dimension

from kanyin.engine import computed
from kanyin.engine.grammar import Term, Values, color, either, every, length, number, optional, sequence, some, string
from kanyin.engine.grammar import word as k
from kanyin.records import dataclass


def _first(values: Values) -> Any:
    return values[0]


def _all(values: Values) -> Any:
    return values


@dataclass(frozen=True, slots=True)
class Property:
    """A longhand. `value` makes the specified value of what the grammar gave, `compute` the computed one of that."""

    name: str
    spec: str
    grammar: Term
    initial: Any
    inherited: bool
    value: Callable[[Values], Any] = _first
    compute: Callable[[Any, str, Any], Any] | None = None

    @property
    def key(self) -> str:
        """The name under which a computed style holds it."""
        return self.name.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Shorthand:
    """A shorthand of the form `a || b || …`; a longhand left out is reset to its initial value.

    `parts` are the longhands with what each may take here, `words` the keywords that stand for a value of each.
    """

    name: str
    spec: str
    parts: tuple[tuple[str, Term], ...]
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)


TEXT = "css-text-4"
DECORATION = "css-text-decor-4"
INLINE = "css-inline-3"
RHYTHM = "css-rhythm-1"
GRID = "css-line-grid-1"

# <autospace>, <spacing-trim>: CSS Text 4, #typedef-autospace, #typedef-spacing-trim
AUTOSPACE = either(
    k("no-autospace"),
    some(some(k("ideograph-alpha"), k("ideograph-numeric"), k("punctuation")), k("insert", "replace")),
)
SPACING_TRIM = k("space-all", "normal", "space-first", "trim-start", "trim-both", "trim-all")
WRAP_MODE = k("wrap", "nowrap")
WRAP_STYLE = k("auto", "balance", "stable", "pretty", "avoid-orphans")
EMPHASIS_STYLE = either(
    k("none"), string, some(k("filled", "open"), k("dot", "circle", "double-circle", "triangle", "sesame"))
)
STEP_SIZE = either(k("none"), length())
STEP_INSERT = k("margin-box", "padding-box", "content-box")
STEP_ALIGN = k("auto", "center", "start", "end")
STEP_ROUND = k("up", "down", "nearest")
ALIGN_CHARACTER = every(string, optional(k("left", "center", "right", "start", "end")))


def _justification(values: Values) -> Values:
    """Return the method, then `no-compress` if given; `distribute` is the old name of `inter-character`."""
    method = next((value for value in values if value != "no-compress"), "auto")
    return ("inter-character" if method == "distribute" else method, *(v for v in values if v == "no-compress"))


def _side(values: Values) -> Values:
    """Return the emphasis position with its second half: `right` where it is left out."""
    return values if len(values) == 2 or values == ("auto",) else (*values, "right")


def _inset(values: Values) -> Any:
    return "auto" if values == ("auto",) else values


PROPERTIES: tuple[Property, ...] = (
    Property("text-autospace", TEXT, either(k("normal", "auto"), AUTOSPACE), ("normal",), True, _all),
    # Ours: how wide the space of `text-autospace` is. A percentage is of the element's own font size and inherits as
    # such; the initial value is therefore .2em everywhere, not .2em of the root.
    Property(
        "-kanyin-autospace-size",
        "",
        length(percentage=True),
        Dimension(20, "%"),
        True,
        compute=computed.size,
    ),
    Property("text-spacing-trim", TEXT, either(SPACING_TRIM, k("auto")), "normal", True),
    Property(
        "text-justify",
        TEXT,
        some(k("auto", "none", "inter-word", "inter-character", "ruby", "distribute"), k("no-compress")),
        ("auto",),
        True,
        _justification,
    ),
    Property(
        "hanging-punctuation",
        TEXT,
        either(k("none"), some(k("first"), k("force-end", "allow-end"), k("last"))),
        ("none",),
        True,
        _all,
    ),
    Property("line-break", TEXT, k("auto", "loose", "normal", "strict", "anywhere"), "auto", True),
    Property("text-wrap-mode", TEXT, WRAP_MODE, "wrap", True),
    Property("text-wrap-style", TEXT, WRAP_STYLE, "auto", True),
    Property("text-emphasis-style", DECORATION, EMPHASIS_STYLE, ("none",), True, computed.mark),
    Property("text-emphasis-color", DECORATION, color, "currentcolor", True, compute=computed.color),
    Property(
        "text-emphasis-position",
        DECORATION,
        either(k("auto"), every(k("over", "under"), optional(k("right", "left")))),
        ("auto",),
        True,
        _side,
    ),
    Property(
        "text-emphasis-skip",
        DECORATION,
        some(k("spaces"), k("punctuation"), k("symbols"), k("narrow")),
        ("spaces", "punctuation"),
        True,
        _all,
    ),
    Property(
        "text-underline-position",
        DECORATION,
        either(k("auto"), some(k("from-font", "under"), k("left", "right"))),
        ("auto",),
        True,
        _all,
    ),
    Property("text-decoration-skip-ink", DECORATION, k("auto", "none", "all"), "auto", True),
    Property(
        "text-decoration-skip-spaces",
        DECORATION,
        either(k("none", "all"), some(k("start"), k("end"))),
        ("start", "end"),
        True,
        _all,
    ),
    Property(
        "text-decoration-inset",
        DECORATION,
        either(k("auto"), sequence(length(negative=True), optional(length(negative=True)))),
        (ZERO_PIXELS, ZERO_PIXELS),
        False,
        _inset,
        computed.inset,
    ),
    Property(
        "initial-letter",
        INLINE,
        either(
            k("normal"),
            sequence(number(1), number(1, integer=True)),
            every(number(1), optional(k("drop", "raise"))),
        ),
        "normal",
        False,
        computed.letter,
    ),
    Property(
        "initial-letter-align",
        INLINE,
        either(
            sequence(k("border-box"), optional(k("alphabetic", "ideographic", "hanging", "leading"))),
            k("alphabetic", "ideographic", "hanging", "leading"),
        ),
        ("alphabetic",),
        True,
        _all,
    ),
    Property("block-step-size", RHYTHM, STEP_SIZE, "none", False, compute=computed.step),
    Property("block-step-insert", RHYTHM, STEP_INSERT, "margin-box", False),
    Property("block-step-align", RHYTHM, STEP_ALIGN, "auto", False),
    Property("block-step-round", RHYTHM, STEP_ROUND, "up", False),
    Property("line-grid", GRID, k("match-parent", "create"), "match-parent", False),
    Property("line-snap", GRID, k("none", "baseline", "contain"), "none", True),
    # Ours: the character that `text-align: "."` names (css-text-4, #propdef-text-align), and where the column stands.
    Property("text-align-character", "", either(k("none"), ALIGN_CHARACTER), ("none",), True, _all),
    # Ours: how a table's columns get their widths, what may be done to a table that is too wide for its container (or
    # to the images of a block that is too high for a page), and which of a table's parts a caption stands over.
    Property("-kanyin-columns", "", k("auto", "by-content"), "auto", False),
    Property(
        "-kanyin-fit",
        "",
        either(k("none", "images"), some(length(), k("fold"), k("turn", "turned"))),
        ("none",),
        False,
        _all,
        computed.fit,
    ),
    Property("-kanyin-caption", "", k("first", "continued"), "first", False),
    # Ours: a block that goes down to the foot of the page it ends; one whose ground stands under several lines only.
    Property("-kanyin-place", "", k("none", "page-foot"), "none", False),
    Property("-kanyin-ground", "", k("always", "turned-over"), "always", False),
)

SHORTHANDS: tuple[Shorthand, ...] = (
    Shorthand(
        "text-spacing",
        TEXT,
        (("text-spacing-trim", SPACING_TRIM), ("text-autospace", AUTOSPACE)),
        {"none": ("space-all", "no-autospace"), "auto": ("auto", "auto")},
    ),
    Shorthand("text-wrap", TEXT, (("text-wrap-mode", WRAP_MODE), ("text-wrap-style", WRAP_STYLE))),
    # The position is not reset: it belongs to the language, not to the marks.
    Shorthand("text-emphasis", DECORATION, (("text-emphasis-style", EMPHASIS_STYLE), ("text-emphasis-color", color))),
    Shorthand(
        "block-step",
        RHYTHM,
        (
            ("block-step-size", STEP_SIZE),
            ("block-step-insert", STEP_INSERT),
            ("block-step-align", STEP_ALIGN),
            ("block-step-round", STEP_ROUND),
        ),
    ),
)

# WeasyPrint 70 has `word-break` with `normal | break-all`; these are the other values of CSS Text 4. They parse and
# inherit; where lines break is the line hook's business.
WORD_BREAK = ("keep-all", "manual", "auto-phrase", "break-word")

# In CSS Text 4 `white-space` also sets `text-wrap-mode`; in WeasyPrint it is a longhand.
NO_WRAP = ("nowrap", "pre")

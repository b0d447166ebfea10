"""Lines and tables keep to the measure: nothing of them stands out beyond the edge that the other lines share.

Where the measure ends is taken from the pages themselves: it is the right edge that most lines of the commonest size
reach, and few pass. Text that is not justified has none. Running heads, margin notes, and lines in other sizes are
left alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from kanyin.grid import POINTS

from ...boxes import Box
from ...diagnostics import Severity
from ..findings import Finding
from ..model import Document, Element, Page, Text
from ..rule import PAPER, Kinds, Rule
from .missing_glyphs import excerpt

_OVER: Final = 1.5  # pt beyond the measure: what is less is rounding, or a letter's own white
_OVER_WHITE: Final = 0.5  # em, for what is not ASCII: marks and dashes have half an em of white
_SHARE: Final = 0.3  # of the lines that reach this edge, for it to be the measure
_LINES: Final = 8  # of which at least so many
_FEW, _RARE = 3, 0.05  # lines, and share of them, that may stand out from what still is a measure
_COLUMN: Final = 10  # characters: shorter lines are no text to measure by


class _Line(NamedTuple):
    """A line of text, put together of what stands on one baseline without a gap."""

    left: float
    end: float
    text: str
    box: Box


class _Measure(NamedTuple):
    left: float
    right: float


def _overfull(document: Document, _: Kinds) -> Iterator[Finding]:
    size = _body(document)
    for page, lines, measure in _measured(document, size):
        middle = (measure.left + measure.right) / 2  # what begins beyond it is a head, a number, a note
        over = [line for line in lines if line.left < middle and _stands_out(line, measure.right, size)]
        if over:
            line = max(over, key=lambda line: line.end)
            beyond = (line.end - measure.right) / POINTS
            fact = f"a line runs {beyond:.1f} mm over the measure: “…{excerpt(line.text[-14:])}”"
            hint = "reword it, or allow a break: a long word, an address or a formula may hold none"
            yield Finding("preflight.overfull", Severity.WARNING, fact, hint, page.index, line.box)


def _stands_out(line: _Line, right: float, size: float) -> bool:
    return line.end > right + (_OVER if line.text.rstrip()[-1:].isascii() else _OVER_WHITE * size)


def _tables(document: Document, _: Kinds) -> Iterator[Finding]:
    """A table is known by the structure; where it ends, by what its cells hold."""
    tables = [element for element in document.structure.walk() if element.kind == "Table"] if document.structure else []
    if not tables:
        return
    places = {page.index: measure for page, _, measure in _measured(document, _body(document))}
    marked = _marked(document)
    for table in tables:
        for page, box in _boxes(table, marked):
            measure = places.get(page)
            if measure and box.left < measure.right and box.right > measure.right + _OVER:
                beyond = (box.right - measure.right) / POINTS
                fact = f"a table is {beyond:.1f} mm wider than the measure"
                hint = "give it fewer columns, shorter words or smaller type, or turn it"
                yield Finding("preflight.wide-table", Severity.WARNING, fact, hint, page, box)


def _boxes(table: Element, marked: dict[tuple[int, int], list[Text]]) -> Iterator[tuple[int, Box]]:
    found: dict[int, list[Text]] = {}
    for place in table.content:
        found.setdefault(place[0], []).extend(marked.get(place, ()))
    for page, texts in found.items():
        if texts and all(text.upright for text in texts):
            yield page, _around(list(map(_ended, texts)))


def _ended(text: Text) -> Box:
    return Box(text.box.left, text.box.bottom, max(text.box.left, text.end), text.box.top)


def _marked(document: Document) -> dict[tuple[int, int], list[Text]]:
    found: dict[tuple[int, int], list[Text]] = {}
    for page in document.pages:
        for text in page.drawn.texts if page.drawn else ():
            if text.mark is not None:
                found.setdefault((page.index, text.mark), []).append(text)
    return found


# ---- what the measure is


def _body(document: Document) -> float:
    """Return the size that most characters of the document are set in."""
    sizes: Counter[float] = Counter()
    for page in document.pages:
        for text in page.drawn.texts if page.drawn else ():
            sizes[round(text.size, 1)] += len(text.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _measured(document: Document, size: float) -> Iterator[tuple[Page, Sequence[_Line], _Measure]]:
    """Yield each page that has a measure of its own, or that its like (left or right, of its size) have."""
    lines = {page.index: tuple(_lines(page, size)) for page in document.pages}
    alike: dict[tuple[int, float, float], list[_Line]] = {}
    for page in document.pages:
        alike.setdefault(_likeness(page), []).extend(lines[page.index])
    shared = {key: _measure(found) for key, found in alike.items()}
    for page in document.pages:
        if measure := shared[_likeness(page)]:
            yield page, lines[page.index], measure


def _likeness(page: Page) -> tuple[int, float, float]:
    return page.index % 2, round(page.paper.width), round(page.paper.height)


def _measure(lines: Sequence[_Line]) -> _Measure | None:
    """Return the edges that most lines share; None where they share none, as of text that is not justified."""
    long = [line for line in lines if len(line.text) >= _COLUMN]
    ends = Counter(round(line.end) for line in long)
    reach = {end: ends[end - 1] + ends[end] + ends[end + 1] for end in ends}
    if not reach:
        return None
    # In columns the last edge that many lines share is the measure's.
    enough = [end for end, count in reach.items() if count >= max(_LINES, _SHARE * len(long))]
    if not enough:
        return None
    right = max(enough)
    beyond = sum(line.end > right + 2 * _OVER for line in long)
    if beyond > max(_FEW, _RARE * len(long)):  # ragged text, of which some lines happen to be alike
        return None
    exact = [line.end for line in long if abs(line.end - right) <= 1.5]
    return _Measure(min(line.left for line in long), sum(exact) / len(exact))


def _lines(page: Page, size: float) -> Iterator[_Line]:
    """Yield the lines of a page that are set in the body's size."""
    texts = [text for text in (page.drawn.texts if page.drawn else ()) if _is_body(text, size)]
    rows: dict[int, list[Text]] = {}
    for text in texts:
        rows.setdefault(round(text.box.bottom), []).append(text)
    for row in rows.values():
        yield from map(_joined, _runs(sorted(row, key=lambda text: text.box.left), size))


def _is_body(text: Text, size: float) -> bool:
    return text.upright and not text.artifact and abs(text.size - size) < 0.15 and bool(text.colours)


def _runs(row: Iterable[Text], size: float) -> Iterator[list[Text]]:
    """Yield what stands together in a row: a gap of two ems parts columns, cells and notes in the margin."""
    run: list[Text] = []
    for text in row:
        if run and text.box.left - run[-1].box.right > 2 * size:
            yield run
            run = []
        run.append(text)
    if run:
        yield run


def _joined(run: Sequence[Text]) -> _Line:
    box = _around([text.box for text in run])
    return _Line(box.left, max(text.end for text in run), "".join(text.text for text in run), box)


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes), min(box.bottom for box in boxes),
        max(box.right for box in boxes), max(box.top for box in boxes),
    )  # fmt: skip


OVERFULL = Rule(_overfull, PAPER, thorough=True)
TABLES = Rule(_tables, PAPER, thorough=True)

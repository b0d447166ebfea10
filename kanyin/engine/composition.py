"""From a line box of WeasyPrint's tree to a paragraph of `kanyin.han`, and back from offsets to places in the tree.

In: a `LineBox` before layout. Out: a `Composition`, or None where the stock engine is to set the text: right-to-left
text, and scripts whose lines a dictionary has to break (Thai, Lao, Khmer, Burmese). Replaces nothing.
`gathering.py` walks the tree; here the text is shaped and made ready.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping
from math import inf
from typing import Any, Final

from kanyin.engine.gathering import Gathered, Outside, Path, Placed, RefusedError, Segment, gather
from kanyin.engine.glyphs import spacing_of
from kanyin.engine.hyphenation import hyphens_of
from kanyin.engine.pieces import Row, Shaped
from kanyin.engine.settings import COLLAPSING, settings_of
from kanyin.han import Composer, Scope, Settings, classify, french_spaces, prepare

# What stock sets. Right-to-left scripts, where more than one letter of them would have to change places, and the signs
# that turn direction; and scripts without spaces, which a dictionary has to break, but for a word or two among others.
_RTL: Final = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_TURNS: Final = "[\u200f\u202a-\u202e\u2066-\u2069]"
_UNSPACED: Final = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aad\ua9e0-\ua9ff\uaa60-\uaadf]"
_STOCK: Final = re.compile(f"{_RTL}[\\W\\d]*{_RTL}|{_TURNS}|{_UNSPACED}{{16}}")
_NOTHING: Final[Any] = 0.0  # what an advance is inside a piece
# A word wider than this, in em, is measured character by character where `overflow-wrap` lets it be cut.
_LONG_WORD: Final = 1.0


class Composition:
    """A line box ready to be set: the composer, the shaped pieces by character, and where everything came from.

    `hyphens` has by offset the hyphen of a line that ends there, and its width; `decorated` says whether any text has
    a line under, over or through it.
    """

    def __init__(
        self, composer: Composer, row: Row, gathered: Gathered, hyphens: dict[int, tuple[float, Shaped]],
        decorated: bool,
    ) -> None:  # fmt: skip
        self.composer: Final = composer
        self.row: Final = row
        self.gathered: Final = gathered
        self.hyphens: Final = hyphens
        self.decorated: Final = decorated
        self._bytes: dict[Path, tuple[int, int]] = {}  # by segment: characters and their UTF-8 bytes

    @property
    def length(self) -> int:
        """The count of characters, objects among them."""
        return self.composer.paragraph.length

    def is_current(self, linebox: Any) -> bool:
        """Whether the line box still holds the boxes and the text it held: a counter of pages may have changed them."""
        text = self.composer.paragraph.text
        for path, segment in self.gathered.segments.items():
            box = linebox
            for index in path:
                if index >= len(box.children):
                    return False
                box = box.children[index]
            if box is not segment.box or text[segment.start : segment.end] != box.text:
                return False
        return True

    def outside(self, start: int, end: int) -> list[Outside]:
        """Return what is out of flow and stands at text[start:end]; what follows the last character is of its line."""
        last = end == self.length
        return [o for o in self.gathered.outside if start <= o.at < end or (last and o.at == end)]

    def seen(self, start: int) -> int:
        """Return where a line from here begins to be seen: collapsible spaces at its start are not."""
        text = self.composer.paragraph.text
        while start < self.length and text[start] == " " and self._collapses(start):
            start += 1
        return start

    def _collapses(self, offset: int) -> bool:
        leaf = self.leaf(offset)
        return isinstance(leaf, Segment) and leaf.box.style["white_space"] in COLLAPSING

    def leaf(self, offset: int) -> Segment | Placed:
        """Return the text or the object that this character is of."""
        leaves = self.gathered.leaves
        return leaves[bisect_right(leaves, offset, key=lambda leaf: leaf.start) - 1]

    def offset(self, skip_stack: Any) -> int:
        """Return the offset a skip stack of WeasyPrint means."""
        path: Path = ()
        while skip_stack:
            ((index, skip_stack),) = skip_stack.items()
            path += (index,)
        if segment := self.gathered.segments.get(path[:-1]):
            return segment.start + self._characters(segment, path[-1])
        places = ((leaf.path, leaf.start) for leaf in (*self.gathered.leaves, *self.gathered.empties.values()))
        return min((at for place, at in places if place >= path), default=self.length)

    def skip_stack(self, offset: int) -> Any:
        """Return the skip stack that resumes at an offset."""
        leaf = self.leaf(offset)
        if isinstance(leaf, Placed):
            return _nested(leaf.path, None)
        skipped = self._utf8_length(leaf, offset - leaf.start)
        return _nested(leaf.path, {skipped: None} if skipped else None)

    def _utf8_length(self, segment: Segment, characters: int) -> int:
        """Count on from the last answer: lines ask in order, and a paragraph may be a book long."""
        known, count = self._bytes.get(segment.path, (0, 0))
        if known > characters:
            known = count = 0
        count += len(segment.box.text[known:characters].encode())
        self._bytes[segment.path] = characters, count
        return count

    def _characters(self, segment: Segment, count: int) -> int:
        characters, known = self._bytes.get(segment.path, (0, 0))
        return characters if known == count else len(segment.box.text.encode()[:count].decode())


def _nested(path: Path, inner: Any) -> Any:
    for index in reversed(path):
        inner = {index: inner}
    return inner


def compose(
    context: Any, linebox: Any, containing_block: Any, object_width: Callable[[Any], float]
) -> Composition | None:
    """Return the composition of a line box, or None; `object_width` lays out an inline block and returns its width."""
    try:
        gathered = gather(linebox, containing_block, object_width)
    except RefusedError:
        return None
    if not gathered.text or _STOCK.search(gathered.text):
        return None
    return _composition(context, linebox, gathered)


def _composition(context: Any, linebox: Any, gathered: Gathered) -> Composition:
    settings = settings_of(linebox.style)
    kinds = classify(gathered.text, settings.region)
    own = {path: settings_of(segment.box.style, linebox.style) for path, segment in gathered.segments.items()}
    hyphens = hyphens_of(context, gathered.segments.values())
    row = _shape(gathered, kinds, own, {*hyphens, *_add_language_spaces(gathered, own)})
    advances: list[float] = [_NOTHING if piece is None else piece.cell for piece in row]
    for at, width in gathered.widths.items():
        advances[at] = width
    _trim_spacing(gathered, row, advances)
    _space_words(gathered, advances)
    _set_tabs(gathered, row, advances)
    scopes = [
        Scope(segment.start, segment.end, own[path])
        for path, segment in gathered.segments.items()
        if own[path] is not settings and own[path] != settings
    ]
    paragraph = prepare(
        gathered.text, advances, _sizes(gathered, linebox), settings, kinds=kinds, edges=gathered.edges,
        hyphens={at: width for at, (width, _) in hyphens.items()}, held=gathered.held, scopes=scopes,
    )  # fmt: skip
    decorated = any(s.box.style["text_decoration_line"] != "none" for s in gathered.segments.values())
    return Composition(Composer(paragraph), row, gathered, hyphens, decorated)


def _shape(gathered: Gathered, kinds: str, own: Mapping[Path, Settings], cuts: Collection[int]) -> Row:
    """Shape the text of each segment in its face, no piece reaching over a cut; what is no text has no glyphs."""
    row: Row = [None] * len(gathered.text)
    points = sorted(cuts)
    for path, segment in gathered.segments.items():
        start, end, face, settings = segment.start, segment.end, segment.face, own[path]
        inside = {at - start for at in points[bisect_right(points, start) : bisect_left(points, end)]}
        cuttable = settings.emergency_anywhere and settings.wrap
        longest = _LONG_WORD * float(segment.box.style["font_size"]) if cuttable else inf
        row[start:end] = face.row(gathered.text[start:end], kinds[start:end], settings, inside, longest)
    return row


def _trim_spacing(gathered: Gathered, row: Row, advances: list[float]) -> None:
    """CSS Text 3 §8.2: no letter-spacing behind the last character of a line; here, before forced breaks and ends."""
    text = gathered.text
    for segment in gathered.segments.values():
        spacing = spacing_of(segment.box.style)
        if not spacing:
            continue
        for end in range(segment.start + 1, segment.end + 1):
            if end == len(text) or text[end] == "\n":
                starts = (at for at in range(end - 1, segment.start - 1, -1) if row[at] is not None)
                if (last := next(starts, None)) is not None:
                    advances[last] -= spacing


def _space_words(gathered: Gathered, advances: list[float]) -> None:
    """CSS Text 3 §8.1, `word-spacing`: added to each space and no-break space."""
    for segment in gathered.segments.values():
        if spacing := segment.box.style["word_spacing"]:
            for at in range(segment.start, segment.end):
                if gathered.text[at] in " \u00a0":
                    advances[at] += spacing


def _add_language_spaces(gathered: Gathered, own: Mapping[Path, Settings]) -> Iterator[int]:
    """Count the spaces of a language's marks among the edges: they neither break nor stretch. Yield where they are."""
    for path, segment in gathered.segments.items():
        style = segment.box.style
        if "punctuation" not in own[path].autospace or (style["lang"] or "").lower().split("-")[0] != "fr":
            continue
        size = float(style["font_size"])
        for place, (space_before, space_behind) in french_spaces(segment.box.text).items():
            at = segment.start + place
            before, after = gathered.edges.get(at, (0.0, 0.0))
            gathered.edges[at] = (before + space_before * size, after + space_behind * size)
            yield from (at, at + 1)


def _set_tabs(gathered: Gathered, row: Row, advances: list[float]) -> None:
    """CSS Text 3 §4.2, `tab-size`: a tab reaches to the next stop, counted from the last forced break."""
    if "\t" not in gathered.text:
        return
    for segment in gathered.segments.values():
        for at in range(segment.start, segment.end):
            if gathered.text[at] == "\t":
                begin = gathered.text.rfind("\n", 0, at) + 1
                stop = _tab_stop(segment)
                advances[at] = stop - sum(advances[begin:at]) % stop if stop else 0.0


def _tab_stop(segment: Segment) -> float:
    """Return the distance of tab stops in px."""
    size = segment.box.style["tab_size"]
    if not isinstance(size, int):
        return float(size.value)
    segment.face.shape([" "])
    return segment.face.shaped[" "].advance * size


def _sizes(gathered: Gathered, linebox: Any) -> list[float]:
    sizes = [float(linebox.style["font_size"])] * len(gathered.text)
    for segment in gathered.segments.values():
        sizes[segment.start : segment.end] = [float(segment.box.style["font_size"])] * (segment.end - segment.start)
    return sizes

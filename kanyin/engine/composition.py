"""From a line box of WeasyPrint's tree to a paragraph of `kanyin.han`, and back from offsets to places in the tree.

In: a `LineBox` before layout. Out: a `Composition`, or None where the stock engine is to set the text: floats, tabs,
leaders, word-spacing, right-to-left text, foreign faces, and text without a Han character. Replaces nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.percent import resolve_percentages

from kanyin.engine.settings import WRAPPING, settings_of
from kanyin.engine.shaping import Face, Shaped, face_of, spacing_of
from kanyin.han import Composer, Kind, Scope, Settings, classify, faces, pieces, prepare

OBJECT = "\ufffc"


@dataclass(frozen=True, slots=True)
class Segment:
    """A text box of the paragraph: its place in the tree, and which characters of the paragraph it holds."""

    box: Any
    path: tuple[int, ...]
    start: int
    end: int
    face: Face


@dataclass(frozen=True, slots=True)
class Placed:
    """Something without text of its own: an inline block, or an empty inline box; `at` is its offset."""

    box: Any
    path: tuple[int, ...]
    at: int


@dataclass(slots=True)
class Composition:
    """A line box ready to be set: the composer, the shaped pieces by offset, and where everything came from."""

    composer: Composer
    segments: dict[tuple[int, ...], Segment]  # in reading order
    objects: dict[tuple[int, ...], Placed]
    shaped: dict[int, Shaped]
    spans: dict[tuple[int, ...], tuple[int, int]]  # of inline boxes: the offsets they hold
    edges: dict[int, tuple[float, float]]  # widths of box edges before and behind characters
    decorated: bool  # whether any of its text has a line under, over or through it

    @property
    def length(self) -> int:
        """The count of characters, objects among them."""
        return self.composer.paragraph.length

    def is_current(self) -> bool:
        """Whether the boxes still hold the text they held: a counter of pages may have changed it."""
        text = self.composer.paragraph.text
        return all(text[s.start : s.end] == s.box.text for s in self.segments.values())

    def offset(self, skip_stack: Any) -> int:
        """Return the offset a skip stack of WeasyPrint means."""
        path: tuple[int, ...] = ()
        while skip_stack:
            ((index, skip_stack),) = skip_stack.items()
            path += (index,)
        if segment := self.segments.get(path[:-1]):
            return segment.start + len(segment.box.text.encode()[: path[-1]].decode())
        places = [(s.path, s.start) for s in self.segments.values()] + [(p.path, p.at) for p in self.objects.values()]
        return min((at for place, at in places if place >= path), default=self.length)

    def skip_stack(self, offset: int) -> Any:
        """Return the skip stack that resumes at an offset."""
        if self.composer.paragraph.text[offset] == OBJECT:  # or the author typed that character
            for placed in self.objects.values():
                if placed.at == offset:
                    return _nested(placed.path, None)
        segments = list(self.segments.values())
        segment = segments[bisect_right(segments, offset, key=lambda segment: segment.start) - 1]
        skipped = len(segment.box.text[: offset - segment.start].encode())
        return _nested(segment.path, {skipped: None} if skipped else None)


def _nested(path: tuple[int, ...], inner: Any) -> Any:
    for index in reversed(path):
        inner = {index: inner}
    return inner


class _RefusedError(Exception):
    """The stock engine is to set this text."""


@dataclass(slots=True)
class _Builder:
    """Walks a line box and gathers its text."""

    context: Any
    containing_block: Any
    object_width: Callable[[Any], float]
    text: str = ""
    segments: list[Segment] = field(default_factory=list)
    objects: dict[tuple[int, ...], Placed] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    edges: dict[int, tuple[float, float]] = field(default_factory=dict)
    spans: dict[tuple[int, ...], tuple[int, int]] = field(default_factory=dict)
    held: list[int] = field(default_factory=list)
    pending: float = 0.0  # the start edges of inline boxes whose first character is still to come

    def walk(self, parent: Any, path: tuple[int, ...]) -> None:
        for index, child in enumerate(parent.children):
            place = (*path, index)
            if not child.is_in_normal_flow() or child.is_leader:
                raise _RefusedError
            if isinstance(child, boxes.TextBox):
                self._add_text(child, place)
            elif isinstance(child, boxes.InlineBox):
                self._add_inline(child, place)
            elif isinstance(child, boxes.InlineBlockBox | boxes.InlineReplacedBox) and not child.is_table_wrapper:
                self._add_object(child, place)
            else:
                raise _RefusedError

    def _add_text(self, box: Any, path: tuple[int, ...]) -> None:
        style = box.style
        if not box.text:
            return
        if (
            style["white_space"] not in WRAPPING
            or style["word_spacing"]
            or not style["font_size"]
            or any(sign in box.text for sign in "\t\xad\u2028\u2029")
        ):
            raise _RefusedError
        resolve_percentages(box, self.containing_block)
        start = len(self.text)
        self.text += box.text
        self.segments.append(Segment(box, path, start, len(self.text), face_of(style)))
        self._settle_edge(start)

    def _add_inline(self, box: Any, path: tuple[int, ...]) -> None:
        if box.style["position"] != "static":
            raise _RefusedError
        resolve_percentages(box, self.containing_block)
        for side in ("margin_left", "margin_right"):
            if getattr(box, side) == "auto":
                setattr(box, side, 0)
        start = len(self.text)
        if box.footnote is not None and start:
            self.held.append(start)
        self.pending += box.margin_left + box.border_left_width + box.padding_left
        self.walk(box, path)
        after = box.margin_right + box.border_right_width + box.padding_right
        self.spans[path] = (start, len(self.text))
        if start == len(self.text):
            if self.pending or after:
                raise _RefusedError
            self.objects[path] = Placed(box, path, start)
        elif after:
            before, more = self.edges.get(len(self.text) - 1, (0.0, 0.0))
            self.edges[len(self.text) - 1] = (before, more + after)

    def _add_object(self, box: Any, path: tuple[int, ...]) -> None:
        at = len(self.text)
        self.text += OBJECT
        self.objects[path] = Placed(box, path, at)
        self.widths[at] = self.object_width(box)
        self._settle_edge(at)

    def _settle_edge(self, at: int) -> None:
        if self.pending:
            before, after = self.edges.get(at, (0.0, 0.0))
            self.edges[at] = (before + self.pending, after)
            self.pending = 0.0


def compose(
    context: Any, linebox: Any, containing_block: Any, object_width: Callable[[Any], float]
) -> Composition | None:
    """Return the composition of a line box, or None; `object_width` lays out an inline block and returns its width."""
    builder = _Builder(context, containing_block, object_width)
    try:
        builder.walk(linebox, ())
        return _composition(linebox, builder)
    except _RefusedError:
        return None


def _composition(linebox: Any, builder: _Builder) -> Composition:
    settings = settings_of(linebox.style)
    kinds = classify(builder.text, settings.region)
    if builder.pending or not set(kinds) & set("HKNG(),.;!mEc"):
        raise _RefusedError
    scopes = [
        Scope(segment.start, segment.end, own)
        for segment in builder.segments
        if (own := settings_of(segment.box.style, linebox.style)) != settings
    ]
    shaped = _shape(builder, kinds, settings)
    advances = [0.0] * len(builder.text)
    for at, piece in shaped.items():
        advances[at] = piece.advance
    for at, width in builder.widths.items():
        advances[at] = width
    _trim_spacing(builder, shaped, advances)
    paragraph = prepare(
        builder.text, advances, _sizes(builder, linebox), settings, kinds=kinds, edges=builder.edges,
        held=builder.held, scopes=scopes,
    )  # fmt: skip
    segments = {segment.path: segment for segment in builder.segments}
    decorated = any(segment.box.style["text_decoration_line"] != "none" for segment in builder.segments)
    return Composition(Composer(paragraph), segments, builder.objects, shaped, builder.spans, builder.edges, decorated)


def _trim_spacing(builder: _Builder, shaped: dict[int, Shaped], advances: list[float]) -> None:
    """CSS Text 3 §8.2: no letter-spacing behind the last character of a line; here, before forced breaks and ends."""
    for segment in builder.segments:
        spacing = spacing_of(segment.box.style)
        if not spacing:
            continue
        for end in range(segment.start + 1, segment.end + 1):
            if end == len(builder.text) or builder.text[end] == "\n":
                starts = (at for at in range(end - 1, segment.start - 1, -1) if at in shaped)
                if (last := next(starts, None)) is not None:
                    advances[last] -= spacing


def _sizes(builder: _Builder, linebox: Any) -> list[float]:
    sizes = [float(linebox.style["font_size"])] * len(builder.text)
    for segment in builder.segments:
        sizes[segment.start : segment.end] = [float(segment.box.style["font_size"])] * (segment.end - segment.start)
    return sizes


def _shape(builder: _Builder, kinds: str, settings: Settings) -> dict[int, Shaped]:
    """Shape every piece of the text in the face of its segment; refuse text with a glyph that is not sound."""
    narrow = faces(builder.text, settings.region)
    found: dict[int, Shaped] = {}
    for segment in builder.segments:
        text = builder.text[segment.start : segment.end]
        parts = _joined(pieces(kinds[segment.start : segment.end], settings_of(segment.box.style)), text)
        plain: list[tuple[int, int]] = []
        slim: list[tuple[int, int]] = []
        for start, end in parts:
            latin_mark = end - start == 1 and text[start] in "“”‘’…—·" and narrow[segment.start + start] == "latin"
            mixed = any(c in text[start:end] for c in "“”‘’…—") and narrow[segment.start + start] == "latin"
            (slim if latin_mark or mixed else plain).append((start, end))
        for group, face in ((plain, segment.face), (slim, segment.face.proportional() if slim else segment.face)):
            face.shape(text[start:end] for start, end in group if text[start:end] != "\n")
            for start, end in group:
                if text[start:end] == "\n":
                    continue
                piece = face.shaped[text[start:end]]
                if kinds[segment.start + start] in _FULL_WIDTH:
                    piece = face.full_width(text[start:end])
                if not piece.sound:
                    raise _RefusedError
                if text[start] in _RUNS and end - start > 1:
                    found.update(_split(piece, segment.start + start, end - start))
                else:
                    found[segment.start + start] = piece
    return found


# Marks that are an em wide in Han text, and that a face may have narrow. `·` is not: it is half an em.
_FULL_WIDTH = frozenset("".join((
    Kind.OPEN, Kind.CLOSE, Kind.STOP, Kind.COMMA, Kind.COLON, Kind.ASK, Kind.ASKED, Kind.DASH, Kind.LONG, Kind.REST,
    Kind.PAIR,
)))  # fmt: skip

# Marks whose glyphs join when they are shaped together: —— and ……
_RUNS = "—…"


def _joined(parts: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Join the single pieces of a run of dashes or dots, so that they are shaped together."""
    joined: list[tuple[int, int]] = []
    for start, end in parts:
        if joined and text[start] in _RUNS and text[joined[-1][0]] == text[start] and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _split(piece: Shaped, at: int, length: int) -> dict[int, Shaped]:
    """Share a run's glyphs out again, one to a character; a ligature's advance is shared out evenly."""
    if len(piece.glyphs) != length:
        share = piece.advance / length
        return {at + i: Shaped(share, piece.glyphs if i == 0 else (), True) for i in range(length)}
    return {at + i: Shaped(glyph.advance, (glyph,), True) for i, glyph in enumerate(piece.glyphs)}

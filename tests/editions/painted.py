"""Reads the colours of a PDF by running its content streams: which operator paints what, in which colour.

An interpreter of its own, on pikepdf's parser: it shares no code with what made the streams.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

parse: Any = pikepdf.parse_content_stream
"""Its instructions are of two types, alike in what is read of them here."""

TEXT = {"Tj", "TJ", "'", '"'}
FILL, STROKE = {"f", "F", "f*", "B", "B*", "b", "b*"}, {"S", "s", "B", "B*", "b", "b*"}
_OF = {"g": "/DeviceGray", "rg": "/DeviceRGB", "k": "/DeviceCMYK"}

Colour = tuple[str, ...]
"""The name of a colour space, and its components as text; a pattern has its name."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something painted: `text`, `fill`, `stroke`, `image` or `shading`, its colour, and the page, from 0."""

    kind: str
    colour: tuple[Any, ...]
    page: int

    @property
    def is_black_alone(self) -> bool:
        """Whether nothing but black ink is in it."""
        space, *parts = self.colour
        return space == "/DeviceGray" or (space == "/DeviceCMYK" and parts[:3] == [0, 0, 0])


def marks(path: Path) -> list[Mark]:
    """Return everything that a PDF paints, in order."""
    with pikepdf.open(path) as pdf:
        return [mark for index, page in enumerate(pdf.pages) for mark in _run(page, page.Resources, index, 0)]


def _run(stream: Any, resources: Any, page: int, depth: int, start: Any = None) -> Iterator[Mark]:
    assert depth < 10
    black = ("/DeviceGray", 0)
    state, stack = start or {"fill": black, "stroke": black, "mode": 0}, []
    for operands, operator in parse(stream):
        name, values = str(operator), list(operands)
        if name == "q":
            stack.append(dict(state))
        elif name == "Q":
            state = stack.pop()
        elif name.lower() in _OF:
            state["stroke" if name.isupper() else "fill"] = (_OF[name.lower()], *(float(v) for v in values))
        elif name.lower() == "cs":
            space = resources.get("/ColorSpace", {}).get(str(values[0]), values[0])
            kind = str(space) if isinstance(space, pikepdf.Name) else str(space[0])
            state["stroke" if name.isupper() else "fill"] = (kind, "initial")
        elif name.lower() in ("sc", "scn"):
            key = "stroke" if name.isupper() else "fill"
            state[key] = (state[key][0], *(v if isinstance(v, pikepdf.Name) else float(v) for v in values))
            if state[key][0] == "/Pattern":
                yield from _pattern(resources["/Pattern"][values[-1]], resources, page, depth)
        elif name == "Tr":
            state["mode"] = int(values[0])
        elif name in TEXT and state["mode"] not in (3, 7):
            if state["mode"] % 4 in (0, 2):
                yield Mark("text", state["fill"], page)
            if state["mode"] % 4 in (1, 2):
                yield Mark("text", state["stroke"], page)
        elif name == "gs":
            yield from _state(resources["/ExtGState"][values[0]], page, depth)
        elif name == "sh":
            yield from _shading(resources["/Shading"][values[0]], page)
        elif name == "Do":
            found = resources["/XObject"][values[0]]
            if found.Subtype == "/Image":
                yield Mark("image", (str(found.get("/ColorSpace")),), page)
                if "/SMask" in found:
                    assert found.SMask.ColorSpace == "/DeviceGray"
            else:
                yield from _group(found, page)
                yield from _run(found, found.get("/Resources", resources), page, depth + 1, dict(state))
        else:
            if name in FILL:
                yield Mark("fill", state["fill"], page)
            if name in STROKE:
                yield Mark("stroke", state["stroke"], page)


def _group(form: Any, page: int) -> Iterator[Mark]:
    if "/Group" in form and "/CS" in form.Group:
        yield Mark("group", (str(form.Group.CS),), page)


def _pattern(pattern: Any, resources: Any, page: int, depth: int) -> Iterator[Mark]:
    if pattern.PatternType == 1:
        yield from _run(pattern, pattern.get("/Resources", resources), page, depth + 1)
    else:
        yield from _shading(pattern.Shading, page)


def _shading(shading: Any, page: int) -> Iterator[Mark]:
    yield Mark("shading", (str(shading.ColorSpace),), page)
    count = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}[str(shading.ColorSpace)]
    waiting = [shading.Function]
    while waiting:
        function = waiting.pop()
        waiting += list(function.get("/Functions", []))
        assert "/C0" not in function or len(function.C0) == len(function.C1) == count


def _state(state: Any, page: int, depth: int) -> Iterator[Mark]:
    mask = state.get("/SMask")
    if isinstance(mask, pikepdf.Dictionary):
        yield from (Mark(f"mask {mark.kind}", mark.colour, page) for mark in _group(mask.G, page))
        for mark in _run(mask.G, mask.G.get("/Resources", pikepdf.Dictionary()), page, depth + 1):
            yield Mark(f"mask {mark.kind}", mark.colour, page)

"""Word's fields: a table of contents, a reference, a link, each an instruction and the text it came to.

In: the marks that begin, part and end a field, in the order of the text; a field may run over many paragraphs. Out:
whether the text now read is to be kept, and where it leads. Not done: carrying instructions out.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import Final

from kanyin.importer.docx.parts import LINKING
from kanyin.records import dataclass

_ADDRESS: Final = re.compile(r'^\s*HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\\\s][^"]*?)"?(?:\s|\\|$)', re.I)
# Fields whose text the book makes anew, or that print nothing of the text.
_LEFT_OUT: Final = ("TOC", "INDEX", "TOA", "RD", "XE", "TC", "TA")


@dataclass(slots=True)
class _Open:
    """A field that has begun: what it says so far, and whether its result is being read."""

    words: list[str] = field(default_factory=list)
    in_result: bool = False

    @property
    def instruction(self) -> str:
        return "".join(self.words).strip()


class Fields:
    """The fields that are open at the place being read, the outermost first."""

    def __init__(self) -> None:
        self._open: list[_Open] = []

    def mark(self, kind: str) -> str:
        """Take in a `fldChar`; return the instruction of the field whose result begins here, or nothing."""
        if kind == "begin":
            self._open.append(_Open())
        elif kind == "separate" and self._open:
            self._open[-1].in_result = True
            return self._open[-1].instruction
        elif kind == "end" and self._open:
            self._open.pop()
        return ""

    def instruct(self, text: str) -> None:
        """Take in a piece of an instruction."""
        if self._open:
            self._open[-1].words.append(text)

    @property
    def keeps(self) -> bool:
        """Whether text is text here: not an instruction, not a table of contents."""
        return all(f.in_result and name_of(f.instruction) not in _LEFT_OUT for f in self._open)

    @property
    def href(self) -> str | None:
        """Where the text leads, by the innermost field that says."""
        return next((href for f in reversed(self._open) if (href := href_of(f.instruction))), None)


def name_of(instruction: str) -> str:
    """Return the name of a field."""
    return instruction.split()[0].upper() if instruction.split() else ""


def is_left_out(instruction: str) -> bool:
    """Tell whether a field's text is not kept."""
    return name_of(instruction) in _LEFT_OUT


def href_of(instruction: str) -> str | None:
    """Return where a field leads: an address, or `#` and a bookmark; None for one that leads nowhere."""
    name = name_of(instruction)
    local = LINKING.match(instruction)
    if local and (name == "HYPERLINK" or (name == "REF" and "\\h" in instruction)):
        return f"#{local[1]}"
    address = _ADDRESS.match(instruction)
    return address[1].strip() if address else None

"""A line of the text and how far the open blocks have eaten into it.

In: a line with tabs already expanded. Out: what the block rules ask about its rest. Tabs are expanded once, to stops of
4 columns, when the text is split into lines: so a column is a character, and no rule has to think of half-eaten tabs.
"""

from __future__ import annotations


class Cursor:
    """One line; `pos` is where the part not yet eaten begins, `next` where its first non-space stands."""

    __slots__ = ("blank", "indent", "line", "next", "pos", "text")

    def __init__(self, text: str, line: int) -> None:
        self.text = text
        self.line = line
        self.pos = self.next = self.indent = 0
        self.blank = not text
        self._look()

    def _look(self) -> None:
        text = self.text
        self.next = len(text) - len(text[self.pos :].lstrip(" ")) if text else 0
        self.indent = self.next - self.pos
        self.blank = self.next >= len(text)

    def eat_to(self, pos: int) -> None:
        """Eat up to the character at `pos`."""
        self.pos = min(pos, len(self.text))
        self._look()

    def eat_indent(self, columns: int) -> None:
        """Eat at most `columns` columns of the indentation."""
        self.eat_to(self.pos + min(columns, self.indent))

    @property
    def rest(self) -> str:
        """The part not yet eaten, with its indentation."""
        return self.text[self.pos :]

    @property
    def content(self) -> str:
        """The part not yet eaten, without its indentation."""
        return self.text[self.next :]

    @property
    def first(self) -> str:
        """The first non-space character, or nothing."""
        return self.text[self.next : self.next + 1]

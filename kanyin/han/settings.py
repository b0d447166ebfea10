"""What CSS says of a paragraph, as one value: the input of every function of this package that depends on style.

In: computed values of CSS properties, in the form `kanyin.engine` holds them (keywords, or tuples of keywords).
Out: a frozen `Settings`, fit to be the key of a cache. It parses no CSS and knows no style objects.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, TypeAlias

from kanyin.han.classes import Region
from kanyin.records import dataclass

LineBreak: TypeAlias = Literal["auto", "loose", "normal", "strict", "anywhere"]
WordBreak: TypeAlias = Literal["normal", "break-all", "keep-all", "manual", "auto-phrase", "break-word"]
SpacingTrim: TypeAlias = Literal["space-all", "normal", "space-first", "trim-start", "trim-both", "trim-all", "auto"]
WrapStyle: TypeAlias = Literal["auto", "balance", "stable", "pretty", "avoid-orphans"]
Overflow: TypeAlias = Literal["normal", "break-word", "anywhere"]
Align: TypeAlias = Literal["start", "end", "center", "justify"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The style of a paragraph, or of a part of it. The defaults are those of Kanyin's own stylesheet."""

    region: Region = Region.MAINLAND
    autospace: tuple[str, ...] = ("ideograph-alpha", "ideograph-numeric", "replace")
    autospace_size: float = 0.2  # em of the Han character beside the gap
    trim: SpacingTrim = "trim-both"
    hanging: tuple[str, ...] = ("none",)
    line_break: LineBreak = "normal"
    word_break: WordBreak = "normal"
    overflow_wrap: Overflow = "normal"
    wrap: bool = True  # text-wrap-mode
    wrap_style: WrapStyle = "pretty"
    justify: tuple[str, ...] = ("auto",)  # text-justify
    align: Align = "justify"
    align_last: Align = "start"

    def __hash__(self) -> int:
        """Of what differs within a book: tables are looked up by settings for every paragraph."""
        return hash((self.autospace_size, self.trim, self.wrap_style, self.align, self.align_last))

    @property
    def as_typed(self) -> bool:
        """Whether every mark keeps the width and the face its font gives it: code, where columns count."""
        return self.trim == "space-all" and self.autospace == ("no-autospace",)

    @property
    def emergency_anywhere(self) -> bool:
        """Whether a word wider than the line may be cut (CSS Text 4, `overflow-wrap`, `word-break: break-word`)."""
        return self.overflow_wrap != "normal" or self.word_break == "break-word" or self.line_break == "anywhere"

    def only(self, *names: str) -> Settings:
        """Return settings that have these of this one and else the defaults: a key of what depends on these alone.

        The paragraphs of a book differ in how they are aligned and broken into lines; the rules about two neighbours
        are the same for nearly all of them, and compiled once.
        """
        return _settings(names, tuple(getattr(self, name) for name in names))


@cache
def _settings(names: tuple[str, ...], values: tuple[object, ...]) -> Settings:
    return Settings(**dict(zip(names, values, strict=True)))  # type: ignore[arg-type]

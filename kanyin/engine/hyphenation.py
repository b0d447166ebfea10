"""Where Latin words may be hyphenated: soft hyphens the author typed, and a dictionary's points under `hyphens: auto`.

In: the text boxes of a paragraph. Out: by offset, the hyphen that a line ending there is given, and its width. The
dictionaries are those WeasyPrint itself uses (Pyphen), kept where it keeps them. Replaces nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import pyphen

from kanyin.engine.gathering import Segment
from kanyin.engine.pieces import Shaped

_SOFT_HYPHEN: Final = "\u00ad"
_WORD: Final = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)*")
_HAN: Final = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7ff\U00020000-\U0003ffff]"  # compiled for a Latin word only, 2 ms


def hyphens_of(context: Any, segments: Iterable[Segment]) -> dict[int, tuple[float, Shaped]]:
    """Return (width in px, the hyphen shaped) by the offset of the character behind it."""
    found: dict[int, tuple[float, Shaped]] = {}
    for segment in segments:
        points = list(_points(context, segment.box))
        if points:
            hyphen = segment.box.style["hyphenate_character"]
            segment.face.shape([hyphen])
            shaped = segment.face.shaped[hyphen]
            found.update((segment.start + point, (shaped.advance, shaped)) for point in points)
    return found


def _points(context: Any, box: Any) -> Iterator[int]:
    """Yield the offsets in a box's text before which a line may begin after a hyphen."""
    hyphens, text = box.style["hyphens"], box.text
    if hyphens == "none":
        return
    if _SOFT_HYPHEN in text:
        yield from (at + 1 for at, sign in enumerate(text[:-1]) if sign == _SOFT_HYPHEN)
    if hyphens == "auto" and (dictionary := _dictionary(context, box.style)):
        total = box.style["hyphenate_limit_chars"][0]
        for match in _WORD.finditer(text):
            word = match[0]
            # A word with a soft hyphen is hyphenated there alone (CSS Text 3, #hyphens-property).
            if len(word) >= total and not re.search(_HAN, word) and text[match.end() : match.end() + 1] != _SOFT_HYPHEN:
                yield from (match.start() + point for point in dictionary.positions(word))


def _dictionary(context: Any, style: Any) -> Any:
    """Return WeasyPrint's dictionary for a style's language, None if there is none."""
    language = style["lang"] and pyphen.language_fallback(style["lang"])
    if not language:
        return None
    total, left, right = style["hyphenate_limit_chars"]
    key = (language, left, right, total)
    if key not in context.dictionaries:
        context.dictionaries[key] = pyphen.Pyphen(lang=language, left=left, right=right)
    return context.dictionaries[key]

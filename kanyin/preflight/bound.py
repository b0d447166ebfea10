"""The quick word on a volume as it was bound: that no rule would find anything, told without opening the file.

In: a volume, its sections and its book. Out: whether preflight has certainly nothing to say of it. To read 700 pages
back takes a third of a second with the loading of what reads PDFs, as much as all the rest of a build after an edit;
and of pages that were made a moment before all is known that the quick rules ask. `QUICK` names these rules, each with
what answers for it; a test holds it against `RULES`. Where an answer is not plain (images, which may have too few
pixels, a link that leads nowhere), the file is opened and read as any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ..forme import EmbeddedFont, Forme
from ..pdf import has_images

if TYPE_CHECKING:
    from ..bind import Volume
    from ..book import Book
    from ..typeset import LaidSection

QUICK: Final = ("boxes", "fonts", "links", "metadata", "resolution", "unreadable")
"""The modules in `rules/` that look at a file for the screen when a build is in a hurry."""

_MEDIA: Final = re.compile(rb"/MediaBox \[0 0 (\S+) (\S+)\]")
_NAMED: Final = re.compile(rb"/BaseFont /[A-Z]{6}\+[^\s/<>\[\]()]")


def is_clear(volume: Volume, laid: Sequence[LaidSection], book: Book) -> bool:
    """Tell whether the rules of `QUICK` find nothing in the volume's PDF; False where that is not certain."""
    return (
        bool(book.title.strip() and book.language.strip())  # metadata
        and not volume.adrift  # links; the outline's entries lead to pages
        and all(map(_is_whole, volume.fonts))  # fonts
        and all(_has_sizes(part.forme) for part in laid)  # boxes: the trim of a page is its media box
        and not has_images(volume.pdf)  # resolution; and unreadable: only pages with images are interpreted
    )


def _is_whole(font: EmbeddedFont) -> bool:
    """Tell whether a font's program is in the file, and whether it has a name."""
    text = b"".join(text for _, text in font.objects)
    return b"/FontFile" in text and _NAMED.search(text) is not None


def _has_sizes(forme: Forme) -> bool:
    """Tell whether each page of a forme is at least a point wide and high."""
    numbers = {page.object for page in forme.pages}
    found = [_MEDIA.search(text) for number, text in forme.objects if number in numbers]
    return all(size and min(float(size[1]), float(size[2])) >= 1 for size in found)

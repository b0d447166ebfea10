"""Names for the places that links lead to, unique in the whole book to be.

In: an id, and what it is an id in (a file, a document in a file). Out: a name that Kanyin takes for a label, always the
same for the same place. Not done: finding places.
"""

from __future__ import annotations

import re
from typing import Final

_UNFIT: Final = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff_-]+")


class Labels:
    """Gives each place its name."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()

    def name(self, scope: str, identifier: str) -> str:
        """Return the name of the place that `identifier` is in `scope`."""
        key = (scope, identifier)
        if key not in self._names:
            stem = _UNFIT.sub("-", identifier).strip("-_") or "place"
            stem = stem if stem[0].isalpha() else f"p-{stem}"
            number, name = 1, stem
            while name in self._taken:
                number += 1
                name = f"{stem}-{number}"
            self._taken.add(name)
            self._names[key] = name
        return self._names[key]

"""The versions of installed packages, for the keys of what is kept from one build to the next.

In: names of packages, in small letters. Out: lines of text that change when one is exchanged for another version.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path


def versions(packages: Collection[str]) -> list[str]:
    """Return the packages with their versions, as installers name the folders of their notes (`pyphen-0.18.dist-info`).

    `importlib.metadata` looks into each of these, 15 ms; it is asked only for what is installed in another way.
    """
    noted = [name for folder in sys.path for name in _names(folder) if name.endswith((".dist-info", ".egg-info"))]
    found = {name: name.partition("-")[0].lower() for name in noted}
    missing = set(packages) - set(found.values())
    if missing:
        from importlib.metadata import version

        return [f"{name} {version(name)}" for name in packages]
    return sorted(name for name, package in found.items() if package in packages)


def _names(folder: str) -> list[str]:
    with suppress(OSError):
        return [path.name for path in Path(folder or ".").iterdir()]
    return []

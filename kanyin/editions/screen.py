"""The screen edition: the volume as it is bound, to read and to hand on."""

from __future__ import annotations

from ..bind import Volume


def produce(volume: Volume) -> bytes:
    """Return the volume's PDF."""
    return volume.pdf

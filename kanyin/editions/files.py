"""An edition's PDF written: bytes that depend on nothing but what is in it.

In: an open PDF. Out: its bytes, objects packed, with an ID made of them.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf


def saved(pdf: Any, *, version: str | None = None) -> bytes:
    """Return the PDF's bytes; `version` is the one its header gives, where that is not the least that will do."""
    file = io.BytesIO()
    pdf.save(
        file,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        **({"force_version": version} if version else {}),
    )
    return file.getvalue()

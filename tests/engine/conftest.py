"""Shared by the tests of the engine: the hooks are in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kanyin import engine


@pytest.fixture(autouse=True)
def installed() -> Iterator[None]:
    """The hooks are in, whatever another test took out, and whatever this one takes out."""
    engine.install()
    yield
    engine.install()

"""Shared by the tests of editions: the sample, built once."""

from __future__ import annotations

import pytest

from .sample import Editions, make_editions


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    """Return the sample's editions."""
    return make_editions(tmp_path_factory.mktemp("editions"))

"""The versions of packages, as installers note them."""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

import pytest

from kanyin import installed

PACKAGES = ("weasyprint", "pydyf", "markdown")


def test_each_package_is_told_with_its_version() -> None:
    found = dict(re.findall(r"(?m)^(\w+)-(\S+)\.(?:dist|egg)-info$", "\n".join(installed.versions(PACKAGES)).lower()))
    assert found == {name: metadata.version(name) for name in PACKAGES}


def test_another_version_is_another_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = installed.versions(PACKAGES)
    (tmp_path / "WeasyPrint-99.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert set(installed.versions(PACKAGES)) - set(before) == {"WeasyPrint-99.0.dist-info"}


def test_packages_without_notes_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", ["/nowhere"])
    monkeypatch.setattr(metadata, "version", lambda name: f"0 of {name}")
    assert installed.versions(PACKAGES)[0] == "weasyprint 0 of weasyprint"

"""Making a folder: all of it or nothing, in a new place or in an empty folder that stays the same folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kanyin.diagnostics import BuildFailed, Report
from kanyin.folders import check_target, write_folder

FILES = (("book.toml", "[book]\n"), ("图/甲.svg", "<svg/>"))


def made(folder: Path) -> list[str]:
    check_target(folder, Report())
    write_folder(folder, FILES, Report())
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def codes(folder: Path) -> list[str]:
    """Try to make the folder, and return the codes of what is said."""
    with pytest.raises(BuildFailed) as failed:
        made(folder)
    return [found.code for found in failed.value.diagnostics]


def test_files_are_written_with_their_folders_and_nothing_else(tmp_path: Path) -> None:
    assert made(tmp_path / "甲 乙" / "书") == ["book.toml", "图", "图/甲.svg"]
    assert [path.name for path in (tmp_path / "甲 乙").iterdir()] == ["书"]


def test_an_empty_folder_is_filled_and_stays_itself(tmp_path: Path) -> None:
    folder = tmp_path / "书"
    folder.mkdir()
    before = folder.stat().st_ino
    made(folder)
    assert folder.stat().st_ino == before


@pytest.mark.skipif(os.name == "nt", reason="the folder one stands in cannot be replaced there anyway")
def test_the_working_folder_can_be_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made(Path())
    assert Path("book.toml").read_text("utf-8") == "[book]\n"  # through the folder the process already stands in


def test_a_link_to_an_empty_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    made(tmp_path / "link")
    assert (tmp_path / "real" / "book.toml").is_file()


def test_what_cannot_be_a_new_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "ring").symlink_to("ring")
    assert codes(tmp_path) == ["output.folder-not-empty"]
    assert codes(tmp_path / "file") == ["output.not-a-folder"]
    assert codes(tmp_path / "dangling") == ["output.not-a-folder"]
    assert codes(tmp_path / "file" / "甲" / "书") == ["output.not-a-folder"]
    assert codes(tmp_path / "ring") == codes(tmp_path / "ring" / "书") == ["output.not-a-folder"]
    assert codes(tmp_path / ("长" * 300)) == ["output.write"]
    assert codes(tmp_path / "a\0b") == ["output.write"]
    assert (tmp_path / "file").read_text() == "mine"


def test_a_failure_takes_away_the_parents_that_were_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    assert codes(tmp_path / "甲" / "乙" / "书") == ["output.write"]
    assert list(tmp_path.iterdir()) == []


def test_what_came_into_the_folder_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "书"
    folder.mkdir()
    check_target(folder, Report())
    (folder / "图").write_text("mine")
    with pytest.raises(BuildFailed, match="meanwhile"):
        write_folder(folder, FILES, Report())
    assert {path.name: path.read_text() for path in folder.iterdir()} == {"图": "mine"}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_place_that_may_not_be_written_to_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert codes(tmp_path / "书") == ["output.write"]

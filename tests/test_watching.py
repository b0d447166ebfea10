"""Watching: each change that matters builds the book again, nothing else does, and nothing ends it but Ctrl-C."""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import watchfiles

from kanyin import watching
from kanyin.watching import Watched, is_source, watch

PATIENCE = 20.0
"""Seconds after which a build that does not come is missed; on an idle machine it takes a quarter of one."""
SILENCE = 0.8
"""Seconds without a build that show that none was due: three times what one takes to come."""


class Follower:
    """Watches in a thread, and keeps what it was asked to build."""

    def __init__(self, *books: Watched) -> None:
        self.books = books
        self.notes: list[str] = []
        self._built: queue.Queue[tuple[Path, tuple[str, ...]]] = queue.Queue()
        self._ending = False
        self._thread = threading.Thread(target=watch, args=(books, self._build, self.notes.append), daemon=True)
        self._thread.start()
        self.first = {self.next()[0] for _ in books}

    def _build(self, book: Watched, changed: Sequence[Path]) -> None:
        if self._ending:
            raise KeyboardInterrupt
        self._built.put((book.path, tuple(path.name for path in changed)))

    def next(self) -> tuple[Path, tuple[str, ...]]:
        """Return the next build: its book, and the names of what had changed."""
        return self._built.get(timeout=PATIENCE)

    def nothing(self) -> bool:
        """Tell whether no build comes."""
        try:
            unexpected = self._built.get(timeout=SILENCE)
        except queue.Empty:
            return True
        raise AssertionError(f"built again: {unexpected}")

    def settled(self) -> None:
        """Wait for a build and for any that follow it."""
        self.next()
        while not self._built.empty() or self._quiet():
            self._built.get()

    def _quiet(self) -> bool:
        threading.Event().wait(SILENCE)
        return not self._built.empty()

    def end(self) -> None:
        """Interrupt the watch in its next build."""
        self._ending = True
        for book in self.books:
            book.base.mkdir(parents=True, exist_ok=True)
            (book.base / "end.md").write_text("end")
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


Follow = Callable[..., Follower]


@pytest.fixture
def follow() -> Iterator[Follow]:
    """Return a function that follows books; each is ended when the test is over."""
    followers: list[Follower] = []

    def begin(*books: Watched) -> Follower:
        followers.append(Follower(*books))
        return followers[-1]

    yield begin
    for follower in followers:
        follower.end()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a folder with a chapter and a picture."""
    folder = tmp_path / "我的 书"
    (folder / "图").mkdir(parents=True)
    (folder / "01.md").write_text("# 一\n")
    (folder / "图" / "a.svg").write_text("<svg/>")
    return folder


def save(path: Path) -> None:
    """Write a file in one step: a busy machine could make two batches of a file emptied and then written."""
    draft = path.with_name(".draft")
    draft.write_text("# 新\n")
    draft.replace(path)


def test_a_saved_chapter_picture_or_style_builds_the_book(follow: Follow, book: Path, tmp_path: Path) -> None:
    follower = follow(Watched(book, tmp_path / "dist"))
    save(book / "01.md")
    assert follower.next() == (book, ("01.md",))
    save(book / "图" / "a.svg")
    assert follower.next() == (book, ("a.svg",))


def test_a_file_saved_through_a_temporary_one_is_one_change(follow: Follow, book: Path, tmp_path: Path) -> None:
    follower = follow(Watched(book, tmp_path / "dist"))
    for name in (".01.md.swp", "4913", "01.md~"):
        (book / name).write_text("x")
    (book / "01.md.tmp").write_text("# 二\n")
    (book / "01.md.tmp").replace(book / "01.md")
    assert follower.next() == (book, ("01.md",))
    assert follower.nothing()


def test_many_files_at_once_are_one_build(follow: Follow, book: Path, tmp_path: Path) -> None:
    follower = follow(Watched(book, tmp_path / "dist"))
    for number in range(20):
        save(book / f"{number:02}.md")
    first, seen = follower.next()[1], 1
    while "19.md" not in first:  # a busy machine may stop between two of them
        first, seen = follower.next()[1], seen + 1
    assert seen < 5
    assert follower.nothing()


def test_the_output_is_no_change_wherever_it_goes(follow: Follow, book: Path) -> None:
    for out in (book / "dist", book):
        follower = follow(Watched(book, out))
        out.mkdir(exist_ok=True)
        (out / ".kanyin-x.part").write_bytes(b"%PDF")
        (out / ".kanyin-x.part").replace(out / "书.pdf")
        assert follower.nothing()
        save(book / "01.md")
        assert follower.next() == (book, ("01.md",))


def test_a_new_folder_is_followed_from_its_first_file_on(follow: Follow, book: Path, tmp_path: Path) -> None:
    follower = follow(Watched(book, tmp_path / "dist"))
    (book / "styles").mkdir()
    (book / "styles" / "a.css").write_text("p {}")
    follower.settled()
    save(book / "styles" / "a.css")
    assert follower.next() == (book, ("a.css",))


def test_a_folder_that_is_renamed_or_deleted_and_comes_back_is_followed(
    follow: Follow, book: Path, tmp_path: Path
) -> None:
    follower = follow(Watched(book, tmp_path / "dist"))
    book.rename(tmp_path / "away")
    follower.settled()
    shutil.copytree(tmp_path / "away", book)
    follower.settled()
    save(book / "图" / "a.svg")
    assert follower.next() == (book, ("a.svg",))
    shutil.rmtree(book)
    shutil.copytree(tmp_path / "away", book)  # at once: the new one may even have the number of the old
    follower.settled()
    save(book / "01.md")
    assert follower.next() == (book, ("01.md",))


def test_a_single_files_folder_is_followed_and_the_file_may_be_away(follow: Follow, book: Path, tmp_path: Path) -> None:
    file = book / "01.md"
    follower = follow(Watched(file, tmp_path / "dist"))
    file.unlink()
    assert follower.next() == (file, ("01.md",))
    save(file)
    assert follower.next() == (file, ("01.md",))
    save(book / "图" / "a.svg")
    assert follower.next() == (file, ("a.svg",))


def test_of_two_books_the_one_that_changed_is_built(follow: Follow, book: Path, tmp_path: Path) -> None:
    other = tmp_path / "另"
    shutil.copytree(book, other)
    follower = follow(Watched(book, tmp_path / "dist"), Watched(other, tmp_path / "dist"))
    assert follower.first == {book, other}
    save(other / "01.md")
    assert follower.next() == (other, ("01.md",))
    assert follower.nothing()


def test_a_further_folder_that_a_book_may_read_is_followed(follow: Follow, book: Path, tmp_path: Path) -> None:
    (tmp_path / "共用").mkdir()
    follower = follow(Watched(book, tmp_path / "dist", (tmp_path / "共用",)))
    save(tmp_path / "共用" / "logo.svg")
    assert follower.next() == (book, ("logo.svg",))


def test_where_the_system_has_no_room_for_a_watch_the_folders_are_polled(
    follow: Follow, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Path, **__: object) -> Iterator[object]:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr(watchfiles, "watch", full)
    follower = follow(Watched(book, tmp_path / "dist"))
    assert len(follower.notes) == 1
    for _ in range(2):  # within one second
        save(book / "01.md")
        assert follower.next() == (book, ("01.md",))
    shutil.rmtree(book / "图")
    assert "图" in follower.next()[1]
    (book / "图").mkdir()
    follower.settled()
    save(book / "图" / "b.svg")
    assert follower.next() == (book, ("b.svg",))


def test_a_folder_of_very_many_is_followed_near_the_book_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_MOST_FOLDERS", 3)
    for name in ("a/b/c", "d/e", ".git/objects", "node_modules/x"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "note.md").write_text("# 题\n")
    (tmp_path / "d" / "ring").symlink_to(tmp_path)
    folders = Watched(tmp_path / "note.md", tmp_path / "dist").folders()
    assert folders == {tmp_path.resolve() / name for name in ("", "a", "d")}


def test_what_editors_and_systems_leave_is_no_source() -> None:
    passing = [
        ".01.md.swp",
        "01.md~",
        "#01.md#",
        ".#01.md",
        "4913",
        "~$讲义.docx",
        ".DS_Store",
        "01.md.tmp",
        "书.PDF",
        "x.swx",
    ]
    assert [name for name in passing if is_source(Path(name))] == []
    assert all(
        is_source(Path(name)) for name in ("01.md", "book.toml", "图.svg", "a.css", "cover.html", "a.png", "tmp")
    )


class Command:
    """`kanyin build BOOK --watch` in a process of its own, its lines read as they come."""

    def __init__(self, book: str, folder: Path) -> None:
        command = [sys.executable, "-m", "kanyin", "build", book, "--watch"]
        self.process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self._lines.put(line)

    def until(self, text: str) -> str:
        """Return the lines up to the one with this text."""
        said = ""
        while text not in said:
            said += self._lines.get(timeout=60)
        return said

    def rest(self) -> list[str]:
        """Return what was said and not read yet."""
        return [self._lines.get() for _ in range(self._lines.qsize())]


@pytest.mark.skipif(os.name == "nt", reason="there Ctrl-C goes to a console")
def test_the_command_follows_edits_breaks_mends_deletions_and_ends_with_0(tmp_path: Path) -> None:
    book = tmp_path / "书"
    book.mkdir()
    (book / "book.toml").write_text('[book]\ntitle = "书"\n[output.kanyin]\ncover = "none"\n')
    (book / "SUMMARY.md").write_text("- [一](01.md)\n- [二](02.md)\n")
    for name in ("01.md", "02.md"):
        (book / name).write_text(f"# {name[:2]}\n\n正文。\n")
    command = Command("书", tmp_path)
    try:
        assert "dist/书.pdf" in command.until(" pages, ")
        first = (tmp_path / "dist" / "书.pdf").read_bytes()
        (book / "01.md").write_text("# 一\n\n改过的正文。\n")
        assert "changed: 书/01.md" in command.until(" pages, ")
        assert (tmp_path / "dist" / "书.pdf").read_bytes() != first
        (book / "book.toml").write_text('[book]\ntitle = "书\n')
        assert "book.toml:2" in command.until("书: nothing written, 1 error")
        (book / "book.toml").write_text('[book]\ntitle = "书"\n')
        command.until(" pages, ")
        (book / "02.md").rename(tmp_path / "02.md")
        assert "SUMMARY.md:2" in command.until("书: nothing written, 1 error")
        (tmp_path / "02.md").rename(book / "02.md")
        command.until(" pages, ")
        command.process.send_signal(signal.SIGINT)
        assert command.process.wait(20) == 0
        assert command.rest() == []
    finally:
        command.process.kill()
        command.process.wait()
        assert command.process.stderr is not None
        command.process.stderr.close()

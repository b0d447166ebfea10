"""The workshop: whatever comes from the store or from workers, the volume is the same, and only what changed is set."""

from __future__ import annotations

import os
import pickle
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import kanyin
from kanyin import Built, Report, ahead, build, compositor, engine, manuscript, typeset, workshop
from kanyin import book as books
from kanyin import theme as themes
from kanyin.access import Access
from kanyin.ahead import Ahead
from kanyin.forme import Forme
from kanyin.renumbering import numbered
from kanyin.sheet import Sheet
from kanyin.store import Store, folder
from kanyin.workers import Workers, can_fork, stand_by, standing_by

from .reading import Reading

SENTENCE = "这是一本小书里的一句话，说了“几件”事情（都不要紧），见《目录》。"


TOML = '[book]\ntitle = "小书"\n[output.kanyin]\nshort = false\n'


def chapter(number: int, paragraphs: int = 2) -> str:
    text = "\n\n".join(SENTENCE * 6 for _ in range(paragraphs))
    return f"# {'甲乙丙丁戊'[number - 1]}的题目\n\n{text}\n\n末章在[](#last){{.page}}。\n"


def files(**more: str) -> dict[str, str]:
    """Return a book of six short chapters."""
    made = {f"{number}.md": chapter(number) for number in range(1, 6)}
    made["6.md"] = "# 最后一章 {#last}\n\n" + SENTENCE * 40 + "\n"
    return {"book.toml": TOML, **made, **more}


class Shelf:
    """A book that is built again and again; `set_again` are those of its `sections` that the last build has set."""

    def __init__(self, place: Path, texts: Mapping[str, str]) -> None:
        self.book, self._out = place / "book", place / "out"
        for name, text in texts.items():
            self.write(name, text)
        self.sections: list[str] = []
        self.set_again: list[str] = []

    def write(self, name: str, text: str) -> None:
        (self.book / name).parent.mkdir(parents=True, exist_ok=True)
        (self.book / name).write_text(text, "utf-8")

    def built(self, **options: object) -> bytes:
        report = Report()
        made: Built = build(self.book, self._out, report=report, **options)  # type: ignore[arg-type]
        assert [found for found in report if found.severity != "note"] == []
        self.sections = [section.name for section in made.course.sections]
        self.set_again = [section.name for section in made.course.sections if section.seconds is not None]
        return made.files[0].read_bytes()

    def reading(self) -> Reading:
        return Reading(self._out / "book.pdf")


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setenv("KANYIN_CACHE", str(tmp_path / "cache"))
    return Shelf(tmp_path, files())


def test_a_build_is_the_same_cold_warm_and_by_workers(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "_WORTH", 0)
    alone = shelf.built(jobs=1, cache=False)
    assert len(shelf.set_again) > 6
    assert shelf.built(jobs=3, cache=False) == alone
    assert shelf.built(jobs=1) == alone
    assert shelf.built(jobs=1) == alone
    assert shelf.set_again == []
    assert shelf.built(jobs=2) == alone


def test_another_seed_of_hashes_gives_the_same_bytes(shelf: Shelf) -> None:
    here = shelf.built(cache=False)
    command = [sys.executable, "-m", "kanyin", "build", str(shelf.book), "-q", "--no-cache", "-o"]
    for seed in "17":
        out = shelf.book.parent / seed
        root = str(Path(kanyin.__file__).parent.parent)
        subprocess.run([*command, str(out)], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": root}, check=True)
        assert (out / "book.pdf").read_bytes() == here


def test_an_edit_sets_its_own_chapter_alone(shelf: Shelf) -> None:
    shelf.built()
    shelf.write("3.md", chapter(3).replace("几件", "两件", 1))
    warm = shelf.built()
    assert shelf.set_again == ["chapter-3"]
    assert shelf.built(cache=False) == warm


def test_pages_that_move_are_not_set_again_and_tell_their_new_numbers(shelf: Shelf) -> None:
    # Some 50 pages: each chapter begins on a right-hand page, however long those before it are.
    for number in range(1, 6):
        shelf.write(f"{number}.md", chapter(number, paragraphs=20))
    shelf.built()
    before = shelf.reading().pages
    shelf.write("2.md", chapter(2, paragraphs=32))
    warm = shelf.built()
    # The colophon tells how many characters there are; contents and references have blanks for the folios.
    assert shelf.set_again == ["colophon", "chapter-2"]
    assert shelf.reading().pages > before
    text = "".join(shelf.reading().texts)
    last = re.search(r"最后一章\D*(\d+)", text)
    assert last is not None
    assert re.search(f"第 ?{last[1]} ?页", text)
    assert shelf.built(cache=False) == warm


def test_a_new_title_sets_the_contents_and_its_chapter(shelf: Shelf) -> None:
    shelf.built()
    shelf.write("3.md", chapter(3).replace("丙的题目", "丙换了题目"))
    assert b"%PDF" in shelf.built()
    assert "chapter-3" in shelf.set_again
    assert not {"chapter-1", "chapter-2", "chapter-4"} & set(shelf.set_again)


def test_styles_templates_and_options_set_everything_again(shelf: Shelf) -> None:
    shelf.built()
    shelf.write("styles/own.css", "p { color: #222 }")
    shelf.built()
    assert len(shelf.set_again) > 6
    shelf.built()
    assert shelf.set_again == []
    shelf.write("styles/own.css", "p { color: #333 }")
    shelf.built()
    assert len(shelf.set_again) > 6
    shelf.write("book.toml", TOML + 'accent = "松"\n')
    shelf.built()
    assert len(shelf.set_again) > 6
    shelf.built(theme="large")
    assert len(shelf.set_again) > 6


def drawing(colour: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><rect width="9" height="9" fill="{colour}"/></svg>'


def test_a_picture_that_changed_sets_the_chapters_that_show_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KANYIN_CACHE", str(tmp_path / "cache"))
    shown = chapter(2) + "\n![方块](a.svg)\n"
    shelf = Shelf(tmp_path, files(**{"2.md": shown, "a.svg": drawing("#102030")}))
    shelf.built()
    shelf.built()
    assert shelf.set_again == []
    shelf.write("a.svg", drawing("#405060"))
    warm = shelf.built()
    assert shelf.set_again == ["chapter-2"]
    assert shelf.built(cache=False) == warm


def test_warnings_of_what_is_kept_are_told_again(shelf: Shelf) -> None:
    shelf.write("1.md", chapter(1) + "\n" + "𪚥" + "\U0010ffff\n")
    told = []
    for _ in range(2):
        report = Report()
        build(shelf.book, shelf.book.parent / "out", report=report)
        told.append([found for found in report if found.severity != "note"])
    assert told[0] == told[1] != []


def test_damaged_entries_are_discarded_not_believed(shelf: Shelf) -> None:
    whole = shelf.built()
    for entry in folder().glob("??/*"):
        entry.write_bytes(entry.read_bytes()[:-7])
    assert shelf.built() == whole
    assert len(shelf.set_again) > 6
    # A whole entry that holds something else: the checksum is right, and it is no forme.
    store = Store(folder())
    for entry in folder().glob("??/*"):
        store.put(entry.parent.name + entry.name, b"something else")
    assert shelf.built() == whole
    assert len(shelf.set_again) > 6


def test_two_builds_at_once_do_not_meet(shelf: Shelf) -> None:
    root = str(Path(kanyin.__file__).parent.parent)

    def made(number: int) -> bytes:
        out = shelf.book.parent / f"out-{number}"
        command = [sys.executable, "-m", "kanyin", "build", str(shelf.book), "-q", "-o", str(out)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": root})
        return (out / "book.pdf").read_bytes()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(made, range(2))
    assert first == second
    assert not list(folder().glob("??/.*"))


def test_a_cache_that_is_deleted_meanwhile_is_made_again(shelf: Shelf) -> None:
    whole = shelf.built()
    shutil.rmtree(folder())
    assert shelf.built() == whole
    shelf.built()
    assert shelf.set_again == []


def kept() -> compositor.Compositor | None:
    """Return the compositor that waits for the next build in this process."""
    return next((each for each, _ in compositor._kept.values()), None)


def test_a_book_that_is_built_again_has_the_compositor_it_had(shelf: Shelf) -> None:
    shelf.built()
    first = kept()
    shelf.write("2.md", chapter(2).replace("几件", "两件"))
    again = shelf.built()
    assert first is not None
    assert kept() is first
    assert shelf.set_again == ["chapter-2"]
    assert again == shelf.built(cache=False)


def test_another_style_or_a_changed_import_is_another_compositor(shelf: Shelf) -> None:
    shelf.write("styles/own.css", "@import 'more.css'; p { color: #222 }")
    shelf.write("styles/more.css", "strong { color: #333 }")
    shelf.built()
    for name, text in (("own.css", "@import 'more.css'; p { color: #444 }"), ("more.css", "strong { color: #555 }")):
        before = kept()
        shelf.write(f"styles/{name}", text)
        changed = shelf.built()
        assert kept() is not before
        assert changed == shelf.built(cache=False)


def test_a_picture_that_changed_is_seen_by_the_compositor_that_knew_it(shelf: Shelf) -> None:
    shelf.write("p.svg", drawing("red"))
    shelf.write("2.md", chapter(2) + "\n![图](p.svg)\n")
    shelf.built()
    before = kept()
    shelf.write("p.svg", drawing("blue"))
    changed = shelf.built()
    assert kept() is before
    assert changed == shelf.built(cache=False)


def test_a_compositor_of_a_build_that_failed_is_not_kept(shelf: Shelf) -> None:
    shelf.built()
    shelf.write("2.md", chapter(2) + "\n![图](nowhere.png)\n")
    with pytest.raises(kanyin.BuildFailed):
        build(shelf.book, shelf.book.parent / "out", strict=True)
    shelf.write("2.md", chapter(2, 4))
    assert shelf.built() == shelf.built(cache=False)


def test_without_a_cache_nothing_is_kept(shelf: Shelf) -> None:
    shelf.built(cache=False)
    assert not folder().exists()


needs_workers = pytest.mark.skipif(not can_fork(), reason="there are no workers")


@needs_workers
def test_what_a_lost_worker_leaves_is_set_here(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    here, set_ = os.getpid(), compositor.Compositor.set

    def lost(self: compositor.Compositor, sheet: Sheet, first: int, last: int) -> Forme:
        if os.getpid() != here and sheet.section == "chapter-2":
            os.kill(os.getpid(), signal.SIGKILL)
        return set_(self, sheet, first, last)

    alone = shelf.built(jobs=1, cache=False)
    monkeypatch.setattr(workshop, "_WORTH", 0)
    monkeypatch.setattr(compositor.Compositor, "set", lost)
    assert shelf.built(jobs=2, cache=False) == alone


@needs_workers
def test_a_long_book_has_a_worker_before_it_is_read_and_is_the_same(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = shelf.built(jobs=1, cache=False)
    hired: list[str] = []
    read = manuscript.read
    monkeypatch.setattr(workshop, "_LONG", 0)
    monkeypatch.setattr(workshop, "_has_built", False)
    monkeypatch.setattr(workshop, "Workers", noting(Workers, hired, "hired"))
    monkeypatch.setattr(manuscript, "read", noting(read, hired, "read"))
    assert shelf.built(jobs=2, cache=False) == alone
    assert hired == ["hired", "read"]
    # Nor is one made for a book that is known, or a second one in a process that will have its own compositor.
    for _ in range(2):
        assert shelf.built(jobs=2) == alone
    monkeypatch.setattr(workshop, "_has_built", False)
    assert shelf.built(jobs=2) == alone
    assert hired.count("hired") == 1


@needs_workers
def test_what_stands_by_sets_a_short_book_too(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = shelf.built(jobs=1, cache=False)
    monkeypatch.setattr(workshop, "_has_built", False)
    monkeypatch.setattr("kanyin.workers.usual_jobs", lambda: 2)
    stand_by(engine.install)
    monkeypatch.setattr(compositor.Compositor, "set", None)  # here, and not in what was forked before
    assert shelf.built(jobs=2, cache=False) == alone
    assert standing_by(2) is None


EVERYTHING = """[book]
title = "小书"
authors = ["甲"]
[output.kanyin]
accent = "#7a1f1f"
paper = [148, 210]
columns = 2
fonts = { song = "Noto Sans CJK SC" }
meta = { "课时" = "二" }
colophon = { "印次" = "一" }
proofread = { ignore = ["P001"] }
print = { icc = "press.icc", paper = "157gsm coated" }
"""


@pytest.mark.parametrize("theme", ["book", "handout", "official"])
def test_what_workers_are_told_of_a_book_goes_to_them_whole(tmp_path: Path, theme: str) -> None:
    shelf = Shelf(tmp_path, {"book.toml": EVERYTHING, "1.md": "# 题\n", "press.icc": ""})
    report = Report()
    book = books.load(shelf.book, report, theme=theme)
    adapted = themes.adapted(themes.find(theme, report), book.settings, report)
    told = replace(book, outline=()), adapted, Access.to(book.root)
    assert pickle.loads(pickle.dumps(told)) == told


@needs_workers
def test_the_binder_numbers_only_what_moved_after_an_edit(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "_LONG", 0)
    monkeypatch.setattr(typeset, "RECTO", 0)  # chapters begin on the right, and not where the one before them ends
    shelf.built(jobs=1)
    calls: list[str] = []
    monkeypatch.setattr(ahead, "numbered", noting(numbered, calls, "numbered"))
    monkeypatch.setattr(Ahead, "number", noting(Ahead.number, calls, "known"))
    after = shelf.sections[shelf.sections.index("chapter-2") :]
    # The chapter alone; then it has some pages more, and whatever comes after it begins later.
    for edit, moved in (("两件", ()), ("几件" * 900, after)):
        shelf.write("2.md", chapter(2).replace("几件", edit, 1))
        monkeypatch.setattr(workshop, "_has_built", False)
        calls.clear()
        warm = shelf.built(jobs=2)
        assert calls.count("known") > 6
        assert calls.count("numbered") == calls.count("known") + len({*shelf.set_again, *moved})
        assert shelf.built(jobs=1, cache=False) == warm


@needs_workers
def test_workers_that_get_ready_alone_make_the_same(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    # As with Pango 1.52 and later, which looks for fonts in a thread.
    alone = shelf.built(jobs=1, cache=False)
    monkeypatch.setattr(workshop, "_WORTH", 0)
    monkeypatch.setattr(workshop, "looks_for_fonts_aside", lambda: True)
    assert shelf.built(jobs=3, cache=False) == alone


def noting(function: Callable[..., Any], noted: list[str], name: str) -> Callable[..., Any]:
    def called(*given: Any, **named: Any) -> Any:
        noted.append(name)
        return function(*given, **named)

    return called

"""`python -m bench [--quick] [--json] [--rounds N] [CHARACTERS...]`: the table of `bench/README.md`.

Each book is made by each program in turn, and then again, so that what else the machine does meanwhile falls on all of
them; of the rounds the best counts. Typst is left out where its Python package is not installed.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib.util
import json
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kanyin import compiled

from . import books
from .measure import Measured, measured, output, pages

ROOT = Path(__file__).resolve().parent.parent
QUICK, WHOLE = (5_000, 100_000), (5_000, 100_000, 400_000, 1_600_000)


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One program with one book."""

    characters: int
    program: str
    pages: int
    figures: Measured


class Bench:
    """The runs of one book."""

    def __init__(self, characters: int, folder: Path) -> None:
        self.characters, self._folder = characters, folder
        self._chapters, self._edits = books.book(characters), 0
        self._book, self._html, self._typst = folder / "book", folder / "book.html", folder / "book.typ"
        self._book.mkdir()
        (self._book / "book.toml").write_text('[book]\ntitle = "书"\nlanguage = "zh-CN"\n', "utf-8")
        for number, chapter in enumerate(self._chapters, 1):
            self._chapter(number).write_text(books.markdown(chapter), "utf-8")
        self._html.write_text(books.as_html(self._chapters), "utf-8")
        self._typst.write_text(books.as_typst(self._chapters), "utf-8")

    def programs(self, *, typst: bool) -> Iterator[tuple[str, Callable[[], Measured]]]:
        """Yield each run by its name, in the order they follow each other."""
        yield "cold, one process", lambda: self._ours("--no-cache", "--jobs", "1")
        yield "plain WeasyPrint", lambda: self._peer("weasyprint", self._html)
        yield "cold, two processes", lambda: self._ours("--no-cache", "--jobs", "2")
        if typst:
            yield "Typst", lambda: self._peer("typst", self._typst)
        yield "nothing changed", self._again
        yield "one chapter edited", lambda: self._edited("。此处添了一句。")
        yield "a chapter a page longer", lambda: self._edited("。" + self._page())
        yield "one chapter edited, watched", self._watched

    def _page(self) -> str:
        return "\n\n".join("这一段是后来添的，有几行长，好让后面的页码都变。" * 5 for _ in range(8))

    def _chapter(self, number: int) -> Path:
        return self._book / f"{number:03}.md"

    def _ours(self, *options: str) -> Measured:
        command = ["build", str(self._book), "--out", str(self._folder), "-q", *options]
        environment = {"KANYIN_CACHE": str(self._folder / "cache"), "PYTHONPATH": str(ROOT)}
        return measured([sys.executable, "-m", "kanyin", *command], environment)

    def _again(self) -> Measured:
        self._ours()
        return self._ours()

    def _edited(self, addition: str) -> Measured:
        """Build with an addition to a chapter in the first half, after a build without it."""
        path = self._chapter(1 + len(self._chapters) // 4)
        before = path.read_text("utf-8")
        self._ours()
        head, _, rest = before.partition("。\n")
        self._edits += 1  # no two edits are alike: what an earlier round has set is in the cache
        path.write_text(f"{head}。{self._edits}{addition}\n{rest}", "utf-8")
        try:
            return self._ours()
        finally:
            path.write_text(before, "utf-8")

    def _watched(self) -> Measured:
        """Edit a chapter in the first half while a process watches the book."""
        path = self._chapter(1 + len(self._chapters) // 4)
        before = path.read_text("utf-8")
        command = [sys.executable, "-m", "bench.watched", str(self._book), str(self._folder), str(path)]
        environment = {"KANYIN_CACHE": tempfile.mkdtemp(dir=self._folder), "PYTHONPATH": str(ROOT)}
        try:
            return Measured(*json.loads(output(command, environment)))
        finally:
            path.write_text(before, "utf-8")

    def _peer(self, name: str, source: Path) -> Measured:
        target = str(self._folder / f"{name}.pdf")
        path = f"{ROOT}:{ROOT / 'build' / 'bench'}"
        return measured([sys.executable, "-m", "bench.peers", name, str(source), target], {"PYTHONPATH": path})

    def pages(self, program: str) -> int:
        """Return how many pages a program's PDF has."""
        names = {"plain WeasyPrint": "weasyprint", "Typst": "typst"}
        return pages(self._folder / f"{names.get(program, 'book')}.pdf")


def rows(characters: int, rounds: int, *, typst: bool) -> list[Row]:
    """Make a book in every way, so many times, and return the best figures of each."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(characters, Path(folder))
        found: dict[str, list[Measured]] = {}
        counts: dict[str, int] = {}
        for _ in range(rounds):
            for name, run in bench.programs(typst=typst):
                print(f"{characters:,} characters: {name} …", file=sys.stderr)
                found.setdefault(name, []).append(run())
                counts[name] = bench.pages(name)
    return [Row(characters, name, counts[name], _best(each)) for name, each in found.items()]


def _best(runs: Sequence[Measured]) -> Measured:
    return Measured(*(min(figures) for figures in zip(*map(dataclasses.astuple, runs), strict=True)))


def table(found: Sequence[Row]) -> str:
    """Return the rows as a Markdown table, with ratios to plain WeasyPrint and Typst of the same book."""
    lines = [
        "| characters | run | pages | wall, s | user, s | memory, MB | user / WeasyPrint | wall / Typst |",
        "|--:|---|--:|--:|--:|--:|--:|--:|",
    ]
    for row in found:
        own = row.figures
        peers = {other.program: other.figures for other in found if other.characters == row.characters}
        plain, typst = peers.get("plain WeasyPrint"), peers.get("Typst")
        ratios = f"{own.user / plain.user:.2f}" if plain else "", f"{own.wall / typst.wall:.2f}" if typst else ""
        figures = f"{own.wall:.2f} | {own.user:.2f} | {own.memory:.0f} | {' | '.join(ratios)}"
        lines.append(f"| {row.characters:,} | {row.program} | {row.pages} | {figures} |")
    return "\n".join(lines)


def python() -> str:
    """Return which Python runs, and how many of our modules are compiled in it: seconds mean little without."""
    name = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{name} ({Path(sys.executable).resolve()}), {compiled.in_use() or 'no'} modules compiled"


def main() -> None:
    """Run the bench and print its table, or JSON."""
    parser = argparse.ArgumentParser(prog="script/bench", description="Time books, here and with peers, in one run.")
    parser.add_argument("characters", nargs="*", type=int, help="lengths of books")
    parser.add_argument("--quick", action="store_true", help="short books, once: under two minutes")
    parser.add_argument("--rounds", type=int, help="how often each is made; the best counts (3)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    typst = importlib.util.find_spec("typst") is not None or (ROOT / "build" / "bench" / "typst").is_dir()
    rounds = options.rounds or (1 if options.quick else 3)
    sizes = options.characters or (QUICK if options.quick else WHOLE)
    found = [row for size in sizes for row in rows(size, rounds, typst=typst)]
    as_json = {"python": python(), "rows": [dataclasses.asdict(row) for row in found]}
    print(json.dumps(as_json, indent=1) if options.json else f"{python()}\n\n{table(found)}")


if __name__ == "__main__":
    main()

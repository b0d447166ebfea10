"""Shared by all tests: a maker of small books, a builder that fails on any diagnostic, and the corpus, where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from kanyin import build
from kanyin.diagnostics import Report

from . import varied as varied_book
from .reading import Reading

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"

MakeBook = Callable[[Mapping[str, str]], Path]
BuildBook = Callable[..., Reading]
Varied = Callable[[str], Reading]


@pytest.fixture(scope="session", autouse=True)
def own_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the tests set in a store of their own, which is new each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KANYIN_CACHE", str(tmp_path_factory.mktemp("cache", numbered=False) / "store"))
        yield


@pytest.fixture
def make_book(tmp_path: Path) -> MakeBook:
    """Return a function that writes files, by name, into a folder `book` and returns the folder."""

    def make(files: Mapping[str, str]) -> Path:
        folder = tmp_path / "book"
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    return make


@pytest.fixture
def build_book(tmp_path: Path, make_book: MakeBook) -> BuildBook:
    """Return a function that builds files (or a path) and reads the PDF; any warning fails unless its code is named."""

    def made(source: Mapping[str, str] | Path, *, expected: tuple[str, ...] = (), **options: object) -> Reading:
        path = source if isinstance(source, Path) else make_book(source)
        report = Report()
        built = build(path, tmp_path / "out", report=report, **options)  # type: ignore[arg-type]
        unexpected = [found for found in report if found.code not in expected and found.severity != "note"]
        assert not unexpected, unexpected
        return Reading(built.files[0])

    return made


@pytest.fixture
def corpus() -> Path:
    """Return the folder of real texts, or skip where the checkout stands alone."""
    folder = SHARED / "corpus"
    if not folder.is_dir():
        pytest.skip("the corpus of real texts is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Varied:
    """Return a function that builds the book of every kind of block in a theme, once, and reads the PDF."""
    built: dict[str, Reading] = {}

    def made(theme: str) -> Reading:
        if theme not in built:
            folder = tmp_path_factory.mktemp(theme)
            for name, text in varied_book.files().items():
                (folder / name).write_text(text, encoding="utf-8")
            report = Report()
            files = build(folder, folder / "out", theme=theme, report=report).files
            # In large type the widest of its tables has to be turned.
            allowed = {"layout.table-turned"} if theme == "large" else set[str]()
            assert not [found for found in report if found.severity != "note" and found.code not in allowed]
            built[theme] = Reading(files[0])
        return built[theme]

    return made

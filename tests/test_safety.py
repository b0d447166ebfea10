"""Content is untrusted: nothing outside the book's folder is read while rendering, and no network is asked."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from kanyin import build
from kanyin.diagnostics import BuildFailed, Report

from .conftest import MakeBook

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening any connection fails the test at once."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def codes(folder: Path, out: Path, **options: object) -> set[str]:
    """Build and return the codes of what was found; a build that finds errors must write nothing."""
    report = Report()
    try:
        build(folder, out, report=report, **options)  # type: ignore[arg-type]
    except BuildFailed:
        assert not out.exists()
    return {found.code for found in report}


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A picture outside the book."""
    file = tmp_path / "secret.svg"
    file.write_text(SVG)
    return file


@pytest.mark.parametrize(
    "text",
    ["![x](../secret.svg)", '<img src="../secret.svg" alt="">', '<p style="background: url(../secret.svg)">x</p>',
     '<img src="%2e%2e/secret.svg" alt="">'],
)  # fmt: skip
def test_a_picture_outside_the_book_is_an_error(text: str, make_book: MakeBook, secret: Path, tmp_path: Path) -> None:
    found = codes(make_book({"a.md": f"# 题\n\n{text}\n"}), tmp_path / "out")
    assert found & {"image.outside", "access.outside"}


def test_a_file_url_is_an_error(make_book: MakeBook, secret: Path, tmp_path: Path) -> None:
    found = codes(make_book({"a.md": f'# 题\n\n<img src="{secret.as_uri()}" alt="">\n'}), tmp_path / "out")
    assert "access.outside" in found


def test_a_symbolic_link_out_of_the_book_is_an_error(make_book: MakeBook, secret: Path, tmp_path: Path) -> None:
    folder = make_book({"a.md": "# 题\n\n![x](in.svg)\n"})
    (folder / "in.svg").symlink_to(secret)
    assert codes(folder, tmp_path / "out") & {"image.outside", "access.outside"}


def test_allow_path_opens_one_folder(make_book: MakeBook, tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "p.svg").write_text(SVG)
    folder = make_book({"a.md": "# 题\n\n![x](../pictures/p.svg)\n"})
    assert codes(folder, tmp_path / "out", allow_paths=[tmp_path / "pictures"]) == set()


@pytest.mark.parametrize("text", ["![x](https://example.com/a.png)", '<img src="//example.com/a.png" alt="">'])
def test_a_remote_picture_is_an_error(text: str, make_book: MakeBook, tmp_path: Path) -> None:
    found = codes(make_book({"a.md": f"# 题\n\n{text}\n"}), tmp_path / "out")
    assert found & {"access.network", "access.outside"}


@pytest.mark.parametrize(
    ("css", "code"),
    [
        ('@import "https://example.com/a.css";', "access.network"),
        ('@import "../../outside.css";', "access.outside"),
        (
            '@font-face { font-family: X; src: url("../../f.ttf") } p { font-family: X, "Noto Serif CJK SC" }',
            "access.outside",
        ),
        ('body { background: url("ftp://example.com/a.png") }', "access.scheme"),
    ],
)
def test_styles_cannot_reach_out(css: str, code: str, make_book: MakeBook, tmp_path: Path) -> None:
    (tmp_path / "outside.css").write_text("p { color: red }")
    (tmp_path / "f.ttf").write_bytes(b"x")
    assert code in codes(make_book({"a.md": "# 题\n\n文。\n", "styles/own.css": css}), tmp_path / "out")


def test_a_books_own_styles_come_last_and_may_import_their_own(make_book: MakeBook, tmp_path: Path) -> None:
    files = {"a.md": "# 题\n\n文。\n", "styles/a.css": '@import "sub/b.css";', "styles/sub/b.css": "p { color: red }"}
    assert codes(make_book(files), tmp_path / "out") == set()

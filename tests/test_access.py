"""What may be read while rendering: the book's folder, the program's files, and what the user opens."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from urllib.parse import quote

import pytest
from weasyprint.urls import URLFetcher

from kanyin.access import Access, book_url
from kanyin.diagnostics import Report
from kanyin.fetcher import Fetcher
from kanyin.resources import resource


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a book's folder with a picture, beside a secret."""
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "书"
    (folder / "图").mkdir(parents=True)
    (folder / "图" / "水 墨.png").write_bytes(b"picture")
    return folder


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test of this file open a socket."""

    def opened(*_: object, **__: object) -> None:
        pytest.fail("a socket was opened")

    monkeypatch.setattr(socket, "socket", opened)
    monkeypatch.setattr(socket, "create_connection", opened)
    monkeypatch.setattr(socket, "getaddrinfo", opened)


def _fetch(url: str, book: Path, *more: Path) -> bytes:
    report = Report()
    response = Fetcher(Access.to(book, *more), report).fetch(url)
    assert not len(report)
    return bytes(response.read())


def _refused(url: str, book: Path) -> str:
    report = Report()
    fetcher = Fetcher(Access.to(book), report)
    for _ in range(2):
        with pytest.raises(ValueError, match=r"."):
            fetcher.fetch(url)
    [found] = report  # once, however often it is asked for
    assert found.severity == "error"
    return found.code


def test_a_url_of_the_book_names_a_file_below_its_folder(book: Path) -> None:
    url = book_url(book, book / "图" / "水 墨.png")
    assert url == "book:///%E5%9B%BE/%E6%B0%B4%20%E5%A2%A8.png"
    assert _fetch(url, book) == b"picture"
    assert _refused("book:///../secret.txt", book) == "access.outside"


def test_a_file_of_the_book_is_read(book: Path) -> None:
    url = (book / "图" / "水 墨.png").as_uri()
    assert "%20" in url
    assert _fetch(url, book) == b"picture"


def test_a_file_whose_name_holds_a_percent_sign_is_read(book: Path) -> None:
    (book / "50%20.png").write_bytes(b"half")
    assert _fetch((book / "50%20.png").as_uri(), book) == b"half"


def test_the_query_of_a_file_is_passed_over(book: Path) -> None:
    assert _fetch((book / "图" / "水 墨.png").as_uri() + "?v=2#x", book) == b"picture"


@pytest.mark.parametrize(
    "url",
    [
        "data:text/plain;base64,5rC0", "data:,a%20b", "DATA:text/css;charset=utf-8,p{}", "data:image/svg+xml,<svg/>",
        "data:image/svg+xml;utf8,%3Csvg%20id='a'%3E,%3C/svg%3E", "data:;base64,5r%0AC0", "data:nonsense,x",
    ],
)  # fmt: skip
def test_data_in_the_address_is_read_as_the_engine_reads_it(book: Path, url: str) -> None:
    ours, stock = Fetcher(Access.to(book), Report()).fetch(url), URLFetcher().fetch(url)
    assert (ours.read(), ours.content_type, ours.charset) == (stock.read(), stock.content_type, stock.charset)


@pytest.mark.parametrize("url", ["data:text/plain;base64", "data:text/plain;base64,5rC"])
def test_data_that_is_none_is_an_error_as_ever(book: Path, url: str) -> None:
    for fetcher in (Fetcher(Access.to(book), Report()), URLFetcher()):
        with pytest.raises(Exception, match=r"unpack|padding"):
            fetcher.fetch(url)


@pytest.mark.parametrize("folder", ["styles", "templates"])
def test_the_files_of_the_program_are_read(book: Path, folder: str) -> None:
    file = next(path for path in resource(folder).iterdir() if path.is_file())
    assert _fetch(file.as_uri(), book) == file.read_bytes()


@pytest.mark.parametrize(
    "way",
    ["/../secret.txt", "/%2e%2e/secret.txt", "/%2E%2E%2Fsecret.txt", "/图/../../secret.txt", "/./../secret.txt"],
)
def test_no_way_up_leads_out_of_the_book(book: Path, way: str) -> None:
    assert _refused("file://" + quote(str(book)) + way, book) == "access.outside"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "file://localhost/etc/passwd", "file:/etc/passwd", "file:///"])
def test_an_absolute_path_outside_is_refused(book: Path, url: str) -> None:
    assert _refused(url, book) == "access.outside"


def test_a_link_that_leads_out_of_the_book_is_refused(book: Path) -> None:
    (book / "link.txt").symlink_to(book.parent / "secret.txt")
    (book / "folder").symlink_to(book.parent, target_is_directory=True)
    assert _refused((book / "link.txt").as_uri(), book) == "access.outside"
    assert _refused((book / "folder" / "secret.txt").as_uri(), book) == "access.outside"


def test_a_link_inside_the_book_is_followed(book: Path) -> None:
    (book / "link.png").symlink_to(book / "图" / "水 墨.png")
    assert _fetch((book / "link.png").as_uri(), book) == b"picture"


def test_a_folder_beside_the_book_with_its_name_in_front_is_outside(book: Path) -> None:
    other = book.parent / "书二"
    other.mkdir()
    (other / "a.png").write_bytes(b"")
    assert _refused((other / "a.png").as_uri(), book) == "access.outside"


def test_a_name_no_system_allows_is_refused(book: Path) -> None:
    assert _refused((book / "a").as_uri() + "%00b", book) == "access.outside"


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_ring_of_links_is_not_read(book: Path) -> None:
    (book / "a").symlink_to(book / "b")
    (book / "b").symlink_to(book / "a")
    with pytest.raises((ValueError, OSError)):
        _fetch((book / "a").as_uri(), book)


@pytest.mark.parametrize("url", ["http://127.0.0.1/a.png", "https://example.org/a.css", "HTTP://127.0.0.1/"])
def test_the_network_is_not_asked_unless_it_is_allowed(book: Path, url: str) -> None:
    assert _refused(url, book) == "access.network"


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/a", "gopher://127.0.0.1/a", "jar:file:///etc/passwd", "javascript:1"])
def test_other_schemes_are_refused(book: Path, url: str) -> None:
    assert _refused(url, book) == "access.scheme"


def test_an_allowed_folder_is_open(book: Path) -> None:
    assert _fetch((book.parent / "secret.txt").as_uri(), book, book.parent) == b"secret"


def test_an_allowed_file_is_open_alone(book: Path) -> None:
    (book.parent / "other.txt").write_text("other")
    access = Access.to(book, book.parent / "secret.txt")
    assert access.permits(book.parent / "secret.txt")
    assert not access.permits(book.parent / "other.txt")


def test_a_book_reached_through_a_link_may_be_read(book: Path) -> None:
    (book.parent / "link").symlink_to(book, target_is_directory=True)
    assert Access.to(book.parent / "link").permits(book / "图" / "水 墨.png")

"""Whatever file is given: what is wrong with it, or a clear word why it cannot be read; never a traceback."""

from __future__ import annotations

import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from kanyin.diagnostics import BuildFailed, Report
from kanyin.preflight import check
from kanyin.preflight.opening import read
from kanyin.preflight.tokens import tokens

from ..imposition.sample import make
from .planted import archived, element, line, printed, screen, told


def failing(data: bytes) -> list[str]:
    """Return the codes of what is said of a file that cannot be checked."""
    report = Report()
    with pytest.raises(BuildFailed):
        list(check(data, report))
    return [found.code for found in report]


@pytest.mark.parametrize("data", [b"", b"# Markdown", b"\x89PNG\r\n\x1a\n", "文字".encode("gb18030")])
def test_what_is_no_pdf_is_told_so(data: bytes) -> None:
    assert failing(data) == ["preflight.not-a-pdf"]


def test_a_pdf_beyond_repair_and_one_without_pages_are_told_so() -> None:
    assert failing(b"%PDF-1.7\n") == ["preflight.broken"]
    assert failing(make(0)) == ["preflight.no-pages"]


def test_a_password_is_told_and_an_empty_one_opens() -> None:
    lock = pikepdf.Encryption(user="秘密", owner="o")
    assert failing(make(4, encryption=lock, static_id=False)) == ["preflight.password"]
    lock = pikepdf.Encryption(user="", owner="o")
    assert told(screen(line("刊"), encryption=lock, static_id=False)) == []


def test_a_damaged_file_is_read_as_far_as_that_goes() -> None:
    data = screen(line("刊"))
    assert "damaged" in told(data.replace(b"startxref", b"startxxxx"))


@pytest.mark.parametrize("kind", ["none", "folder", "nul"])
def test_a_path_that_is_no_file(kind: str, tmp_path: Path) -> None:
    (tmp_path / "书.pdf").write_bytes(b"")
    path = {"none": tmp_path / "书1.pdf", "folder": tmp_path, "nul": Path("a\0.pdf")}[kind]
    report = Report()
    with pytest.raises(BuildFailed):
        read(path, report)
    (found,) = report
    assert found.code == {"none": "preflight.no-such-file", "folder": "preflight.not-a-file"}.get(
        kind, "preflight.no-access"
    )
    assert kind != "none" or found.hint == "did you mean 书.pdf?"


def with_content(content: Any) -> Any:
    """Return a change that gives the first page this content."""

    def change(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        pages[0].Contents = content(pdf)

    return change


def bomb(pdf: pikepdf.Pdf) -> Any:
    stream = pdf.make_stream(b"")
    stream.write(zlib.compress(b" " * (80 * 1024 * 1024), 9), filter=Name.FlateDecode)
    return stream


def test_a_page_that_unpacks_without_end_is_told_and_not_unpacked() -> None:
    assert told(screen("", change=with_content(bomb))) == ["unreadable"]


def test_forms_that_show_themselves_end() -> None:
    def ring(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        form = pdf.make_stream(b"/X Do /X Do")
        form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])))
        form.Resources = Dictionary(XObject=Dictionary(X=form))
        pages[0].Resources.XObject = Dictionary(X=form)

    started = time.perf_counter()
    assert told(screen("/X Do", change=ring)) == ["unreadable"]
    assert time.perf_counter() - started < 20


def test_a_structure_and_an_outline_in_a_ring_end() -> None:
    def ring(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        document = pdf.Root.StructTreeRoot.K
        kid = element(pdf, document, "Div", pages[0])
        kid.K = document
        document.K.append(kid)
        entry = pdf.make_indirect(Dictionary(Title=String("一")))
        entry.Next = entry.First = entry
        pdf.Root.Outlines = Dictionary(First=entry, Last=entry, Count=1)

    assert told(archived(change=ring)) == []


@pytest.mark.parametrize(
    "spoilt",
    [
        {"MediaBox": Array([0, 0])}, {"MediaBox": String("A4")}, {"Rotate": Name.Left}, {"UserUnit": 0},
        {"Resources": Array([])}, {"Contents": String("刊")}, {"Contents": Array([1, Name.A])}, {"Annots": 7},
        {"Annots": Array([1, Dictionary()])}, {"TrimBox": Array([Name.A, 0, 1, 2])}, {"Tabs": 3},
    ],
)  # fmt: skip
def test_values_of_the_wrong_kind_are_passed_over(spoilt: dict[str, Any]) -> None:
    for make_one in (screen, printed, archived):
        told(make_one(line("刊"), change=lambda _, pages: pages[0].update(Dictionary(**spoilt))))


@pytest.mark.parametrize(
    "root",
    [
        {"Metadata": 1}, {"StructTreeRoot": Array([])}, {"StructTreeRoot": Dictionary(K=Array([1, Dictionary()]))},
        {"PageLabels": 3}, {"PageLabels": Dictionary(Nums=Array([0, 1, 2]))}, {"OutputIntents": Dictionary()},
        {"OutputIntents": Array([1])}, {"Names": Array([])}, {"Names": Dictionary(Dests=Dictionary(Names=Array([1])))},
        {"Outlines": 4}, {"MarkInfo": String("x")}, {"Lang": 5}, {"AcroForm": Array([])},
    ],
)  # fmt: skip
def test_a_catalogue_of_the_wrong_kind_is_passed_over(root: dict[str, Any]) -> None:
    for choice in ("screen", "print", "archive"):
        told(screen(line("刊"), change=lambda pdf, _: pdf.Root.update(Dictionary(**root))), choice=choice)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_file_with_bytes_gone_astray_is_never_a_traceback(data: st.DataObject) -> None:
    whole = bytearray(archived(object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False))
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    with suppress(BuildFailed):
        list(check(bytes(whole), Report()))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([
    "q", "Q", "cm", "BT", "ET", "Tf", "Tj", "TJ", "Td", "re", "f", "S", "W", "n", "Do", "gs", "sc", "cs", "BDC", "EMC",
    "/F", "/I", "1", "-2.5", "(a", "a)", "<00", "01>", "[", "]", "<<", ">>", "/MCID", "BI", "ID", "EI", "%", "'", '"',
])))  # fmt: skip
def test_content_that_makes_no_sense_is_never_a_traceback(operators: list[str]) -> None:
    told(screen(" ".join(operators)))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"1 0 0 RG", [b"1", b"0", b"0", b"RG"]),
        (b"[(a\\)b) -12.5 <00 1f>]TJ", [b"[(a\\)b) -12.5 <00 1f>]", b"TJ"]),
        (b"(a(b(c))d)Tj", [b"(a(b(c))d)", b"Tj"]),
        (b"([x]) Tj", [b"([x])", b"Tj"]),
        (b"/P<</MCID 3>>BDC T*", [b"/P", b"<<", b"/MCID", b"3", b">>", b"BDC", b"T*"]),
        (b".5-.5 0 w", [b".5", b"-.5", b"0", b"w"]),
    ],
)
def test_content_is_taken_apart_into_tokens(content: bytes, expected: list[bytes]) -> None:
    assert tokens(content) == expected


@pytest.mark.parametrize("hostile", [b"(" * 200_000, b"[" * 200_000, b"(a" * 100_000, b"<" * 200_000, b"[(" * 100_000, b"BI ID " * 50_000])
def test_taking_apart_takes_no_more_than_its_time(hostile: bytes) -> None:
    started = time.perf_counter()
    tokens(hostile)
    assert time.perf_counter() - started < 5

"""Objects of a `pydyf.PDF` as text, and strings that only look like references. The last tests are the contract."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import pikepdf
import pydyf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kanyin import engine, renumbering
from kanyin.engine import pen
from kanyin.engine.hook import find
from kanyin.engine.objects import as_stream, split


@pytest.fixture(autouse=True, scope="module")
def installed() -> Iterator[None]:
    """The hooks are in, whatever another test took out."""
    engine.install()
    yield
    engine.install()


@example("1 0 R")
@example("1 0 R 0 R")
@example("10 0 R2 0 R 3 1 R(4 2 R)\\5 3 R")
@example("1 0 \\R")
@given(st.text("0123 R()\\x", max_size=30))
def test_a_string_holds_nothing_that_the_binder_takes_for_a_reference(text: str) -> None:
    data = pydyf.String(text).data
    assert renumbering.REFERENCE_BACKWARDS.search(data[::-1]) is None
    assert str(pikepdf.Object.parse(data)) == text


@example(-0.0)  # which is remembered as 0.0 is, and so must be written alike
@given(st.floats(-1e9, 1e9))
def test_a_pen_writes_a_number_as_stock_does(value: float) -> None:
    assert pen._number(value).encode() == find("pydyf:_to_bytes")(value)


@given(st.text(st.characters(codec="utf-8", min_codepoint=0x20, exclude_characters="\x7f"), max_size=20))
def test_a_string_is_read_as_it_was_written(text: str) -> None:
    assert str(pikepdf.Object.parse(pydyf.String(text).data)) == text


def test_a_string_in_utf_16_is_left_alone() -> None:
    engine.uninstall()
    stock = pydyf.String("纸 1 0 R").data
    engine.install()
    assert pydyf.String("纸 1 0 R").data == stock


def test_objects_are_told_from_streams_and_catalog_and_page_tree_left_out() -> None:
    pdf = pydyf.PDF()
    plain, stream = pydyf.Dictionary({"A": 1}), pydyf.Stream([b"x"])
    page = pydyf.Dictionary({"Type": "/Page"})
    for item in (plain, stream):
        pdf.add_object(item)
    pdf.add_page(page)
    objects, streams = split(pdf)
    assert [number for number, _ in objects] == [plain.number, page.number]
    assert objects[0][1] == plain.data
    assert streams == [(stream.number, stream)]
    assert split(pdf, {plain.number})[0] == objects[1:]


def test_a_stream_keeps_what_its_dictionary_says() -> None:
    stream = pydyf.Stream([b"1 w", 2], pydyf.Dictionary({"Width": 3}))
    made = as_stream(stream)
    assert (made.data, made.content) == (b"1 w\n2", ())
    assert dict(pikepdf.Object.parse(made.head)) == {"/Width": 3}
    stream.compress = True
    packed = as_stream(stream)
    assert packed.data is not None
    assert zlib.decompress(packed.data) == b"1 w\n2"
    assert pikepdf.Object.parse(packed.head).Filter == "/FlateDecode"
    assert "Filter" not in stream.extra  # nothing was changed


# ---- the contract with pydyf


def test_contract_a_string_is_written_by_one_property() -> None:
    engine.uninstall()
    assert isinstance(find("pydyf:String.data"), property)
    assert pydyf.String("a(b").data == b"(a\\(b)"
    assert pydyf.String("纸").data[:1] == b"<"
    engine.install()


def test_contract_objects_of_a_pdf_are_numbered_by_their_place() -> None:
    pdf = pydyf.PDF()
    item = pydyf.Dictionary()
    pdf.add_object(item)
    assert [found.number for found in pdf.objects] == [0, 1, 2, 3]
    assert pdf.objects[0].free == "f"
    assert {pdf.pages.number, pdf.catalog.number} == {1, 2}
    assert item.reference == b"3 0 R"


def test_contract_a_dictionary_ends_as_the_writer_expects() -> None:
    # `pdf.Writer` puts /Length before the last two bytes.
    assert pydyf.Dictionary({"A": 1}).data[-2:] == b">>"
    assert pydyf.Dictionary().data[:2] == b"<<"

"""The writer of PDF files: read back with pikepdf, and checked by qpdf where it is at hand."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin import pdf
from kanyin.pdf import Writer, deflated, number, text_string

from .formes import assert_sound, opened, written

_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)


def add_stream(writer: Writer, head: bytes, data: bytes) -> int:
    """Put a stream under a new number, and return that."""
    number = writer.reserve()
    writer.put_stream(number, head, data)
    return number


def test_a_file_of_no_pages_is_sound() -> None:
    data = written(Writer())
    assert data.startswith(b"%PDF-1.7\n%")
    assert max(data.split(b"\n")[1]) > 127  # ISO 32000-1 §7.5.2: so that it is taken for binary
    assert_sound(data)


def test_objects_are_packed_into_streams_and_streams_stand_by_themselves() -> None:
    writer = Writer()
    stream = add_stream(writer, b"<</Kind/Test>>", b"content")
    plain = writer.add(b"[1 2 3]")
    data = written(writer, Mine=b"[%d 0 R %d 0 R]" % (stream, plain))
    assert_sound(data)
    assert b"[1 2 3]" not in data
    assert re.search(rb"%d 0 obj\n<</Kind/Test/Length 7>>\nstream\ncontent\nendstream\nendobj" % stream, data)
    first, second = opened(data).Root.Mine
    assert (first.read_raw_bytes(), list(second)) == (b"content", [1, 2, 3])


def test_an_object_stream_holds_no_more_than_a_reader_unpacks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_PACKED", 10)
    writer = Writer()
    numbers = [writer.add(b"[%d]" % value) for value in range(35)]
    data = written(writer, Mine=b"[%b]" % b" ".join(b"%d 0 R" % n for n in numbers))
    assert_sound(data)
    # 35, and pages, catalog and information: 38 objects in four.
    assert [int(count) for count in re.findall(rb"/ObjStm/N (\d+)", data)] == [10, 10, 10, 8]
    assert [int(item[0]) for item in opened(data).Root.Mine] == list(range(35))


def test_the_places_within_an_object_stream_are_those_of_its_objects() -> None:
    writer = Writer()
    numbers = [writer.add(text) for text in (b"<</A 1>>", b"[]", b"(text)", b"12", b"/Name", b"null", b"true")]
    data = written(writer, Mine=b"[%b]" % b" ".join(b"%d 0 R" % n for n in numbers))
    mine = opened(data).Root.Mine
    assert mine[0].A == 1
    assert list(mine[1]) == []
    assert [str(mine[2]), int(mine[3]), str(mine[4]), bool(mine[6])] == ["text", 12, "/Name", True]


def test_numbers_may_be_given_out_before_there_is_an_object() -> None:
    writer = Writer()
    first, after = writer.reserve(3), writer.reserve()
    assert (first, after) == (1, 4)
    writer.put([(first + 2, b"[3]"), (first, b"[1]")])  # in any order
    data = written(writer, Mine=b"[1 0 R 3 0 R 2 0 R]")
    assert_sound(data)
    mine = opened(data).Root.Mine
    assert [list(mine[0]), list(mine[1])] == [[1], [3]]
    assert mine[2] is None  # a number never used is null: ISO 32000-1 §7.3.10


def test_a_stream_may_hold_what_looks_like_the_end_of_one() -> None:
    writer = Writer()
    content = b"endstream\nendobj\n1 0 obj\nstream\n\r\n\0" * 3
    stream = add_stream(writer, b"<<>>", content)
    data = written(writer, Mine=b"%d 0 R" % stream)
    assert_sound(data)
    assert opened(data).Root.Mine.read_raw_bytes() == content


def test_an_empty_stream_is_one() -> None:
    writer = Writer()
    first, second = add_stream(writer, b"<<>>", b""), add_stream(writer, b"<</Filter/FlateDecode>>", deflated(b""))
    data = written(writer, Mine=b"[%d 0 R %d 0 R]" % (first, second))
    assert_sound(data)
    assert [item.read_bytes() for item in opened(data).Root.Mine] == [b"", b""]


def test_what_lies_behind_16_megabytes_is_found() -> None:
    writer = Writer()
    add_stream(writer, b"<<>>", bytes(1 << 24))  # 2**24: one more than three bytes hold
    last = add_stream(writer, b"<<>>", b"last")
    data = written(writer, Mine=b"%d 0 R" % last)
    assert opened(data).Root.Mine.read_raw_bytes() == b"last"


def test_the_id_is_made_of_the_content() -> None:
    def made(text: bytes) -> bytes:
        writer = Writer()
        add_stream(writer, b"<<>>", text)
        return written(writer)

    one, same, other = made(b"1"), made(b"1"), made(b"2")
    assert one == same
    ids = [[bytes(half) for half in opened(data).trailer.ID] for data in (one, other)]
    assert all(first == second and len(first) == 16 for first, second in ids)
    assert ids[0] != ids[1]


def test_the_trailer_names_root_information_and_size() -> None:
    writer = Writer()
    data = written(writer)
    trailer = opened(data).trailer
    # Pages, catalog, information, the object stream, the cross-reference stream; and number 0.
    assert trailer.Size == 6
    assert (trailer.Root.Type, trailer.Info.objgen) == ("/Catalog", (3, 0))
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    assert data[start:].startswith(b"5 0 obj\n<</Type/XRef")


@given(st.lists(st.tuples(st.booleans(), st.binary(max_size=60)), max_size=30))
def test_whatever_streams_hold_comes_back(items: list[tuple[bool, bytes]]) -> None:
    writer = Writer()
    numbers = [
        add_stream(writer, b"<</Filter/FlateDecode>>", deflated(data)) if packed else add_stream(writer, b"<<>>", data)
        for packed, data in items
    ]
    found = opened(written(writer, Mine=b"[%b]" % b" ".join(b"%d 0 R" % n for n in numbers))).Root.Mine
    assert [item.read_bytes() for item in found] == [data for _, data in items]


# ---- text strings and numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", b"()"),
        ("Paper", b"(Paper)"),
        ("a (b) \\ c", rb"(a \(b\) \\ c)"),
        ("(((", rb"(\(\(\()"),
        ("~ !\"'", b"(~ !\"')"),
        ("纸", b"<FEFF7EB8>"),
        ("a纸", b"<FEFF00617EB8>"),
        ("\U00020bb7", b"<FEFFD842DFB7>"),  # a surrogate pair
        ("\u00e9", b"<FEFF00E9>"),  # in PDFDocEncoding too, but not at every place as in Latin-1
        ("\u2022", b"<FEFF2022>"),
        ("a\nb", b"<FEFF0061000A0062>"),  # a line end in parentheses is read as LF, whatever it was
        ("a\rb", b"<FEFF0061000D0062>"),
        ("\x00", b"<FEFF0000>"),
        ("\x7f", b"<FEFF007F>"),  # not in PDFDocEncoding
    ],
)
def test_a_text_string_is_ascii_in_parentheses_or_utf_16(text: str, expected: bytes) -> None:
    assert text_string(text) == expected


@given(_TEXT)
def test_every_text_string_is_read_as_it_was_written(text: str) -> None:
    assert str(pikepdf.Object.parse(text_string(text))) == text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, b"0"), (-0.0, b"0"), (0.00004, b"0"), (-0.00004, b"0"), (1, b"1"), (100, b"100"), (-12, b"-12"),
        (0.5, b"0.5"), (-0.5, b"-0.5"), (1 / 3, b"0.3333"), (2 / 3, b"0.6667"), (419.52755905, b"419.5276"),
        (1e-7, b"0"), (1e7, b"10000000"), (123456789.5, b"123456789.5"), (0.1 + 0.2, b"0.3"),
    ],
)  # fmt: skip
def test_a_number_has_neither_an_exponent_nor_noughts_at_its_end(value: float, expected: bytes) -> None:
    assert number(value) == expected


@given(st.floats(-1e9, 1e9))
def test_a_number_is_right_to_a_ten_thousandth(value: float) -> None:
    made = number(value)
    assert re.fullmatch(rb"-?\d+(\.\d{1,4})?", made)
    assert made != b"-0"
    assert float(made) == pytest.approx(value, abs=0.00006, rel=1e-12)


def test_a_book_as_built_is_sound(tmp_path: Path) -> None:
    from kanyin import build

    (tmp_path / "a.md").write_text("# 题\n\n甲[^1]。\n\n[^1]: 注。\n", encoding="utf-8")
    assert_sound(build(tmp_path / "a.md", tmp_path / "out").files[0].read_bytes())

"""Every sample text is read the same from every encoding that holds it; nothing is guessed in silence."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from kanyin.diagnostics import BuildFailed, Diagnostic, Report, Severity
from kanyin.importer.encoding import decode

TEXTS = Path(__file__).parents[1] / "fixtures" / "import" / "texts"
FILE = Path("稿.txt")

# Python codec, byte-order mark, the name reported
EVERYWHERE = [
    ("utf-8", b"", "UTF-8"),
    ("utf-8", codecs.BOM_UTF8, "UTF-8"),
    ("gb18030", b"", "GB18030"),
    ("gb18030", b"\x84\x31\x95\x33", "GB18030"),
    ("utf-16-le", b"", "UTF-16LE"),
    ("utf-16-le", codecs.BOM_UTF16_LE, "UTF-16LE"),
    ("utf-16-be", b"", "UTF-16BE"),
    ("utf-16-be", codecs.BOM_UTF16_BE, "UTF-16BE"),
    ("utf-32-le", codecs.BOM_UTF32_LE, "UTF-32LE"),
    ("utf-32-be", codecs.BOM_UTF32_BE, "UTF-32BE"),
]
CASES = [
    *[(name, *case) for name in ("simplified", "traditional", "cantonese") for case in EVERYWHERE],
    ("simplified", "gbk", b"", "GB18030"),
    ("traditional", "big5", b"", "Big5"),
    ("traditional", "cp950", b"", "Big5"),
    ("cantonese", "big5hkscs", b"", "Big5"),
]


def sample(name: str) -> str:
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


def warnings(report: Report) -> list[Diagnostic]:
    return [d for d in report if d.severity is not Severity.NOTE]


def failure(data: bytes) -> list[Diagnostic]:
    """Return the errors that decoding `data` fails with."""
    with pytest.raises(BuildFailed) as failed:
        decode(data, FILE, Report())
    return [d for d in failed.value.diagnostics if d.severity is Severity.ERROR]


@pytest.mark.parametrize(("name", "codec", "mark", "reported"), CASES)
def test_sample_is_read_from_its_encoding(name: str, codec: str, mark: bytes, reported: str) -> None:
    report = Report()
    decoded = decode(mark + sample(name).encode(codec), FILE, report)
    assert (decoded.text, decoded.encoding) == (sample(name), reported)
    assert [d.code for d in report] == ["import.encoding"]
    assert warnings(report) == []


@pytest.mark.parametrize(("name", "codec", "mark", "reported"), CASES)
def test_every_start_of_a_sample_is_read_rightly_or_doubted(name: str, codec: str, mark: bytes, reported: str) -> None:
    # A handful of characters may be too few to tell by; then the user hears of it.
    for length in range(2, 60):
        text, report = sample(name)[:length], Report()
        try:
            decoded = decode(mark + text.encode(codec), FILE, report)
        except BuildFailed:
            assert length < 6
            continue
        assert decoded.text == text or [d.code for d in warnings(report)] == ["import.doubtful-encoding"]


@pytest.mark.parametrize("text", ["联通", "春天来了", "中国", "Hello, world\n", "a", "姓名\t王东明\r\n"])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_short_text_is_read(text: str, codec: str) -> None:
    assert decode(text.encode(codec), FILE, Report()).text == text


def test_utf8_in_another_language_is_utf8() -> None:
    for text in (
        "Съешь ещё этих мягких французских булок",
        "Voilà l’été à Besançon",
        "いろはにほへと",
        "다람쥐 헌 쳇바퀴",
    ):
        assert decode(text.encode(), FILE, Report()).text == text


def test_chinese_after_a_long_english_preface_is_found() -> None:
    text = "The preface is in English.\n" * 6000 + sample("traditional")
    assert decode(text.encode("big5"), FILE, Report()).text == text


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_undecodable_byte_is_an_error_with_offset_line_and_column(codec: str) -> None:
    start = sample("simplified")[:120].encode(codec)
    rest = sample("simplified")[120:].encode(codec)
    (error,) = failure(start + b"\xff" + rest)
    assert error.code == "import.undecodable-byte"
    assert f"0xFF at byte offset {len(start)} " in error.message
    before = sample("simplified")[:120].split("\n")
    assert error.span is not None
    assert (error.span.line, error.span.column) == (len(before), len(before[-1]) + 1)


def test_every_undecodable_byte_is_reported() -> None:
    text = sample("simplified").encode()
    errors = failure(text + b"\xff\n" + text + b"\xfe\n" + text + b"\xe4")
    size = len(text)
    assert [int(e.message.split("offset ")[1].split()[0]) for e in errors] == [size, 2 * size + 2, 3 * size + 4]


def test_utf16_cut_in_the_middle_of_a_character_is_an_error() -> None:
    data = codecs.BOM_UTF16_LE + sample("simplified").encode("utf-16-le")[:-1]
    (error,) = failure(data)
    assert f"byte offset {len(data) - 1} " in error.message


def test_lone_surrogate_is_an_error() -> None:
    (error,) = failure(codecs.BOM_UTF16_LE + "春天".encode("utf-16-le") + b"\x00\xd8" + "来了".encode("utf-16-le"))
    assert error.code == "import.undecodable-byte"


def test_noise_is_no_text() -> None:
    noise = bytes((i * i * 7 + i * 13 + 128) % 256 for i in range(3000))
    assert failure(noise)[0].code in ("import.unknown-encoding", "import.undecodable-byte")

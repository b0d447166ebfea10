"""Files that no program writes in good faith, and files that are broken: refused with a code, nothing left behind."""

from __future__ import annotations

import os
import struct
import time
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from kanyin.importer.archive import is_unsafe

from .documents import PNG, notice, river_book
from .epub_files import epub, page
from .importing import importing, refused
from .word_files import docx, p, part, picture, zipped

LAUGHS = '<!DOCTYPE w:document [<!ENTITY a "哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE w:document [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd">%x;]>'


def with_document(xml: str) -> bytes:
    return docx("", extra={"word/document.xml": xml})


def with_entity(declaration: str, name: str) -> bytes:
    xml = part("document", f"<w:body>{p(f'<w:r><w:t>&{name};</w:t></w:r>')}</w:body>")
    return with_document(xml.replace("?>", f"?>{declaration}", 1))


def huge_png() -> bytes:
    """A picture of 60,000 by 60,000 pixels, in a hundred bytes."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def swelling(name: str) -> bytes:
    """A document with a member of 300 million zeros, packed into 300 kB."""
    return docx(p("甲"), extra={name: b"\0" * 300_000_000})


def linked() -> bytes:
    """An archive with a symbolic link in it."""
    made = BytesIO(docx(p("甲")))
    with zipfile.ZipFile(made, "a") as archive:
        info = zipfile.ZipInfo("word/media/link.png")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return made.getvalue()


def locked_zip() -> bytes:
    """An archive whose first member says that it is encrypted."""
    data = bytearray(docx(p("甲")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark)
        data[at + offset] |= 1
    return bytes(data)


def damaged() -> bytes:
    """A document whose text has a byte changed after it was packed."""
    files: dict[str, str | bytes] = {
        "_rels/.rels": zipfile.ZipFile(BytesIO(docx(""))).read("_rels/.rels"),
        "word/document.xml": part("document", "<w:body/>"),
    }
    data = zipped(files, stored=True)
    return data.replace(b"<w:body/>", b"<w:Body/>", 1)


def locked_book(method: str) -> bytes:
    made = BytesIO(epub({"one.xhtml": page("<p>甲</p>")}))
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(
            "META-INF/encryption.xml",
            '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
            f'<e:EncryptedData><e:EncryptionMethod Algorithm="{method}"/></e:EncryptedData></encryption>',
        )
    return made.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
NESTED = (
    "".join("<w:tbl><w:tr><w:tc>" for _ in range(400)) + p("甲") + "".join("</w:tc></w:tr></w:tbl>" for _ in range(400))
)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.docx", docx(p("甲"), extra={"../../evil.txt": "x"}), "import.unsafe-archive"),
        ("a.docx", docx(p("甲"), extra={"/etc/cron.d/x": "x"}), "import.unsafe-archive"),
        ("a.docx", docx(p("甲"), extra={"C:\\x": "x"}), "import.unsafe-archive"),
        ("a.docx", linked(), "import.unsafe-archive"),
        ("a.docx", with_entity(LAUGHS, "b"), "import.hostile-xml"),
        ("a.docx", with_entity(OUTSIDE, "x"), "import.hostile-xml"),
        ("a.docx", with_entity(PARAMETER, "amp"), "import.hostile-xml"),
        ("a.docx", docx(NESTED), "import.hostile-xml"),
        ("a.docx", docx(p("甲") + p(picture("rP")), media={"rP.png": huge_png()}), "import.image-too-large"),
        ("a.docx", docx(p("甲"))[:-40], "import.broken-archive"),
        ("a.docx", docx(p("甲"))[:300], "import.broken-archive"),
        ("a.docx", damaged(), "import.broken-archive"),
        ("a.docx", with_document("<w:document"), "import.broken-archive"),
        ("a.docx", zipped({"word/other.xml": "x"}), "import.broken-archive"),
        ("a.docx", locked_zip(), "import.encrypted"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "import.encrypted"),
        ("a.docx", OLE, "import.wrong-kind"),
        ("a.doc", OLE, "import.not-text"),
        ("a.docx", b"%PDF-1.7\n", "import.wrong-kind"),
        ("a.docx", "只有文字，没有别的。".encode(), "import.wrong-kind"),
        ("a.docx", river_book(), "import.wrong-kind"),
        ("a.epub", notice(), "import.wrong-kind"),
        ("a.txt", notice(), "import.not-text"),
        ("a.txt", river_book(), "import.not-text"),
        ("a.html", notice(), "import.wrong-kind"),
        ("a.md", notice(), "import.wrong-kind"),
        ("a.html", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "import.wrong-kind"),
        ("a.docx", b"", "import.empty"),
        ("a.html", b"<html><body><script>x</script></body></html>", "import.empty"),
        ("a.docx", docx(""), "import.empty"),
        ("a.html", "<div>" * 5000 + "甲", "import.hostile-xml"),
        ("a.epub", locked_book("http://www.w3.org/2001/04/xmlenc#aes128-cbc"), "import.encrypted"),
        ("a.epub", epub({"one.xhtml": page("<p>&b;</p>").replace("html>", 'html [<!ENTITY b "bb">]>', 1)}), "import.hostile-xml"),
        ("a.epub", zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": "<container/>"}), "import.broken-archive"),
        ("a.epub", river_book()[:2000], "import.broken-archive"),
    ],
)  # fmt: skip
def test_refused(tmp_path: Path, name: str, data: bytes | str, code: str) -> None:
    assert refused(tmp_path, data, name) == [code]


def test_a_member_that_swells_beyond_measure_is_refused_unread(tmp_path: Path) -> None:
    assert refused(tmp_path, swelling("word/media/x.bin"), "a.docx")[0] == "import.too-large"


def test_fonts_locked_to_their_book_are_no_lock_on_the_text(tmp_path: Path) -> None:
    made = importing(tmp_path, locked_book("http://www.idpf.org/2008/embedding"), "a.epub")
    assert "甲" in "".join(made.text(name) for name in made.names if name.endswith(".md"))


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/a", "\\a", "..\\a", "C:/a", "a\0b"])
def test_a_name_that_leads_out_is_told(name: str) -> None:
    assert is_unsafe(name)


@pytest.mark.parametrize("name", ["a/b.png", "a..b", "word/..a/b", "图/一.png"])
def test_other_names_are_let_be(name: str) -> None:
    assert not is_unsafe(name)


def test_a_page_takes_no_picture_from_outside_its_folder(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    html = (
        '<p>正文一句，正文两句。</p><img src="../secret.png"><img src="/etc/hostname"><img src="file:///etc/hostname">'
    )
    beside: dict[str, bytes] = {}
    if os.name != "nt":
        (inner / "link.png").symlink_to(tmp_path / "secret.png")
        html += '<img src="link.png">'
    made = importing(inner, html, "a.html", beside)
    assert made.names == {"book.toml", "text.md"}
    assert set(made.losses) == {"import.image-left-out", "import.no-title"}


def test_a_page_that_nests_without_end_is_refused_before_it_is_read_to_its_end(tmp_path: Path) -> None:
    # 200,000 elements in one another: to read them all takes hours, for each looks at all it stands in.
    start = time.process_time()
    assert refused(tmp_path, f"<p>正文一句。</p>{'<div>' * 200_000}", "a.html") == ["import.hostile-xml"]
    assert time.process_time() - start < 10


def test_a_page_with_a_gigantic_picture_beside_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "huge.png").write_bytes(huge_png())
    assert refused(tmp_path, '<p>正文一句，正文两句。</p><img src="huge.png">', "a.html") == ["import.image-too-large"]


def test_one_bad_source_of_several_stops_all(tmp_path: Path) -> None:
    from kanyin.diagnostics import BuildFailed, Report
    from kanyin.importer import import_book

    for name, data in (("a.txt", "甲\n乙乙乙。".encode()), ("b.docx", b"%PDF-1.7"), ("c.epub", b"x")):
        (tmp_path / name).write_bytes(data)
    with pytest.raises(BuildFailed) as failed:
        import_book([tmp_path / n for n in ("a.txt", "b.docx", "c.epub")], tmp_path / "book", Report())
    errors = [d.span.file.name for d in failed.value.diagnostics if d.severity == "error" and d.span]
    assert errors == ["b.docx", "c.epub"]
    assert not (tmp_path / "book").exists()

"""Word documents for the tests, written by hand: what Word, LibreOffice and WPS write, and what none of them would.

In: the XML of a body and of what it needs. Out: the bytes of a .docx, always the same.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{i}"><w:name w:val="{name}"/>{rest}</w:style>'
    for i, name, rest in (
        ("a", "Normal", ""),
        ("a3", "Title", ""),
        ("1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr>'),
        ("2", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr>'),
        ("a5", "caption", ""),
        ("TOC1", "toc 1", ""),
        ("a7", "Quote", "<w:rPr><w:i/></w:rPr>"),
        ("a8", "HTML Preformatted", ""),
    )
)
LINK_STYLE = '<w:style w:type="character" w:styleId="a9"><w:name w:val="Hyperlink"/><w:rPr><w:u w:val="single"/></w:rPr></w:style>'


def level(number: int, form: str, text: str) -> str:
    """Return a level of a list."""
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


# 1: bullets in bullets. 2: 1. and under it a). 3: 第一章 for headings. 4: （一）. 5: list 2 begun anew.
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", "●")}{level(1, "bullet", "○")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{level(0, "decimal", "%1.")}{level(1, "lowerLetter", "%2)")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="3">{level(0, "chineseCountingThousand", "第%1章")}{level(1, "decimal", "%1.%2").replace("<w:lvlText", "<w:isLgl/><w:lvlText")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="4">{level(0, "chineseCounting", "（%1）")}</w:abstractNum>'
    + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2, 3, 4))
    + '<w:num w:numId="5"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def r(text: str, properties: str = "") -> str:
    """Return a run."""
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{own}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, style: str = "", properties: str = "", numbered: tuple[int, int] | None = None) -> str:
    """Return a paragraph; plain text becomes a run. `numbered` is the list and the level in it."""
    inside = content if content.startswith("<") or not content else r(content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    in_list = f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>' if numbered else ""
    return f"<w:p><w:pPr>{named}{in_list}{properties}</w:pPr>{inside}</w:p>"


def cell(content: str, properties: str = "") -> str:
    """Return a cell of a table."""
    inside = content if content.startswith(("<w:p", "<w:tbl")) else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: tuple[str, ...], head: bool = False) -> str:
    """Return a table of cells' contents; a string that is a cell already is taken as it is."""
    look = f'<w:tblPr><w:tblLook w:val="0000" w:firstRow="{int(head)}"/></w:tblPr>'
    lines = "".join(f"<w:tr>{''.join(c if c.startswith('<w:tc>') else cell(c) for c in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{look}{lines}</w:tbl>"


def picture(relation: str, alt: str = "", width: int = 2_000_000) -> str:
    """Return a run with a picture, `width` EMU wide."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="1000000"/><wp:docPr id="1" name="图片 1" descr="{alt}"/>'
        f'<a:graphic><a:graphicData uri="p"><pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def note(number: int, kind: str = "footnote") -> str:
    """Return a run that calls a note."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def field(instruction: str, result: str) -> str:
    """Return a field in the long form."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def part(tag: str, inside: str) -> str:
    """Return a part of WordprocessingML."""
    return f"{HEAD}<w:{tag} {SPACES}>{inside}</w:{tag}>"


def relations(*items: tuple[str, str, str]) -> str:
    """Return a part of relations: id, kind, target; a target with `:` in it is outside."""
    lines = "".join(
        f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{target}"{" TargetMode=" + chr(34) + "External" + chr(34) if ":" in target else ""}/>'
        for i, kind, target in items
    )
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'


def docx(
    body: str,
    *,
    footnotes: Mapping[int, str] | None = None,
    endnotes: Mapping[int, str] | None = None,
    media: Mapping[str, bytes] | None = None,
    links: Mapping[str, str] | None = None,
    title: str = "",
    extra: Mapping[str, str | bytes] | None = None,
    more_relations: tuple[tuple[str, str, str], ...] = (),
) -> bytes:
    """Return a document. `media` are pictures by relation's id (`rId7.png`), `links` addresses by theirs."""
    media = media or {}
    items = [("rS", "styles", "styles.xml"), ("rN", "numbering", "numbering.xml"), *more_relations]
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    }
    for kind, notes in (("footnote", footnotes), ("endnote", endnotes)):
        if notes:
            items.append((f"r{kind}", f"{kind}s", f"{kind}s.xml"))
            rule = f'<w:{kind} w:type="separator" w:id="-1">{p("———")}</w:{kind}>'
            inside = "".join(f'<w:{kind} w:id="{i}">{content}</w:{kind}>' for i, content in notes.items())
            files[f"word/{kind}s.xml"] = part(f"{kind}s", rule + inside)
    items += [(name.partition(".")[0], "image", f"media/{name}") for name in media]
    items += [(i, "hyperlink", target.replace("&", "&amp;")) for i, target in (links or {}).items()]
    core = f'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
    files |= {
        "_rels/.rels": relations(
            ("r1", "officeDocument", "word/document.xml"), ("r2", "metadata/core-properties", "docProps/core.xml")
        ),
        "docProps/core.xml": HEAD + core,
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations(*items),
        "word/styles.xml": part("styles", STYLES + LINK_STYLE),
        "word/numbering.xml": part("numbering", NUMBERING),
        **{f"word/media/{name}": data for name, data in media.items()},
        **(extra or {}),
    }
    return zipped(files)


def zipped(files: Mapping[str, str | bytes], *, stored: bool = False) -> bytes:
    """Return a zip archive of the files, of no particular day."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if stored or name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return made.getvalue()

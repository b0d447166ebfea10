"""Metadata as XMP (ISO 16684-1): what the document information says, and what standard a file keeps to.

In: facts of a PDF as text. Out: a packet. The same facts give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final
from xml.sax.saxutils import escape

from kanyin.records import dataclass

_FOREIGN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES: Final = (
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("xmpMM", "http://ns.adobe.com/xap/1.0/mm/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("pdfxid", "http://www.npes.org/pdfx/ns/id/"),
    ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
    ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
    ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
    ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
    ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
)

# PDF/A allows a schema it does not know where the file describes it (ISO 19005-2 §6.6.2.3).
_UA_SCHEMA: Final = """\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a packet tells. `date` is as XMP writes it; `identity` tells the file from others, as 32 hexadecimal digits;
    `standards` are properties as (name, value)."""

    title: str
    language: str
    authors: Sequence[str]
    subject: str | None
    keywords: str | None
    maker: str
    date: str | None
    identity: str
    standards: Sequence[tuple[str, str]]


def packet(facts: Facts) -> bytes:
    """Return the packet, in UTF-8."""
    spaces = "".join(f' xmlns:{prefix}="{url}"' for prefix, url in _SPACES)
    lines = [
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
        f'<rdf:Description rdf:about=""{spaces}>',
        *_properties(facts),
        "</rdf:Description></rdf:RDF></x:xmpmeta>",
        '<?xpacket end="r"?>',
    ]
    return "\n".join(lines).encode()


def _properties(facts: Facts) -> Iterable[str]:
    yield _alternatives("dc:title", facts.title)
    yield _list("dc:language", "Bag", [facts.language])
    yield _tag("dc:format", "application/pdf")
    if facts.authors:
        yield _list("dc:creator", "Seq", facts.authors)
    if facts.subject:
        yield _alternatives("dc:description", facts.subject)
    if facts.keywords:
        yield _tag("pdf:Keywords", facts.keywords)
    yield _tag("pdf:Producer", facts.maker)
    yield _tag("xmp:CreatorTool", facts.maker)
    if facts.date:
        yield from (_tag(f"xmp:{name}", facts.date) for name in ("CreateDate", "ModifyDate", "MetadataDate"))
    yield _tag("xmpMM:DocumentID", _uuid(facts.identity))
    yield from (_tag(*standard) for standard in facts.standards)
    if any(name.startswith("pdfuaid") for name, _ in facts.standards):
        yield _UA_SCHEMA


def _tag(name: str, text: str) -> str:
    return f"<{name}>{_escaped(text)}</{name}>"


def _escaped(text: str) -> str:
    """Return text for XML, which has no place for most control characters."""
    return escape(_FOREIGN.sub(" ", text))


def _list(name: str, kind: str, texts: Iterable[str]) -> str:
    items = "".join(_tag("rdf:li", text) for text in texts)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def _alternatives(name: str, text: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{_escaped(text)}</rdf:li></rdf:Alt></{name}>'


def _uuid(digits: str) -> str:
    """Return a UUID of our own making (RFC 9562 §5.8) of 32 digits."""
    made = f"{digits[:12]}8{digits[13:16]}8{digits[17:]}"
    return "uuid:" + "-".join((made[:8], made[8:12], made[12:16], made[16:20], made[20:]))

"""What PDF/X-4, PDF/A-2a and PDF/UA-1 ask: each rule, broken and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from kanyin.preflight.metadata import properties

from .planted import archived, element, found, image, line, printed, screen, tagged, told
from .test_rules import figure, in_root, link, on_first, without

# ---- what decides


def test_the_rules_follow_from_what_the_file_claims() -> None:
    rgb = "1 0 0 rg 100 100 50 50 re f"
    assert told(screen(rgb)) == []
    assert told(printed(rgb, "", "", "")) == ["x-colour"]


def test_the_user_may_choose_the_rules() -> None:
    assert told(printed("1 0 0 rg 100 100 50 50 re f", "", "", ""), choice="screen") == []
    asked = told(screen(line("刊")), choice="archive")
    assert {"a-claim", "a-untagged", "ua-claim", "ua-untagged"} <= set(asked)
    asked = told(screen(line("刊")), choice="print")
    assert {"x-claim", "x-intent", "x-metadata", "x-trapped"} <= set(asked)


def claiming(old: str, new: str) -> Callable[[pikepdf.Pdf, list[Any]], None]:
    """Return a change of the metadata."""

    def change(pdf: pikepdf.Pdf, _: list[Any]) -> None:
        told = pdf.Root.Metadata.read_bytes()
        assert old.encode() in told
        pdf.Root.Metadata = pdf.make_stream(told.replace(old.encode(), new.encode()))

    return change


def test_another_version_of_the_standard_is_told() -> None:
    items = [*found(printed(change=claiming("PDF/X-4", "PDF/X-3:2003")))]
    items += found(archived(change=claiming(">A<", ">B<")))
    assert [(item.code, item.severity) for item in items] == [
        ("preflight.x-claim", "note"), ("preflight.a-claim", "note"),
    ]  # fmt: skip


def test_metadata_that_declares_entities_is_not_read() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    with pytest.raises(SyntaxError):
        properties(bomb)


# ---- PDF/X-4


def profile(kind: bytes) -> Callable[[pikepdf.Pdf, list[Any]], None]:
    """Return a change of the class of the output intent's profile."""

    def change(pdf: pikepdf.Pdf, _: list[Any]) -> None:
        pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(bytes(12) + kind + b"RGB " + bytes(108))

    return change


def no_trim(page: Any) -> None:
    page.MediaBox = page.BleedBox = page.TrimBox  # so that it is not of another size
    del page["/TrimBox"]


def art_too(page: Any) -> None:
    page.ArtBox = page.TrimBox


def scripted(pdf: pikepdf.Pdf, _: list[Any]) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.beep()")))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (without("/OutputIntents"), "x-intent"),
        (profile(b"mntr"), "x-intent"),
        (on_first(no_trim), "x-trim"),
        (on_first(art_too), "x-trim"),
        (on_first(lambda page: link(page, A=Dictionary(S=Name.URI, URI=String("https://a.example")))), "x-annotation"),
        (claiming("<xmp:CreateDate>2026-01-01T00:00:00Z</xmp:CreateDate>", ""), "x-metadata"),
        (claiming("<pdf:Trapped>False</pdf:Trapped>", ""), "x-trapped"),
        (scripted, "x-forbidden"),
        (lambda pdf, pages: image(pdf, pages[0], 9, 9, Alternates=Array([])), "x-forbidden"),
    ],
)
def test_what_breaks_pdf_x(change: Callable[[pikepdf.Pdf, list[Any]], None], code: str) -> None:
    items = found(printed(change=change))
    assert [(item.code, item.severity) for item in items] == [(f"preflight.{code}", "error")]


def test_an_encrypted_file_is_no_pdf_x() -> None:
    lock = pikepdf.Encryption(user="", owner="o", R=6)
    assert told(printed(encryption=lock, static_id=False)) == ["x-encrypted"]


# ---- PDF/A-2a


def no_unicode(page: Any) -> None:
    del page.Resources.Font.F["/ToUnicode"]


def no_map(page: Any) -> None:
    del page.Resources.Font.F.DescendantFonts[0]["/CIDToGIDMap"]


def attached(pdf: pikepdf.Pdf, _: list[Any]) -> None:
    file = pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=Dictionary(F=pdf.make_stream(b"a"))))
    pdf.Root.AF = Array([file])


def smoothed(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
    image(pdf, pages[0], 9, 9, Interpolate=True)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (without("/Metadata"), None),
        (without("/MarkInfo"), ["a-untagged", "ua-untagged"]),
        (without("/OutputIntents"), ["a-colour"]),
        (on_first(no_unicode), ["a-unicode"]),
        (on_first(no_map), ["a-font"]),
        (in_root(AcroForm=Dictionary(Fields=Array([]), NeedAppearances=True)), ["a-forbidden"]),
        (scripted, ["a-forbidden"]),
        (smoothed, ["a-forbidden"]),
        (attached, ["a-attached"]),
    ],
)
def test_what_breaks_pdf_a(change: Callable[[pikepdf.Pdf, list[Any]], None], codes: list[str] | None) -> None:
    asked = told(archived(change=change), choice="archive")
    assert asked == codes if codes else "a-claim" in asked


def test_a_colour_needs_an_intent_of_its_kind() -> None:
    # The intent is of RGB: CMYK is not known by it, grey is.
    assert told(archived(tagged(line("刊", colour="0 0 0 1 k")))) == ["a-colour"]
    assert told(archived(tagged(line("刊", colour="1 0 0 rg")))) == []


def complete_link(page: Any, **changed: Any) -> None:
    page.Tabs = Name.S
    link(page, **{"Contents": String("a.example"), "StructParent": 7, **changed})
    page.Annots[0].A = Dictionary(S=Name.URI, URI=String("https://a.example"))


def test_a_link_is_printed_named_and_in_the_structure() -> None:
    assert told(archived(change=on_first(complete_link))) == []
    assert told(archived(change=on_first(lambda page: complete_link(page, Contents=String(""))))) == ["ua-link"]

    def hidden(page: Any) -> None:
        complete_link(page)
        page.Annots[0].F = 2 | 4

    assert told(archived(change=on_first(hidden))) == ["a-annotation"]

    def untagged(page: Any) -> None:
        complete_link(page)
        del page.Annots[0]["/StructParent"]
        del page["/Tabs"]

    assert told(archived(change=on_first(untagged))) == ["ua-tabs", "ua-link"]


# ---- PDF/UA-1


def held(*tags: str, **more: Any) -> Callable[[pikepdf.Pdf, list[Any]], None]:
    """Return a change that adds elements in one another, the outermost first."""

    def change(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        parent = pdf.Root.StructTreeRoot.K
        for tag in tags:
            kid = element(pdf, parent, tag, pages[0], **(more if tag == tags[-1] else {}))
            parent.K.append(kid)
            parent = kid

    return change


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (in_root(ViewerPreferences=Dictionary()), ["ua-title"]),
        (in_root(MarkInfo=Dictionary(Marked=True, Suspects=True)), ["ua-untagged"]),
        (held("Table", "TR", "TD"), []),
        (held("Table", "TBody", "TR", "TD"), []),
        (held("Table", "TD"), ["ua-structure"]),
        (held("Table", "TR", "P"), ["ua-structure"]),
        (held("L", "LI", "LBody"), []),
        (held("L", "P"), ["ua-structure"]),
        (held("Kapitel"), ["ua-structure"]),
        (held("Table", "TR", "TH"), ["ua-table"]),
        (held("Table", "TR", "TH", A=Dictionary(O=Name.Table, Scope=Name.Column)), []),
        (held("Note"), ["ua-note"]),
        (held("Note", ID=String("n1")), []),
        (figure(ActualText=String("树")), []),
    ],
)
def test_what_breaks_pdf_ua(change: Callable[[pikepdf.Pdf, list[Any]], None], codes: list[str]) -> None:
    assert told(archived(change=change)) == codes


def test_a_tag_of_ones_own_comes_to_a_standard_one() -> None:
    def mapped(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        held("Kapitel")(pdf, pages)
        pdf.Root.StructTreeRoot.RoleMap = Dictionary(Kapitel=Name.Sect)

    assert told(archived(change=mapped)) == []


def test_two_notes_have_two_ids() -> None:
    def noted(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        held("Note", ID=String("n1"))(pdf, pages)
        held("Note", ID=String("n1"))(pdf, pages)

    assert told(archived(change=noted)) == ["ua-note"]


def test_what_is_on_a_page_is_tagged_or_an_artifact() -> None:
    assert told(archived(tagged(line("刊")) + line("印", y=200))) == ["ua-untagged"]
    assert told(archived(tagged(line("刊")) + "/Artifact BMC " + line("印", y=200) + " EMC")) == []

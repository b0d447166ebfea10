"""The archive edition keeps the rules of PDF/A-2a and PDF/UA-1 that rules.py reads, in every theme."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from kanyin import build
from kanyin.diagnostics import Report

from .. import varied
from ..conftest import MakeBook
from .painted import marks
from .rules import RULES, Rule, broken, elements, kids, role
from .sample import Editions, texts

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_sample_keeps(editions: Editions, rule: Rule) -> None:
    with pikepdf.open(editions.archive) as pdf:
        assert list(rule(pdf)) == []


@pytest.mark.parametrize("theme", ["book", "handout", "large"])
def test_every_kind_of_block_keeps_every_rule(theme: str, tmp_path: Path) -> None:
    for name, text in varied.files().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    built = build(tmp_path, tmp_path / "out", theme=theme, editions=["archive"], report=Report())
    with pikepdf.open(built.files[0]) as pdf:
        assert broken(pdf) == []


def test_an_official_document_keeps_every_rule_and_its_red(tmp_path: Path) -> None:
    built = build(ROOT / "content" / "official-sample", tmp_path, editions=["archive"], report=Report())
    with pikepdf.open(built.files[0]) as pdf:
        assert broken(pdf) == []
    # device-cmyk(0 0.8 0.8 0) is rgb(100% 20% 20%) (CSS Color 5 §10.1).
    assert ("/DeviceRGB", 1, 0.2, 0.2) in {mark.colour for mark in marks(built.files[0])}


def test_the_screens_structure_would_not_do(editions: Editions) -> None:
    # So that a rule that never finds anything is found out.
    with pikepdf.open(editions.screen) as pdf:
        pdf.Root.OutputIntents = pikepdf.Array()
        found = {text.partition(":")[0] for text in broken_but(pdf, "a_6_2_3_output_intent", "a_6_6_metadata", "schema")}
    assert {"a_6_2_8_images", "a_6_3_annotations", "ua_7_4_headings"} <= found


def broken_but(pdf: pikepdf.Pdf, *names: str) -> list[str]:
    """Return what breaks the rules that can be asked of a file without metadata."""
    rules = [rule for rule in RULES if not any(name in rule.__name__ for name in names)]
    return [f"{rule.__name__}: {text}" for rule in rules for text in rule(pdf)]


def test_its_text_is_the_screens(editions: Editions) -> None:
    assert texts(editions.archive) == texts(editions.screen)


def test_a_skipped_level_is_read_as_the_next_one(editions: Editions) -> None:
    with pikepdf.open(editions.archive) as pdf:
        found = [role(element) for element, _ in elements(pdf) if role(element).startswith("H")]
    # Cover, contents; 纸与墨, 节名, the #### of the text; 第二, whose text is of the third chapter's and so on.
    assert found[2:6] == ["H1", "H2", "H3", "H1"]


def test_a_paragraph_a_page_end_cuts_is_one_element(editions: Editions) -> None:
    with pikepdf.open(editions.archive) as pdf:
        pages = [
            {element.get("/Pg", pikepdf.Dictionary()).get("/StructParents")}
            | {kid.Pg.StructParents for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid}
            for element, _ in elements(pdf)
            if role(element) == "P"
        ]
    assert max(len(found) for found in pages) >= 3  # 4500 characters: over six pages of 702


def test_links_say_where_they_lead(editions: Editions) -> None:
    with pikepdf.open(editions.archive) as pdf:
        told = {str(link.Contents) for page in pdf.pages for link in page.get("/Annots", [])}
    assert {"https://example.org/", "第 4 页"} <= told


def test_authors_and_dates_are_the_same_in_both_places(make_book: MakeBook, tmp_path: Path) -> None:
    toml = '[book]\ntitle = "题\\u0007"\nauthors = ["甲", "乙 & 丙"]\ndate = "2024-05"\n'
    folder = make_book({"book.toml": toml, "a.md": "# 题\n\n文。\n"})
    built = build(folder, tmp_path / "out", editions=["archive"])
    with pikepdf.open(built.files[0]) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20240501000000Z"
        told = pdf.open_metadata()
        assert (told["xmp:CreateDate"], told["dc:creator"]) == ("2024-05-01T00:00:00Z", ["甲", "乙 & 丙"])

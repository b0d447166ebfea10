"""The bound volume, read back from finished PDFs: contents, folios, labels, outline, links, metadata, fonts, bytes."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from kanyin import build
from kanyin.diagnostics import Report

from .conftest import SHARED, BuildBook, MakeBook
from .reading import Reading

PARAGRAPH = "纸是什么？把植物的纤维打散在水里，再让水慢慢漏走，留在帘子上的那一层薄薄的交织，就是纸。" * 6 + "\n\n"


def long_book(chapters: int, paragraphs: int) -> dict[str, str]:
    """A book of some pages a chapter, with sections; a page holds 702 characters and a paragraph 276."""
    files = {"book.toml": '[book]\ntitle = "纸谱"\nauthors = ["沈砚秋"]\n', "SUMMARY.md": "# 目录\n\n"}
    for number in range(1, chapters + 1):
        files["SUMMARY.md"] += f"- [第{number}篇](c{number}.md)\n"
        sections = "".join(f"## 小节{number}之{part}\n\n" + PARAGRAPH * (paragraphs + number % 3) for part in (1, 2))
        files[f"c{number}.md"] = f"# 甲乙丙丁{number}\n\n{PARAGRAPH}{sections}"
    return files


@pytest.fixture(scope="module")
def thick(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """A book of 8 chapters, long enough for right-hand chapter starts."""
    folder = tmp_path_factory.mktemp("thick") / "book"
    folder.mkdir()
    for name, text in long_book(8, 8).items():
        (folder / name).write_text(text, encoding="utf-8")
    report = Report()
    built = build(folder, folder / "out", report=report)
    assert [found.code for found in report] == ["proofread.findings"]  # its paragraphs are all the same
    return Reading(built.files[0])


def contents_lines(reading: Reading) -> list[tuple[str, str]]:
    """Return (title, folio) of each line of the contents: its pages are those before the body that hold leaders."""
    body = next(i for i, label in enumerate(reading.labels) if label == "1")
    text = " ".join(text for text in reading.texts[:body] if re.search(r"(\. ?){4}", text))
    found = re.findall(r"(?:第.章|[一二三]) (\D\S.*?)[. ]{6,}(\d+)", text)
    return [(title.replace(" ", ""), folio) for title, folio in found]


def test_contents_folios_are_the_folios_of_the_pages_where_the_headings_stand(thick: Reading) -> None:
    lines = contents_lines(thick)
    assert len(lines) == 24  # 8 chapters, 2 sections each
    body = thick.labels.index("1")
    for title, folio in lines:
        pages = [i for i in range(body, thick.pages) if title in thick.texts[i].replace(" ", "")]
        assert thick.labels[pages[0]] == folio, title


def test_the_folio_printed_on_a_page_is_its_label(thick: Reading) -> None:
    for page, label in enumerate(thick.labels):
        printed = [g for g in thick.on(page) if g.y > 555 and g.size == 9.0]
        if label.isdecimal() and thick.on(page):
            assert "".join(g.char for g in printed) == label


def test_front_matter_is_numbered_in_roman_and_the_body_from_one(thick: Reading) -> None:
    # Cover and its inside; half title, blank, title page, colophon, contents from v.
    assert thick.labels[:7] == ["封面", "封面", "i", "ii", "iii", "iv", "v"]
    body = [label for label in thick.labels if label.isdecimal()]
    assert body == [str(n) for n in range(1, len(body) + 1)]


def test_chapters_of_a_book_over_48_pages_start_on_a_right_hand_page(thick: Reading) -> None:
    assert thick.pages > 48
    for level, _, page in thick.outline:
        if level == 0:
            assert page % 2 == 0  # the first page, index 0, is a right-hand one


def test_filler_pages_carry_nothing(thick: Reading) -> None:
    starts = [page for level, _, page in thick.outline if level == 0]
    fillers = [page - 1 for page in starts[1:] if not thick.on(page - 1)]
    assert fillers
    assert all(not thick.texts[page].strip() for page in fillers)


def test_running_heads_are_the_books_title_on_the_left_and_the_chapters_on_the_right(thick: Reading) -> None:
    first = thick.outline[0][2]
    left, right = thick.on(first + 1), thick.on(first + 2)
    # Baseline 16.4 mm from the top: 16.4 / 25.4 * 72 = 46.49 pt.
    assert "".join(g.char for g in left if abs(g.y - 46.49) < 0.1) == "纸谱"
    assert "".join(g.char for g in right if abs(g.y - 46.49) < 0.1) == "甲乙丙丁1"


def test_no_running_head_where_a_chapter_opens(thick: Reading) -> None:
    for level, _, page in thick.outline:
        if level == 0:
            assert not [g for g in thick.on(page) if g.y < 60]


def test_heads_and_folios_are_aligned_with_the_outer_edge_of_the_text(thick: Reading) -> None:
    page = thick.outline[0][2] + 1  # a left page: outer margin 26 mm = 73.70 pt
    folio = [g for g in thick.on(page) if g.y > 555]
    assert folio[0].y == pytest.approx(199.1 / 25.4 * 72, abs=0.1)
    assert folio[0].x == pytest.approx(148 / 25.4 * 72 - 22 / 25.4 * 72 - 283.5, abs=0.3)


def test_the_type_area_is_27_characters_by_26_lines_on_a_pitch_of_18_points(thick: Reading) -> None:
    page = thick.outline[0][2] + 2
    body = [g for g in thick.on(page) if g.size == 10.5]
    baselines = sorted({g.y for g in body})
    assert {round(b - a, 1) for a, b in pairwise(baselines)} == {18.0}
    assert len(baselines) == 26
    # First baseline 28.6 mm from the trim: 23.82 mm + (18 - 10.5 * 1.437) / 2 + 10.5 * 1.151 = 67.52 + 1.46 + 12.09 pt.
    assert baselines[0] == pytest.approx(28.6 / 25.4 * 72, abs=0.1)
    assert min(g.x for g in body) == pytest.approx(22 / 25.4 * 72, abs=0.05)


def test_outline_has_chapters_and_sections_with_their_numbers(thick: Reading) -> None:
    assert [(level, title) for level, title, _ in thick.outline[:4]] == [
        (0, "第一章 甲乙丙丁1"), (1, "一 小节1之1"), (1, "二 小节1之2"), (0, "第二章 甲乙丙丁2"),
    ]  # fmt: skip


def test_parts_come_first_in_the_outline_and_chapters_below_them(build_book: BuildBook) -> None:
    summary = "# 目录\n\n# 上编 料\n\n- [甲](a.md)\n\n# 下编 书\n\n- [乙](b.md)\n"
    files = {"SUMMARY.md": summary, "a.md": "# 甲\n\n## 子\n\n文。\n", "b.md": "# 乙\n\n文。\n"}
    reading = build_book({**files, "book.toml": '[book]\ntitle = "题"\n[output.kanyin]\nshort = false\n'})
    assert [(level, title) for level, title, _ in reading.outline] == [
        (0, "上编　料"), (1, "第一章 甲"), (2, "一 子"), (0, "下编　书"), (1, "第二章 乙"),
    ]  # fmt: skip


def test_every_line_of_the_contents_is_a_link_to_its_heading(thick: Reading) -> None:
    body = thick.labels.index("1")
    targets = {target for page, target in thick.links if page < body}
    assert targets == {f"#{page}" for _, _, page in thick.outline}


def test_fonts_are_embedded_as_subsets_one_a_face(thick: Reading) -> None:
    assert all(re.match(r"[A-Z]{6}\+", name) for name in thick.fonts)
    faces = [name.partition("+")[2] for name in thick.fonts]
    assert len(faces) == len(set(faces))


def test_metadata_names_title_authors_subject_keywords_and_language(build_book: BuildBook) -> None:
    reading = build_book(
        {
            "book.toml": '[book]\ntitle = "A < B & C"\nauthors = ["甲", "乙"]\ndescription = "说明"\n'
            'keywords = ["纸", "墨"]\nlanguage = "zh-Hant"\n',
            "a.md": "# 題\n\n正文。\n",
        }
    )
    assert reading.catalog["/Title"] == "A < B & C"
    assert reading.catalog["/Author"] == "甲, 乙"
    assert reading.catalog["/Subject"] == "说明"
    assert reading.catalog["/Keywords"] == "纸, 墨"
    assert reading.catalog["/Lang"] == "zh-Hant"
    assert reading.catalog["/Marked"] == "True"
    assert "/CreationDate" not in reading.catalog


def test_a_title_prints_as_typed(build_book: BuildBook) -> None:
    reading = build_book(
        {"book.toml": '[book]\ntitle = "<b>&amp; \\"x\\""\n', "a.md": "# 一\n\n文。\n\n# 二\n\n文。\n"}
    )
    assert '<b>&amp;"x"' in reading.texts[0].replace(" ", "")


def test_short_book_has_one_inside_cover_and_no_fillers(build_book: BuildBook) -> None:
    reading = build_book({"a.md": f"# 题\n\n{PARAGRAPH}## 甲\n\n{PARAGRAPH}## 乙\n\n{PARAGRAPH}"})
    assert reading.labels == ["封面", "封面", "1", "2", "封底"]  # 276 * 3 characters: two pages
    assert "目录" in reading.texts[1].replace(" ", "")
    assert "书名" in reading.texts[1]


def test_a_book_of_24_pages_gets_a_title_page(build_book: BuildBook) -> None:
    # 24 * 702 / 276 = 61 paragraphs fill 24 pages.
    reading = build_book({"a.md": "# 题名\n\n" + PARAGRAPH * 64})
    assert reading.labels[2:4] == ["i", "ii"]
    assert "题名" in reading.texts[2]


def test_a_book_that_is_neither_short_nor_over_48_pages_is_all_there(build_book: BuildBook) -> None:
    # 1 + 2 × (4, 5, 3) paragraphs of 276 characters, 702 to the page: some twelve pages of text.
    files = long_book(3, 3)
    reading = build_book({**files, "book.toml": files["book.toml"] + "[output.kanyin]\nshort = false\n"})
    starts = [page for level, _, page in reading.outline if level == 0]
    assert [reading.labels[page] for page in starts] == [
        folio for title, folio in contents_lines(reading) if title.startswith("甲乙")
    ]
    assert len(starts) == 3
    assert reading.labels[starts[0]] == "1"
    assert starts == sorted(starts)
    assert reading.pages < 48


def test_the_same_input_gives_the_same_bytes_wherever_it_lies(make_book: MakeBook, tmp_path: Path) -> None:
    folder = make_book(
        {"src/a.md": f"# 题\n\n{PARAGRAPH}\n\n![图](f.svg)\n\n![图](p.png)\n", "src/f.svg": SVG, "book.toml": BARE}
    )
    Image.new("RGB", (8, 8), "red").save(folder / "src" / "p.png")
    elsewhere = tmp_path / "一个 别处" / "book"
    elsewhere.parent.mkdir()
    subprocess.run(["cp", "-r", folder, elsewhere], check=True)
    first = build(folder, tmp_path / "one").files[0].read_bytes()
    again = build(elsewhere, tmp_path / "two").files[0].read_bytes()
    assert first == again


def test_the_clock_does_not_matter(make_book: MakeBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # No date is in a volume but the book's own, not in its fonts either.
    folder = make_book({"a.md": "---\ndate: 2024-05-06\n---\n# 题\n\nAb。\n"}) / "a.md"
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    first = build(folder, tmp_path / "one").files[0]
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert build(folder, tmp_path / "two").files[0].read_bytes() == first.read_bytes()
    assert Reading(first).catalog["/CreationDate"] == "D:20240506000000Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "2000000000")
    # 2,000,000,000 s after 1970 it is 18 May 2033, 3:33:20.
    assert Reading(build(folder, tmp_path / "three").files[0]).catalog["/CreationDate"] == "D:20330518033320Z"


def test_another_process_gives_the_same_bytes(make_book: MakeBook, tmp_path: Path) -> None:
    folder = make_book({"a.md": f"# 题\n\n{PARAGRAPH}注[^1]。\n\n[^1]: 注文。\n"})
    first = build(folder, tmp_path / "one").files[0].read_bytes()
    command = [sys.executable, "-m", "kanyin", "build", str(folder), "--out", str(tmp_path / "two"), "-q"]
    subprocess.run(command, check=True, env={"PYTHONHASHSEED": "7", "PATH": "/usr/bin:/bin"}, cwd=tmp_path)
    assert (tmp_path / "two" / "book.pdf").read_bytes() == first


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="36"><path d="M0 0H90V36Z"/></svg>'
BARE = '[book]\ntitle = "题"\nsrc = "src"\n'


def test_notes_are_numbered_anew_on_each_page(build_book: BuildBook) -> None:
    filler = PARAGRAPH * 3  # 828 characters: over a page
    reading = build_book(
        {"a.md": f"# 题\n\n甲[^a]乙[^b]。\n\n[^a]: 注一。\n[^b]: 注二。\n\n{filler}丙[^c]。\n\n[^c]: 注三。\n"}
    )
    first, third = reading.page_of("注一"), reading.page_of("注三")
    assert first < third
    assert {g.char for g in reading.on(first) if g.char in "①②③"} == {"①", "②"}
    assert [g.char for g in reading.on(third) if g.char in "①②③"] == ["①", "①"]  # call and note


def test_over_fifty_notes_go_on_in_plain_figures(build_book: BuildBook) -> None:
    calls = "".join(f"字[^{n}]" for n in range(1, 53))
    notes = "\n".join(f"[^{n}]: 注。" for n in range(1, 53))
    reading = build_book({"a.md": f"# 题\n\n{calls}。\n\n{notes}\n"}, expected=())
    # One page holds fewer than 52 notes, so the count starts again; no page may show a number twice in its calls.
    for page in range(reading.pages):
        calls_here = [g.char for g in reading.on(page) if g.size == 7.5 and "①" <= g.char <= "㊿"]
        assert len(calls_here) == len(set(calls_here))


def test_cross_references_print_what_the_target_asks(build_book: BuildBook) -> None:
    reading = build_book(
        {
            "SUMMARY.md": "- [甲](a.md)\n- [乙](b.md)\n",
            "a.md": "# 甲\n\n见[](b.md)、[](#fig-x)、[](#tbl-y)、[](#sec-z)、[](#fig-x){.page}、[](#here)。\n",
            "b.md": "# 乙\n\n## 丙 {#sec-z}\n\n[某处]{#here}在此。\n\n![图题](f.svg){#fig-x}\n\n| 一 |\n|---|\n| 二 |\n: 表题 {#tbl-y}\n",
            "f.svg": SVG,
            "book.toml": '[book]\ntitle = "题"\n[output.kanyin]\nshort = false\n',
        }
    )
    first = reading.labels.index("1")
    # Chapter two opens on the next page: folio 2.
    wanted = "见第二章、图2-1、表2-1、第二章第一节、第2页、第2页。"
    assert wanted in reading.texts[first].replace(" ", "")
    assert "图2-1图题" in reading.texts[first + 1].replace(" ", "")
    assert "表2-1表题" in reading.texts[first + 1].replace(" ", "")


def test_table_heads_are_repeated_on_each_page(build_book: BuildBook) -> None:
    rows = "".join(f"| 行{n} | {n} |\n" for n in range(60))
    reading = build_book({"a.md": f"# 题\n\n| 表头甲 | 表头乙 |\n|---|---|\n{rows}"})
    pages = [page for page in range(reading.pages) if "行" in reading.texts[page]]
    assert len(pages) >= 3
    assert all("表头甲" in reading.texts[page] for page in pages)


def test_han_is_never_slanted(build_book: BuildBook) -> None:
    reading = build_book({"a.md": "# 题\n\n*强调文字 Latin words*与**粗体**。\n"})
    assert "WenKai" in reading.find("强调文字")[0].font
    assert "Italic" in reading.find("Latin")[0].font
    assert "Bold" in reading.find("粗体")[0].font
    assert all("Italic" not in g.font for g in reading.glyphs if "一" <= g.char <= "鿿")


def test_a_missing_glyph_is_reported_with_its_line(make_book: MakeBook, tmp_path: Path) -> None:
    folder = make_book({"a.md": "# 题\n\n正文。\n\n这里有\U00013000甲。\n"})
    report = Report()
    build(folder, tmp_path / "out", report=report)
    found = [d for d in report if d.code in ("font.missing-glyph", "font.foreign")]
    assert [d.span.line for d in found if d.span] == [5]
    assert "U+13000" in found[0].message


def test_sample_of_the_corpus_builds(corpus: Path, build_book: BuildBook) -> None:
    reading = build_book(corpus / "guidelines.md", expected=("font.missing-glyph", "font.foreign", "link.outside-book"))
    assert reading.labels[:3] == ["封面", "封面", "1"]


def test_typed_chapter_numbers_are_not_doubled(tmp_path: Path, build_book: BuildBook) -> None:
    script = SHARED / "bench" / "make_book.py"
    if not script.is_file():
        pytest.skip("the generator of long books is not beside this checkout")
    subprocess.run([sys.executable, script, "20000", tmp_path / "bench", "--chapters"], check=True)
    reading = build_book(tmp_path / "bench")
    titles = [title for _, title, _ in reading.outline]
    assert titles[0].startswith("第1章 ")
    assert titles[1].startswith("1.1 ")
    assert not any("第一章" in text for text in reading.texts)

"""The rules of the line in finished PDFs, set by a plain WeasyPrint program with the hooks in: TYPOGRAPHY, "The line".

Lengths are in em; the font is that of `tests/em_font.py`: full-width characters 1, letters and digits .5, ASCII marks
and the space .25, narrow quotes .25.
"""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from weasyprint.formatting_structure import boxes

from kanyin import engine
from kanyin.engine.hook import find

from .. import em_font
from ..composed import (
    EM,
    LINE_END_HYPHEN,
    NEAR,
    NO_END,
    NO_START,
    PITCH,
    Row,
    by_paragraph,
    continuing,
    document,
    folded,
    rows,
    rows_of,
    write_pdf,
)
from ..reading import Reading

PROSE = (Path(__file__).parents[1] / "fixtures" / "typography" / "prose.md").read_text(encoding="utf-8")
PARAGRAPHS = [p.lstrip("# ").strip() for p in PROSE.split("\n\n")]
CHARACTERS = (
    "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏甲乙丙丁字词链接代码好说年共回注①"
    + em_font.OPENING
    + em_font.CLOSING
    + "—…·～％‰℃"
)

Set = Callable[..., Reading]
Lines = Callable[..., list[Row]]


@pytest.fixture(scope="module")
def font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The font of round advances, with every character these tests use."""
    return em_font.write(tmp_path_factory.mktemp("font") / "em.ttf", PROSE + CHARACTERS)


@pytest.fixture
def set_text(font: Path, tmp_path: Path) -> Set:
    """`set_text(body, em, lines=20, page="", css="")`: the PDF of a body on pages so many em wide."""

    def made(body: str, em: float, lines: int = 20, page: str = "", css: str = "") -> Reading:
        return write_pdf(document(body, em, lines, font, page, css), tmp_path / "a.pdf")

    return made


@pytest.fixture
def lines_of(set_text: Set) -> Lines:
    """`lines_of(body, em, …)`: the rows of that PDF."""
    return lambda *args, **options: rows(set_text(*args, **options))


def near(expected: float | list[float]) -> object:
    """Equal but for the rounding of places in a PDF."""
    return pytest.approx(expected, abs=NEAR)


def at_measures(body: str, first: int, last: int) -> str:
    """The body once at each measure from `first` to `last` em."""
    return "".join(f"<div style='width: {em}em'>{body}</div>" for em in range(first, last + 1))


# ---- flush


@pytest.mark.parametrize("em", [12, 17, 20.5, 27, 36, 45])
def test_every_line_that_goes_on_ends_at_the_measure(lines_of: Lines, em: float) -> None:
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    found = continuing(by_paragraph(lines_of(body, em), PARAGRAPHS))
    assert len(found) > 900 / em
    for row in found:
        if not row.text.isascii():  # one word as long as the line has nowhere to be stretched
            assert row.end == pytest.approx(em, abs=0.02), row.text


@pytest.mark.parametrize(
    ("markup", "css", "left", "right"),
    [
        ("<ul><li>{}</li></ul>", "ul { padding-left: 2em; list-style: none }", 2, 20),
        ("<blockquote><p>{}</p></blockquote>", "blockquote { margin: 0 3em }", 3, 17),
        ("<table><tr><td>{}</td></tr></table>", "td { padding: 0 1em }", 1, 19),
        ("<div>{}</div>", "div { padding: 0 .5em; border: solid; border-width: 0 10pt }", 1, 19),  # 10 pt is .5 em
        ("<div><p>{}</p></div>", "div { width: 10em; float: right }", 10, 20),
        ("<table><caption>{}</caption><tr><td>天</td></tr></table>", "table { width: 15em }", 0, 15),
        ("<div><p>{}</p></div>", "div { display: inline-block; width: 9em }", 0, 9),
        ("<div><div>{}</div></div>", "body > div { display: flex } div div { width: 12em }", 0, 12),
    ],
)
def test_lines_are_flush_in_every_kind_of_box(
    lines_of: Lines, markup: str, css: str, left: float, right: float
) -> None:
    text = PARAGRAPHS[4][:150]
    found = lines_of(markup.format(text), 20, lines=40, css=css)
    (paragraph,) = by_paragraph(found[: -1 if "caption" in markup else None], [text])
    for row in paragraph[:-1]:
        assert row.start == pytest.approx(left, abs=0.02), row.text
        assert row.end == pytest.approx(right, abs=0.02), row.text


def test_lines_are_flush_in_columns(set_text: Set) -> None:
    # (20 - 2) / 2 = 9 em a column, the second from 9 + 2 = 11
    reading = set_text(f"<div>{PARAGRAPHS[4][:150]}</div>", 20, css="div { columns: 2; column-gap: 2em }")
    glyphs = [[g for g in reading.glyphs if low <= g.x / EM < high] for low, high in ((-1, 9.5), (10, 21))]
    found = [rows_of(column) for column in glyphs]
    assert min(len(column) for column in found) > 5
    for column, left in zip(found, (0, 11), strict=True):
        for row in column[: -1 if left else None]:
            assert [row.start, row.end] == pytest.approx([left, left + 9], abs=0.02), row.text


def test_the_places_of_glyphs_do_not_drift_along_a_line(lines_of: Lines) -> None:
    # 39 Han at a measure of 39.6: 38 spaces of .6 / 38 em each, none of which is a whole thousandth
    (first, *_) = lines_of("天" * 80, 39.6)
    assert list(first.xs) == near([i * (1 + 0.6 / 38) for i in range(39)])


# ---- where a line may break

_ACROSS = [
    "天地<b>玄黄</b>，宇宙<b>洪荒</b>。日月",
    "天地<b>玄黄，</b>宇宙（<b>洪荒</b>）日月",
    "天地<a href='http://a.example/'>玄黄</a>、宇宙<a href='http://a.example/'>（洪荒）</a>日月",
    "天地<code>code</code>，玄黄“<code>code</code>”宇宙",
    "天地玄黄<span class='n'>注</span>，宇宙洪荒“日月<span class='n'>注</span>”盈昃",
    "天地（<i><b>玄黄</b></i>）宇宙《<b>洪荒</b>》，日月",
]
_NOTES = ".n { float: footnote; font-size: 8pt } .n::footnote-call { content: '①'; font-size: 10pt; vertical-align: super; line-height: 1 }"


@pytest.mark.parametrize("body", _ACROSS)
def test_no_line_begins_or_ends_wrongly_across_the_edges_of_elements(lines_of: Lines, body: str) -> None:
    found = lines_of(at_measures(body * 4, 3, 14), 14, lines=60, css=_NOTES + " i { font-style: normal }")
    text = "".join(row.text for row in found)
    assert len(text) > 12 * 4 * 8
    for row in found:
        assert row.text[0] not in NO_START + "①", row.text
        assert row.text[-1] not in NO_END, row.text


def test_no_line_of_the_prose_begins_or_ends_wrongly_at_any_measure(lines_of: Lines) -> None:
    text = PARAGRAPHS[4] + PARAGRAPHS[1]
    for row in lines_of(at_measures(f"<p>{text}</p>", 8, 24), 24, lines=60):
        assert row.text[0] not in NO_START, row.text
        assert row.text[-1] not in NO_END, row.text


@pytest.mark.parametrize("kept", ["——", "……", "99.5%", "1,000,000", "37℃", "3.14"])
def test_what_belongs_together_is_not_broken(lines_of: Lines, kept: str) -> None:
    body = f"天地玄黄{kept}宇宙洪荒{kept}日月"
    found = lines_of(at_measures(f"<p>{body}</p>", 5, 16), 16, lines=60)
    assert sum(row.text.count(kept) for row in found) == 12 * 2  # whole in every row: twice at each of 12 measures


@pytest.mark.parametrize("body", ["天地玄黄说“好”字", "天地玄黄说<b>“好”</b>字"])
def test_a_line_may_break_before_an_opening_and_after_a_closing_curly_quote(lines_of: Lines, body: str) -> None:
    # 天地玄黄说 is 5 em: stock Pango takes 说“好”字 for one word
    assert [row.text for row in lines_of(body, 5)] == ["天地玄黄说", "“好”字"]
    # 天地玄黄说“好” is 5 + 1 + 1 + .5 = 7.5 em
    assert [row.text for row in lines_of(body + "天地", 7.5)] == ["天地玄黄说“好”", "字天地"]


# ---- spacing


@pytest.mark.parametrize("pair", ["”，", "。”", "）（", "：“", "，“", "（《", "！”", "；（", "》、", "’”"])
@pytest.mark.parametrize("edge", ["%s%s", "<b>%s</b>%s", "%s<b>%s</b>", "<b>%s</b><i>%s</i>"])
def test_two_adjacent_marks_take_one_and_a_half_em(lines_of: Lines, pair: str, edge: str) -> None:
    (row,) = lines_of(f"天{edge % tuple(pair)}地", 20, css="i { font-style: normal }")
    assert row.step(f"天{pair}地") == near(1 + 1.5)  # 天 and the pair


def test_an_opening_mark_at_a_line_start_loses_its_leading_half(lines_of: Lines) -> None:
    first, second = lines_of("“天地玄黄宇”（宙洪）", 6)  # .5 + 5 + .5
    assert (first.text, second.text) == ("“天地玄黄宇”", "（宙洪）")
    # “ is drawn half an em left of the edge, where its ink begins; what follows stands at .5
    assert [first.xs[0], first.xs[1]] == near([-0.5, 0.5])
    assert [second.xs[0], second.xs[1]] == near([-0.5, 0.5])


def test_a_closing_mark_at_a_line_end_loses_its_trailing_half(lines_of: Lines) -> None:
    # 天地玄黄宇， is 5.5 with its mark halved: the line is full, nothing is moved
    first, _ = lines_of("天地玄黄宇，宙洪荒", 5.5)
    assert list(first.xs) == near([0, 1, 2, 3, 4, 5])
    assert first.text == "天地玄黄宇，"


@pytest.mark.parametrize(
    ("css", "step"),
    [
        ("text-spacing-trim: space-all", 2.0),
        ("text-spacing-trim: trim-both", 1.5),
        ("text-spacing-trim: normal", 1.5),
        ("text-spacing-trim: normal; font-size: 10pt", 1.5),
    ],
)
def test_the_property_steers_the_trimming(set_text: Set, css: str, step: float) -> None:
    size = 10.0 if "10pt" in css else EM
    (row,) = rows(set_text(f"<p style='{css}'>天，“地</p>", 20), size)
    assert row.step("，“地") == near(step)


@pytest.mark.parametrize(
    ("text", "pair", "step"),
    [
        ("天a地", "天a", 1.2),  # 1 + .2
        ("天a地", "a地", 0.7),  # .5 + .2
        ("天1地", "1地", 0.7),
        ("天<b>a</b>地", "天a", 1.2),  # across elements too
        ("天，a地", "，a", 1.0),  # none beside a full-width mark
        ("天（a）地", "（a", 1.0),
        ("天（a）地", "a）", 0.5),
    ],
)
def test_a_gap_of_a_fifth_of_an_em_between_han_and_latin(lines_of: Lines, text: str, pair: str, step: float) -> None:
    (row,) = lines_of(text, 20)
    assert row.step(pair) == near(step)


def test_no_gap_at_the_edges_of_a_line(lines_of: Lines) -> None:
    # 天地玄黄ab is 4 + .2 + 1 = 5.2 em, cd宇宙 1 + .2 + 2 = 3.2
    first, second = lines_of("天地玄黄ab<br>cd宇宙", 5.2)
    assert [first.xs[-1], second.xs[0], second.xs[2]] == near([4.7, 0, 1.2])


@pytest.mark.parametrize("typed", ["天 a 地", "天 <b>a</b> 地", "天<b> a </b>地"])
def test_a_typed_space_is_the_same_gap_and_stays_in_the_text(set_text: Set, typed: str) -> None:
    reading = set_text(typed, 20)
    (row,) = rows(reading)
    assert list(row.xs) == near([0, 1.2, 1.9])  # 1 + .2, + .5 + .2
    assert _real_text(reading) == "天 a 地"


def test_a_gap_puts_no_space_into_the_text(set_text: Set) -> None:
    # Extractors may guess a space from the gap; the PDF itself holds none
    assert _real_text(set_text("天a地1玄", 20)) == "天a地1玄"


def test_dashes_and_ellipses_are_two_em(lines_of: Lines) -> None:
    (row,) = lines_of("天——地……玄", 20)
    assert list(row.xs) == near([0, 1, 2, 3, 4, 5, 6])


def test_question_and_exclamation_marks_share_cells(lines_of: Lines) -> None:
    # two in one em, three in two (GB/T 15834 5.1.2)
    (row,) = lines_of("天？！地！！玄？？？黄", 20)
    steps = [row.step("天？！地"), row.step("地！！玄"), row.step("玄？？？黄")]
    assert steps == near([2, 2, 3])


def test_the_dot_and_the_slash_take_half_an_em(lines_of: Lines) -> None:
    (row,) = lines_of("天·地/玄", 20)
    assert [row.x("天"), row.x("地"), row.x("玄")] == near([0, 1.5, 3])
    assert row.x("·") == near(1 + (0.5 - 0.33) / 2)  # its glyph, of .33, in the middle of its half em


def test_quotes_are_full_width_in_chinese_and_narrow_in_latin(lines_of: Lines) -> None:
    (row,) = lines_of("天“地”It’s“ok”玄‘黄’宇", 30)
    assert row.step("“地") == near(1)
    assert row.step("t’s") == near(0.75)  # .5 + .25
    assert row.step("‘黄") == near(1)


# ---- filling the line


def test_squeeze_in_before_pushing_out(lines_of: Lines) -> None:
    # 天、地玄黄宙， is 6.5 with its last mark halved; 、 gives up its half, and it fits into 6
    first = lines_of("天、地玄黄宙，洪荒日月盈昃", 6)[0]
    assert first.text == "天、地玄黄宙，"
    assert list(first.xs) == near([0, 1, 1.5, 2.5, 3.5, 4.5, 5.5])


def test_push_out_where_squeezing_is_not_enough(lines_of: Lines) -> None:
    # 天地玄黄宇宙， would be 6.5 with nothing to squeeze: 宙 goes down with its comma, 5 characters share 1 em
    first = lines_of("天地玄黄宇宙，洪荒日月盈昃", 6)[0]
    assert list(first.xs) == near([0, 1.25, 2.5, 3.75, 5])


def test_a_stretched_line_is_stretched_evenly_but_not_in_dashes_and_words(lines_of: Lines) -> None:
    # 天——word地 玄: the gaps give first, up to .5 em; ——, and word, keep their inside
    first = lines_of("天地——玄黄word宇宙洪荒日月<br>", 11.3)[0]
    assert first.step("——") == near(1)
    assert first.step("word") == near(1.5)


def test_a_lone_character_never_makes_a_last_line(lines_of: Lines) -> None:
    # one Han and a stop are no line, at any measure: text-wrap-style: pretty
    text = "天地，玄黄。宇宙（洪荒），日月盈昃，辰宿列张；寒来暑往，秋收冬藏。"
    found = by_paragraph(
        lines_of(at_measures(f"<p>{text}</p>", 5, 20), 20, lines=60, css="p { text-wrap-style: pretty }"),
        [text] * 16,
    )
    for paragraph in found:
        last = [c for c in paragraph[-1].text if c not in NO_START + NO_END]
        assert len(last) >= 2, [row.text for row in paragraph]


def test_the_last_line_is_not_stretched(lines_of: Lines) -> None:
    *_, last = lines_of("天地玄黄宇宙洪荒", 5.4)
    assert list(last.xs) == near([0, 1, 2])


def test_a_first_line_indent_and_what_is_flush_with_it(lines_of: Lines) -> None:
    first, second, _ = lines_of("<p style='text-indent: 2em'>天地玄黄宇宙洪荒日月盈昃辰宿", 6)
    assert (first.text, first.xs[0], second.xs[0]) == ("天地玄黄", near(2), near(0))


# ---- extraction, links


def _real_text(reading: Reading) -> str:
    """The text of the first page as the PDF holds it, without what the extractor guesses; line ends are dropped."""
    page = pdfium.PdfDocument(reading.path)[0].get_textpage()
    found = [i for i in range(page.count_chars()) if not raw.FPDFText_IsGenerated(page, i)]
    return "".join(chr(raw.FPDFText_GetUnicode(page, i)) for i in found).strip()


def _pdftotext(reading: Reading) -> str:
    try:
        made = subprocess.run(["pdftotext", "-enc", "UTF-8", str(reading.path), "-"], capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    return made.stdout.decode()


def test_pdfium_reads_the_source_back(set_text: Set) -> None:
    reading = set_text("".join(f"<p>{p}</p>" for p in PARAGRAPHS), 27, lines=80)
    assert folded(reading.texts[0]) == folded(PROSE.lstrip("# "))
    assert "It’s only text, until somebody reads it." in reading.texts[0]


def test_poppler_reads_the_source_back(set_text: Set) -> None:
    text = _pdftotext(set_text("".join(f"<p>{p}</p>" for p in PARAGRAPHS), 27, lines=80))
    assert folded(text) == folded(PROSE.lstrip("# "))
    assert "It’s only text, until somebody reads it." in " ".join(text.split())


def test_the_spaces_of_the_source_are_in_the_pdf_but_those_at_line_ends(set_text: Set) -> None:
    text = "共 120 回，two words 一二1963年"
    assert _real_text(set_text(text, 40)) == text


def _link_boxes(reading: Reading) -> list[list[float]]:
    with pikepdf.open(reading.path) as pdf:
        return [
            sorted(float(v) for v in list(annotation.Rect)[0::2])
            + sorted(float(v) for v in list(annotation.Rect)[1::2])
            for page in pdf.pages
            for annotation in page.get("/Annots", [])
        ]


@pytest.mark.parametrize("inside", ["玄黄，（宇宙）", "玄黄 and <b>more</b>，宇", "“玄黄”"])
@pytest.mark.parametrize("em", [6, 9, 20])
def test_a_link_covers_its_words_and_no_others(set_text: Set, inside: str, em: float) -> None:
    reading = set_text(f"天地洪荒，<a href='http://a.example/'>{inside}</a>；日月盈昃", em)
    height = 20 * PITCH
    linked = folded(inside.replace("<b>", "").replace("</b>", ""))
    start = "".join(g.char for g in reading.glyphs).index(linked)
    for index, glyph in enumerate(reading.glyphs):
        # a mark's ink: the middle of its cell's half that is never taken off
        half = 0.75 if glyph.char in NO_END else 0.25
        x, y = glyph.x + half * EM * min(1.0, em_font.advance(glyph.char) * 2), height - glyph.y + 2
        covered = any(left < x < right and low < y < high for left, right, low, high in _link_boxes(reading))
        assert covered == (start <= index < start + len(linked)), glyph.char


# ---- widths and pages


def test_columns_of_a_table_are_as_wide_as_their_trimmed_text(lines_of: Lines) -> None:
    # 说：“好！” is 1 + .5 + 1 + 1 + .5 + .5 = 4.5 em; two of them in 9 em wrap nowhere
    found = lines_of("<table><tr><td>说：“好！”</td><td>说：“好！”</td></tr></table>", 9)
    assert [row.text for row in found] == ["说：“好！”说：“好！”"]
    assert found[0].xs[6] == near(4.5)


@pytest.mark.parametrize("css", ["display: inline-block", "float: left", "position: absolute", "display: table"])
@pytest.mark.parametrize("text", ["天地a玄黄", "（天），“地”", "天地，玄 b 黄。", "天·地……"])
def test_what_fits_does_not_wrap_in_a_box_that_shrinks_to_fit(lines_of: Lines, css: str, text: str) -> None:
    assert [row.text for row in lines_of(f"<div style='{css}'>{text}</div>", 20)] == [folded(text)]


def test_an_inline_block_counts_in_a_box_that_shrinks_to_fit(lines_of: Lines) -> None:
    # 2 + 1 + .2 + .5 + .2 + 1 = 4.9 em
    box = "<span style='display: inline-block; width: 2em'></span>"
    (row,) = lines_of(f"<div style='float: left'>{box}天a地</div>", 20)
    assert list(row.xs) == near([2, 3.2, 3.9])


_BROKEN = {
    "plain": "{}，",
    "bold": "<b>{}</b>，",
    "link": "“<a href='http://a.example/'>{}</a>”",
    "nested": "<b>{}（<a href='http://a.example/'>天地</a>）</b>。",
    "latin": "{} word，two ",
}


@pytest.mark.parametrize("kind", _BROKEN)
def test_a_paragraph_over_many_pages_is_there_exactly_once(set_text: Set, kind: str) -> None:
    words = ["".join("天地玄黄宇宙洪荒日月"[int(digit)] for digit in f"{n:03}") for n in range(160)]
    body = "".join(_BROKEN[kind].format(word) for word in words)
    reading = set_text(f"<p>{body}</p>", 9, lines=3)
    assert reading.pages > 20
    wanted = folded("".join(_plain(_BROKEN[kind]).format(word) for word in words))
    assert "".join(row.text for row in rows(reading)) == wanted


def _plain(markup: str) -> str:
    for tag in ("<b>", "</b>", "<a href='http://a.example/'>", "</a>"):
        markup = markup.replace(tag, "")
    return markup


def test_notes_at_page_breaks_lose_nothing(set_text: Set) -> None:
    words = ["".join("天地玄黄宇宙洪荒日月"[int(digit)] for digit in f"{n:03}") for n in range(90)]
    body = "".join(
        f"{word}<span class='n'>注{word}</span>，" if n % 4 == 0 else f"{word}。" for n, word in enumerate(words)
    )
    reading = set_text(f"<p>{body}</p>", 9, lines=5, css=_NOTES)
    assert reading.pages > 8
    text = "".join(row.text.replace("①", "") for row in rows(reading))
    assert text == "".join(f"{word}{'，' if n % 4 == 0 else '。'}" for n, word in enumerate(words))
    notes = "".join(g.char for g in reading.glyphs if g.size == 8)
    assert all(notes.count(f"注{word}") == 1 for word in words[::4])


def test_a_paragraph_with_a_forced_break_goes_on_behind_it(lines_of: Lines) -> None:
    assert [row.text for row in lines_of("天地<br>玄黄，<b>宇<br>宙</b>洪", 20, lines=2)] == [
        "天地",
        "玄黄，宇",
        "宙洪",
    ]


@pytest.mark.parametrize("body", ["天<br><br>地", "<b>天<br><br></b>地", "天<br><b><br></b>地"])
def test_an_empty_line_is_a_line(lines_of: Lines, body: str) -> None:
    first, last = lines_of(body, 9)
    assert (first.text, last.text, last.y - first.y) == ("天", "地", near(2 * PITCH))


_WORDS = [
    *"天地玄黄宇宙洪荒日月",
    *"，。：；！？、“”‘’（）《》·",
    "——",
    "……",
    "two words",
    "1,000",
    "37℃",
    "It’s",
    " ",
    "<br>",
]
_OBJECT = "<span style='display: inline-block; padding: 0 3pt'>月</span>"
_TAGS = ("<b>{}</b>", "<i>{}</i>", "<code>{}</code>", "<sup>{}</sup>", "<a href='http://a.example/'>{}</a>")
_MARKUP = st.recursive(
    st.lists(st.sampled_from([*_WORDS, _OBJECT]), min_size=1, max_size=8).map("".join),
    lambda inner: st.lists(inner, min_size=1, max_size=4).flatmap(
        lambda parts: st.sampled_from(_TAGS).map(lambda tag: tag.format("".join(parts)))
    ),
    max_leaves=12,
)


@given(st.lists(_MARKUP, min_size=1, max_size=6), st.integers(4, 20), st.integers(1, 6))
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_markup_and_the_page_every_character_is_there_once(
    set_text: Set, markup: list[str], em: int, lines: int
) -> None:
    css = "i { font-style: normal } b { padding: 0 2pt } code { border: 1pt solid }"
    body = "".join(markup)
    found = "".join(
        "-" if g.char == LINE_END_HYPHEN else g.char for g in set_text(f"<p>天{body}</p>", em, lines, css=css).glyphs
    )
    assert sorted(found) == sorted("天" + folded(re.sub("<[^>]*>", "", body)))


# ---- where the stock engine sets the text


@pytest.mark.parametrize("side", ["left", "right"])
def test_beside_a_float_no_text_is_lost(set_text: Set, side: str) -> None:
    text = PARAGRAPHS[2]
    found = rows(set_text(f"<div style='float: {side}; width: 4em; height: 60pt'></div><p>{text}</p>", 20, lines=40))
    assert "".join(row.text for row in found) == folded(text)
    for row in found[:2]:  # 60 pt is two lines
        assert (row.xs[0] >= 4 - 0.5) if side == "left" else (row.end <= 16 + 0.5)


@pytest.mark.parametrize(
    "body",
    [
        "天地<span style='float: right'>玄</span>黄宇宙",
        "天地<span style='letter-spacing: .1em'>玄黄</span>宇宙",
        "天地<u>玄黄</u>宇宙",
        "<span style='position: relative; top: 2pt'>天地</span>玄黄宇宙",
        "<span dir='rtl'>天地</span>玄黄宇宙",
        "天地<span style='position: absolute'>玄</span>黄宇宙",
    ],
)
def test_text_the_hook_may_refuse_is_still_all_there(set_text: Set, body: str) -> None:
    glyphs = set_text(body, 20).glyphs
    assert sorted(g.char for g in glyphs) == sorted("天地玄黄宇宙")


# ---- the contract with WeasyPrint


@pytest.mark.parametrize(
    ("place", "parameters"),
    [
        (
            "weasyprint.layout.inline:iter_line_boxes",
            "context box position_y bottom_space skip_stack containing_block absolute_boxes fixed_boxes "
            "first_letter_style first_line_style",
        ),
        (
            "weasyprint.layout.preferred:inline_line_widths",
            "context box outer is_line_start minimum skip_stack first_line",
        ),
        (
            "weasyprint.layout.inline:atomic_box",
            "context box position_x skip_stack containing_block absolute_boxes fixed_boxes",
        ),
        ("weasyprint.layout.inline:line_box_verticality", "box"),
        ("weasyprint.layout.inline:_adjust_line_height", "box"),
        ("weasyprint.draw.text:draw_text", "stream textbox offset_x text_overflow block_ellipsis"),
    ],
)
def test_contract_signatures(place: str, parameters: str) -> None:
    engine.uninstall()
    assert list(inspect.signature(find(place)).parameters) == parameters.split()


@pytest.mark.parametrize("hook", engine.HOOKS, ids=lambda hook: hook.name)
def test_contract_the_target_of_every_hook_exists(hook: engine.Hook) -> None:
    engine.uninstall()
    find(hook.target)


def test_contract_lines_are_taken_one_at_a_time_by_block_layout() -> None:
    engine.uninstall()
    assert find("weasyprint.layout.block:iter_line_boxes") is find("weasyprint.layout.inline:iter_line_boxes")
    assert "iter_line_boxes" in find("weasyprint.layout.block:_linebox_layout").__code__.co_names
    assert {"copy_with_text"} <= set(dir(boxes.TextBox))


def test_uninstalling_gives_the_stock_lines_back(lines_of: Lines) -> None:
    body = f"<p>{PARAGRAPHS[4]}</p>"
    engine.uninstall()
    stock = lines_of(body, 20, css="p { text-wrap-style: normal }")
    engine.install()
    ours = lines_of(body, 20)
    engine.uninstall()
    assert lines_of(body, 20) == stock != ours


# ---- in any program


def test_the_example_of_the_documentation_sets_chinese(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "engine.md").read_text(encoding="utf-8")
    example = page.split("```python\n")[1].split("```")[0]
    subprocess.run([sys.executable, "-W", "error", "-c", example], cwd=tmp_path, check=True, timeout=60)
    reading = Reading(tmp_path / "page.pdf")
    lines = rows_of(reading.on(0), 12, 10 * 72 / 25.4)  # the left margin is 10 mm
    assert len(lines) > 1
    assert all(row.end == pytest.approx(88 * 72 / 25.4 / 12, abs=0.02) for row in lines[:-1])  # 108 - 2 × 10 mm
    assert lines[0].step("：“") < 0.78  # half an em, the adjustment of the line aside

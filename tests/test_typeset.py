"""The scheduler: sections are placed until every folio that is printed is true. No text is set here: a press without
type makes formes of as many pages as a test wants, and remembers what it was asked for.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree.ElementTree import Element

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanyin import bind as binding
from kanyin import theme
from kanyin.diagnostics import Report
from kanyin.forme import Forme, Slot
from kanyin.sheet import Order
from kanyin.typeset import LaidSection, Typesetter

from .formes import folio_slot, forme
from .small_books import read_book
from .test_bind import no_fonts

Length = int | Callable[[Mapping[str, str]], int]
LONG = '[book]\ntitle = "书"\n[output.kanyin]\nshort = false\n'


@dataclass
class Press:
    """A workshop without type.

    `lengths` are the pages of sections by name, fixed or by the folios they print; a section that is not named has one.
    `places` says on which page of its section an anchor stands, the first if nothing is said.
    """

    lengths: Mapping[str, Length] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    exact: tuple[str, ...] = ()
    asked: list[tuple[str, ...]] = field(default_factory=list)  # the sections of each call

    def made(self, orders: Sequence[Order]) -> list[Forme]:
        """Make formes."""
        roots = [order.sheet.root(order.first) for order in orders]
        self.asked.append(tuple(map(_name, roots)))
        return [self._forme(root, order) for root, order in zip(roots, orders, strict=True)]

    def _forme(self, root: Element, order: Order) -> Forme:
        name, printed = _name(root), _printed(root)
        wanted = self.lengths.get(name, 1)
        pages = wanted if isinstance(wanted, int) else wanted(printed)
        names = [identifier for element in root.iter() if (identifier := element.get("id"))]
        numbers = [(order.first + index, order.last + index) for index in range(pages)]
        roman = "lower-roman" in "".join(root[0].itertext())
        slots: list[Slot] = [folio_slot(target, len(text)) for target, text in printed.items() if text.isdecimal()]
        return forme(
            pages,
            anchors={name: min(pages - 1, self.places.get(name, 0)) for name in names},
            slots=slots,
            digits=[() if roman else tuple(range(len(str(a)), len(str(b)) + 1)) for a, b in numbers],
            numbered=roman,
            exact=name in self.exact and bool(slots),
            first=order.first,
        )

    @property
    def times(self) -> Counter[str]:
        """How often each section was set."""
        return Counter(name for names in self.asked for name in names)


def _name(root: Element) -> str:
    """Return the kind of a section, of a chapter or part that stands alone its anchor, of contents or a colophon alone
    what it is."""
    kind, *run_on = root[1].get("class", "").split()
    classes = {(element.get("class", "").split() or [""])[0] for element in root[1]}
    if kind == "section-front" and classes in ({"contents"}, {"colophon"}):
        return classes.pop()
    names = [name for element in root.iter() if (name := element.get("id"))]
    return names[0] if kind == "section-body" and names and not run_on else kind.removeprefix("section-")


def _printed(root: Element) -> dict[str, str]:
    """Return what a section prints for the folio of each anchor, blanks as noughts."""
    found = {}
    for element in root.iter():
        if target := element.get("data-page-of"):
            found[target] = "".join(filter(str.isdigit, "".join(element.itertext())))
    return found


def name_of(part: LaidSection) -> str:
    """Return the name that the press has for a section."""
    piece = part.section.pieces[0]
    if part.section.kind != "body" or part.section.run_on:
        return part.section.name if part.section.name in ("contents", "colophon") else part.section.kind
    return piece.part.id if piece.part else piece.chapter.opener.id if piece.chapter and piece.chapter.opener else "body"


def slots(made: Forme) -> list[Slot]:
    """Return the slots of a forme."""
    return [item for _, stream in made.streams for item in stream.content if isinstance(item, Slot)]


@dataclass
class Set:
    """A volume set by a press."""

    laid: tuple[LaidSection, ...]
    press: Press
    report: Report
    pdf: Any

    @property
    def numbers(self) -> dict[str, int]:
        """The number of the first page of each section."""
        return {name_of(part): part.number for part in self.laid}

    def lengths_in(self, name: str) -> list[int]:
        """Return how many digits each slot of a section has."""
        return [slot.length for slot in slots(self.part(name).forme)]

    def part(self, name: str) -> LaidSection:
        """Return a section."""
        return next(part for part in self.laid if name_of(part) == name)

    @property
    def labels(self) -> list[str]:
        """The label of every page."""
        return [page.label for page in self.pdf.pages]


Setting = Callable[..., Set]


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    """Return a function that sets a book of these files and checks that all is where it says it is."""

    def made(files: Mapping[str, str], press: Press | None = None, *, theme_name: str = "book", settled: bool = True) -> Set:
        return set_volume(tmp_path / "book", files, press or Press(), theme_name=theme_name, settled=settled)

    return made


def set_volume(
    folder: Path, files: Mapping[str, str], press: Press, *, theme_name: str = "book", settled: bool = True
) -> Set:
    """Set a book of these files, bind it, and check it unless it cannot settle."""
    read, report = read_book(folder, files), Report()
    typesetter = Typesetter(read.book, read.text, theme.find(theme_name, report), press, report)
    laid = typesetter.volume()
    volume = binding.bind(read.book, laid, typesetter.blank, no_fonts, Report())
    if settled:
        assert not len(report), list(report)
        check(laid)
    return Set(laid, press, report, pikepdf.open(io.BytesIO(volume.pdf)))


def check(laid: Sequence[LaidSection]) -> None:
    """Fail where a section is not on its side or not of its number, or prints a folio of another length than is true."""
    pages, numbers = 0, Counter[str]()
    previous = None
    folios = {name: folio for part in reversed(laid) for name, folio in part.folios()}
    for part in laid:
        if part.blank_before:
            pages += 1
            numbers[previous or ""] += 1
        name = part.section.name
        assert part.side == ("verso" if pages % 2 else "recto"), name
        assert part.section.starts in ("next", part.side), name
        assert part.number == numbers[part.section.folios] + 1, name
        assert part.forme.fits(part.number), name
        for slot in slots(part.forme):
            wanted = 4 if part.section.lists_contents else len(folios[slot.target])
            assert slot.length == wanted, (name, slot.target)
        pages += len(part.forme.pages)
        numbers[part.section.folios] += len(part.forme.pages)
        previous = part.section.folios


def book(chapters: int, *references: tuple[int, int], lines: int = 1, toml: str = LONG) -> dict[str, str]:
    """Return a book of so many chapters of so many lines; (2, 5) makes chapter 2 refer to the page of chapter 5."""
    files = {"book.toml": toml, "SUMMARY.md": "# 目录\n\n"}
    for number in range(1, chapters + 1):
        files["SUMMARY.md"] += f"- [章{number}](c{number:03}.md)\n"
        text = f"# 章{number} {{#c{number}}}\n\n" + "文。\n\n" * (lines // 2)
        text += "".join(f"见[](#c{to}){{.page}}。\n\n" for of, to in references if of == number)
        files[f"c{number:03}.md"] = text
    return files


def lengths(*pages: Length, **others: Length) -> dict[str, Length]:
    """Return the lengths of the chapters, and of others by name."""
    return {**{f"c{n}": length for n, length in enumerate(pages, 1)}, **others}


def most(printed: Mapping[str, str]) -> int:
    """Return how many digits the longest folio has that is printed."""
    return max(map(len, printed.values()), default=0)


# ---- folios that were guessed wrong


def test_a_chapter_longer_than_guessed_moves_those_after_it(setting: Setting) -> None:
    found = setting(book(4), Press(lengths(1, 39, 2, 1)))
    assert found.numbers == {
        "cover": 1, "front": 1, "colophon": 2, "contents": 3, "c1": 1, "c2": 2, "c3": 41, "c4": 43, "back": 1,
    }  # fmt: skip


def test_a_chapter_shorter_than_guessed_moves_those_after_it(setting: Setting) -> None:
    # 600 lines were guessed to fill some twenty pages.
    found = setting(book(3, lines=600), Press(lengths(1, 2, 1)))
    assert [found.numbers[f"c{n}"] for n in (1, 2, 3)] == [1, 2, 4]


def test_front_matter_of_over_nine_pages_is_numbered_in_roman(setting: Setting) -> None:
    found = setting(book(2), Press(lengths(3, 3, front=8, contents=4)))
    # Cover and its inside, nine pages with the colophon, a filler, four of contents, which begin on the right as chapter one does.
    assert found.labels[:4] == ["封面", "封面", "i", "ii"]
    assert found.labels[14:18] == ["xiii", "xiv", "1", "2"]
    assert found.numbers["c2"] == 4


@pytest.mark.parametrize("pages", [9, 10, 11, 99, 100, 101, 999, 1000, 1001])
def test_folios_are_right_at_every_count_of_digits(setting: Setting, pages: int) -> None:
    found = setting(book(3, (1, 2), (1, 3), (3, 1)), Press(lengths(pages, 3, 1)))
    numbers = [found.numbers[f"c{n}"] for n in (1, 2, 3)]
    # Of over 48 pages in all, chapters begin on the right: behind a filler where the one before ends there.
    second = pages + 1 + (pages > 48 and pages % 2)
    assert numbers == [1, second, second + 3 + (pages > 48)]
    assert found.lengths_in("contents") == [4, 4, 4]  # room for any


def test_feet_have_as_many_digits_as_their_pages(setting: Setting) -> None:
    found = setting(book(2), Press(lengths(8, 4)))  # 9, 10, 11, 12
    made = [[count for count, _ in page.margins] for page in found.part("c2").forme.pages]
    assert all(len(str(number)) in counts for number, counts in zip(range(9, 13), made, strict=True))


# ---- contents, which have room for any folio


def test_contents_are_set_once_whatever_folios_they_print(setting: Setting) -> None:
    found = setting(book(5), Press(lengths(30, 1, 50, 1, 70, front=3)))
    assert found.press.times["contents"] == 1


def test_contents_among_the_pages_they_list_settle(setting: Setting) -> None:
    # A long handout: its contents stand on its first pages, and push out what they list.
    def whole(printed: Mapping[str, str]) -> int:
        return 28 + most(printed)

    toml = '[book]\ntitle = "讲义"\n[output.kanyin]\ntheme = "handout"\nshort = false\n'
    found = setting(book(3, toml=toml), Press({"c1": whole}, {"c2": 8, "c3": 20}), theme_name="handout")
    assert [len(part.forme.pages) for part in found.laid] == [32]
    assert [slot.length for slot in slots(found.laid[0].forme)] == [4, 4, 4]


# ---- sides


def test_in_a_book_over_48_pages_chapters_begin_on_the_right_and_fillers_count(setting: Setting) -> None:
    found = setting(book(4), Press(lengths(13, 14, 15, 16, front=3)))
    body = [part for part in found.laid if part.section.folios == "arabic"]
    assert {part.side for part in body} == {"recto"}
    # 13 and a filler, 14, 15 and a filler.
    assert [part.number for part in body] == [1, 15, 29, 45]
    assert [part.blank_before for part in body][1:] == [True, False, True]


def test_in_a_book_of_48_pages_they_begin_on_the_next_page(setting: Setting) -> None:
    # A cover, a title page, a colophon, a page of contents, 43 of text, a back cover.
    found = setting(book(4), Press(lengths(10, 11, 12, 10)))
    assert sum(len(part.forme.pages) for part in found.laid) == 48
    assert [part.number for part in found.laid if part.section.folios == "arabic"] == [1, 11, 22, 34]


def test_the_back_cover_is_the_outside_of_the_last_leaf(setting: Setting) -> None:
    for pages in range(1, 6):
        found = setting(book(2), Press(lengths(pages, 1)))
        assert len(found.pdf.pages) % 2 == 0
        assert found.labels[-1] == "封底"


def test_a_part_and_the_chapter_after_it_begin_on_the_right(setting: Setting) -> None:
    files = book(3)
    files["SUMMARY.md"] = "# 目录\n\n# 上编\n\n- [a](c001.md)\n- [b](c002.md)\n\n# 下编\n\n- [c](c003.md)\n"
    found = setting(files, Press({f"c{n}": 3 for n in range(9)}))
    parts = [part for part in found.laid if part.section.folios == "arabic"]
    # An opener, its blank back, three pages, three pages; then the next opener, on the right as it is.
    assert [part.number for part in parts] == [1, 3, 6, 9, 11]
    assert [part.side for part in parts] == ["recto", "recto", "verso", "recto", "recto"]


# ---- the shape


@pytest.mark.parametrize(("pages", "short"), [(19, True), (20, True), (21, False), (40, False)])
def test_a_book_is_short_under_24_pages(setting: Setting, pages: int, short: bool) -> None:
    # A cover with its inside and a back cover are three more; what was guessed of the text does not matter.
    found = setting(book(2, toml='[book]\ntitle = "书"\n'), Press({"body": pages, **lengths(pages, pages)}))
    assert (found.laid[1].section.kind == "inside") == short


def test_a_book_guessed_long_that_turns_out_short_is_short(setting: Setting) -> None:
    files = book(2, lines=1500, toml='[book]\ntitle = "书"\n')
    assert setting(files, Press({"body": 4, **lengths(2, 2)})).laid[1].section.kind == "inside"


# ---- references


def test_a_reference_to_a_later_chapter_has_its_digits(setting: Setting) -> None:
    found = setting(book(12, (1, 12), (12, 1), (6, 7)), Press(lengths(*[10] * 12)))
    assert [found.lengths_in(name) for name in ("c1", "c12", "c6")] == [[3], [1], [2]]  # 111, 1, 61


def test_a_reference_whose_length_moves_its_target_settles(setting: Setting) -> None:
    # Chapter one takes a tenth page when it prints two digits; chapter two then begins on page 11, not on 10.
    def first(printed: Mapping[str, str]) -> int:
        return 8 + most(printed)

    assert setting(book(2, (1, 2)), Press(lengths(first, 1))).numbers["c2"] == 11


def test_references_that_never_agree_are_told_and_everything_is_there(setting: Setting) -> None:
    # As one digit it leads to page 10, as two to page 9.
    def first(printed: Mapping[str, str]) -> int:
        return 10 - most(printed)

    found = setting(book(3, (1, 2)), Press(lengths(first, 2, 1, front=2)), settled=False)
    assert [item.code for item in found.report] == ["layout.unsettled"]
    assert list(found.numbers) == ["cover", "front", "colophon", "contents", "c1", "c2", "c3", "back"]
    assert found.press.times["c1"] == 2  # in both ways; what was made once is not made again


def test_a_section_whose_folios_cannot_be_left_blank_prints_them(setting: Setting) -> None:
    found = setting(book(3, (1, 3)), Press(lengths(4, 20, 1), exact=("c1",)))
    assert slots(found.part("c1").forme) == []
    assert found.press.times["c1"] <= 3  # as guessed; as it is; and once more if a chapter before it moved


# ---- small and odd books


def test_a_book_of_one_section(setting: Setting) -> None:
    found = setting({"a.md": "# 题\n\n文。\n", "book.toml": '[book]\ntitle = "讲义"\n'}, theme_name="handout")
    assert [part.section.name for part in found.laid] == ["body"]
    assert found.press.asked == [("body",)]
    assert found.labels == ["1"]


@pytest.mark.parametrize("text", ["# \n", "文。\n", "# 题\n"])
def test_a_book_of_an_all_but_empty_chapter(setting: Setting, text: str) -> None:
    found = setting({"book.toml": LONG, "SUMMARY.md": "- [甲](a.md)\n", "a.md": text})
    assert [kind for kind, _ in groupby(part.section.kind for part in found.laid)] == ["cover", "front", "body", "back"]
    assert found.labels.count("1") == 1


# ---- how often a section is set


def test_where_the_guess_was_right_each_section_is_set_once(setting: Setting) -> None:
    # 260 lines of text are ten pages.
    found = setting(book(6, (1, 6), (3, 5), lines=260), Press(lengths(*[10] * 6, front=3)))
    assert found.press.asked[1:] == [("blank",), ("blank",)]  # a left-hand filler and a right-hand one
    assert {times for name, times in found.press.times.items() if name != "blank"} == {1}


def test_all_chapters_are_ordered_at_once(setting: Setting) -> None:
    # So that they can be set side by side.
    found = setting(book(6, lines=260), Press(lengths(*[10] * 6)))
    assert {f"c{n}" for n in range(1, 7)} <= set(found.press.asked[0])


def test_a_wrong_guess_costs_a_second_setting_at_most(setting: Setting) -> None:
    found = setting(book(8, (1, 8)), Press(lengths(1, 120, 1, 1, 1, 1, 1, 1, front=3)))
    assert {name: times for name, times in found.press.times.items() if name != "blank"} == {
        "cover": 1, "back": 1, "front": 1, "colophon": 1, "contents": 1, "c2": 1,
        "c1": 2,  # refers to a page of three digits
        **{f"c{n}": 2 for n in range(3, 9)},  # have them
    }  # fmt: skip


def test_a_volume_of_another_shape_keeps_what_is_the_same_in_it(setting: Setting) -> None:
    # First as a book with chapters that begin on the right; with 40 pages it is none.
    found = setting(book(4, lines=260), Press(lengths(10, 10, 10, 10)))
    assert found.press.times["cover"] == found.press.times["back"] == 1
    # Chapters of even length stand on the side they stood on; the front matter has no half title now.
    assert all(found.press.times[f"c{n}"] == 1 for n in range(1, 5)), found.press.times
    assert found.press.times["front"] == 2


# ---- all of it


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from((1, 2, 3, 7, 9, 10, 45, 98, 400)), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=4),
    st.integers(1, 12),
    st.sampled_from((1, 100, 700)),
    st.sampled_from(("false", "true", '"auto"')),
)
def test_any_book_settles_with_true_folios(
    tmp_path: Path, pages: list[int], references: list[tuple[int, int]], front: int, lines: int, short: str
) -> None:
    wanted = [(a, b) for a, b in references if max(a, b) <= len(pages)]
    places = {f"c{n}": sum(pages[: n - 1]) for n in range(1, 7)} if short == "true" else {}
    press = Press(lengths(*pages, front=front, body=sum(pages)), places)
    with TemporaryDirectory(dir=tmp_path) as folder:
        files = book(len(pages), *wanted, lines=lines, toml=LONG.replace("false", short))
        found = set_volume(Path(folder) / "book", files, press)
    assert max(found.press.times.values()) <= 6, found.press.times

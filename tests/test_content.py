"""The sample books: each builds without a finding, and what is said of them is true."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanyin import build
from kanyin.diagnostics import Report

from .reading import Reading
from .varied import beyond_the_type_area, grid_of, off_grid

CONTENT = Path(__file__).resolve().parent.parent / "content"


@pytest.fixture(scope="module")
def handout(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """The handout on punctuation, built without any finding."""
    report = Report()
    built = build(CONTENT / "handout", tmp_path_factory.mktemp("out"), report=report, strict=True)
    assert list(report) == []
    return Reading(built.files[0])


def test_the_handout_has_four_to_eight_pages_on_the_grid(handout: Reading) -> None:
    assert 4 <= handout.pages <= 8
    assert off_grid(handout, grid_of("handout")) == []
    assert beyond_the_type_area(handout, "handout") == []


def test_the_handout_speaks_of_seventeen_marks_in_ten_and_seven(handout: Reading) -> None:
    # GB/T 15834-2011, 3.1 and 3.2: seven marks that divide, ten that distinguish.
    names = (
        "句号", "问号", "叹号", "逗号", "顿号", "分号", "冒号", "引号", "括号", "破折号", "省略号", "着重号", "连接号", "间隔号",
        "书名号", "专名号", "分隔号",
    )  # fmt: skip
    first, table = ("".join(handout.texts[page].split()) for page in (0, handout.page_of("主要用处")))
    assert all(name in table for name in names)
    assert "点号七种" in first
    assert "标号十种" in first


def test_every_question_of_the_handout_has_its_answer(handout: Reading) -> None:
    key = handout.page_of("参考答案")
    assert key == handout.pages - 1
    for title in ("改正标点", "填空", "加标点", "两句话的不同", "写一段话"):
        assert title in handout.texts[key].replace(" ", "")


@pytest.fixture(scope="module")
def notice(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """The official notice, built without any finding but that a face stands in."""
    report = Report()
    built = build(CONTENT / "official-sample", tmp_path_factory.mktemp("out"), report=report, strict=True)
    assert {found.code for found in report} <= {"font.stand-in"}
    return Reading(built.files[0])


def test_the_notice_fills_156_by_225_mm_and_keeps_the_grid(notice: Reading) -> None:
    # The document's number hangs from the red head above it.
    assert [char for _, char, _ in off_grid(notice, grid_of("official"))] == ["青"]
    assert beyond_the_type_area(notice, "official") == []
    assert (grid_of("official").measure, grid_of("official").depth) == pytest.approx((156, 225), abs=0.2)


def test_the_notice_has_its_elements_on_four_pages(notice: Reading) -> None:
    pages = ["".join(text.split()) for text in notice.texts]
    assert len(pages) == 4
    for element in ("000012", "加急", "青溪手工造纸协会文件", "青纸协〔2026〕6号", "各会员作坊", "一、采收"):
        assert element in pages[0], element
    for element in ("（一）坡段", "1.东坡", "附件：1.", "2.皮料验收办法", "2026年2月20日", "（此件公开发布）"):
        assert element in pages[1], element
    assert pages[2].startswith("附件1")
    assert pages[3].startswith("附件2")
    assert "抄送：" in pages[3]
    assert "2026年2月21日印发" in pages[3]

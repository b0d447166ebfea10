"""The words a booklet prints by itself, by language: 目录, 版权页 labels, the names of page ranges. Tables only."""

from __future__ import annotations

from .records import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words; `{}` stands for a number or a name."""

    contents: str
    title: str
    authors: str
    format: str
    millimetres: str
    characters: str
    count: str
    thousands: str
    price: str
    cip: str
    cover: str
    back_cover: str
    et_al: str
    written_by: str
    date: str
    full_date: str
    notes: str
    page: str


SIMPLIFIED = Words(
    "目录",
    "书名",
    "著者",
    "开本",
    "{} 毫米×{} 毫米",
    "字数",
    "{} 字",
    "{} 千字",
    "定价",
    "图书在版编目（CIP）数据",
    "封面",
    "封底",
    "等",
    "编写",
    "日期",
    "{} 年 {} 月 {} 日",
    "笔记",
    "第 {} 页",
)
TRADITIONAL = Words(
    "目錄",
    "書名",
    "著者",
    "開本",
    "{} 毫米×{} 毫米",
    "字數",
    "{} 字",
    "{} 千字",
    "定價",
    "圖書在版編目（CIP）資料",
    "封面",
    "封底",
    "等",
    "編寫",
    "日期",
    "{} 年 {} 月 {} 日",
    "筆記",
    "第 {} 頁",
)
JAPANESE = Words(
    "目次", "書名", "著者", "判型", "{} mm×{} mm", "字数", "{} 字", "{} 千字", "定価", "CIP", "表紙", "裏表紙", "ほか",
    "作成", "日付", "{} 年 {} 月 {} 日", "メモ", "{} ページ",
)  # fmt: skip
KOREAN = Words(
    "차례", "제목", "지은이", "판형", "{} mm×{} mm", "글자 수", "{}자", "{}천 자", "값", "CIP", "표지", "뒤표지", "외",
    "작성", "날짜", "{}년 {}월 {}일", "메모", "{}쪽",
)  # fmt: skip
ENGLISH = Words(
    "Contents", "Title", "By", "Format", "{} × {} mm", "Length", "{} characters", "{},000 characters", "Price",
    "Cataloguing in Publication", "Cover", "Back cover", "et al.", "By", "Date", "{0}-{1:0>2}-{2:0>2}", "Notes",
    "page {}",
)  # fmt: skip


def words_for(language: str) -> Words:
    """Return the words of a BCP 47 language; English where there are none."""
    tag = language.lower()
    if tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
        return TRADITIONAL
    return {"zh": SIMPLIFIED, "ja": JAPANESE, "ko": KOREAN}.get(tag.split("-")[0], ENGLISH)

"""Who wrote it: is a line after the title a byline, and which names are in it?

In: one line. Out: its names, or none. A line without 作者 or the like counts only when every word is a Chinese name by
its family name. Not done: names in running text.
"""

from __future__ import annotations

import re
from typing import Final

# Family names of well over nine tenths of the Chinese, in both scripts.
_SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾"
    "夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷"
    "詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司"
    "卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑"
    "迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢巴冰茅艾郦胥萨"
    "張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭蔣葉蘇魏呂盧鐘鍾譚陸賈韋鄒龍賀顧龔萬錢嚴湯溫齊喬龐顏莊聶魯歐關蘭紀寧單畢駱藍鮑華饒陽簡車項連麥婁竇"
)
_DOUBLE: Final = frozenset(
    (
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "司徒",
        "令狐",
        "端木",
        "夏侯",
        "南宫",
        "歐陽",
        "司馬",
        "諸葛",
    )
)

_LABEL: Final = re.compile(
    r"(?:作\s*者|撰\s*文|著\s*者|编\s*著|编\s*者|主\s*编|文(?=\s*[/／|｜丨：:])|撰\s*稿|执\s*笔|记\s*者|本报记者|新华社记者|通讯员|讲\s*述|口\s*述|主讲人?|报告人"
    r"|编\s*译|翻\s*译|译\s*者|編\s*著|編\s*者|記\s*者|譯\s*者|主\s*編|By\b|Author\b)\s*[/／|｜丨：:]?\s*",
    re.I,
)
_TAIL: Final = re.compile(r"\s*[/／]?\s*(?:文|著|编著|编|撰|译|口述|整理|等|編著|編|譯)$")
_WRAPPING: Final = re.compile(r"^[（(\[【［]\s*(.*?)\s*[)）\]】］]$")
_SEPARATOR: Final = re.compile(r"\s*[、,，;；/／&]\s*|\s+")
_DATE: Final = re.compile(
    r"[（(]?\s*(?:[0-9０-９]{4}|[一二三四五六七八九〇零○]{4})\s*[年./-]\s*(?:[0-9０-９一二三四五六七八九十]{1,3}\s*[月./-]?\s*)?"
    r"(?:[0-9０-９一二三四五六七八九十]{1,3}\s*日?)?(?:\s*[0-2]?\d:\d\d(?::\d\d)?)?\s*[)）]?$"
)
_LONGEST: Final = 60
_FOREIGN: Final = re.compile(
    r"(?:[\[〔（(【][^\]〕)）】]{1,3}[\]〕)）】]\s*)?[\u4e00-\u9fff]{1,8}(?:[·•][\u4e00-\u9fff]{1,8}){1,3}$"
)
_LATIN: Final = re.compile(r"[A-Z][A-Za-z.'’-]*$")
_LABELLED: Final = re.compile(r"[\w·•.'’\[\]〔〕（）() -]{1,30}$")


def is_date(text: str) -> bool:
    """Say whether the line is a date and nothing else."""
    return _DATE.match(text) is not None


def names_of(text: str) -> tuple[str, ...]:
    """Return the names a byline gives, in its order; nothing when the line is no byline."""
    if len(text) > _LONGEST or text[-1] in "。！？；，、：:":
        return ()
    bare = _WRAPPING.sub(r"\1", text)
    label = _LABEL.match(bare)
    body = _TAIL.sub("", bare[label.end() :] if label else bare)
    labelled = _has_label(bare, label)
    parts = _parts(body) if not _is_latin_name(body) else [body]
    plausible = all(_LABELLED.match(p) if labelled else is_name(p) for p in parts)
    return tuple(dict.fromkeys(parts)) if parts and plausible else ()


def is_name(word: str) -> bool:
    """Say whether the word by itself is a Chinese name, or a foreign one with an interpunct (卡尔·马克思)."""
    if _FOREIGN.match(word):
        return True
    if not all("\u4e00" <= c <= "\u9fff" for c in word):
        return False
    if word[:2] in _DOUBLE:
        return 3 <= len(word) <= 4
    return word[0] in _SURNAMES and 2 <= len(word) <= 3 if word else False


def _has_label(bare: str, label: re.Match[str] | None) -> bool:
    """A label counts only when a mark or a space sets it off: 编者按 and 作者简介 are no bylines."""
    return label is not None and label.end() < len(bare) and label[0][-1] in "/／|｜丨：: \u3000"


def _is_latin_name(body: str) -> bool:
    words = body.split()
    return 2 <= len(words) <= 4 and all(_LATIN.match(word) for word in words)


def _parts(body: str) -> list[str]:
    """Split at separators; two single characters side by side are one name set wide (王　明)."""
    parts: list[str] = []
    for word in filter(None, _SEPARATOR.split(body)):
        if parts and len(parts[-1]) == 1 and len(word) == 1:
            parts[-1] += word
        else:
            parts.append(word)
    return parts

"""The documents of tests/fixtures/import: what each becomes, to the letter, and what is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest

import kanyin
from kanyin.diagnostics import Report
from tests.reading import Reading

from .documents import FILES, FOLDER
from .importing import Made, imported

STREET = """\
# 第一章 早晨 {#Ref1}

<!-- 作者：林小雨 -->

天还没有亮，**豆浆铺**的灯先亮了。*石磨*转了半夜[^1]，第一锅豆浆[不]{.dots}卖，先给扫街的人。水是H~2~O，面积是3m^2^，~~旧价~~三分。

详见[街志](<https://example.com/lao_jie?a=1&b=(2)>)和[第一章](#Ref1)。姓名：________

<ruby>鲁<rp>（</rp><rt>Lǔ</rt><rp>）</rp></ruby>先生也来过这里。\\
他喝了两碗。

## 1.1 铺子

- 豆浆铺
  - 咸的
  - 甜的
- 修鞋摊

<!-- -->

1. 先敲钉

   a\\) 钉要直

2. 再上线

规矩如下。

（一）不赊账

（二）不还价

1. 重新数过。

<table class="unnumbered">
<caption>表1 铺子的时段</caption>
<thead>
<tr>
<th>时段</th>
<th colspan="2">忙的铺子</th>
</tr>
</thead>
<tbody>
<tr>
<td rowspan="2">清早</td>
<td>豆浆铺</td>
<td>六点</td>
</tr>
<tr>
<td>修鞋摊</td>
<td>八点</td>
</tr>
</tbody>
</table>

![图1 老街](images/rP.png){.unnumbered width=49%}

[^1]: 磨是青石的，**很重**。

    两个人才抬得动。
"""
EVENING = """\
# 第二章 黄昏

> 老街不长，走完要一碗茶的工夫。

```
for i in range(3):
    print(i)
```

添上的话。灯又亮了[^1]。

(a+b)/2☑已查

框外的话。

> 框里的话。

[^1]: 换成了电灯。
"""
NOTICE = """\
# 关于修缮老街路面的通知

各铺子、各住户：

老街路面已有二十年没有修过，坑洼很多，雨天积水，行人不便。现将修缮的安排通知如下。

## 一、时间

自三月一日起，至三月二十日止，每天从早晨七点到傍晚六点施工，夜间不施工。

## 二、办法

分东西两段，先修东段，后修西段；每段修好以后，再开始修另一段，不断交通。

1\\. 施工的一段，车辆绕行。

## 三、其他

施工期间，请各铺子把摊子收进屋里，请各住户看好老人和孩子，注意脚下。

老街管理处

2024年2月20日
"""
RIVER = """\
# Summary

[前言](01.md)

# 上编 山里

- [上游](02.md)

# 下编 平原

- [第二章 渡口](03.md)
- [入海](04.md)

[后记](05.md)
"""
FERRY = """\
# 第二章 渡口

到了平原，江面宽了[^1]。

## 渡船 {#ferry}

船家姓<ruby>芈<rp>（</rp><rt>mǐ</rt><rp>）</rp></ruby>。

![渡船](images/boat.png){.unnumbered}

[^1]: 一说在对岸。
"""
ACCOUNT = """\
# 渡口的船

![](images/1.png)

渡口在**老街**的尽头，从前没有桥，过江全靠一条船。

渡口在老街的尽头。从前没有桥，过江全靠一条船，船家姓周，摆渡摆了四十年，两岸的人都认得他。

船是木头的，长三丈，宽一丈，能坐二十个人。天好的时候，一炷香的工夫就到对岸；起了风，就要等，等到风停。

后来修了桥，坐船的人少了。老周说，人少了也要开，有人等着，船就要走。他的话，大家都记得。

> 有人等着，船就要走。

<!-- account.html：来源：老街书局 -->
"""
MINISTRY = """\
# 关于渡口开放时间的公告

为方便两岸往来，现将渡口开放的时间公告如下，请乘船的人留意，不要误了时辰。

一、平日从早晨六点到傍晚七点，每半个时辰一班；有雾的日子停航，雾散以后再开。

二、节日加开夜班，到晚上十点为止。船家姓镕，电话写在渡口的木牌上。

| 季节 | 头班 | 末班 |
| --- | ---: | ---: |
| 夏 | 5 | 20 |
| 冬 | 7 | 18 |

老街管理处\\
2024年3月1日
"""
WIKI = """\
# 渡船

**渡船**是载人过[江](https://wiki.example.org/wiki/江)的船[^1]，多是木头做的，用桨或者用篙，也有用一条绳子牵着走的。

## 历史

很早就有渡船了。起初是一根木头，后来是几根木头扎成的筏子，再后来才有了船[^2]。参看下面的[速度](#速度)。

## 速度 {#速度}

速度等于路程除以时间，即`v={\\frac {s}{t}}`，逆水的时候要减去水的速度[^1]。

[^1]: 周正：《江上的船》，老街书局，1988年。

[^2]: 林小雨：《筏子考》，1990年。
"""


def of(name: str, tmp_path: Path) -> Made:
    return imported(tmp_path, FOLDER / name)


def test_the_files_are_those_that_the_script_makes() -> None:
    for name, make in FILES.items():
        assert (FOLDER / name).read_bytes() == make(), f"{name}: run python -m tests.importer.documents"


def test_a_word_document_with_styles(tmp_path: Path) -> None:
    made = of("老街手记.docx", tmp_path)
    assert made.names == {"book.toml", "SUMMARY.md", "01.md", "02.md", "images/rP.png"}
    assert made.text("01.md") == STREET
    assert made.text("02.md") == EVENING
    assert made.text("book.toml").split("\n")[:3] == ["[book]", 'title = "老街手记"', 'authors = ["林小雨"]']
    assert made.losses == ["import.formula"]
    for code, words in (
        ("import.deleted-text", "删去的话。"),
        ("import.hidden-text", "藏着的话。"),
        ("import.text-box", "paragraph 40"),
        ("import.comment", "paragraph 38"),
        ("import.contents-list", "paragraph 3"),
    ):
        (message,) = made.told(code)
        assert words in message, code


def test_a_word_document_without_a_style(tmp_path: Path) -> None:
    made = of("通知.docx", tmp_path)
    assert made.text() == NOTICE
    assert made.told("import.headings-guessed") == ["no heading is marked as one: 3 lines look like headings"]


def test_an_e_book_in_parts(tmp_path: Path) -> None:
    made = of("江上.epub", tmp_path)
    assert made.text("SUMMARY.md") == RIVER
    assert made.text("03.md") == FERRY
    assert "参看[渡口一节](#ferry)" in made.text("02.md")
    assert 'cover_image = "images/cover.png"' in made.text("book.toml")
    assert made.imported.authors == ("林小雨", "周正")
    assert made.losses == []


@pytest.mark.parametrize(
    ("name", "text", "losses"),
    [
        ("account.html", ACCOUNT, ["import.image-remote", "import.source-line"]),
        ("ministry.html", MINISTRY, []),
        ("encyclopedia.html", WIKI, ["import.formula"]),
    ],
)
def test_a_saved_page(tmp_path: Path, name: str, text: str, losses: list[str]) -> None:
    made = of(name, tmp_path)
    assert made.text() == text
    assert made.losses == losses


def test_what_stands_around_the_text_of_a_page_is_told(tmp_path: Path) -> None:
    told = "\n".join(of("ministry.html", tmp_path).told("import.left-out"))
    for words in ("首页 政务 公告 办事", "关于桥面养护的公告", "版权所有：老街管理处", "字号：大 中 小"):
        assert words in told


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".png")])
def test_what_was_imported_builds_without_an_error(tmp_path: Path, name: str) -> None:
    made = of(name, tmp_path)
    report = Report()
    kanyin.build(made.imported.folder, tmp_path / "out", report=report)
    assert {d.code for d in report if d.severity != "note"} <= {"image.no-alt", "font.foreign", "preflight.low-resolution"}


def test_the_book_prints_the_text_of_the_document(tmp_path: Path) -> None:
    made = of("老街手记.docx", tmp_path)
    result = kanyin.build(made.imported.folder, tmp_path / "out")
    printed = "".join("".join(Reading(result.files[0]).texts).split())
    for words in (
        *(
            "第一章早晨",
            "天还没有亮，豆浆铺的灯先亮了。石磨转了半夜",
            "第一锅豆浆不卖，先给扫街的人。水是H2O，面积是3m2，旧价三分。",
        ),
        *(
            "他喝了两碗。",
            "1.1铺子",
            "咸的",
            "修鞋摊",
            "（一）不赊账",
            "表1铺子的时段",
            "清早",
            "图1老街",
            "磨是青石的，很重。",
            "两个人才抬得动。",
        ),
        *("老街不长，走完要一碗茶的工夫。", "print(i)", "添上的话。灯又亮了", "框里的话。", "换成了电灯。"),
    ):
        assert words in printed, words
    for words in ("删去的话", "藏着的话", "表1表1", "图1图1", "第一章第一章"):
        assert words not in printed, words

"""Saved web pages: the encoding, which part is the text, what links and pictures become."""

from __future__ import annotations

from pathlib import Path

import pytest

from .documents import PARAGRAPHS, PNG
from .importing import importing

SENTENCE = "渡口在老街的尽头，从前没有桥，过江全靠一条船。"


def page(body: str, head: str = '<meta charset="utf-8"><title>题目 - 某网</title>') -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("label", "codec"),
    [("gb2312", "gb18030"), ("GBK", "gb18030"), ("big5", "big5hkscs"), ("utf-8", "utf-8"), ("", "gb18030"), ("iso-8859-1", "utf-8"), ("utf-8", "gb18030"), ("gbk", "utf-8")],
)  # fmt: skip
def test_a_page_is_decoded_as_it_says_or_as_it_is(tmp_path: Path, label: str, codec: str) -> None:
    text = "渡口在老街的盡頭" if codec == "big5hkscs" else "渡口在老街的尽头"
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">' if label else ""
    html = page(f"<p>{text * 8}。</p><p>{text * 8}。</p>", f"{head}<title>{text}</title>")
    assert text in importing(tmp_path, html.encode(codec), "a.html").text()


def test_bytes_that_are_no_characters_are_told_with_their_line(tmp_path: Path) -> None:
    data = page(f"\n<p>{SENTENCE}</p>\n<p>坏").encode() + b"\xff" + "的。</p>".encode()
    made = importing(tmp_path, data, "a.html")
    (found,) = [d for d in made.found if d.code == "import.undecodable-byte"]
    assert found.span is not None
    assert found.span.line == 3
    assert "坏\ufffd的。" in made.text()


@pytest.mark.parametrize(
    "body",
    [
        f'<div class="x"><div class="y">{PARAGRAPHS}</div><div class="z"><a href="/1">甲</a><a href="/2">乙</a></div></div>',
        f"<div><ul>{'<li><a href=/x>另一篇文章的题目很长</a></li>' * 30}</ul></div><article>{PARAGRAPHS}</article>",
        f"<table><tr><td>{'<a href=/x>栏目</a> ' * 20}</td><td>{PARAGRAPHS}</td></tr></table>",
        f'<div class="content"><div class="sidebar"><p>本站热线，欢迎来电，二十四小时有人接听。</p></div>{PARAGRAPHS}</div>',
        PARAGRAPHS,
    ],
)
def test_the_text_is_found_by_its_sentences(tmp_path: Path, body: str) -> None:
    assert importing(tmp_path, page(body), "a.html").text().split("\n\n")[1:] == [
        "渡口在老街的尽头。从前没有桥，过江全靠一条船，船家姓周，摆渡摆了四十年，两岸的人都认得他。",
        "船是木头的，长三丈，宽一丈，能坐二十个人。天好的时候，一炷香的工夫就到对岸；起了风，就要等，等到风停。",
        "后来修了桥，坐船的人少了。老周说，人少了也要开，有人等着，船就要走。他的话，大家都记得。\n",
    ]


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>渡口的船_老街网</title>", f"<p>{SENTENCE}</p>", "渡口的船"),
        ("<title>渡口的船 - 老街 - 某网</title>", f"<h1>渡口的船</h1><p>{SENTENCE}</p>", "渡口的船"),
        ("<title>某网</title><meta property='og:title' content='渡口的船'>", f"<p>{SENTENCE}</p>", "渡口的船"),
        ("<title>C++-入门</title>", f"<p>{SENTENCE}</p>", "C++-入门"),
    ],
)
def test_the_title_goes_without_the_name_of_the_site(tmp_path: Path, head: str, body: str, title: str) -> None:
    made = importing(tmp_path, page(body, head), "a.html")
    assert made.imported.title == title
    assert made.text().endswith(f"\n\n{SENTENCE}\n")


def test_pictures_come_from_beside_the_page(tmp_path: Path) -> None:
    body = (
        f'<p>{SENTENCE}</p><img src="%E5%9B%BE_files/a.png" alt="一条船"><img data-src="https://a.cn/b.png" src="图_files/b.png">'
        '<img src="https://a.cn/c.png"><img src="图_files/none.png"><img class="emoji" src="图_files/a.png">'
    )
    made = importing(tmp_path, page(body), "a.html", {"图_files/a.png": PNG, "图_files/b.png": PNG + b" "})
    assert {n for n in made.names if n.startswith("images/")} == {"images/a.png", "images/b.png"}
    assert sorted(made.losses) == ["import.image-left-out", "import.image-remote"]
    assert '<img src="images/a.png" alt="一条船">' in made.text()


def test_two_breaks_part_paragraphs_and_so_does_an_indent(tmp_path: Path) -> None:
    body = f"<div>{SENTENCE}<br><br>第二段，也是一句。<br>　　第三段，还是一句。<br>同段的另一行。</div>"
    assert importing(tmp_path, page(body), "a.html").text().split("\n\n")[1:] == [
        SENTENCE, "第二段，也是一句。", "第三段，还是一句。\\\n同段的另一行。\n",
    ]  # fmt: skip


def test_lines_of_the_source_leave_no_space_between_characters(tmp_path: Path) -> None:
    assert (
        "尽头，从前"
        in importing(tmp_path, page("<p>渡口在老街的尽头，\n   从前没有桥。过江靠船。</p>"), "a.html").text()
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p>甲<span style="font-weight: 700">乙</span>丙，丁。</p>', "甲**乙**丙，丁。"),
        ('<p><b style="font-weight: normal">甲</b>，乙。</p>', "甲，乙。"),
        ("<p>甲<div>乙，丙。</div>丁</p>", "甲\n\n乙，丙。\n\n丁"),
        ("<a href='https://a.cn/'><p>甲，乙。</p></a>", "[甲，乙。](https://a.cn/)"),
        ("<ul><li>甲<ul><li>乙</ul><li>丙</ul>", "- 甲\n  - 乙\n- 丙"),
        ("<ol start=3><li>甲<li>乙</ol>", "3. 甲\n4. 乙"),
        ("<ol type=a><li>甲<li>乙</ol>", "a\\. 甲\n\nb\\. 乙"),
        ("<ul><li><input type=checkbox checked>甲</li></ul>", "- ☑甲"),
        ("<dl><dt>甲<dd>乙。<dt>丙<dd>丁。</dl>", "甲\n:   乙。\n\n丙\n:   丁。"),
        ('<pre class="brush: python">a\n  b &lt; c</pre>', "```python\na\n  b < c\n```"),
        ("<pre><code class='language-js'>x<br>y</code></pre>", "```js\nx\ny\n```"),
        ("<p>H<sub>2</sub>O，10<sup>3</sup>。</p>", "H~2~O，10^3^。"),
        ("<p><q>甲</q>，乙。</p>", "“甲”，乙。"),
        ("<p>甲<script>x</script><style>y</style><!-- z -->乙，丙。</p>", "甲乙，丙。"),
        ('<p>甲，乙。<span style="display:none">藏</span></p>', "甲，乙。"),
        ("<figure><img src=a.png><figcaption>图1 甲</figcaption></figure>", "![图1 甲](images/a.png){.unnumbered}"),
        ("<table><tr><th>甲<th>乙<tr><td>1<td>2</table>", "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |"),
    ],
)  # fmt: skip
def test_what_elements_become(tmp_path: Path, body: str, expected: str) -> None:
    made = importing(tmp_path, page(f"<p>{SENTENCE * 3}</p>{body}"), "a.html", {"a.png": PNG})
    assert made.text().removesuffix("\n").removeprefix(f"# 题目\n\n{SENTENCE * 3}\n\n") == expected


def test_notes_of_word_saved_as_a_page(tmp_path: Path) -> None:
    body = (
        f'<p>{SENTENCE}<a href="#_ftn1" name="_ftnref1"><span><span>[1]</span></span></a></p>'
        '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> 船是木头的。</p></div>'
    )
    assert importing(tmp_path, page(body), "a.html").text() == f"# 题目\n\n{SENTENCE}[^1]\n\n[^1]: 船是木头的。\n"


def test_a_link_within_the_page_stays_one(tmp_path: Path) -> None:
    body = f'<p>{SENTENCE}见<a href="https://a.cn/p#x">下文</a>。</p><h2 id="x">下文</h2><p>{SENTENCE}</p>'
    head = '<title>题</title><link rel="canonical" href="https://a.cn/p">'
    text = importing(tmp_path, page(body, head), "a.html").text()
    assert "见[下文](#x)。" in text
    assert "## 下文 {#x}" in text

"""What a skeleton is parsed to is what HTML makes of it, whoever parses it."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
import tinyhtml5
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from kanyin import skeleton
from kanyin.skeleton import _plain, parsed

HEAD = '<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8"/>\n<title>天&amp;地</title>\n<style>p a {}</style>\n</head>'


def page(body: str, head: str = HEAD) -> str:
    """Return a document."""
    return f'{head}\n<body class="x">\n{body}\n</body>\n</html>\n'


def rows(element: Element) -> tuple[object, ...]:
    """Return all of a tree."""
    own = element.tag, tuple(element.attrib.items()), element.text or "", element.tail or ""
    return *own, tuple(map(rows, element))


def as_html(source: str) -> tuple[object, ...]:
    return rows(tinyhtml5.parse(source, namespace_html_elements=False))


@pytest.mark.parametrize(
    "body",
    [
        "", "天", '<section><p class="a">天<br/><span>地</span>玄</p>\n</section>', "<div></div>黄<p></p>",
        '<nav><ol>\n<li style="--x: 1em"><a href="#a"><span>一</span>&#34;&amp;&lt;&gt;&#39;</a></li>\n</ol></nav>',
        '<dl><div><dt>宇</dt><dd>宙</dd></div></dl><h1 id="h">洪<b>荒</b></h1><img src="a.png" alt="日"/>',
    ],
)  # fmt: skip
def test_a_plain_skeleton_is_parsed_without_tinyhtml5(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = as_html(page(body))
    monkeypatch.delattr(skeleton, "tinyhtml5")
    assert rows(parsed(page(body))) == wanted


@pytest.mark.parametrize(
    "body",
    [
        "<p>天<p>地", "<P>天</P>", "<p>天<div>地</div></p>", "<p><span><ol></ol></span></p>", "<div/>", "<br></br>", "<br>",
        "<a>天<span><a>地</a></span></a>", "<h1>天<h2>地</h2></h1>", "<li>天</li>", "<ol><div><li>天</li></div></ol>",
        "<table><tr><td>天</td></tr></table>", "<p>&nbsp;</p>", "<p>&#150;</p>", "<p>a & b</p>", "<p>a > b</p>",
        '<p class="a\nb">天</p>', "<p class='a'>天</p>", '<p  class="a">天</p>', '<p CLASS="a">天</p>', "<p hidden>天</p>",
        "<!-- 天 --><p>地</p>", "<style>p &gt; a {}</style>", "<svg></svg>", "<pre>\n天</pre>", "<textarea>\n</textarea>",
        "<p>天\r\n地</p>", '<p class="a" class="b">天</p>', "<p>天</p></div>", "<p>天", "<ruby>天<rt>地</rt></ruby>",
        "<dt>天</dt>", "<![CDATA[天]]>", "<?天?>", "<select><option>天</option></select>", "<button>天</button>",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_tinyhtml5(body: str) -> None:
    assert _plain(page(body)) is None
    assert rows(parsed(page(body))) == as_html(page(body))


@pytest.mark.parametrize(
    "source",
    [
        "", "天", "<p>天</p>", page("天").replace("<!DOCTYPE html>", ""), page("天").replace("</html>", ""),
        page("天").replace("<head>", "<head>天"), page("天").replace("</head>", "</head>天"),
        page("天").replace("<title>", "<style></style><p>天</p><title>"), page("天") + "<p>地</p>",
        page("天").replace("p a {}", "p &gt; a {}"), page("天").replace("<!DOCTYPE html>", "<!DOCTYPE html SYSTEM 'x'>"),
    ],
)  # fmt: skip
def test_another_document_is_left_to_tinyhtml5(source: str) -> None:
    assert _plain(source) is None


tags = st.sampled_from(sorted(skeleton._BLOCKS | skeleton._PHRASES | {"td", "table", "pre", "form", "u"}))
texts = st.sampled_from(["", "天", " ", "\n", "a&b", "<", '"', "  地 玄"])
attributes = st.dictionaries(st.sampled_from(["class", "id", "data-x"]), st.sampled_from(["a", "a b", "<&>", '"']), max_size=2)


@st.composite
def written(draw: st.DrawFn, depth: int = 4) -> str:
    """Return some content, well-formed, whether it is HTML or not."""
    made = str(escape(draw(texts)))
    for _ in range(draw(st.integers(0, 3 if depth else 0))):
        tag, held = draw(tags), draw(attributes)
        start = tag + "".join(f' {name}="{escape(value)}"' for name, value in held.items())
        inside = "" if tag in skeleton._VOID else draw(written(depth - 1))
        made += (f"<{start}/>" if tag in skeleton._VOID else f"<{start}>{inside}</{tag}>") + str(escape(draw(texts)))
    return made


@given(written())
def test_a_tree_is_always_that_of_html(body: str) -> None:
    assert rows(parsed(page(body))) == as_html(page(body))

"""Pages that a worker sets before there is anything to set, and nobody sees.

The first section that an engine sets takes twice the time of later ones: rules are read, declarations solved, faces
opened, when they are first asked for. Here is asked for what most chapters ask for, in the elements that Markdown and
the templates make of a chapter like this, while the build still reads the book. What every book needs comes first: the
build may be done with reading at any time.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import Template
from typing import Final

_PAGE: Final = Template("""\
<!DOCTYPE html>
<html lang="$language" class="theme-$theme">
<head>
<meta charset="utf-8">
<title>书</title>
<style>html { break-before: right } </style>
</head>
<body class="section-body" data-title="书" data-series="">
<section class="chapter" data-title="书">
<header class="opener">
<p class="label"><span class="fishtail"></span>第一章</p>
<h1 class="bookmark-1" data-bookmark="第一章 铅字" data-running="铅字">铅字</h1>
</header>
<div>$body</div></section>
</body>
</html>
""")

BODIES: Final = (
    # Paragraphs, with Latin in them, and marks that are squeezed.
    '<h2 class="numbered bookmark-2" style="--hang: 2em" data-bookmark="一 排字">'
    '<span class="number">一</span>排字</h2>'
    "<p>排字工从字架上拣出铅字，排进手托；排满一版，打一张“毛样”（proof，1890 年）。"
    "校对的人在<strong>毛样</strong>上改。</p>"
    "<p>样张改过三遍，才算清样。</p>",
    # Notes and lists.
    '<p>样张改过三遍，才算清样。<span class="footnote">俗称“三校”。</span></p>'
    '<h3 class="numbered bookmark-3" style="--hang: 4em" data-bookmark="（一） 拼版">'
    '<span class="number bracketed">（一）</span>拼版</h3>'
    '<p class="lead-in">铅字之间，行行相望：<span class="footnote">改样的记号，各家不同。</span></p>'
    "<ul><li>铅条</li><li>铅空</li></ul>"
    "<ol><li>上机</li><li>印刷</li></ol>"
    "<blockquote><p>字里行间。</p></blockquote>",
    # A table; and further pages, a left and a right one.
    '<table class="short labelled"><caption class="continued" data-label="续表"></caption>'
    '<thead><tr><th>字号</th><th class="align-right">厘米</th><th class="align-right">行数</th></tr></thead><tbody>'
    '<tr><td>五号</td><td class="decimal align-right">0.37</td><td class="figures align-right">40</td></tr>'
    '<tr><td>四号</td><td class="decimal align-right">0.49</td><td class="figures align-right">30</td></tr>'
    '<tr><td>三号</td><td class="decimal align-right">0.56</td><td class="figures align-right">26</td></tr>'
    "</tbody></table>"
    '<div class="pagebreak"></div><p>版拼好了，才上机器。</p>'
    '<div class="pagebreak"></div><p>印好了，才装订。</p>',
)


def pages(language: str, theme: str) -> Iterator[str]:
    """Yield sections as HTML, as sheets have it, of a book in this language and theme."""
    for body in BODIES:
        yield _PAGE.substitute(language=language, theme=theme, body=body)

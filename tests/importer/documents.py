"""The documents in tests/fixtures/import: `python -m tests.importer.documents` writes them anew.

In: nothing. Out: Word documents, saved pages and an e-book, small, of our own text, with everything in them that
importing is to keep and much that it leaves out. A test holds the files against this.
"""

from __future__ import annotations

from pathlib import Path

from tests.picture_files import picture as drawn
from tests.picture_files import saved

from .epub_files import epub, page
from .word_files import cell, docx, field, note, p, picture, r, table

FOLDER = Path(__file__).parents[1] / "fixtures" / "import"
PNG = saved(drawn(), "PNG")


def old_street() -> bytes:
    """Every thing that a Word document's text can be, with the styles of Word."""
    merged = table(
        ("时段", cell("忙的铺子", '<w:gridSpan w:val="2"/>')),
        (cell("清早", '<w:vMerge w:val="restart"/>'), "豆浆铺", "六点"),
        (cell("", "<w:vMerge/>"), "修鞋摊", "八点"),
        head=True,
    )
    toc = field(
        'TOC \\o "1-3" \\h', "</w:p>" + p(r("第一章 早晨\t1"), "TOC1") + p(r("第二章 黄昏\t2"), "TOC1") + "<w:p>"
    )
    body = "".join(
        (
            p("老街手记", "a3"),
            p("作者：林小雨"),
            f"<w:p>{toc}</w:p>",
            '<w:bookmarkStart w:id="1" w:name="_Ref1"/>',
            p("早晨", "1", numbered=(3, 0)),
            p(
                r("天还没有亮，")
                + r("豆浆铺", "<w:b/>")
                + r("的灯先亮了。")
                + r("石磨", "<w:i/>")
                + r("转了半夜")
                + note(2)
                + r("，第一锅豆浆")
                + r("不", '<w:em w:val="dot"/>')
                + r("卖，先给扫街的人。水是H")
                + r("2", '<w:vertAlign w:val="subscript"/>')
                + r("O，面积是3m")
                + r("2", '<w:vertAlign w:val="superscript"/>')
                + r("，")
                + r("旧价", "<w:strike/>")
                + r("三分。")
            ),
            p(
                r("详见")
                + f'<w:hyperlink r:id="rL">{r("街志", chr(60) + "w:rStyle w:val=" + chr(34) + "a9" + chr(34) + "/>")}</w:hyperlink>'
                + r("和")
                + field("REF _Ref1 \\h", r("第一章"))
                + r("。姓名：")
                + r("        ", '<w:u w:val="single"/>')
            ),
            p(
                "<w:r><w:ruby><w:rt><w:r><w:t>Lǔ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>鲁</w:t></w:r></w:rubyBase></w:ruby></w:r>"
                + r("先生也来过这里。")
                + "<w:r><w:br/></w:r>"
                + r("他喝了两碗。")
            ),
            p("铺子", "2", numbered=(3, 1)),
            p("豆浆铺", numbered=(1, 0)),
            p("咸的", numbered=(1, 1)),
            p("甜的", numbered=(1, 1)),
            p("修鞋摊", numbered=(1, 0)),
            p("先敲钉", numbered=(2, 0)),
            p("钉要直", numbered=(2, 1)),
            p("再上线", numbered=(2, 0)),
            p("规矩如下。"),
            p("不赊账", numbered=(4, 0)),
            p("不还价", numbered=(4, 0)),
            p("重新数过。", numbered=(5, 0)),
            p("表1 铺子的时段", "a5"),
            merged,
            p(picture("rP", "老街的平面图", 2_600_000)),
            p("图1 老街", "a5"),
            p("黄昏", "1", numbered=(3, 0)),
            p("老街不长，走完要一碗茶的工夫。", "a7"),
            p("for i in range(3):", "a8"),
            p("    print(i)", "a8"),
            p(
                f'<w:ins w:id="9" w:author="编者">{r("添上的话。")}</w:ins><w:del w:id="8" w:author="编者"><w:r><w:delText>删去的话。</w:delText></w:r></w:del>'
                + r("藏着的话。", "<w:vanish/>")
                + r("灯又亮了")
                + note(1, "endnote")
                + r("。")
                + '<w:r><w:commentReference w:id="1"/></w:r>'
            ),
            p(
                "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
                + '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
                + r("已查")
            ),
            p(
                '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:txbx>'
                f"<w:txbxContent>{p('框里的话。')}</w:txbxContent></wps:txbx></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
                f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{p('框里的话。')}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
                "</mc:AlternateContent></w:r>" + r("框外的话。")
            ),
            '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1800" w:right="1800"/></w:sectPr>',
        )
    )
    return docx(
        body,
        footnotes={2: p(r("磨是青石的，") + r("很重", "<w:b/>") + r("。")) + p("两个人才抬得动。")},
        endnotes={1: p("换成了电灯。")},
        media={"rP.png": PNG},
        links={"rL": "https://example.com/lao_jie?a=1&b=(2)"},
    )


def notice() -> bytes:
    """An official text without a single style: its title is centred, its headings are typed."""
    centre = '<w:jc w:val="center"/>'
    return docx(
        "".join(
            (
                p("关于修缮老街路面的通知", properties=centre),
                p("各铺子、各住户："),
                p("　　老街路面已有二十年没有修过，坑洼很多，雨天积水，行人不便。现将修缮的安排通知如下。"),
                p("一、时间"),
                p("　　自三月一日起，至三月二十日止，每天从早晨七点到傍晚六点施工，夜间不施工。"),
                p("二、办法"),
                p("　　分东西两段，先修东段，后修西段；每段修好以后，再开始修另一段，不断交通。"),
                p("1. 施工的一段，车辆绕行。"),
                p("三、其他"),
                p("　　施工期间，请各铺子把摊子收进屋里，请各住户看好老人和孩子，注意脚下。"),
                p("老街管理处", properties='<w:jc w:val="right"/>'),
                p("2024年2月20日", properties='<w:jc w:val="right"/>'),
            )
        )
    )


def river_book() -> bytes:
    """A book of two parts with a preface and an afterword, notes in a file of their own, links from page to page."""
    call = '<a epub:type="noteref" href="notes.xhtml#n{0}" id="r{0}"><sup>{0}</sup></a>'
    notes = (
        '<section epub:type="endnotes"><h2>注释</h2><ol>'
        '<li id="n1"><p>江名从俗。<a href="one.xhtml#r1">↩</a></p></li>'
        '<li id="n2"><p>一说在对岸。<a href="two.xhtml#r2">↩</a></p></li></ol></section>'
    )
    pages = {
        "cover.xhtml": page('<div epub:type="cover"><img src="cover.png" alt=""/></div>'),
        "toc.xhtml": page(
            '<h1>目录</h1><p><a href="pre.xhtml">前言</a></p><p><a href="one.xhtml">上游</a></p><p><a href="two.xhtml">渡口</a></p><p><a href="post.xhtml">后记</a></p>'
        ),
        "pre.xhtml": page("<h1>前言</h1><p>写一条江，从源头写到入海。</p>"),
        "part1.xhtml": page("<h1>上编 山里</h1>"),
        "one.xhtml": page(
            f"<h1>上游</h1><p>江从山里出来{call.format(1)}，水是冷的。&nbsp;参看<a href='two.xhtml#ferry'>渡口一节</a>。</p><hr/><p>过了三道滩，水就慢了。</p>"
        ),
        "part2.xhtml": page("<h1>下编 平原</h1>"),
        "two.xhtml": page(
            f"<p>第二章</p><h1>渡口</h1><p>到了平原，江面宽了{call.format(2)}。</p><h2 id='ferry'>渡船</h2>"
            "<p>船家姓<ruby>芈<rp>（</rp><rt>mǐ</rt><rp>）</rp></ruby>。</p><figure><img src='boat.png' alt='一条船'/><figcaption>渡船</figcaption></figure>"
        ),
        "three.xhtml": page("<h1>入海</h1><p>江到了头，海就开始了。</p>"),
        "post.xhtml": page("<h1>后记</h1><p>写完了，江还在流。</p>"),
        "notes.xhtml": page(notes),
    }
    contents = (
        '<li><a href="pre.xhtml">前言</a></li><li><a href="part1.xhtml">上编 山里</a><ol><li><a href="one.xhtml">上游</a></li></ol></li>'
        '<li><a href="part2.xhtml">下编 平原</a><ol><li><a href="two.xhtml">第二章 渡口</a></li><li><a href="three.xhtml">入海</a></li></ol></li>'
        '<li><a href="post.xhtml">后记</a></li>'
    )
    metadata = (
        "<dc:title>江上</dc:title><dc:creator>林小雨</dc:creator><dc:creator>周正</dc:creator>"
        "<dc:publisher>老街书局</dc:publisher><dc:language>zh</dc:language>"
    )
    items = (
        '<item id="c" href="cover.png" media-type="image/png" properties="cover-image"/>'
        '<item id="b" href="boat.png" media-type="image/png"/>'
    )
    files = {"cover.png": saved(drawn("L"), "PNG"), "boat.png": PNG}
    return epub(pages, contents=contents, metadata=metadata, items=items, files=files)


PARAGRAPHS = (
    "<p>渡口在老街的尽头。从前没有桥，过江全靠一条船，船家姓周，摆渡摆了四十年，两岸的人都认得他。</p>"
    "<p>船是木头的，长三丈，宽一丈，能坐二十个人。天好的时候，一炷香的工夫就到对岸；起了风，就要等，等到风停。</p>"
    "<p>后来修了桥，坐船的人少了。老周说，人少了也要开，有人等着，船就要走。他的话，大家都记得。</p>"
)


def account() -> bytes:
    """An article as a messenger's public accounts have them: styled spans, pictures that load late, a row of buttons."""
    return (
        '<!DOCTYPE html>\n<!-- saved from url=(0028)https://mp.example.com/s/abc1 -->\n<html><head><meta charset="utf-8"><title></title>'
        '<meta property="og:title" content="渡口的船"><meta name="author" content="林小雨"><script>var a = "<p>不是正文。</p>";</script></head><body>'
        '<div id="page-content"><h1 class="rich_media_title" id="activity-name">\n渡口的船\n</h1>'
        '<div id="meta_content"><span class="rich_media_meta_text">林小雨</span> <em id="publish_time">2024-03-01</em></div>'
        '<div class="rich_media_content" id="js_content" style="visibility: visible;"><section style="color: #888"><section>'
        '<p style="text-align: center;"><img data-src="https://img.example.com/1" src="account_files/1.png" alt="图片"></p>'
        '<section><p><span style="font-size: 15px;">渡口在</span><span style="font-weight: bold;">老街</span><span>的尽头，从前没有桥，过江全靠一条船。</span></p></section>'
        "<p><br></p>" + PARAGRAPHS + "<blockquote><p>有人等着，船就要走。</p></blockquote>"
        '<p><img data-src="https://img.example.com/2" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></p>'
        "<p>来源：老街书局</p></section></section></div>"
        '<div class="rich_media_tool"><a href="javascript:;">阅读原文</a> 阅读 1000 <button>赞</button></div></div>'
        '<div class="comment_area"><p>写得好，我小时候也坐过这条船。那时候我才七岁，跟着外婆去对岸赶集。</p></div></body></html>\n'
    ).encode()


def ministry() -> bytes:
    """A page of an office: GB18030 that calls itself gb2312, frames made of tables, a breadcrumb, a table of data."""
    return (
        '<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=gb2312">\n<title>关于渡口开放时间的公告_老街管理处</title>\n</head>\n'
        "<body><table width=1000><tr><td><a href='/'>首页</a> <a href='/a'>政务</a> <a href='/b'>公告</a> <a href='/c'>办事</a></td></tr></table>"
        "<table width=1000><tr><td width=200><ul><li><a href='1.htm'>关于桥面养护的公告</a></li><li><a href='2.htm'>关于路灯的公告</a></li><li><a href='3.htm'>关于集市的公告</a></li><li><a href='4.htm'>关于垃圾分类的公告</a></li></ul></td>"
        "<td><h2 align=center>关于渡口开放时间的公告</h2><div class='fontsize'>字号：大 中 小</div><div id='Zoom'>"
        "　　为方便两岸往来，现将渡口开放的时间公告如下，请乘船的人留意，不要误了时辰。<br>　　一、平日从早晨六点到傍晚七点，每半个时辰一班；有雾的日子停航，雾散以后再开。<br><br>　　二、节日加开夜班，到晚上十点为止。船家姓镕，电话写在渡口的木牌上。"
        "<table border=1><tr><th>季节</th><th>头班</th><th>末班</th></tr><tr><td>夏</td><td align=right>5</td><td align=right>20</td></tr><tr><td>冬</td><td align=right>7</td><td align=right>18</td></tr></table>"
        "<p align=right>老街管理处<br>2024年3月1日</p></div></td></tr></table>"
        "<div class='footer'>版权所有：老街管理处 备案号：000000</div></body></html>\n"
    ).encode("gb18030")


def encyclopedia() -> bytes:
    """An article of an encyclopedia: notes that link back, a formula, a box of links at its end."""
    return (
        '<!DOCTYPE html><html lang="zh"><head><meta charset="UTF-8"><title>渡船 - 老街百科</title><link rel="canonical" href="https://wiki.example.org/wiki/渡船"></head><body>'
        '<div id="mw-navigation"><ul><li><a href="/">首页</a></li><li><a href="/r">随机条目</a></li></ul></div>'
        '<div id="content"><h1 id="firstHeading">渡船</h1><div id="mw-content-text"><div class="mw-parser-output">'
        '<p><b>渡船</b>是载人过<a href="/wiki/江">江</a>的船<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup>，多是木头做的，用桨或者用篙，也有用一条绳子牵着走的。</p>'
        '<div id="toc" class="toc"><h2>目录</h2><ul><li><a href="#历史">1 历史</a></li><li><a href="#速度">2 速度</a></li></ul></div>'
        '<h2><span id="历史">历史</span><span class="mw-editsection">[<a href="/e">编辑</a>]</span></h2>'
        '<p>很早就有渡船了。起初是一根木头，后来是几根木头扎成的筏子，再后来才有了船<sup id="cite_ref-2"><a href="#cite_note-2">[2]</a></sup>。参看下面的<a href="#速度">速度</a>。</p>'
        '<h2><span id="速度">速度</span><span class="mw-editsection">[<a href="/e">编辑</a>]</span></h2>'
        '<p>速度等于路程除以时间，即<math alttext="{\\displaystyle v={\\frac {s}{t}}}"><mi>v</mi></math>，逆水的时候要减去水的速度<sup id="cite_ref-1b"><a href="#cite_note-1">[1]</a></sup>。</p>'
        '<h2>参考文献</h2><div class="reflist"><ol class="references">'
        '<li id="cite_note-1"><span class="mw-cite-backlink">^ <a href="#cite_ref-1">1.0</a> <a href="#cite_ref-1b">1.1</a></span> <span>周正：《江上的船》，老街书局，1988年。</span></li>'
        '<li id="cite_note-2"><span class="mw-cite-backlink"><a href="#cite_ref-2">^</a></span> <span>林小雨：《筏子考》，1990年。</span></li></ol></div>'
        '<div class="navbox"><a href="/1">桨</a> <a href="/2">篙</a> <a href="/3">帆</a> <a href="/4">锚</a></div></div></div>'
        '<div id="catlinks"><a href="/c">分类</a>：<a href="/d">船</a></div></div></body></html>\n'
    ).encode()


FILES = {
    "老街手记.docx": old_street,
    "通知.docx": notice,
    "江上.epub": river_book,
    "account.html": account,
    "account_files/1.png": lambda: PNG,
    "ministry.html": ministry,
    "encyclopedia.html": encyclopedia,
}

if __name__ == "__main__":
    for name, make in FILES.items():
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_bytes(make())

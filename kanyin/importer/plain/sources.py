"""Is this line about the text rather than part of it: where it was published, who put it on a web page?

In: one line. Out: yes or no. Used at the head and the end of a file only; such a line in the middle is text.
"""

from __future__ import annotations

import re
from typing import Final

# Words that begin a source line when a colon follows, or when they stand in brackets with one.
_LABELS: Final = (
    "来源|文章来源|稿件来源|信息来源|新闻来源|图片来源|本文来源|来源链接|原文链接|原文地址|原文网址|原文标题|原标题|原题|原载"
    "|本文链接|文章链接|链接|网址|责任编辑|责编|编辑|网络编辑|本期编辑|值班编辑|实习编辑|审核|审校|校对|监制|总监制|值班编委|编审|排版"
    "|发布时间|发布日期|发布于|更新时间|发表时间|浏览次数|浏览量|阅读量|阅读次数|点击数|点击量|点击次数|字号|字体|分享到"
    "|版权声明|免责声明|特别声明|转载请注明|转载请注明出处|转载自|转自|摘自|选自|节选自|本文来自|本文转自|本文转载自|本文摘自"
    "|上一篇|下一篇|相关阅读|当前位置|您的位置|您现在的位置|标签"
    "|來源|文章來源|資料來源|責任編輯|編輯|原標題|原文連結|發布時間|發佈時間|轉載自|轉載請註明|版權聲明"
)
_LONGEST: Final = 160  # characters; a longer paragraph is text whatever it begins with

_PATTERNS: Final = (
    re.compile(rf"[（(【\[]?\s*(?:{_LABELS})(?:出处)?\s*[：:丨|]"),
    re.compile(
        r"[（(]?(?:本文|原文)?(?:据|摘自|选自|节选自|转自|转载自|原载于?|载于?|来源于?|来自|本文来自|本文选自|原刊于?|刊于)\s*《[^》]+》[^。！？；，,]{0,30}[)）]?$"
    ),
    re.compile(
        r"[（(]?(?:本文)?(?:摘自|选自|节选自|转自|转载自|来自|来源于)\s*\S+(?:网|网站|公众号|客户端|日报|晚报|新华社)\S{0,12}$"
    ),
    re.compile(
        r"(?:如需|欢迎)?转载(?:请注明|请标明|请联系|自)|未经(?:授权|许可|允许|本\S{1,6}同意)\S{0,20}(?:不得|禁止|严禁|谢绝)"
    ),
    re.compile(r"(?:本文)?版权(?:归|属于?)\S{1,20}(?:所有)?|Copyright\b|©", re.I),
    re.compile(r"(?:https?://|www\.)\S+$", re.I),
    re.compile(
        r"(?:返回搜狐|阅读原文|查看更多|查看原文|扫一扫|扫码关注|长按二维码|点击关注|点击上方|关注我们|分享到)\S{0,24}$"
    ),
    # Breadcrumbs of a site: 首页 > 新闻 > 正文
    re.compile(r"首页\s*(?:>{1,2}|›|»|→|-)"),
)
_SITE_NAME: Final = re.compile(r"\s»\s")


def is_source_line(text: str) -> bool:
    """Say whether the line names a source, a repost, an editor, a page's address or its furniture."""
    if len(text) > _LONGEST:
        return False
    return any(pattern.match(text) for pattern in _PATTERNS) or _SITE_NAME.search(text) is not None


def is_address(text: str) -> bool:
    """Say whether the line is nothing but a web address: in a list of references that is text."""
    return _PATTERNS[5].match(text) is not None

"""What the makers of Chinese web pages call the parts of a page: data, nothing else.

In: nothing. Out: names (classes and ids) of the element that holds the text, and words in the names of what is not
text.
"""

from __future__ import annotations

from typing import Final

# The element that holds the text: ids and classes of sites and of the systems that many sites are made with.
TEXTS: Final = frozenset(
    (
        "js_content", "rich_media_content", "mw-parser-output", "mw-content-text", "richtext", "post-richtext",
        "ztext", "artibody", "article_content", "article-content", "articlecontent", "articlebody", "article-body",
        "article_body", "content_views", "cnblogs_post_body", "post_body", "entry-content", "post-content",
        "post-body", "ucap-content", "pages_content", "trs_editor", "trs_ueditor", "trs_editor_view", "view",
        "zoom", "detail-content", "rm_txt_con", "text_con", "main-content", "markdown-body", "show-content",
        "lemma-content", "j-lemma-content", "note", "topic-richtext", "art_text", "news_content", "news-content",
        "newscontent", "con_txt", "content-article", "post_text", "vsb_content", "vsb_content_2",
        "wp_articlecontent", "bd", "doc-content", "article__content",
    )
)  # fmt: skip

# Words (parts of a class or an id, between hyphens, underscores and capitals) of what is not text.
FURNITURE: Final = frozenset(
    (
        "nav", "navbar", "navbox", "navigation", "menu", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "header",
        "footer", "foot", "sidebar", "aside", "toolbar", "toolbox", "share", "sharing", "social", "comment",
        "comments", "reply", "related", "recommend", "recommended", "recommendation", "hot", "rank", "ranking",
        "ad", "ads", "advert", "adsense", "advertisement", "banner", "popup", "modal", "dialog", "cookie",
        "subscribe", "newsletter", "login", "register", "search", "pager", "pagination", "pagenav", "copyright",
        "qrcode", "qr", "erweima", "like", "praise", "reward", "editsection", "catlinks", "noprint", "printfooter",
        "jump", "skip", "toc", "catalog", "metadata", "ambox", "tips", "declare", "statement", "tag", "tags",
        "fontsize", "feedback", "prev", "next", "siblings", "mbx", "tj", "xgyd", "sistersitebox", "sr", "hidden",
        "profile",
    )
)  # fmt: skip

ELEMENTS: Final = frozenset({"nav", "form", "menu", "dialog", "aside", "footer", "button"})
"""Elements that are not text by what they are."""
ROLES: Final = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "toolbar", "dialog"}
)

"""What pupils fill in: lines to write an answer on, `{.answer lines=6}` under a question, and blanks, `____`."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

from ..chapter import host_of
from ..steps.answers import Answers
from ..steps.blanks import Blanks


class AnswersExtension(Extension):
    """Registers the steps, after raw HTML has become elements."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        host = host_of(md)
        host.treeprocessors.register(Blanks(host), "blanks", 15)
        host.treeprocessors.register(Answers(host), "answers", 10)

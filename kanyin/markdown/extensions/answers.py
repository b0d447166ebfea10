"""Lines to write an answer on: `{.answer lines=6}` under a question."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

from ..chapter import host_of
from ..steps.answers import Answers


class AnswersExtension(Extension):
    """Registers the step, after raw HTML has become elements."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        host = host_of(md)
        host.treeprocessors.register(Answers(host), "answers", 10)

"""The hook that numbers notes page by page, in any WeasyPrint program."""

from __future__ import annotations

from typing import Any

import pytest
import weasyprint

from kanyin import engine

STYLE = """
@counter-style rings { system: fixed; symbols: "①" "②" }
@page { size: 200px 120px; margin: 10px; %s }
body { font: 10px/20px monospace; margin: 0 }
p { margin: 0; orphans: 1; widows: 1 }
.n { float: footnote }
.n::footnote-call { content: counter(footnote, rings) }
.n::footnote-marker { content: "[" counter(footnote, rings) "]" }
"""


@pytest.fixture(autouse=True)
def installed() -> None:
    """The hooks are in, whatever another test took out."""
    engine.install()


def pages(body: str, page_rule: str = "counter-reset: footnote") -> list[Any]:
    """Lay out a document; returns its page boxes."""
    document = weasyprint.HTML(string=f"<style>{STYLE % page_rule}</style>{body}").render()
    return [page._page_box for page in document.pages]


def texts(page: Any, pseudo: str) -> list[str]:
    """Return the texts of a page's calls or markers."""
    found: dict[Any, str] = {}
    for box in page.descendants():
        if (box.element_tag or "").endswith(pseudo) and hasattr(box, "text"):
            found[box.element] = found.get(box.element, "") + box.text
    return list(found.values())


NOTE = '<span class="n">note</span>'


def test_numbers_restart_on_each_page() -> None:
    first, second = pages(f"<p>a{NOTE} b{NOTE}</p><p style='break-before: page'>c{NOTE}</p>")
    assert texts(first, "footnote-call") == ["①", "②"]
    assert texts(second, "footnote-call") == ["①"]


def test_the_marker_says_what_the_call_says_in_its_own_form() -> None:
    _, second = pages(f"<p>a{NOTE}</p><p style='break-before: page'>c{NOTE}</p>")
    assert texts(second, "footnote-marker") == ["[①]"]


def test_past_the_last_symbol_plain_figures_follow() -> None:
    (page,) = pages(f"<p>a{NOTE}b{NOTE}c{NOTE}</p>", "height: 300px; counter-reset: footnote")
    assert texts(page, "footnote-call") == ["①", "②", "3"]


def test_without_the_page_rule_numbers_run_through_the_document() -> None:
    _, second = pages(f"<p>a{NOTE}</p><p style='break-before: page'>c{NOTE}</p>", page_rule="")
    assert texts(second, "footnote-call") == ["②"]


def test_a_note_carried_over_keeps_its_number_and_the_pages_own_notes_skip_it() -> None:
    # Five lines of 20 px a page. The second note does not fit below its call, so it is carried to the next page.
    long_note = f'<span class="n">{"<br>".join("xyz")}</span>'
    made = pages(f"<p>a{NOTE}<br>b{long_note}<br>c<br>d<br>e{NOTE}</p>")
    carried = [page for page in made if "[②]" in texts(page, "footnote-marker")]
    called = [page for page in made if "②" in texts(page, "footnote-call")]
    assert carried
    assert called
    for page in made:
        markers = texts(page, "footnote-marker")
        assert len(markers) == len(set(markers))

"""The hook that makes page references once."""

from __future__ import annotations

import pydyf

from kanyin import engine


def test_references_are_made_once_until_a_page_is_added() -> None:
    engine.install()
    pdf = pydyf.PDF()
    pdf.add_page(pydyf.Dictionary({"Type": "/Page"}))
    first = pdf.page_references
    assert pdf.page_references is first
    pdf.add_page(pydyf.Dictionary({"Type": "/Page"}))
    assert len(pdf.page_references) == 2
    assert pdf.page_references[:1] == first

"""Tables are compiled once for all settings that differ in nothing they depend on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kanyin.han import Settings, breaks, spacing
from kanyin.han.breaks import KINDS, may_break
from kanyin.han.classes import Region
from kanyin.han.spacing import RULED_BY, rule_between
from kanyin.han.tables import CLOSED, GLUE, code, tables

SETTINGS = st.builds(
    Settings,
    region=st.sampled_from(Region),
    autospace=st.sampled_from([("ideograph-alpha", "ideograph-numeric", "replace"), ("no-autospace",), ("normal",)]),
    autospace_size=st.sampled_from([0.2, 0.25]),
    trim=st.sampled_from(["space-all", "normal", "trim-both", "trim-all"]),
    hanging=st.sampled_from([("none",), ("allow-end",)]),
    line_break=st.sampled_from(["auto", "loose", "normal", "strict", "anywhere"]),
    word_break=st.sampled_from(["normal", "break-all", "keep-all"]),
    overflow_wrap=st.sampled_from(["normal", "anywhere"]),
    wrap=st.booleans(),
    justify=st.sampled_from([("auto",), ("none",), ("inter-word",), ("inter-character",)]),
    align=st.sampled_from(["start", "justify"]),
)


@given(SETTINGS)
def test_a_table_says_of_each_pair_what_its_rule_says(settings: Settings) -> None:
    pairs = [(a, b) for a in KINDS for b in KINDS]
    ruled = {a + b: rule for a, b in pairs if (rule := rule_between(a, b, settings))}
    assert spacing.rules(settings.only(*RULED_BY)) == ruled
    found = tables(settings)
    assert found.forbidden == {a + b for a, b in pairs if not may_break(a, b, settings)}
    assert found.forbidden_in_need == breaks._forbidden_in_need.__wrapped__(settings)
    closed = spacing._closed_pairs.__wrapped__(settings)
    assert {a + b for a, b in pairs if found.pairs[code(a + b)] & CLOSED} == closed
    assert {a + b for a, b in pairs if found.pairs[code(a + b)] & GLUE} == ruled.keys()
    assert sum(map(bool, found.pairs)) == len(closed | ruled.keys())  # and of nothing else


def test_paragraphs_that_differ_in_alignment_alone_share_their_tables() -> None:
    for known in (tables, breaks.forbidden_pairs):  # what other tests made may have gone from one cache, and not another
        known.cache_clear()
    left, right = tables(Settings(align="start")), tables(Settings(align="end", wrap_style="balance"))
    assert left.forbidden is right.forbidden
    assert left.forbidden_in_need is right.forbidden_in_need
    assert left.pairs is right.pairs

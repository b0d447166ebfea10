"""The proofreader's rules: code, whether it mends, and what it finds.

In: the program's `RULES` and what each code means. Out: one table.
"""

from __future__ import annotations

from collections.abc import Mapping

from kanyin.proofread.ignoring import MISUNDERSTOOD
from kanyin.proofread.rules import RULES

from .cells import code, matched, table


def tables(meanings: Mapping[str, str]) -> dict[str, str]:
    """Return the table, called `rules`. Raises `Mismatch`."""
    mends = {MISUNDERSTOOD: False, **{rule.code: rule.mends for rule in RULES}}
    matched(mends, meanings, "rule")
    rows = [(code(name), "改" if mends[name] else "说", meanings[name]) for name in mends]
    return {"rules": table(("代码", "改或说", "意思"), rows, "校对 {#tbl-rules}")}

"""Selectors compiled when they are first asked about an element.

Replaces `eval` in `cssselect2.compiler` (0.10, with WeasyPrint 70.0), which compiles each selector of a stylesheet to a
function of Python when it is read, 0.1 ms. Of the 670 in WeasyPrint's own sheet and ours a short article asks 240;
the others are of elements and classes it does not have: 0.03 s, 4 % of its time. Those of tags and classes alone never
come here (`chains.py`), and what a selector asks for is read in its source (`places.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from cssselect2 import compiler

from kanyin.engine.hook import MisfitError, Undo


def apply() -> Undo:
    """Put the hook in."""
    if "eval" in vars(compiler) or "eval" not in compiler.CompiledSelector.__init__.__code__.co_names:
        raise MisfitError("cssselect2 compiles selectors in another way")
    vars(compiler)["eval"] = _later
    return partial(vars(compiler).pop, "eval")


def _later(source: str, known: dict[str, Any], local: dict[str, Any]) -> Callable[[Any], Any]:
    test: Callable[[Any], Any] | None = None

    def asked(element: Any) -> Any:
        nonlocal test
        if test is None:
            test = eval(source, known, local)
        return test(element)

    vars(asked)["source"] = source  # for `places.py`
    return asked

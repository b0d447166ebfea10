"""Let properties of our own, `-kanyin-…`, through to their validators.

In: the declarations of a rule, before WeasyPrint sorts them. Out: the same declarations; those of ours carry a name
that WeasyPrint does not throw away. WeasyPrint drops every `-vendor-` name but its own without looking it up. Which
properties there are is `vocabulary.py`'s business; one that is unknown is warned of, as any unknown property is.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from kanyin.engine.hook import Undo, replace

PREFIX = "-kanyin-"


def carrier(name: str) -> str:
    """Return the name under which a property of ours passes WeasyPrint's prefix check.

    The leading space keeps it out of reach of stylesheets (only an escaped `\\20` could write it), so a property does
    not gain a second, unprefixed spelling.
    """
    return f" {name}"


def _carried(declaration: Any) -> Any:
    """Return the declaration, renamed if it is one of ours; the parsed original is shared and stays as it is."""
    if declaration.type != "declaration" or not declaration.lower_name.startswith(PREFIX):
        return declaration
    renamed = copy.copy(declaration)
    renamed.lower_name = carrier(declaration.lower_name)
    return renamed


def _carrying(stock: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    @wraps(stock)
    def preprocess_declarations(base_url: Any, declarations: Iterable[Any], prelude: Any = None) -> Iterator[Any]:
        return stock(base_url, [_carried(declaration) for declaration in declarations], prelude)

    return preprocess_declarations


def apply() -> Undo:
    """Put the hook in, in both modules that hold the function."""
    return replace(
        ("weasyprint.css.validation:preprocess_declarations", "weasyprint.css:preprocess_declarations"), _carrying
    )

"""The CSS value definition syntax as functions: `a | b`, `a || b`, `a && b`, `a b`, `a?`, keywords, numbers, lengths.

In: the tokens of a declaration's value, whitespace and comments taken out. Out: the values in the grammar's own order
(so `replace ideograph-alpha` and `ideograph-alpha replace` are one value), or None when the grammar does not match.
A term takes what it can from the front and hands back the rest; nothing here backtracks, because in the grammars of
`vocabulary.py` a token fits one place only. Lengths are not made absolute here: that is `computed.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from tinycss2.color5 import parse_color
from weasyprint.css.functions import check_math
from weasyprint.css.properties import Dimension
from weasyprint.css.tokens import get_keyword, get_length, get_number

from kanyin.records import dataclass

Tokens: TypeAlias = tuple[Any, ...]
Values: TypeAlias = tuple[Any, ...]
Term: TypeAlias = Callable[[Tokens], "tuple[Values, Tokens] | None"]


@dataclass(frozen=True, slots=True)
class Deferred:
    """A math function in a length, to be resolved against the element's font.

    WeasyPrint resolves a bare function token by itself, but not in every property (`text-decoration-*`) nor beside a
    plain length; wrapped, it comes to our computing function untouched.
    """

    token: Any


def whole(term: Term, tokens: Tokens) -> Values | None:
    """Return the values when the term takes all the tokens."""
    match = term(tokens)
    return match[0] if match and not match[1] else None


def word(*names: str) -> Term:
    """One of these keywords, in any case."""

    def take(tokens: Tokens) -> tuple[Values, Tokens] | None:
        keyword = get_keyword(tokens[0]) if tokens else None
        return ((keyword,), tokens[1:]) if keyword in names else None

    return take


def either(*terms: Term) -> Term:
    """`a | b`: the first that matches."""

    def take(tokens: Tokens) -> tuple[Values, Tokens] | None:
        return next((match for term in terms if (match := term(tokens))), None)

    return take


def some(*terms: Term) -> Term:
    """`a || b`: at least one, each at most once, in any order."""

    def take(tokens: Tokens) -> tuple[Values, Tokens] | None:
        found, rest = unordered(terms, tokens)
        return (_in_order(terms, found), rest) if found else None

    return take


def every(*terms: Term) -> Term:
    """`a && b`: all of them, in any order; one that is `optional` may be missing."""

    def take(tokens: Tokens) -> tuple[Values, Tokens] | None:
        found, rest = unordered(terms, tokens)
        missing = (term for i, term in enumerate(terms) if i not in found)
        return (_in_order(terms, found), rest) if all(term(()) for term in missing) else None

    return take


def sequence(*terms: Term) -> Term:
    """`a b`: all of them, in this order."""

    def take(tokens: Tokens) -> tuple[Values, Tokens] | None:
        values: Values = ()
        for term in terms:
            if not (match := term(tokens)):
                return None
            values, tokens = values + match[0], match[1]
        return values, tokens

    return take


def optional(term: Term) -> Term:
    """`a?`: the term, or nothing."""

    def take(tokens: Tokens) -> tuple[Values, Tokens] | None:
        return term(tokens) or ((), tokens)

    return take


def unordered(terms: tuple[Term, ...], tokens: Tokens) -> tuple[dict[int, tuple[Values, Tokens]], Tokens]:
    """Take each term at most once, in any order; return values and tokens by the term's index, and the rest."""
    found: dict[int, tuple[Values, Tokens]] = {}
    while tokens:
        for i, term in enumerate(terms):
            match = term(tokens) if i not in found else None
            if match and len(match[1]) < len(tokens):
                found[i] = match[0], tokens[: len(tokens) - len(match[1])]
                tokens = match[1]
                break
        else:
            break
    return found, tokens


def _in_order(terms: tuple[Term, ...], found: dict[int, tuple[Values, Tokens]]) -> Values:
    return tuple(value for i in range(len(terms)) if i in found for value in found[i][0])


def string(tokens: Tokens) -> tuple[Values, Tokens] | None:
    """`<string>`: gives `"string", text`, because a bare "inherit" would be taken for the keyword."""
    return (("string", tokens[0].value), tokens[1:]) if tokens and tokens[0].type == "string" else None


def color(tokens: Tokens) -> tuple[Values, Tokens] | None:
    """`<color>`: gives the token; WeasyPrint's own computing function reads it in the element's colour scheme."""
    return ((tokens[0],), tokens[1:]) if tokens and parse_color(tokens[0]) else None


def number(minimum: float, integer: bool = False) -> Term:
    """`<number [minimum,∞]>` or `<integer [minimum,∞]>`; a math function out of range is clamped, as CSS has it."""

    def take(tokens: Tokens) -> tuple[Values, Tokens] | None:
        found = _measured(lambda token: get_number(token, integer=integer), tokens)
        if found is None:
            return None
        value = max(minimum, found.value) if check_math(tokens[0]) else found.value
        return ((value,), tokens[1:]) if minimum <= value < float("inf") else None

    return take


def length(negative: bool = False, percentage: bool = False) -> Term:
    """`<length>` or `<length-percentage>`: gives a `Dimension`, or `Deferred` for math that needs the font."""

    def take(tokens: Tokens) -> tuple[Values, Tokens] | None:
        found = _measured(lambda token: get_length(token, negative=negative, percentage=percentage), tokens)
        if found is None:
            return None
        return (found if isinstance(found, Dimension) else Deferred(found),), tokens[1:]

    return take


def _measured(read: Callable[[Any], Any], tokens: Tokens) -> Any:
    """Return what `read` makes of the first token, None when there is none or its math is malformed."""
    if not tokens:
        return None
    try:
        return read(tokens[0])
    except (AssertionError, ArithmeticError, AttributeError, IndexError, TypeError, ValueError):
        # WeasyPrint's math is not guarded: `calc(1px +)` trips an assertion, which would end the whole document.
        return None

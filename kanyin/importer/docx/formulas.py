"""A formula of Word's → one line of text.

In: an `m:oMath`. Out: text in the linear form that Word itself writes formulas in: (a+b)/(c), √(x), x^2, a_1. Not done:
setting it as a formula; the importer reports each, so that the author can look at it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from xml.etree.ElementTree import Element

from kanyin.importer.docx.styles import below


def linear(element: Element) -> str:
    """Return the formula on one line."""
    return _inside(element).strip()


def _inside(element: Element | None) -> str:
    return "".join(_one(child) for child in element) if element is not None else ""


def _one(element: Element) -> str:
    if element.tag == "m:t":
        return element.text or ""
    if element.tag.endswith("Pr"):
        return ""
    return _FORMS.get(element.tag, _inside)(element)


def _part(element: Element, tag: str) -> str:
    return _inside(element.find(tag))


def _grouped(text: str) -> str:
    """Brackets around what is more than one letter or number."""
    return text if len(text) <= 1 or text.isalnum() else f"({text})"


def _value(element: Element, properties: str, name: str, default: str) -> str:
    found = below(element, properties, name)
    return default if found is None else found.get("m:val", default)


def _bracketed(element: Element) -> str:
    opening, closing = _value(element, "m:dPr", "m:begChr", "("), _value(element, "m:dPr", "m:endChr", ")")
    between = _value(element, "m:dPr", "m:sepChr", "|")
    return opening + between.join(_inside(part) for part in element.findall("m:e")) + closing


def _root(element: Element) -> str:
    degree = _part(element, "m:deg")
    return f"{degree and f'^{degree}'}√{_grouped(_part(element, 'm:e'))}"


def _nary(element: Element) -> str:
    sign = _value(element, "m:naryPr", "m:chr", "∫")
    low, high = _part(element, "m:sub"), _part(element, "m:sup")
    limits = (f"_{_grouped(low)}" if low else "") + (f"^{_grouped(high)}" if high else "")
    return f"{sign}{limits} {_part(element, 'm:e')}"


def _rows(element: Element) -> str:
    rows = [" & ".join(_inside(cell) for cell in row.findall("m:e")) for row in element.findall("m:mr")]
    return "[" + "; ".join(rows) + "]"


def _scripts(*parts: tuple[str, str]) -> Callable[[Element], str]:
    def written(element: Element) -> str:
        return _grouped(_part(element, "m:e")) + "".join(sign + _grouped(_part(element, tag)) for sign, tag in parts)

    return written


_FORMS: Final[dict[str, Callable[[Element], str]]] = {
    "m:f": lambda e: f"{_grouped(_part(e, 'm:num'))}/{_grouped(_part(e, 'm:den'))}",
    "m:rad": _root,
    "m:sSup": _scripts(("^", "m:sup")),
    "m:sSub": _scripts(("_", "m:sub")),
    "m:sSubSup": _scripts(("_", "m:sub"), ("^", "m:sup")),
    "m:d": _bracketed,
    "m:nary": _nary,
    "m:m": _rows,
    "m:limLow": _scripts(("_", "m:lim")),
    "m:limUpp": _scripts(("^", "m:lim")),
    "m:func": lambda e: f"{_part(e, 'm:fName')} {_part(e, 'm:e')}",
    "m:eqArr": lambda e: "; ".join(_inside(part) for part in e.findall("m:e")),
}

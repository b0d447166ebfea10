"""The faces of every stack in `styles/fonts.css`: which family of each is here, and what stands in for the first.

In: the stylesheet, and the families fontconfig lists. Out: checks, one a stack. 仿宋 may also lie in a TeX tree, where
fontconfig does not look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from kanyin import system
from kanyin.doctor.check import Check, State, lacking, packages
from kanyin.faces import MAIN, Stack, said, stacks, tex_font
from kanyin.resources import resource
from kanyin.system import FANDOL, NEEDS, Need

_ROLES = MappingProxyType({"song": "宋", "hei": "黑", "kai": "楷", "fang": "仿宋", "biao": "小标宋"})
_FANGSONG = ("FangSong", "STFangsong", "FandolFang", "FandolFang R")


def check() -> Iterator[Check]:
    """Look for the families of each stack, and for 仿宋 where no stack has it."""
    if not system.families():
        need = next(need for need in NEEDS if need.name == "fc-list")
        yield lacking("fonts", need, "they cannot be listed: fc-list is missing or finds none")
        return
    found = tuple(stacks(resource("styles") / "fonts.css"))
    yield from (_stack(stack) for stack in found if stack.role not in ("fang", "biao"))
    yield _fangsong(next((stack for stack in found if stack.role == "fang"), None))
    yield from (_small_title(stack) for stack in found if stack.role == "biao")


def _named(stack: Stack) -> str:
    """Return what the doctor calls a stack: the language and the face."""
    return f"{stack.language} {_ROLES.get(stack.role, stack.role)}"


def _stack(stack: Stack) -> Check:
    first, here = stack.families[0], [name for name in stack.families if name in system.families()]
    if here and (here[0] == first or stack.language != MAIN):
        return Check(_named(stack), State.OK, here[0])
    if here:
        found = f"{first} is missing; {here[0]} stands in"
    elif stack.role == "italic":
        found = f"{first} is missing; foreign titles are set upright"
    else:
        found = f"none of {', '.join(stack.families)} is here; the system would take {_matched(first, stack.language)}"
    need = need_of(first)
    return Check(_named(stack), State.WARNING, found, packages([need]) if need else (), need)


def need_of(family: str) -> Need | None:
    """Return the need that brings the family: one package holds a family for all its languages."""
    return next((need for need in NEEDS if need.kind == "font" and _stem(need.name) == _stem(family)), None)


def _stem(family: str) -> str:
    return re.sub(r" (?:SC|TC|HK|JP|KR)$", "", family)


def _matched(family: str, language: str) -> str:
    """Return the family fontconfig takes when it lacks the one asked for."""
    return said(["fc-match", "--format", "%{family}", f"{family}:lang={language.lower()}"]) or "any"


def _fangsong(stack: Stack | None) -> Check:
    """Look for 仿宋 in the stack that asks for it, or else anywhere, and then in a TeX tree."""
    here = [name for name in (stack.families if stack else _FANGSONG) if name in system.families()]
    if here:
        return Check("仿宋", State.OK, here[0])
    if file := tex_font(FANDOL.names[0]):
        return Check("仿宋", State.OK, f"Fandol, in a TeX tree: {file}")
    if stack:
        return lacking("仿宋", FANDOL, "not here; 宋 stands in")
    return Check("仿宋", State.OK, "not here, and no theme asks for it; 宋 would stand in")


def _small_title(stack: Stack) -> Check:
    """Look for 小标宋, which no free package brings."""
    here = [name for name in stack.families if name in system.families()]
    return Check("小标宋", State.OK, here[0] if here else "not here; 宋 Bold stands in")

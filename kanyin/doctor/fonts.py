"""The faces of every stack in `styles/fonts.css`: which family of each is here, and what stands in for the first.

In: the stylesheet, and the families fontconfig lists. Out: checks, one a stack. 仿宋 may also lie in a TeX tree, where
fontconfig does not look.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import tinycss2

from kanyin import system
from kanyin.doctor.check import Check, State, lacking, packages
from kanyin.resources import resource
from kanyin.system import FANDOL, NEEDS, Need

MAIN = "zh-Hans"
"""The language of the rule without one; its faces are those the pages were designed with."""

_ROLES = MappingProxyType({"song": "宋", "hei": "黑", "kai": "楷", "fang": "仿宋"})
_FANGSONG = ("FangSong", "STFangsong", "FandolFang", "FandolFang R")
_TEX_TREES = (
    "/usr/share/texlive/texmf-dist",
    "/usr/share/texmf-dist",
    "/usr/share/texmf",
    "/usr/local/texlive/*/texmf-dist",
    "/opt/texlive/*/texmf-dist",
    "/opt/homebrew/share/texmf-dist",
    "/Library/TeX/Root/texmf-dist",
    "C:/texlive/*/texmf-dist",
    "C:/msys64/ucrt64/share/texmf-dist",
)
_TEX_FONTS = "fonts/opentype/public"


@dataclass(frozen=True, slots=True)
class Stack:
    """The families of one role in one language, in the order they are tried."""

    language: str
    role: str
    families: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the doctor calls it: the language and the face."""
        return f"{self.language} {_ROLES.get(self.role, self.role)}"


def check() -> Iterator[Check]:
    """Look for the families of each stack, and for 仿宋 where no stack has it."""
    if not system.families():
        need = next(need for need in NEEDS if need.name == "fc-list")
        yield lacking("fonts", need, "they cannot be listed: fc-list is missing or finds none")
        return
    found = tuple(stacks(resource("styles") / "fonts.css"))
    yield from (_stack(stack) for stack in found if stack.role != "fang")
    yield _fangsong(next((stack for stack in found if stack.role == "fang"), None))


def stacks(sheet: Path) -> Iterator[Stack]:
    """Yield every custom property of the sheet that lists families: `--kai`, or `--kai-stack`, is the role `kai`."""
    for rule in tinycss2.parse_stylesheet(sheet.read_text("utf-8"), skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            continue
        languages = re.findall(r":lang\(([^)]+)\)", tinycss2.serialize(rule.prelude))
        for declaration in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
            if declaration.type == "declaration" and (families := _families(declaration)):
                role = declaration.name.removeprefix("--").removesuffix("-stack")
                yield Stack(languages[0] if languages else MAIN, role, families)


def _families(declaration: Any) -> tuple[str, ...]:
    """Return the families that a custom property lists, a `var()` among them left out; none where it lists others."""
    tokens = [token for token in declaration.value if token.type not in ("whitespace", "comment") and token != ","]
    plain = all(token.type == "string" or (token.type == "function" and token.name == "var") for token in tokens)
    names = tuple(token.value for token in tokens if token.type == "string")
    return names if plain and declaration.name.startswith("--") else ()


def _stack(stack: Stack) -> Check:
    first, here = stack.families[0], [name for name in stack.families if name in system.families()]
    if here and (here[0] == first or stack.language != MAIN):
        return Check(stack.name, State.OK, here[0])
    if here:
        found = f"{first} is missing; {here[0]} stands in"
    elif stack.role == "italic":
        found = f"{first} is missing; foreign titles are set upright"
    else:
        found = f"none of {', '.join(stack.families)} is here; the system would take {_matched(first, stack.language)}"
    need = need_of(first)
    return Check(stack.name, State.WARNING, found, packages([need]) if need else (), need)


def need_of(family: str) -> Need | None:
    """Return the need that brings the family: one package holds a family for all its languages."""
    return next((need for need in NEEDS if need.kind == "font" and _stem(need.name) == _stem(family)), None)


def _stem(family: str) -> str:
    return re.sub(r" (?:SC|TC|HK|JP|KR)$", "", family)


def _matched(family: str, language: str) -> str:
    """Return the family fontconfig takes when it lacks the one asked for."""
    return _said(["fc-match", "--format", "%{family}", f"{family}:lang={language.lower()}"]) or "any"


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


def tex_font(name: str) -> Path | None:
    """Return the font file of this name in a TeX installation, whether or not TeX's programs are on the path."""
    if path := _said(["kpsewhich", name]):
        return Path(path)
    for pattern in _TEX_TREES:
        root, _, rest = pattern.partition("*")
        trees = Path(root).glob("*" + rest) if rest else [Path(root)]
        for tree in trees:
            if found := next((tree / _TEX_FONTS).glob(f"*/{name}"), None):
                return found
    return None


def _said(command: list[str]) -> str:
    """Return what a program prints; nothing where there is no such program, or it fails."""
    if not shutil.which(command[0]):
        return ""
    try:
        run = subprocess.run(command, capture_output=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return ""
    return run.stdout.decode("utf-8", "replace").strip()

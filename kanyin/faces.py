"""The faces the stylesheets ask for: the stacks of `styles/fonts.css`, and 仿宋 and 小标宋, which few systems have.

In: the stylesheet, a theme, a way to ask whether a family is here. Out: `Stack`s for the doctor; for a theme that names
仿宋 or 小标宋 (`--faces`), the tokens that choose what stands in, the rule that loads 仿宋 from a TeX tree, where
fontconfig does not look, and a note.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tinycss2

from .diagnostics import Report
from .later import Later
from .records import dataclass
from .resources import resource
from .settings import Settings
from .theme import Theme

if TYPE_CHECKING:
    import shutil
    import subprocess
else:
    shutil = Later("shutil")
    subprocess = Later("subprocess")

MAIN = "zh-Hans"
"""The language of the rule without one; its faces are those the pages were designed with."""

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
_TEX_FAMILY = "FandolFang R"


@dataclass(frozen=True, slots=True)
class Stack:
    """The families of one role in one language, in the order they are tried."""

    language: str
    role: str
    families: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a theme's rare faces come to: tokens, and rules that load fonts."""

    tokens: dict[str, str]
    rules: str


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


def tex_font(name: str) -> Path | None:
    """Return the font file of this name in a TeX installation, whether or not TeX's programs are on the path."""
    if path := said(["kpsewhich", name]):
        return Path(path)
    for pattern in _TEX_TREES:
        root, _, rest = pattern.partition("*")
        trees = Path(root).glob("*" + rest) if rest else [Path(root)]
        for tree in trees:
            if found := next((tree / _TEX_FONTS).glob(f"*/{name}"), None):
                return found
    return None


def said(command: list[str]) -> str:
    """Return what a program prints; nothing where there is no such program, or it fails."""
    if not shutil.which(command[0]):
        return ""
    try:
        run = subprocess.run(command, capture_output=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return ""
    return run.stdout.decode("utf-8", "replace").strip()


def files(theme: Theme, language: str) -> tuple[Path, ...]:
    """Return the font files that the theme may load from elsewhere than the system: a build must be let read them."""
    if "fang" not in _asked(theme, language):
        return ()
    from .system import FANDOL

    found = tex_font(FANDOL.names[0])
    return (found,) if found else ()


def rare(theme: Theme, settings: Settings, language: str, has: Callable[[str], bool], report: Report) -> Chosen:
    """Return what the theme's rare faces come to here; a face that is nowhere is a note, and 宋 stands in."""
    tokens, rules = dict[str, str](), ""
    asked = _asked(theme, language)
    here = {role: _here(role, settings, has) for role in asked}
    if "fang" in asked and not here["fang"]:
        if loaded := files(theme, language):
            rules = f'@font-face {{ font-family: "{_TEX_FAMILY}"; src: url("{loaded[0].as_uri()}") }}'
            tokens["--fang"] = f'"{_TEX_FAMILY}", var(--song)'
        else:
            tokens["--fang"] = "var(--song)"
            hint = "`kanyin doctor` says what brings one; `fonts = { fang = … }` names one of your own"
            report.note("font.stand-in", "this system has no 仿宋: 宋 stands in", None, hint)
    if "biao" in asked:
        # The faces of the stack are cut heavy and have one weight; of 宋 it is the bold that comes near them.
        tokens["--biao-weight"] = "normal" if here["biao"] else "bold"
        tokens |= {} if here["biao"] else {"--biao": "var(--song)"}
    return Chosen(tokens, rules)


def _asked(theme: Theme, language: str) -> list[str]:
    """Return the roles of the rare faces that the theme asks for.

    Other languages than Chinese in the simplified form have no such faces: there the stylesheet's own order stands.
    """
    return theme.tokens.get("--faces", "").split() if language.startswith(("zh-Hans", "zh-CN")) else []


def _here(role: str, settings: Settings, has: Callable[[str], bool]) -> bool:
    """Tell whether a family of the role's is here; one that the book chose is looked for elsewhere."""
    if role in settings.fonts:
        return True
    every = stacks(resource("styles") / "fonts.css")
    wanted = (found for found in every if (found.language, found.role) == (MAIN, role))
    return any(has(family) for found in wanted for family in found.families)

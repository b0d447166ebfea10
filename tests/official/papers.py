"""Makes official documents out of a few keys and a text, and reads what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from kanyin import build
from kanyin.book import load
from kanyin.diagnostics import BuildFailed, Diagnostic, Report
from kanyin.grid import POINTS

from ..reading import Glyph, Reading

TITLE = "关于开展春季备料工作的通知"
TEXT = "为加强青檀林的管护，保证皮料的来源，现就有关事项通知如下，请认真执行。"
KEYS = {
    "issuer": '"青溪手工造纸协会"',
    "number": '"青纸协〔2026〕6号"',
    "to": '"各会员作坊"',
    "date": '"2026年2月20日"',
    "cc": '"青溪林业站，青溪水务所"',
    "printer": '"青溪手工造纸协会秘书处"',
    "printed": '"2026年2月21日"',
}
LEFT, RIGHT, TOP, FOOT = 28 * POINTS, 184 * POINTS, 37 * POINTS, 262 * POINTS
"""The type area of a right-hand page, in pt; a left-hand one is 2 mm further left."""
SIZE, PITCH = 15.79, 28.99


def toml(keys: Mapping[str, str], title: str = TITLE) -> str:
    """Return a book.toml; an empty value leaves a key out."""
    lines = "".join(f"{key} = {value}\n" for key, value in keys.items() if value)
    return f'[book]\ntitle = "{title}"\n[output.kanyin]\ntheme = "official"\n[output.kanyin.official]\n{lines}'


def paper(
    folder: Path, text: str = TEXT * 2, *, title: str = TITLE, expected: str = "", **keys: str
) -> Reading:
    """Build an official document of `KEYS`, of which `keys` replaces some, and read it; any warning but the `expected`
    one fails."""
    (folder / "book.toml").write_text(toml({**KEYS, **keys}, title), encoding="utf-8")
    (folder / "a.md").write_text(f"# {title}\n\n{text}\n", encoding="utf-8")
    report = Report()
    files = build(folder, folder / "out", report=report).files
    codes = [found.code for found in report if found.severity != "note"]
    assert codes == ([expected] if expected else []), list(report)
    return Reading(files[0])


def found(folder: Path, **keys: str) -> tuple[Diagnostic, ...]:
    """Return what is reported of the keys, notes apart; nothing is laid out where there is an error."""
    (folder / "book.toml").write_text(toml({**KEYS, **keys}), encoding="utf-8")
    (folder / "a.md").write_text(f"# {TITLE}\n\n{TEXT}\n", encoding="utf-8")
    report = Report()
    with suppress(BuildFailed):
        load(folder, report)
    return tuple(report)


def left_of(glyphs: list[Glyph]) -> float:
    """Return where the first character begins, in pt."""
    return glyphs[0].x


def em_top(glyph: Glyph) -> float:
    """Return the upper edge of a character's em box, in pt from the top of the page: 0.88 em above its baseline."""
    return glyph.y - 0.88 * glyph.size


def em_bottom(glyph: Glyph) -> float:
    """Return the lower edge of a character's em box: 0.12 em below its baseline."""
    return glyph.y + 0.12 * glyph.size

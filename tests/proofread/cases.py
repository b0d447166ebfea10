"""The cases of tests/fixtures/proofread: a title, a `.`, a text, a `.`, the text as the rule leaves it, a `.`.

A file is named for its rule and tried with that rule alone. What is reported and not mended stands in ⟦ ⟧. A title may
end with a language, `[zh-Hant]`; without one the text is in simplified Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kanyin.proofread.choice import Choice
from kanyin.proofread.fixing import mend
from kanyin.proofread.proofs import proofread

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "proofread"
_CASE = re.compile(r"(?P<title>[^\n]+)\n\.\n(?P<source>.*?)\n\.\n(?P<expected>.*?)\n\.\n", re.DOTALL)
_LANGUAGE = re.compile(r" \[([A-Za-z-]+)\]\Z")


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its rule's code, its title, the text's language, the text and what is to become of it."""

    code: str
    title: str
    language: str
    source: str
    expected: str

    @property
    def name(self) -> str:
        """The name that a failure is reported under."""
        return f"{self.code} {self.title}"


def cases() -> Iterator[Case]:
    """Yield every case, file after file."""
    for file in sorted(FIXTURES.glob("*.md")):
        for found in _CASE.finditer(file.read_text(encoding="utf-8")):
            language = _LANGUAGE.search(found["title"])
            yield Case(
                file.stem, found["title"], language[1] if language else "zh-Hans", found["source"], found["expected"]
            )


def mended(text: str, language: str = "zh-Hans", choice: Choice | None = None) -> str:
    """Return the text with everything mended that is certain."""
    return mend(text, language, choice or Choice()).text


def marked(text: str, language: str = "zh-Hans", choice: Choice | None = None) -> str:
    """Return the mended text with what is left to the author in ⟦ ⟧."""
    chosen = choice or Choice()
    text = mended(text, language, chosen)
    for finding in reversed(proofread(text, language, chosen)):
        text = f"{text[: finding.start]}⟦{text[finding.start : finding.end]}⟧{text[finding.end :]}"
    return text

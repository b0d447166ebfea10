"""Options and values that several commands share, and what the shell completes for them.

In: click's parameters. Out: decorators. Completion must answer at once, so nothing here imports the engine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import click
from click.shell_completion import CompletionItem

quiet = click.option("-q", "--quiet", is_flag=True, help="Say only warnings and errors.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print diagnostics as JSON, one object a line.")


def themes(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Complete the name of a theme."""
    from kanyin.theme import names

    return _beginning(names(), incomplete)


def editions(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Complete the name of an edition."""
    from kanyin.settings import EDITIONS

    return _beginning(EDITIONS, incomplete)


def codes(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Complete the last of a list of the proofreader's codes, and tell what each is."""
    from kanyin.proofread.rules import RULES

    before, comma, last = incomplete.rpartition(",")
    rules = [rule for rule in RULES if rule.code.startswith(last.upper())]
    return [CompletionItem(f"{before}{comma}{rule.code}", help=rule.name) for rule in rules]


class Codes(click.ParamType[tuple[str, ...]]):
    """Codes of the proofreader's rules, divided by commas."""

    name = "codes"

    def convert(
        self, value: object, parameter: click.Parameter | None, context: click.Context | None
    ) -> tuple[str, ...]:
        """Return the codes in capitals; one that no rule has is wrong usage."""
        from kanyin.proofread.ignoring import MISUNDERSTOOD
        from kanyin.proofread.rules import CODES

        if isinstance(value, tuple):
            return value
        given = tuple(code.strip().upper() for code in str(value).split(",") if code.strip())
        for code in given:
            if code not in (MISUNDERSTOOD, *CODES):
                self.fail(f"there is no rule {code}; there are {CODES[0]} to {CODES[-1]}", parameter, context)
        return given


select = click.option(
    "--select",
    multiple=True,
    metavar="CODES",
    type=Codes(),
    shell_complete=codes,
    help="Rules to ask, divided by commas.  [default: the book's own, else all]",
)
ignore = click.option(
    "--ignore", multiple=True, metavar="CODES", type=Codes(), shell_complete=codes, help="Rules to leave out."
)


def sheets(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Complete the name of a sheet of paper; letters may be typed small."""
    from kanyin.paper import SHEETS

    return [name for name in SHEETS if name.casefold().startswith(incomplete.casefold())]


def folders(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Let the shell complete a folder's name. `click.Path(file_okay=False)` would, and refuse a file itself."""
    return [CompletionItem(incomplete, type="dir")]


def files(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Let the shell complete a file's name."""
    return [CompletionItem(incomplete, type="file")]


def _beginning(names: Sequence[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]


def phrase(text: str) -> str:
    """Return a title or a name with its blanks made single; refuse one that is empty or cannot be printed."""
    text = " ".join(text.split())
    if not text:
        raise click.BadParameter("it is empty")
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise click.BadParameter("it holds a character that cannot be printed")
    return text

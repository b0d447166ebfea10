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

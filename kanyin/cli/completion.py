"""`kanyin completion`: the script that lets a shell complete kanyin's commands, options, books, themes and codes.

In: a shell's name. Out: the script, on standard output. It calls `kanyin` at each Tab; click's own code answers.
"""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command(
    short_help="Print a script that completes at Tab.",
    epilog="""\b
bash:  kanyin completion bash > ~/.local/share/bash-completion/completions/kanyin
zsh:   kanyin completion zsh > "${fpath[1]}/_kanyin"
fish:  kanyin completion fish > ~/.config/fish/completions/kanyin.fish""",
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script for SHELL; put it where the shell looks for such, then open a new terminal."""
    kind = get_completion_class(shell)
    assert kind is not None, "SHELLS names only what click has"
    command = context.find_root().command
    click.echo(kind(command, {}, "kanyin", "_KANYIN_COMPLETE").source(), nl=False)

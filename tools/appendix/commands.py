"""The commands and their options, read from click.

In: the commands of `kanyin.cli` and what each option means. Out: a table a command, with the values an option takes,
what it is when left out, and whether it may be given again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

from kanyin.cli import main

from .cells import Mismatch, code, listed, table

_MOST_VALUES = 12
"""More are told of elsewhere: the proofreader's codes have a table of their own."""

_OF_ALL = "all"
"""The table of meanings for options that mean the same in every command."""


def tables(meanings: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return the table of each command, called `options_NAME`, and `usages`, a line a command."""
    made = {f"options_{command.name}": _options(command, meanings) for command in (*main.commands.values(), main)}
    _check_nothing_is_left(meanings)
    return {**made, "usages": "```text\n" + "\n".join(map(_usage, main.commands.values())) + "\n```"}


def _context(command: click.Command) -> click.Context:
    """Return a context as the command gets it: what `kanyin` itself settles, `-h` for one, comes down from there."""
    parent = click.Context(main, **main.context_settings)
    return parent if command is main else click.Context(command, parent)


def _usage(command: click.Command) -> str:
    pieces = command.collect_usage_pieces(_context(command))
    return " ".join(["kanyin", command.name or "", *pieces])


def _options(command: click.Command, meanings: Mapping[str, Mapping[str, str]]) -> str:
    context = _context(command)
    rows = [(_spelling(option), _meaning(option, context, meanings)) for option in _of(command)]
    name = "kanyin" if command is main else f"kanyin {command.name}"
    return table(("选项", "意思"), rows, f"`{name}`的选项 {{#tbl-options-{command.name}}}") if rows else ""


def _of(command: click.Command) -> Iterator[click.Option]:
    """Yield the options of a command; `--help`, which all have, is told of once, with those of `kanyin` itself."""
    for parameter in command.get_params(_context(command)):
        if isinstance(parameter, click.Option) and (command is main or "--help" not in parameter.opts):
            yield parameter


def _spelling(option: click.Option) -> str:
    names = "、".join(code(name) for name in sorted(option.opts, key=lambda name: (len(name) > 2, name)))
    return names if option.is_flag or not option.metavar else f"{names} {code(option.metavar)}"


def _name(option: click.Option) -> str:
    return max(option.opts, key=len).lstrip("-")


def _meaning(option: click.Option, context: click.Context, meanings: Mapping[str, Mapping[str, str]]) -> str:
    command = context.command.name or ""
    own, common = meanings.get(command, {}), meanings[_OF_ALL]
    name = _name(option)
    if name not in own and name not in common:
        raise Mismatch(f"option without a meaning: [commands.{command}] {name}")
    said = own.get(name, common.get(name, ""))
    facts = (_values(option, context), _default(option), "可以写几次" if option.multiple else "")
    return "；".join([said, *(fact for fact in facts if fact)])


def _values(option: click.Option, context: click.Context) -> str:
    """Return the values the shell would complete."""
    if option.is_flag:
        return ""
    values = [item.value for item in option.shell_complete(context, "") if item.type == "plain"]
    return f"可用{listed({value: value for value in values})}" if 0 < len(values) <= _MOST_VALUES else ""


def _default(option: click.Option) -> str:
    if option.required:
        return "必须写"
    given = option.default
    return f"不写时是{code(given)}" if isinstance(given, str) and not option.is_flag else ""


def _check_nothing_is_left(meanings: Mapping[str, Mapping[str, str]]) -> None:
    known = {command.name: {_name(option) for option in _of(command)} for command in (*main.commands.values(), main)}
    every = set().union(*known.values())
    for command, said in meanings.items():
        if gone := sorted(set(said) - (every if command == _OF_ALL else known.get(command, set()))):
            raise Mismatch(f"option the program does not have: [commands.{command}] {', '.join(gone)}")

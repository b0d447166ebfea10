"""The frame every engine hook is built on: what a hook says of itself, and how it is put in and taken out.

In: names of places in WeasyPrint, written `package.module:attribute` (`weasyprint.layout.page:make_page`; a method is
`module:Class.method`). Out: `Hook`, and the helpers a hook's `apply` is written with; each of them can be undone.
Nothing here decides which hooks there are (`kanyin.engine.HOOKS`) or knows what one of them does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, MutableSet, Sequence
from contextlib import ExitStack
from importlib import import_module
from typing import Any, TypeAlias, TypeVar

from kanyin.records import dataclass

K = TypeVar("K")
V = TypeVar("V")
Undo: TypeAlias = Callable[[], None]


class MisfitError(Exception):
    """WeasyPrint is not built as the hook expects; the message says what differs. Stock behaviour stands."""


@dataclass(frozen=True, slots=True)
class Hook:
    """One change to WeasyPrint.

    `target` is the place it replaces or adds to, `versions` the beginnings of the version numbers it was written for.
    `apply` is the place of a function that puts it in and returns what takes it out again; it may raise `MisfitError`,
    and must then have changed nothing. It is a name, not the function, so that a hook's file is imported only after
    the version was found right: such a file may import what it needs of WeasyPrint, private names too, at its top.
    """

    name: str
    target: str
    apply: str
    versions: tuple[str, ...] = ("70.",)

    def put_in(self, version: str) -> Undo:
        """Change WeasyPrint and return what changes it back; raise `MisfitError` if it is not the one expected."""
        if not version.startswith(self.versions):
            raise MisfitError(f"written for WeasyPrint {', '.join(v + 'x' for v in self.versions)}")
        find(self.target)
        apply: Callable[[], Undo] = find(self.apply)
        return apply()


def find(place: str) -> Any:
    """Return what stands at a place; raise `MisfitError` when nothing does."""
    holder, name = _holder(place)
    try:
        return getattr(holder, name)
    except AttributeError as error:
        raise MisfitError(f"{place} is missing ({error})") from error


def replace(places: Sequence[str], make: Callable[[Any], Any]) -> Undo:
    """Put `make(stock)` at every place that holds the stock function, and return what undoes it.

    A function imported by name stands in several modules, so all of them are listed, the defining one first. A place
    that holds something else is a `MisfitError`: half a replacement would be worse than none.
    """
    stock = find(places[0])
    for place in places[1:]:
        if find(place) is not stock:
            raise MisfitError(f"{place} is no longer {places[0]}")
    ours = make(stock)
    with ExitStack() as undo:
        for place in places:
            holder, name = _holder(place)
            undo.callback(setattr, holder, name, vars(holder).get(name, stock))
            setattr(holder, name, ours)
        return undo.pop_all().close
    raise AssertionError("unreachable: an ExitStack without callbacks swallows nothing")


def replace_all(*changes: tuple[Sequence[str], Callable[[Any], Any]]) -> Undo:
    """Make several replacements, each as `replace` does, all of them or none: where one misses what it replaces, those
    before it are taken back."""
    with ExitStack() as undo:
        for places, make in changes:
            undo.callback(replace(places, make))
        return undo.pop_all().close
    raise AssertionError("unreachable: an ExitStack without callbacks swallows nothing")


def put(undo: ExitStack, table: MutableMapping[K, V], key: K, value: V) -> None:
    """Set `table[key]`, and note on `undo` how to restore what was there."""
    if key in table:
        undo.callback(table.__setitem__, key, table[key])
    else:
        undo.callback(table.pop, key, None)
    table[key] = value


def include(undo: ExitStack, members: MutableSet[K], item: K) -> None:
    """Add `item` to a set, and note on `undo` to take it out if it was not there before."""
    if item not in members:
        undo.callback(members.discard, item)
        members.add(item)


def give(undo: ExitStack, kind: type, values: Mapping[str, object]) -> None:
    """Give a class attributes that it has not, and note on `undo` to take them from it."""
    for name, value in values.items():
        setattr(kind, name, value)
        undo.callback(delattr, kind, name)


def _holder(place: str) -> tuple[Any, str]:
    """Return the module or class an attribute stands in, and the attribute's name."""
    module, _, path = place.partition(":")
    *parents, name = path.split(".")
    try:
        holder: Any = import_module(module)
        for parent in parents:
            holder = getattr(holder, parent)
    except (ImportError, AttributeError) as error:
        raise MisfitError(f"{place} is missing ({error})") from error
    return holder, name

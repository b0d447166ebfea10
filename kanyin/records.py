"""`dataclass`, for classes that are quick to make: the standard one compiles six functions a class at each start.

In: a class, and the arguments `frozen`, `slots` and `eq` of `dataclasses.dataclass`. Out: what that makes of it: fields
that `dataclasses.replace` and `fields` know, the same text, equality and hash, and nothing to be changed of what is
frozen. But only `__init__` is compiled, when the first of its kind is made; the rest is written once, here.

A build has some 160 such classes, half a millisecond each in Python 3.11: a tenth of the time of a short article, a
fifth of a build that sets nothing. A class takes a tenth of that here. What this program does not use (`__post_init__`,
`order`, fields by keyword alone, or left out of comparison) is a TypeError; a class that needs it can have the
standard decorator.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

_IS_COMPILED = "__mypyc_attrs__"

if TYPE_CHECKING:  # a type checker is to see the one it knows
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, eq=True):
        """Make a dataclass of `cls`; without one, return what does."""

        def make(cls):
            if _IS_COMPILED in vars(cls):  # it has slots, and mypyc knows only the standard methods
                return dataclasses.dataclass(cls, frozen=frozen, eq=eq)
            if cls.__doc__ is None:
                cls.__doc__ = cls.__name__  # or the standard one writes a signature there: the first takes 2 ms
            made = dataclasses.dataclass(cls, init=False, repr=False, eq=False, slots=slots)
            for name, method in _methods(made, frozen=frozen, slots=slots, eq=eq).items():
                if name not in vars(cls):
                    setattr(made, name, method)
            return made

        return make if cls is None else make(cls)


def _methods(cls: type[Any], *, frozen: bool, slots: bool, eq: bool) -> dict[str, Any]:
    """Return what the standard decorator would have compiled."""
    fields = dataclasses.fields(cls)
    if not all(map(_is_plain, fields)) or hasattr(cls, "__post_init__"):
        raise TypeError(f"{cls.__qualname__} needs the dataclass of the standard library")
    names = tuple(field.name for field in fields)
    methods: dict[str, Any] = {"__init__": _init(cls, fields, frozen=frozen), "__repr__": _repr(names)}
    if eq:
        methods |= _equality(names, frozen=frozen)
    if frozen:
        methods |= {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
    if frozen and slots:  # pickled by attribute, it could not be read back
        methods |= {"__getstate__": _values, "__setstate__": _restore}
    return methods


def _is_plain(field: dataclasses.Field[Any]) -> bool:
    return field.init and field.repr and field.compare and field.hash is None and not field.kw_only


def _repr(names: tuple[str, ...]) -> Callable[[Any], str]:
    def __repr__(self: Any) -> str:  # noqa: N807
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({values})"

    return __repr__


def _equality(names: tuple[str, ...], *, frozen: bool) -> dict[str, Any]:
    values: Callable[[Any], Any] = attrgetter(*names) if names else lambda _: ()

    def __eq__(self: Any, other: Any) -> Any:  # noqa: N807
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(values(self))

    return {"__eq__": __eq__, "__hash__": __hash__ if frozen else None}


def _refuse_to_set(_: Any, name: str, value: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_: Any, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _values(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, values: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), values, strict=True):
        object.__setattr__(self, field.name, value)


# ---- __init__


def _init(cls: type[Any], fields: tuple[dataclasses.Field[Any], ...], *, frozen: bool) -> Callable[..., None]:
    """Return an `__init__` that, when first called, puts the compiled one in its place."""

    def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807
        compiled = _compiled(cls, fields, frozen=frozen)
        cls.__init__ = compiled
        compiled(self, *values, **named)

    return __init__


def _compiled(cls: type[Any], fields: tuple[dataclasses.Field[Any], ...], *, frozen: bool) -> Callable[..., None]:
    known: dict[str, Any] = {"_set": object.__setattr__, "_absent": dataclasses.MISSING}
    parameters, body = ["self"], [" pass"]
    for field in fields:
        name = value = field.name
        if field.default_factory is not dataclasses.MISSING:
            known[f"_make_{name}"] = field.default_factory
            parameters.append(f"{name}=_absent")
            value = f"_make_{name}() if {name} is _absent else {name}"
        elif field.default is not dataclasses.MISSING:
            known[f"_default_{name}"] = field.default
            parameters.append(f"{name}=_default_{name}")
        else:
            parameters.append(name)
        body.append(f" _set(self, {name!r}, {value})" if frozen else f" self.{name} = {value}")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(body), known)
    compiled: Callable[..., None] = known["__init__"]
    compiled.__qualname__ = f"{cls.__qualname__}.__init__"
    return compiled

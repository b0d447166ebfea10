"""Classes of `kanyin.records` are what the standard decorator would have made of them."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import re
from dataclasses import field
from pathlib import Path
from typing import Any

import pytest

from kanyin import records

PACKAGE = Path(records.__file__).parent


@records.dataclass(frozen=True, slots=True)
class Ours:
    """A class like most."""

    a: int
    b: str = "b"
    c: list[int] = field(default_factory=list)

    @property
    def double(self) -> int:
        """What a class adds stays."""
        return self.a * 2


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """The same."""

    a: int
    b: str = "b"
    c: list[int] = field(default_factory=list)


@records.dataclass(frozen=True)
class Open:
    """One with a dictionary, for what is worked out once."""

    a: int


@records.dataclass(frozen=True)
class Below(Open):
    """One more field, and words of its own."""

    b: int = 2

    def __repr__(self) -> str:
        return "below"


@records.dataclass(slots=True)
class Changing:
    """One that may change."""

    a: int = 0


@records.dataclass(slots=True, eq=False)
class Itself:
    """One that is equal to nothing else."""

    a: int = 0


@records.dataclass(frozen=True, slots=True)
class Empty:
    """No field."""


def test_arguments_are_taken_by_place_by_name_and_by_default() -> None:
    for made in (Ours(1, "x", [3]), Ours(c=[3], a=1, b="x")):
        assert (made.a, made.b, made.c, made.double) == (1, "x", [3], 2)
    assert (Ours(1).b, Ours(1).c) == ("b", [])
    assert Ours(1).c is not Ours(1).c


def test_wrong_arguments_are_the_same_error() -> None:
    for _ in range(2):  # before the first is made, and after
        wrong: tuple[tuple[Any, Any], ...] = (((), {}), ((1, 2, 3, 4), {}), ((1,), {"z": 1}))
        for arguments, named in wrong:
            with pytest.raises(TypeError) as standard:
                Standard(*arguments, **named)
            with pytest.raises(TypeError) as ours:
                Ours(*arguments, **named)
            assert str(ours.value) == str(standard.value).replace("Standard", "Ours")


def test_text_equality_and_hash() -> None:
    assert repr(Ours(1)) == repr(Standard(1)).replace("Standard", "Ours")
    assert Ours(1) == Ours(1)
    assert Ours(1) != Ours(2)
    other: object = Standard(1)
    assert Ours(1) != other
    assert {Open(1): "found"}[Open(1)] == "found"
    assert Open(1) != Below(1)
    assert repr(Below(1)) == "below"
    assert Empty() == Empty()
    assert (repr(Empty()), hash(Empty())) == ("Empty()", hash(Empty()))


def test_what_is_frozen_cannot_be_changed() -> None:
    made: Any = Ours(1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'a'"):
        made.a = 2
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'a'"):
        del made.a
    assert not hasattr(made, "__dict__")


def test_what_is_not_frozen_can_be_changed_and_has_no_hash() -> None:
    made = Changing()
    made.a = 3
    assert made == Changing(3)
    with pytest.raises(TypeError, match="unhashable"):
        hash(made)


def test_what_has_no_equality_is_itself_alone() -> None:
    made = Itself()
    assert made == made
    assert made != Itself()
    assert made in {made}


def test_the_functions_for_dataclasses_know_them() -> None:
    assert dataclasses.replace(Ours(1, c=[2]), a=5) == Ours(5, c=[2])
    assert [each.name for each in dataclasses.fields(Below)] == ["a", "b"]
    assert dataclasses.asdict(Ours(1)) == {"a": 1, "b": "b", "c": []}
    match Ours(1):
        case Ours(a, b):
            assert (a, b) == (1, "b")


@pytest.mark.parametrize("made", [Ours(1, c=[2]), Below(1), Changing(4), Empty()], ids=repr)
def test_they_are_copied_and_pickled(made: object) -> None:
    assert copy.copy(made) == copy.deepcopy(made) == pickle.loads(pickle.dumps(made)) == made


def test_what_the_program_does_not_use_is_refused() -> None:
    with pytest.raises(TypeError, match="Odd needs the dataclass of the standard library"):

        @records.dataclass(frozen=True)
        class Odd:
            """A field that does not count."""

            a: int = field(default=1, compare=False)


def test_every_module_makes_its_classes_so() -> None:
    # kanyin/system.py is run by itself, before there is a package
    standard = re.compile(r"^from dataclasses import .*\bdataclass\b|^import dataclasses$", re.MULTILINE)
    using = {path.name for path in PACKAGE.rglob("*.py") if standard.search(path.read_text("utf-8"))}
    assert using == {"records.py", "system.py"}

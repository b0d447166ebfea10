"""The regular expressions of modules are compiled once, and are what `re` compiles."""

from __future__ import annotations

import marshal
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kanyin.expressions import Expressions

MODULE = r"""
import re
HAN = re.compile("[一-鿿]+(?P<mark>[，。])?", re.I)
BYTES = re.compile(rb"\d+(?!x)")
TEXT = re.compile(r"\d+(?!x)")
def late():
    return re.compile("no(w|t) at import")
"""

PROGRAM = """
import re, sys
from pathlib import Path
from kanyin.expressions import Expressions
used = Expressions(Path(sys.argv[1]), always=sys.argv[2] == "write")
stock, compiled = used._stock, []
def counting(pattern, flags=0):
    compiled.append(pattern)
    return stock(pattern, flags)
used._stock = counting
used.use()
"""


def ran(tmp_path: Path, then: str, *, write: bool) -> str:
    """Run a program that compiles by way of a file, and return what it prints; it writes the file, or may not."""
    (tmp_path / "patterns.py").write_text(MODULE, "utf-8")
    command = [sys.executable, "-B", "-c", PROGRAM + then, str(tmp_path / "kept.bin"), "write" if write else "read"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(tmp_path)})
    assert not done.stderr
    return done.stdout


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A file with the expressions of a module; what was compiled after its import is not in it."""
    shown = ran(tmp_path, "import patterns; patterns.late(); used.keep(); print(*compiled, sep='\\n')", write=True)
    assert len(shown.splitlines()) == 4
    return tmp_path / "kept.bin"


def test_the_expressions_of_a_module_are_compiled_once(tmp_path: Path, kept: Path) -> None:
    assert kept.is_file()
    shown = ran(tmp_path, "import patterns; patterns.late(); used.keep(); print(*compiled, sep='\\n')", write=False)
    assert shown == "no(w|t) at import\n"


def test_they_are_what_re_compiles(kept: Path) -> None:
    used = Expressions(kept)
    patterns = ("[一-鿿]+(?P<mark>[，。])?", re.I), (rb"\d+(?!x)", 0), (r"\d+(?!x)", 0)
    used._stock = lambda *_: pytest.fail("it is in the file")
    for pattern, flags in patterns:
        made, wanted = used(pattern, int(flags)), re.compile(pattern, flags)
        assert made == wanted
        assert (made.pattern, made.flags, made.groupindex) == (wanted.pattern, wanted.flags, wanted.groupindex)


def test_all_of_the_program_are_what_re_compiles(tmp_path: Path) -> None:
    """Of the file that `script/setup` writes."""
    then = "import kanyin.cli, kanyin.manuscript, kanyin.proofread.proofs; used.keep()"
    ran(tmp_path, then, write=True)
    used = Expressions(tmp_path / "kept.bin")
    assert len(used._known) > 150
    for _, pattern, flags in used._known:
        assert used(pattern, flags) == used._stock(pattern, flags)


def test_the_command_starts_without_compiling_any(tmp_path: Path) -> None:
    ran(tmp_path, "import kanyin.cli; used.keep()", write=True)
    assert ran(tmp_path, "import kanyin.cli; print(compiled)", write=False) == "[]\n"


@pytest.mark.parametrize("damage", ["nothing", "a half", "another Python's", "no table", "wrong code"])
def test_what_is_damaged_is_compiled_as_ever(kept: Path, damage: str) -> None:
    whole = kept.read_bytes()
    made_with, known = marshal.loads(whole)
    wrong = {key: (*value[:2], b"\xff\xff\xff\xff" * 4, *value[3:]) for key, value in known.items()}
    kept.write_bytes({
        "nothing": b"",
        "a half": whole[: len(whole) // 2],
        "another Python's": marshal.dumps((("another", ""), known)),
        "no table": marshal.dumps((made_with, 1)),
        "wrong code": marshal.dumps((made_with, wrong)),
    }[damage])  # fmt: skip
    assert Expressions(kept)(r"\d+(?!x)") == re.compile(r"\d+(?!x)")


def test_threads_that_compile_at_once_do_not_take_one_for_another(tmp_path: Path) -> None:
    """Of two that import at once, each waits for the other in the middle of its expression."""
    for name, pattern in (("one", "a+"), ("two", "b+c")):
        (tmp_path / f"{name}.py").write_text(f"import re\nEXPRESSION = re.compile({pattern!r})\n", "utf-8")
    then = """
from importlib import import_module
from threading import Barrier, Thread
both = Barrier(2)
def waiting(pattern, flags=0):
    both.wait(9)
    return stock(pattern, flags)
used._stock = waiting
threads = [Thread(target=import_module, args=(name,)) for name in ("one", "two")]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
used.keep()
"""
    ran(tmp_path, then, write=True)
    again = Expressions(tmp_path / "kept.bin")
    assert {pattern for _, pattern, _ in again._known} >= {"a+", "b+c"}
    assert (again("a+"), again("b+c")) == (re.compile("a+"), re.compile("b+c"))


def test_a_mistake_in_an_expression_is_told_as_ever(kept: Path) -> None:
    with pytest.raises(re.error, match="unterminated"):
        Expressions(kept)("(a")

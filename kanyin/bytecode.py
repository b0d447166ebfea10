"""The program's own templates as byte code, kept in `__pycache__` beside them, as Python keeps its modules.

In: templates, as Jinja loads them. Out: their code, compiled once and not at each start: 15 ms, a twentieth of a build
that finds all its pages in the store. It is believed as Python believes its own byte code: the folder is the program's,
and who may write there may change the program. A book's templates are compiled each time: nothing that a book brings is
run as it comes. A file is only used for the text, the settings and the libraries it was made with; where none can be
read or written, templates are compiled as ever.

`python -m kanyin.bytecode` writes the files for all templates, also where Python is told to write no byte code.
"""

from __future__ import annotations

import marshal
import sys
from contextlib import suppress
from hashlib import sha256
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, compiler
from jinja2.bccache import Bucket

from .keeping import keep


class Beside(BytecodeCache):
    """Byte code of the templates in a folder, and in those below it; of others nothing is kept.

    With `always` it is written whatever Python is told.
    """

    def __init__(self, folder: Path, *, always: bool = False) -> None:
        self._folder, self._writes = folder, always or not sys.dont_write_bytecode

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return the place of a template's code, with the code if it is there; its key is the file's path."""
        path = Path(filename or "")
        own = path.is_relative_to(self._folder)
        digest = sha256(repr((name, filename, source, *_made_with(environment))).encode()).hexdigest()
        kept = path.parent / "__pycache__" / f"{name.replace('/', '-')}.{sys.implementation.cache_tag}.bin"
        bucket = Bucket(environment, str(kept) if own else "", digest)
        if own:
            self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read the code, if it is of this very template."""
        with suppress(OSError, EOFError, ValueError, TypeError):
            data = Path(bucket.key).read_bytes()
            wanted = bucket.checksum.encode()
            if data.startswith(wanted):
                bucket.code = marshal.loads(data[len(wanted) :])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write the code, whole or not at all."""
        if bucket.key and self._writes:
            keep(Path(bucket.key), bucket.checksum.encode() + marshal.dumps(bucket.code))


def _made_with(environment: Any) -> tuple[object, ...]:
    """Return what the code depends on beside the template."""
    jinja = Path(compiler.__file__).stat()
    return (
        MAGIC_NUMBER, jinja.st_size, jinja.st_mtime_ns, environment.sandboxed, environment.autoescape,
        environment.trim_blocks, environment.lstrip_blocks, *sorted(environment.extensions),
    )  # fmt: skip


def write() -> None:
    """Write the byte code of every template of the program."""
    from .resources import resource
    from .sandbox import environment

    folder = resource("templates")
    for themed in (None, *(path for path in (folder / "themes").iterdir() if path.is_dir())):
        made = environment(None, themed)
        made.bytecode_cache = Beside(folder, always=True)
        for name in made.list_templates(["html"]):
            if not name.startswith("themes/"):  # which is none's name for it
                made.get_template(name)


if __name__ == "__main__":
    write()

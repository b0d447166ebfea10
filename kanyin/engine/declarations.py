"""What is slow to import, put off or read from a table: half of the time that WeasyPrint takes to start.

- WeasyPrint (70.0) declares 450 lines of C in `weasyprint.text.ffi`, which cffi parses at each start, 0.2 s. Here they
  come from `_declarations.py`, which `script/declarations` writes, with those that our hooks add. Where WeasyPrint's
  text is another, or this cffi does not take the table, the text is parsed as ever.
- fontTools and Pillow are imported when they are called (`standins.py`).
- Rules are read and selectors compiled when they are asked about an element (`deferring.py`, `selectors.py`), those of
  WeasyPrint's own sheet too, which it parses when it is imported; and its sheets for forms and for attributes such as
  `bgcolor` are not parsed before a document wants them.
- The libraries can be asked without WeasyPrint, 0.12 s, which a build that finds all its pages in the store never
  loads.

In: a process that has not imported WeasyPrint yet; in one that has, only our declarations are added.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Final

from kanyin.engine.configurations import lending
from kanyin.engine.standins import modules_put_off, standing

OURS: Final = """
    hb_blob_t * hb_blob_create_from_file (const char *file_name);
    hb_face_t * hb_face_create (hb_blob_t *blob, unsigned int index);
    FcPattern * pango_fc_font_get_pattern (PangoFcFont *font);
    const char * pango_version_string (void);
    const char * hb_version_string (void);
    int FcGetVersion (void);
    void FcStrListDone (FcStrList *list);
"""
"""What hooks call beside what WeasyPrint does; there from Pango 1.48, HarfBuzz 2.0 and Fontconfig 2.12."""

_FFI: Final = "weasyprint.text.ffi"


def open_libraries() -> None:
    """Open WeasyPrint's C libraries, with our declarations, and without WeasyPrint if the table is of this one.

    Raises OSError where a library is missing.
    """
    if not {_FFI, "weasyprint"} & sys.modules.keys():
        _load_from_table()
    if _FFI not in sys.modules:
        import_engine()
    ffi = import_module(_FFI).ffi
    if hasattr(ffi, "cdef"):  # it was parsed
        ffi.cdef(OURS, override=True)


def import_engine() -> ModuleType:
    """Import WeasyPrint, without what it hardly ever needs, and return it."""
    if "weasyprint" not in sys.modules:
        with modules_put_off(), lending(), _selectors_put_off(), _rules_put_off():
            import_module("weasyprint")
    return import_module("weasyprint")


def source() -> Path:
    """Return the file of WeasyPrint that has the declarations."""
    spec = find_spec("weasyprint")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("weasyprint")
    return Path(spec.submodule_search_locations[0]) / "text" / "ffi.py"


def _load_from_table() -> None:
    """Import the module of declarations with a table in place of the parser, if the table is of this very module."""
    try:
        table: Any = import_module("kanyin.engine._declarations")
    except ImportError:  # made for a newer cffi
        return
    place = source()
    if sha256(place.read_bytes()).hexdigest() != table.SOURCE:
        return
    spec = spec_from_file_location(_FFI, place)
    assert spec is not None
    assert spec.loader is not None
    sys.modules[_FFI] = made = module_from_spec(spec)
    try:
        with standing("cffi", SimpleNamespace(FFI=lambda: _Parsed(table.ffi))):
            spec.loader.exec_module(made)
    except BaseException:
        del sys.modules[_FFI]
        raise
    vars(made)["ffi"] = table.ffi


class _Parsed:
    """In place of a `cffi.FFI` while the module is run: its declarations are known."""

    def __init__(self, ffi: Any) -> None:
        self._ffi = ffi

    def cdef(self, _declarations: str) -> None:
        """Pass over the text."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ffi, name)


@contextmanager
def _selectors_put_off() -> Iterator[None]:
    from kanyin.engine import selectors
    from kanyin.engine.hook import MisfitError

    with ExitStack() as undo:
        with suppress(MisfitError):  # is told when the hooks are put in
            undo.callback(selectors.apply())
        yield


@contextmanager
def _rules_put_off() -> Iterator[None]:
    """Let WeasyPrint read its own sheets, at the end of its import, as `deferring.py` does."""
    import tinycss2

    from kanyin.engine import deferring
    from kanyin.engine.hook import MisfitError

    stock = tinycss2.parse_stylesheet
    with ExitStack() as undo:

        def parse_stylesheet(css: str) -> Any:
            tinycss2.parse_stylesheet = stock
            weasyprint = sys.modules["weasyprint"]
            undo.enter_context(_further_sheets_put_off(sys.modules["weasyprint.html"]))
            with suppress(MisfitError):  # is told when the hooks are put in
                undo.callback(deferring.apply())
                undo.enter_context(deferring.ours())
            return weasyprint.tinycss2.parse_stylesheet(css)

        tinycss2.parse_stylesheet = parse_stylesheet
        undo.callback(setattr, tinycss2, "parse_stylesheet", stock)
        yield


@contextmanager
def _further_sheets_put_off(html: Any) -> Iterator[None]:
    """Let the module of WeasyPrint's own sheets make those after the first when something of them is asked for."""
    make = html.CSS
    html.CSS = lambda **options: _Unread(lambda: make(**options))
    try:
        yield
    finally:
        html.CSS = make


class _Unread:
    """A stylesheet that is not read yet."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        make: Callable[[], Any] | None = vars(self).pop("_make", None)
        if make is None:
            raise AttributeError(name)
        vars(self).update(vars(make()))
        return getattr(self, name)

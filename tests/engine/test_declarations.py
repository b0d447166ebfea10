"""The engine's C declarations: read from a table that is WeasyPrint's own, or parsed as ever; the rest put off."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tools import declarations as tool

ROOT = Path(tool.__file__).parent.parent


def said(program: str) -> list[str]:
    """Return the words that a program prints, run in a process of its own with warnings as errors."""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert run.stderr == ""
    return run.stdout.split()


def test_the_table_is_of_the_declarations_there_are() -> None:
    assert tool.TARGET.read_text("utf-8") == tool.written(), "run script/declarations"


def test_nothing_is_parsed_and_no_subsetter_loaded_at_the_start() -> None:
    program = """
import sys
import kanyin.engine
kanyin.engine.install()
print(*(name for name in ("pycparser", "cffi.cparser", "fontTools.subset", "fontTools.varLib") if name in sys.modules))
"""
    assert said(program) == []


def test_the_libraries_are_there_without_weasyprint() -> None:
    program = """
import sys
import kanyin.engine
from weasyprint.text.ffi import ffi, fontconfig
print(fontconfig.FcGetVersion() > 0, "weasyprint" in sys.modules, "weasyprint.text" in sys.modules)
import weasyprint
print(weasyprint.text.fonts.ffi is ffi)
"""
    assert said(program) == ["True", "False", "False", "True"]


def test_a_subsetter_is_loaded_when_it_is_called() -> None:
    program = """
import kanyin.engine
from weasyprint.pdf import fonts
print(fonts.subset.Options().__class__.__name__)
try:
    fonts.instantiateVariableFont({}, {})
except Exception as error:
    print(type(error).__name__)
import sys
print("fontTools.varLib.instancer" in sys.modules)
import fontTools.subset
print(hasattr(fontTools.subset, "Subsetter"))
"""
    assert said(program)[0] == "Options"
    assert said(program)[-2:] == ["True", "True"]


def test_a_program_that_has_weasyprint_already_keeps_its_own() -> None:
    program = """
import weasyprint
from weasyprint.text.ffi import ffi, fontconfig
import kanyin.engine
print(len(kanyin.engine.install()) == len(kanyin.engine.HOOKS), hasattr(ffi, "cdef"), fontconfig.FcGetVersion() > 0)
"""
    assert said(program) == ["True", "True", "True"]


def test_another_weasyprint_is_parsed() -> None:
    program = """
import importlib, sys
sys.modules["kanyin.engine"] = type(sys)("kanyin.engine")
sys.modules["kanyin.engine"].__path__ = ["kanyin/engine"]
table = importlib.import_module("kanyin.engine._declarations")
table.SOURCE = "another"
from kanyin.engine.declarations import open_libraries
open_libraries()
from weasyprint.text.ffi import ffi, fontconfig
print(hasattr(ffi, "cdef"), fontconfig.FcGetVersion() > 0)
"""
    assert said(program) == ["True", "True"]


def test_a_sheet_that_no_document_wants_is_not_parsed_and_is_there_for_one_that_does() -> None:
    program = """
import kanyin.engine as engine
engine.install()
import weasyprint
from weasyprint import html
sheets = html.UA_FORM_STYLESHEET, html.PH_STYLESHEET
print(*(set(vars(sheet)) == {"_make"} for sheet in sheets))
page = weasyprint.HTML(string='<body><p align="center">x').render(presentational_hints=True).pages[0]
print(*(set(vars(sheet)) == {"_make"} for sheet in sheets))
paragraph = page._page_box.children[0].children[0].children[0]
print(paragraph.element_tag, paragraph.style["text_align_all"])
"""
    assert said(program) == ["True", "True", "True", "False", "p", "center"]

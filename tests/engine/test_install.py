"""The frame of the engine layer: hooks go in once, come out whole, and give way to a WeasyPrint they do not fit."""

from __future__ import annotations

import inspect
import logging
import subprocess
import sys
import types
from collections.abc import Iterator
from typing import Any

import pytest
import weasyprint
from weasyprint import CSS
from weasyprint.css import computed_values, validation
from weasyprint.css import properties as stock_properties
from weasyprint.css.validation import expanders
from weasyprint.css.validation import properties as stock_validators

from kanyin import engine
from kanyin.engine.hook import Hook, MisfitError, Undo, find, replace, replace_all

LINE_BREAK = "p { line-break: strict; }"


@pytest.fixture(autouse=True)
def _stock() -> Iterator[None]:
    engine.uninstall()
    yield
    engine.uninstall()


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """Two modules, the second of which imported `greet` from the first by name."""
    first, second = types.ModuleType("kanyin_test_first"), types.ModuleType("kanyin_test_second")
    first.greet = second.greet = lambda: "stock"  # type: ignore[attr-defined]
    first.Box = type("Box", (), {"size": lambda self: 1})  # type: ignore[attr-defined]
    for module in (first, second):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    return first, second


def _state() -> dict[str, Any]:
    """Return all of WeasyPrint that the hooks change."""
    return {
        "initial": dict(stock_properties.INITIAL_VALUES),
        "known": set(stock_properties.KNOWN_PROPERTIES),
        "inherited": set(stock_properties.INHERITED),
        "computers": dict(computed_values.COMPUTER_FUNCTIONS),
        "validators": dict(stock_validators.PROPERTIES),
        "expanders": dict(expanders.EXPANDERS),
        "preprocess": (validation.preprocess_declarations, weasyprint.css.preprocess_declarations),
    }


def _warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def _refuse() -> Undo:
    raise MisfitError("not today")


def _bad_file() -> Hook:
    return Hook("bad", "weasyprint:HTML", "kanyin_test_first:nothing_here")


def test_importing_changes_nothing() -> None:
    code = (
        "import kanyin.engine, kanyin.engine.prefix, kanyin.engine.properties\n"
        "from weasyprint.css.properties import KNOWN_PROPERTIES\n"
        "import weasyprint.css as css\n"
        "assert 'line-break' not in KNOWN_PROPERTIES\n"
        "assert css.preprocess_declarations.__module__ == 'weasyprint.css.validation'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_importing_the_package_imports_no_hook() -> None:
    # so that a hook's own imports of private names cannot break a program on another WeasyPrint
    code = "import sys, kanyin.engine; assert 'kanyin.engine.properties' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_every_hook_fits_the_installed_weasyprint(caplog: pytest.LogCaptureFixture) -> None:
    assert engine.install() == tuple(hook.name for hook in engine.HOOKS)
    assert not _warnings(caplog)


def test_hook_names_are_unique() -> None:
    names = [hook.name for hook in engine.HOOKS]
    assert len(set(names)) == len(names)


def test_installing_twice_changes_nothing_more() -> None:
    first = engine.install()
    state = _state()
    assert engine.install() == first
    assert _state() == state


def test_uninstalling_brings_stock_back(caplog: pytest.LogCaptureFixture) -> None:
    before = _state()
    engine.install()
    assert _state() != before
    engine.uninstall()
    assert _state() == before
    CSS(string=LINE_BREAK)
    assert _warnings(caplog) == ["Ignored `line-break: strict` at 1:5, unknown property."]


def test_installing_uninstalling_and_installing_again_works(caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(2):
        engine.install()
        engine.uninstall()
    engine.install()
    CSS(string=LINE_BREAK)
    assert not _warnings(caplog)


def test_uninstalling_what_is_not_installed_is_harmless() -> None:
    before = _state()
    engine.uninstall()
    assert _state() == before


@pytest.mark.parametrize("version", ["71.0", "69.0", "700.0", "7.0"])
def test_another_version_gets_stock_and_one_warning(
    version: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(weasyprint, "__version__", version)
    before = _state()
    assert engine.install() == engine.install() == ()
    assert _state() == before
    (warning,) = _warnings(caplog)
    assert f"stock WeasyPrint {version}" in warning
    assert all(hook.name in warning for hook in engine.HOOKS)
    assert "70.x" in warning


def test_another_patch_release_of_the_same_version_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "70.3")
    assert engine.install() == tuple(hook.name for hook in engine.HOOKS)


def test_a_missing_target_gives_way_and_the_others_go_in(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    lost = Hook("lost", "weasyprint.layout.page:make_leaf", "kanyin.engine.prefix:apply")
    monkeypatch.setattr(engine, "HOOKS", (lost, *engine.HOOKS))
    assert engine.install() == tuple(hook.name for hook in engine.HOOKS[1:])
    (warning,) = _warnings(caplog)
    assert "lost: weasyprint.layout.page:make_leaf is missing" in warning


@pytest.mark.parametrize(
    ("target", "apply"),
    [
        ("weasyprint.no_such_module:thing", "kanyin.engine.prefix:apply"),
        ("weasyprint:HTML.no_such_method", "kanyin.engine.prefix:apply"),
        ("weasyprint:HTML", f"{__name__}:_refuse"),
        ("weasyprint:HTML", f"{__name__}:no_such_function"),
    ],
)
def test_what_a_hook_misses_is_told_once(
    target: str, apply: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(engine, "HOOKS", (Hook("lost", target, apply),))
    assert engine.install() == engine.install() == ()
    (warning,) = _warnings(caplog)
    assert "lost: " in warning


def test_a_hook_file_that_imports_what_is_gone_gives_way(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delitem(sys.modules, "kanyin.engine.properties", raising=False)
    monkeypatch.delattr(expanders, "generic_expander")
    assert engine.install() == tuple(hook.name for hook in engine.HOOKS if hook.name != "properties")
    (warning,) = _warnings(caplog)
    assert "properties: " in warning
    assert "generic_expander" in warning


def test_a_function_is_replaced_everywhere_it_was_imported(modules: tuple[Any, Any]) -> None:
    first, second = modules
    stock = first.greet
    undo = replace(("kanyin_test_first:greet", "kanyin_test_second:greet"), lambda stock: lambda: f"ours, {stock()}")
    assert first.greet() == second.greet() == "ours, stock"
    undo()
    assert first.greet is second.greet is stock


def test_a_place_that_holds_something_else_replaces_nothing(modules: tuple[Any, Any]) -> None:
    first, second = modules
    second.greet = lambda: "another"
    stock = first.greet
    with pytest.raises(MisfitError, match="kanyin_test_second:greet is no longer kanyin_test_first:greet"):
        replace(("kanyin_test_first:greet", "kanyin_test_second:greet"), lambda stock: stock)
    assert first.greet is stock


def test_of_several_replacements_all_are_made_or_none(modules: tuple[Any, Any]) -> None:
    first, _ = modules
    stock, size = first.greet, first.Box.size
    greeting = (["kanyin_test_first:greet"], lambda stock: lambda: "ours")
    undo = replace_all(greeting, (["kanyin_test_first:Box.size"], lambda stock: lambda self: 7))
    assert (first.greet(), first.Box().size()) == ("ours", 7)
    undo()
    assert (first.greet, first.Box.size) == (stock, size)
    with pytest.raises(MisfitError, match="nowhere"):
        replace_all(greeting, (["kanyin_test_first:nowhere"], lambda stock: stock))
    assert first.greet is stock


def test_a_method_is_replaced_in_its_class(modules: tuple[Any, Any]) -> None:
    first, _ = modules
    undo = replace(("kanyin_test_first:Box.size",), lambda stock: lambda self: stock(self) + 1)
    assert first.Box().size() == 2  # 1 of stock, 1 of ours
    undo()
    assert first.Box().size() == 1


def test_contract_preprocess_declarations() -> None:
    # prefix.py passes these three on, and recursion into nested rules must come back through the module's name
    stock = find("weasyprint.css.validation:preprocess_declarations")
    assert list(inspect.signature(stock).parameters) == ["base_url", "declarations", "prelude"]
    assert "preprocess_declarations" in stock.__code__.co_names
    assert stock is find("weasyprint.css:preprocess_declarations")


def test_contract_validate_non_shorthand() -> None:
    stock = find("weasyprint.css.validation.properties:validate_non_shorthand")
    assert list(inspect.signature(stock).parameters) == ["tokens", "name", "base_url", "required"]


def test_contract_tables_are_shared_not_copied() -> None:
    # registering changes these objects in place: each importing module must hold the very same one
    css = weasyprint.css
    assert css.INHERITED is stock_properties.INHERITED is find("weasyprint.layout.inline:INHERITED")
    assert css.INITIAL_VALUES is stock_properties.INITIAL_VALUES
    assert css.COMPUTER_FUNCTIONS is computed_values.COMPUTER_FUNCTIONS
    assert stock_validators.KNOWN_PROPERTIES is stock_properties.KNOWN_PROPERTIES
    assert validation.EXPANDERS is expanders.EXPANDERS


def test_contract_weasyprint_does_not_know_our_properties_yet() -> None:
    # the day this fails, ours is to be deleted from vocabulary.py
    from kanyin.engine.vocabulary import PROPERTIES, SHORTHANDS

    known = stock_properties.KNOWN_PROPERTIES | set(expanders.EXPANDERS)
    assert not known & ({entry.name for entry in PROPERTIES} | {entry.name for entry in SHORTHANDS})
    assert "white-space" not in expanders.EXPANDERS


def test_contract_word_break_has_two_values_in_stock(caplog: pytest.LogCaptureFixture) -> None:
    CSS(string="p { word-break: break-all; word-break: normal }")
    assert not _warnings(caplog)
    for value in ("keep-all", "manual", "auto-phrase", "break-word"):
        CSS(string=f"p {{ word-break: {value} }}")
    assert len(_warnings(caplog)) == 4

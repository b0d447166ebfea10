"""Templates as untrusted text: where they are loaded from, what they may do, and where a faulty one is at fault.

In: a book's own templates folder, if it has one. Out: a Jinja environment. A template gets data and nothing else: it
reads no file but templates, calls no method of a path, and changes nothing it was given.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any
from xml.etree.ElementTree import Element

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from .bytecode import Beside
from .diagnostics import Span
from .resources import resource


def environment(own: Path | None, themed: Path | None = None) -> Environment:
    """Return the environment: a book's `own` templates come first, then its theme's, then the common ones.

    What comes after a book's own is always there as `kanyin/NAME`, and the common ones as `common/NAME`.
    """
    common = FileSystemLoader(resource("templates"))
    program = ChoiceLoader([FileSystemLoader(themed), common]) if themed else common
    loaders: list[BaseLoader] = [program, PrefixLoader({"kanyin": program, "common": common})]
    return _Sandbox(
        loader=ChoiceLoader([_Confined(own), *loaders] if own else loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
        bytecode_cache=Beside(resource("templates")),
    )


def place_of(error: Exception, own: Path | None) -> Span | None:
    """Return the line of the template that raised the error: the innermost one in a folder of templates."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return Span(Path(error.filename), error.lineno)
    folders = [resource("templates"), *([own] if own else [])]
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if any(Path(frame.filename).is_relative_to(folder) for folder in folders):
            return Span(Path(frame.filename), frame.lineno or 0)
    return None


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, and no attributes of paths (`book.path.read_text()`) and elements: those act."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._safe: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may use the attribute. That depends on the type of the object alone; a table of
        contents asks for a dozen of each of its lines, so each answer is kept."""
        key = type(obj), attr
        if key not in self._safe:
            acts = isinstance(obj, PurePath | Element)
            self._safe[key] = not acts and super().is_safe_attribute(obj, attr, value)
        return self._safe[key]


class _Confined(FileSystemLoader):
    """A loader that follows no symbolic link out of its folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._folder = folder.resolve()

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the template's text, its file, and whether it is still the same."""
        text, file, unchanged = super().get_source(environment, template)
        if not Path(file).resolve().is_relative_to(self._folder):
            raise TemplateNotFound(template, f"the template {template} is a link out of the folder of templates")
        return text, file, unchanged

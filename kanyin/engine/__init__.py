"""The engine layer: the only place that touches WeasyPrint's internals.

In: WeasyPrint as it is installed. Out: WeasyPrint with Kanyin's hooks, in any program, after `install()`; importing
this package opens the C libraries and changes nothing. One file a hook, each with its place in `HOOKS`. A hook that was
written for another WeasyPrint, or that misses what it replaces, gives way to stock: the program runs on, with one
warning for them all.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kanyin.engine.declarations import import_engine, open_libraries
from kanyin.engine.hook import Hook, MisfitError, Undo, find, include, put, replace
from kanyin.later import Later

if TYPE_CHECKING:
    import logging
else:
    logging = Later("logging")

__all__ = ["HOOKS", "Hook", "MisfitError", "Undo", "find", "include", "install", "put", "replace", "uninstall"]

open_libraries()

# In the order they are put in; they are taken out in the reverse order.
HOOKS: tuple[Hook, ...] = (
    Hook("selectors", "cssselect2.compiler:CompiledSelector.__init__", "kanyin.engine.selectors:apply"),
    Hook("prefix", "weasyprint.css.validation:preprocess_declarations", "kanyin.engine.prefix:apply"),
    Hook("parsing", "tinyhtml5.inputstream:characters_until_regex", "kanyin.engine.parsing:apply"),
    Hook("properties", "weasyprint.css.validation.properties:PROPERTIES", "kanyin.engine.properties:apply"),
    Hook("stylesheets", "weasyprint.css:preprocess_stylesheet", "kanyin.engine.stylesheets:apply"),
    Hook("deferring", "weasyprint:tinycss2", "kanyin.engine.deferring:apply"),
    Hook("cascade", "weasyprint.css:ComputedStyle.__missing__", "kanyin.engine.cascade:apply"),
    Hook("matching", "weasyprint.css:StyleFor.__init__", "kanyin.engine.matching:apply"),
    Hook("styles", "weasyprint.css:StyleFor.set_computed_styles", "kanyin.engine.styles:apply"),
    Hook("alike", "weasyprint.css:ComputedStyle.copy", "kanyin.engine.alike:apply"),
    Hook("struts", "weasyprint.text.line_break:strut", "kanyin.engine.struts:apply"),
    Hook("flow", "weasyprint.formatting_structure.boxes:Box.is_in_normal_flow", "kanyin.engine.flow:apply"),
    Hook("percentages", "weasyprint.layout.percent:resolve_percentages", "kanyin.engine.percentages:apply"),
    Hook("prefetch", "weasyprint.layout:layout_document", "kanyin.engine.prefetch:apply"),
    Hook("releasing", "weasyprint.document:layout_document", "kanyin.engine.releasing:apply"),
    Hook("lines", "weasyprint.layout.inline:iter_line_boxes", "kanyin.engine.lines:apply"),
    Hook("painting", "weasyprint.draw.text:draw_text", "kanyin.engine.painting:apply"),
    Hook("atoms", "weasyprint.draw:draw_stacking_context", "kanyin.engine.atoms:apply"),
    Hook("bounds", "weasyprint.layout.inline:split_text_box", "kanyin.engine.bounds:apply"),
    Hook("snapping", "weasyprint.layout.block:iter_line_boxes", "kanyin.engine.snapping:apply"),
    Hook("steps", "weasyprint.layout.block:_in_flow_layout", "kanyin.engine.steps:apply"),
    Hook("decimals", "weasyprint.layout.table:table_wrapper_width", "kanyin.engine.decimals:apply"),
    Hook("columns", "weasyprint.layout.table:auto_table_layout", "kanyin.engine.columns:apply"),
    Hook("continuing", "weasyprint.layout.table:table_layout", "kanyin.engine.continuing:apply"),
    Hook("shrinking", "weasyprint.layout.block:_in_flow_layout", "kanyin.engine.shrinking:apply"),
    Hook("turning", "weasyprint.layout.block:_in_flow_layout", "kanyin.engine.turning:apply"),
    Hook("waiting", "weasyprint.layout.page:make_page", "kanyin.engine.waiting:apply"),
    Hook("areas", "weasyprint.layout.page:block_level_layout", "kanyin.engine.areas:apply"),
    Hook("bare", "weasyprint.draw.border:draw_outline", "kanyin.engine.bare:apply"),
    Hook("stacking", "weasyprint.stacking:_dispatch", "kanyin.engine.stacking:apply"),
    Hook("anchoring", "weasyprint.anchors:gather_anchors", "kanyin.engine.anchoring:apply"),
    Hook("grounds", "weasyprint.layout.background:layout_box_backgrounds", "kanyin.engine.grounds:apply"),
    Hook("carrying", "weasyprint.layout:LayoutContext._update_footnote_area", "kanyin.engine.carrying:apply"),
    Hook("footing", "weasyprint.layout.page:make_page", "kanyin.engine.footing:apply"),
    Hook("notes", "weasyprint.layout.page:make_page", "kanyin.engine.notes:apply"),
    Hook("matrices", "weasyprint.matrix:Matrix.__matmul__", "kanyin.engine.matrices:apply"),
    Hook("margins", "weasyprint.layout.page:make_margin_boxes", "kanyin.engine.margins:apply"),
    Hook("pages", "pydyf:PDF.page_references", "kanyin.engine.pages:apply"),
    Hook("streams", "pydyf:Stream.data", "kanyin.engine.streams:apply"),
    Hook("objects", "pydyf:String.data", "kanyin.engine.objects:apply"),
    Hook("programs", "weasyprint.pdf.fonts:Font.__init__", "kanyin.engine.programs:apply"),
    Hook("subsets", "weasyprint.pdf.fonts:Font._harfbuzz_subset", "kanyin.engine.subsets:apply"),
    Hook("faces", "weasyprint.draw.text:draw_first_line", "kanyin.engine.faces:apply"),
)

# What is put in changes another package's modules for the whole process, so the memory of it must be as wide.
_installed: dict[str, Undo] = {}
_refused: dict[str, str] = {}


def install() -> tuple[str, ...]:
    """Put in every hook that is not in yet, and return the names of those now in force.

    Calling it again is free: nothing is put in twice, and what gave way is not warned of twice.
    """
    weasyprint = import_engine()
    fresh: dict[str, str] = {}
    for hook in HOOKS:
        if hook.name in chain(_installed, _refused):
            continue
        try:
            _installed[hook.name] = hook.put_in(weasyprint.__version__)
        except MisfitError as misfit:
            fresh[hook.name] = str(misfit)
    if fresh:
        _refused.update(fresh)
        reasons = "; ".join(f"{name}: {reason}" for name, reason in fresh.items())
        logger = logging.getLogger("weasyprint")
        logger.warning("Kanyin gives way to stock WeasyPrint %s (%s)", weasyprint.__version__, reasons)
    return tuple(_installed)


def uninstall() -> None:
    """Take out every hook, the last one first: WeasyPrint is stock again, and `install()` starts afresh."""
    while _installed:
        _, undo = _installed.popitem()
        undo()
    _refused.clear()

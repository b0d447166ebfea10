"""Text set by itself, outside of any line: the pattern of a leader, the number of a note.

In: a text box, its text perhaps changed, and where it begins. Out: a copy of the box that is shaped, measured and ready
to be painted. There is no line here, and nothing to break, trim or justify. Replaces nothing.
"""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, pango
from weasyprint.text.line_break import Layout, line_size

from kanyin.engine.drawn import Drawn
from kanyin.engine.glyphs import spacing_of
from kanyin.engine.settings import settings_of
from kanyin.engine.shaping import Face, face_of
from kanyin.han import Composer, Places, classify, prepare


def set_alone(box: Any, x: float, text: str | None = None) -> Any:
    """Return the text box set at x, in px, with all its spaces; `text` takes the place of its own."""
    text = box.text if text is None else text
    face = face_of(box.style)
    settings = replace(settings_of(box.style), align="start", align_last="start", wrap=False, wrap_style="auto")
    kinds = classify(text, settings.region)
    row = face.row(text, kinds, settings)
    advances = [0.0 if piece is None else piece.advance for piece in row]
    paragraph = prepare(text, advances, float(box.style["font_size"]), settings, kinds=kinds)
    line = Composer(paragraph).next_line(0, inf).at(0.0)
    made = box.copy_with_text(text)
    made.position_x, made.width = x, paragraph.natural[len(text)]
    set_metrics(made, face)
    made.kanyin_drawn = Drawn(text, row, Places(paragraph, line), 0, len(text), 0.0, spacing=spacing_of(box.style))
    return made


def set_metrics(box: Any, face: Face) -> None:
    """Give a text box the height and the baseline of its face; of all its glyphs, if its `line-height` is normal."""
    box.pango_layout = None
    if box.style["line_height"] == "normal":
        layout = Layout(box.style)
        layout.set_text(box.text)
        _, box.height = line_size(layout.get_first_line()[0], box.style)
        box.margin_top = box.margin_bottom = (face.line_height - box.height) / 2
        box.baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS + box.margin_top
        return
    box.height = face.height
    box.margin_top = box.margin_bottom = (face.line_height - face.height) / 2
    box.baseline = face.baseline

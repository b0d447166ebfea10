"""The rules of preflight, one subject a file, in the order their findings are told."""

from __future__ import annotations

from ..rule import Rule
from . import (
    alternatives,
    boxes,
    edges,
    fonts,
    hairlines,
    headings,
    links,
    measure,
    metadata,
    missing_glyphs,
    pdfa,
    pdfua,
    pdfx,
    resolution,
    stitching,
    text_colour,
    unreadable,
)

RULES: tuple[Rule, ...] = (
    unreadable.RULE,
    metadata.RULE, boxes.AGREE, boxes.SIZES, stitching.RULE,
    fonts.RULE, missing_glyphs.RULE,
    resolution.RULE, text_colour.RULE, hairlines.RULE,
    edges.OUTSIDE, edges.NEAR, edges.SHORT,
    measure.OVERFULL, measure.TABLES,
    links.RULE, alternatives.RULE, headings.RULE,
    pdfx.CLAIM, pdfx.INTENT, pdfx.BOXES, pdfx.COLOURS, pdfx.ANNOTATIONS, pdfx.METADATA, pdfx.FORBIDDEN,
    pdfa.CLAIM, pdfa.WHOLE, pdfa.FONTS, pdfa.COLOURS, pdfa.ANNOTATIONS, pdfa.FORBIDDEN,
    pdfua.CLAIM, pdfua.WHOLE, pdfua.CONTENT, pdfua.ELEMENTS, pdfua.TABLES, pdfua.NOTES, pdfua.ANNOTATIONS,
)  # fmt: skip

"""Chinese line composition: text and advances in, lines out. It knows neither WeasyPrint nor PDF nor CSS syntax.

    classify / faces   the class and the face of each character          context.py, classes.py
    pieces             what to measure as one                            breaks.py
    french_spaces      what a language adds around its marks             languages.py
    prepare            advances + glue → a Paragraph                     paragraph.py, spacing.py
    Composer           start + width → a Line                            compose.py, choose.py, fit.py, justify.py
    Places             where a line's glyphs stand                       places.py

The rules are those of W3C CLREQ and JLREQ and of GB/T 15834-2011, steered by the properties of CSS Text 4.
"""

from kanyin.han.breaks import opportunities, pieces
from kanyin.han.classes import Kind, Region
from kanyin.han.compose import Composer, Line
from kanyin.han.context import Face, classify, faces
from kanyin.han.languages import french_spaces
from kanyin.han.paragraph import Paragraph, Scope, prepare
from kanyin.han.places import Places
from kanyin.han.settings import Settings

__all__ = [
    "Composer",
    "Face",
    "Kind",
    "Line",
    "Paragraph",
    "Places",
    "Region",
    "Scope",
    "Settings",
    "classify",
    "faces",
    "french_spaces",
    "opportunities",
    "pieces",
    "prepare",
]

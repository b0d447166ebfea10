"""The programs we measure ourselves against, each run in a process of its own: `python -m bench.peers NAME IN OUT`."""

from __future__ import annotations

import sys
from pathlib import Path


def weasyprint(source: Path, target: Path) -> None:
    """Make a PDF of an HTML file with WeasyPrint as it comes, with tags as ours has them."""
    import weasyprint as engine

    engine.HTML(filename=str(source)).write_pdf(target, pdf_tags=True)


def typst(source: Path, target: Path) -> None:
    """Make a PDF of Typst's markup."""
    import typst as engine

    engine.compile(str(source), output=str(target))


if __name__ == "__main__":
    {"weasyprint": weasyprint, "typst": typst}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))

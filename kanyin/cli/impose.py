"""`kanyin impose`: the pages of any PDF on sheets, to be printed, folded and bound.

In: the command line. Out: a PDF, written whole or not at all; on standard output the sheet table and what to do at the
printer, or, with `--json`, one object; on standard error what there is to say of the file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from kanyin import paper
from kanyin.cli import options
from kanyin.cli.teller import Teller, console
from kanyin.diagnostics import BuildFailed, Report, shown, to_json
from kanyin.imposition import LAYOUTS, Layout, Plan, ranges

if TYPE_CHECKING:
    from kanyin.imposition.imposing import Imposed

_LAYOUTS = {layout.name: layout for layout in LAYOUTS}
_MOST_FIELDS, _WIDEST_GUTTER, _MOST_CREEP = 20, 200, 50


class _Parsed(click.ParamType[Any]):
    """A parameter whose text a function turns into a value; its ValueError is wrong usage."""

    def __init__(self, name: str, parse: Callable[[str], Any]) -> None:
        self.name, self._parse = name, parse

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return self._parse(value) if isinstance(value, str) else value
        except ValueError as error:
            self.fail(str(error), param, ctx)


def _grid(text: str) -> tuple[int, int]:
    rows, _, columns = (part.strip() for part in text.casefold().replace("×", "x").partition("x"))
    if not (rows.isdecimal() and columns.isdecimal()):
        raise ValueError(f"“{text}” is no grid: write rows and columns so: 3x2")
    if not (1 <= int(rows) <= _MOST_FIELDS and 1 <= int(columns) <= _MOST_FIELDS):
        raise ValueError(f"a grid has 1 to {_MOST_FIELDS} rows, and as many columns")
    return int(rows), int(columns)


def _length(text: str, most: float) -> float:
    """Return a length in mm, the unit written or not."""
    try:
        length = float(text.casefold().removesuffix("mm"))
    except ValueError:
        length = -1
    if not 0 <= length <= most:
        raise ValueError(f"“{text}” is not a length of 0 to {most} mm")
    return length


def _gutter(text: str) -> float:
    return _length(text, _WIDEST_GUTTER)


def _creep(text: str) -> float | Literal["auto"]:
    return "auto" if text.casefold() == "auto" else _length(text, _MOST_CREEP)


@click.command(short_help="Lay a PDF's pages out on sheets, to print and fold.")
@click.argument("source", type=click.Path(path_type=Path), metavar="IN.pdf")
@click.option("--out", "-o", required=True, type=click.Path(path_type=Path), metavar="OUT.pdf", help="File to write.")
@click.option(
    "--layout",
    "name",
    type=click.Choice(list(_LAYOUTS)),
    default="saddle",
    help="Booklet to staple, signatures to sew or glue, or pages side by side.  [default: saddle]",
)
@click.option(
    "--sheet",
    type=_Parsed("sheet", paper.sheet),
    metavar="SIZE",
    shell_complete=options.sheets,
    help="Paper to print on: A4, A3, SRA3, 8开, 297x420mm.  [default: the smallest that holds a spread; handouts: A4]",
)
@click.option(
    "--pages",
    type=_Parsed("pages", ranges.parse),
    metavar="RANGES",
    help="Pages to take, such as 1-8,12.  [default: all]",
)
@click.option(
    "--binding", type=click.Choice(["left", "right"]), help="Edge that is bound.  [default: as the PDF is read]"
)
@click.option("--back-cover", is_flag=True, help="Keep the last page last, with the blanks before it.")
@click.option("--signature", type=click.IntRange(1, 100), metavar="N", help="Most sheets in a signature.  [default: 4]")
@click.option("--grid", type=_Parsed("grid", _grid), metavar="RxC", help="Rows and columns of the layout nup.")
@click.option(
    "--gutter",
    type=_Parsed("gutter", _gutter),
    default="0",
    metavar="MM",
    help="White at the fold, or around each page of a handout.  [default: 0]",
)
@click.option(
    "--scale",
    type=click.Choice(["shrink", "fit", "none"]),
    default="shrink",
    help="Make pages smaller where they are too large, as large as there is room, or neither.  [default: shrink]",
)
@click.option(
    "--duplex",
    type=click.Choice(["short-edge", "long-edge", "none"]),
    help="How the printer turns the paper.  [default: that with which every side is upright]",
)
@click.option(
    "--creep",
    type=_Parsed("creep", _creep),
    default="0",
    metavar="MM|auto",
    help="How far the innermost sheet stands out, to be made good.  [default: 0]",
)
@click.option(
    "--paper",
    type=_Parsed("paper", paper.Paper.parse),
    default="80gsm",
    metavar="PAPER",
    help="What is printed on: 80gsm, 157gsm coated, 0.1mm.  [default: 80gsm]",
)
@click.option("--marks", is_flag=True, help="Draw marks for cutting, folding, stitching and gathering.")
@options.quiet
@click.option("--json", "as_json", is_flag=True, help="Print sheets, paper and diagnostics as one JSON object.")
def impose(
    source: Path,
    out: Path,
    name: str,
    binding: Literal["left", "right"] | None,
    quiet: bool,
    as_json: bool,
    **wishes: Any,
) -> None:
    """Lay the pages of IN.pdf out on sheets of paper, so that printed, folded and bound they read in order."""
    layout = _LAYOUTS[name]
    _check_usage(layout, wishes)
    to_left = None if binding is None else binding == "right"
    plan = Plan(layout=layout, to_left=to_left, **{key: value for key, value in wishes.items() if value is not None})
    teller = Teller(json=as_json, quiet=quiet)
    report = Report(None if as_json else teller.diagnostic)
    imposed = _made(source, out, plan, report, teller)
    if as_json:
        click.echo(_json(imposed, out, report))
    elif imposed and not quiet:
        _print(imposed)
        teller.say(f"{shown(out)}: {len(imposed.sheets)} sheets")
    sys.exit(0 if imposed else 1)


# An option, the layouts it belongs to, and what it is when it was not given.
_BELONGS = (
    ("--signature", "signature", {"signatures"}, None),
    ("--grid", "grid", {"nup"}, None),
    ("--back-cover", "back_cover", {"saddle", "signatures"}, False),
    ("--creep", "creep", {"saddle", "signatures"}, 0),
)


def _check_usage(layout: Layout, given: Mapping[str, Any]) -> None:
    """Refuse an option that belongs to another layout, rather than leave it without effect."""
    for option, name, layouts, absent in _BELONGS:
        if given[name] != absent and layout.name not in layouts:
            raise click.UsageError(
                f"{option} goes with --layout {' or '.join(sorted(layouts))}, not with {layout.name}"
            )
    if layout.name == "nup" and given["grid"] is None:
        raise click.UsageError("--layout nup wants its rows and columns: --grid 3x2")
    if layout.folded and given["duplex"] == "none":
        raise click.UsageError("what is folded is printed on both sides: --duplex none goes with 2up, 4up and nup")


def _made(source: Path, out: Path, plan: Plan, report: Report, teller: Teller) -> Imposed | None:
    # Imported here: --help and completion need nothing that reads PDFs.
    from kanyin.imposition.filing import impose_file

    try:
        with teller.working(f"{shown(source)} …"):
            return impose_file(source, out, plan, report)
    except BuildFailed:
        return None


def _json(imposed: Imposed | None, out: Path, report: Report) -> str:
    from kanyin.imposition.table import as_json

    made = {"file": shown(out), **as_json(imposed)} if imposed else {"file": None}
    text = json.dumps({**made, "diagnostics": [json.loads(to_json(found)) for found in report]}, ensure_ascii=False)
    return text.encode("utf-8", "replace").decode("utf-8")  # a file's name need not be Unicode


def _print(imposed: Imposed) -> None:
    """Print the sheet table, drawn on a terminal and in plain lines elsewhere, and what there is to say of paper."""
    from kanyin.imposition import table

    screen, heads, rows = console(), table.heads(imposed), list(table.rows(imposed))
    if screen.is_terminal:
        screen.print(_drawn(heads, rows))
    else:
        widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
        for row in (heads, *rows):
            click.echo("  ".join(f"{text:{width}}" for text, width in zip(row, widths, strict=True)).rstrip())
    for line in table.summary(imposed):
        click.echo(line)


def _drawn(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Any:
    from rich import box
    from rich.table import Table

    drawn = Table(*heads, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        drawn.add_row(*row)
    return drawn

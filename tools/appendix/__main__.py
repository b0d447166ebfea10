"""`python -m tools.appendix` writes the appendices; with `--check` it writes nothing, and fails when one is stale."""

from __future__ import annotations

import sys

from . import Mismatch, pages


def main(arguments: list[str]) -> None:
    """Write the pages that are not as they should be, or (`--check`) name them."""
    if arguments not in ([], ["--check"]):
        raise SystemExit("usage: script/appendix [--check]")
    try:
        stale = [(path, text) for path, text in pages() if not path.exists() or path.read_text("utf-8") != text]
    except Mismatch as wrong:
        raise SystemExit(f"appendix: content/manual/appendix/meanings.toml: {wrong}") from None
    if arguments and stale:
        names = ", ".join(path.name for path, _ in stale)
        raise SystemExit(f"appendix: {names}: not as the program is; run script/appendix")
    for path, text in stale:
        path.write_text(text, "utf-8")
        print(f"appendix: {path.name} written")


main(sys.argv[1:])

"""A book edited while it is watched: `python -m bench.watched BOOK OUT CHAPTER`.

`kanyin build --watch` is one process that builds again at every edit; here the edits come from this program. Out, on
the standard output: what the second edit took, as `Measured` has it, in JSON.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from pathlib import Path

import kanyin


def edited(book: Path, out: Path, chapter: Path) -> tuple[float, float, float]:
    """Return seconds on the clock, seconds of CPU and peak memory in MB of a build after an edit after an edit."""
    kanyin.build(book, out)
    head, _, rest = chapter.read_text("utf-8").partition("。\n")
    wall = user = 0.0
    for edit in ("添了一句", "又添了一句"):
        gc.collect()  # as a watch does while it waits
        chapter.write_text(f"{head}。{edit}。\n{rest}", "utf-8")
        start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_utime
        kanyin.build(book, out)
        wall = time.perf_counter() - start
        user = resource.getrusage(resource.RUSAGE_SELF).ru_utime - before
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return wall, user, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    print(json.dumps(edited(*map(Path, sys.argv[1:4]))))

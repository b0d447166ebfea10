"""`python -m tests.han.calls`: how many calls a paragraph takes, and one of ten times the text, as lines of JSON.

A process of its own, interpreted: compiled functions call each other without anybody seeing it.
"""

from __future__ import annotations

import gc
import json
import sys
from typing import Any

from kanyin.han import Composer, Settings, prepare

from .helpers import advances

SENTENCE = "天地玄黄，宇宙洪荒。日月盈昃——辰宿列张；“寒来暑往”，秋收 winter 冬藏2024年《千字文》！"
STYLES = ("auto", "pretty", "balance")
MEASURES = (8, 27, 45)


def _calls(text: str, style: Any, em: float) -> int:
    given_advances = advances(text)
    count = 0

    def tally(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tally)
    try:
        list(Composer(prepare(text, given_advances, 1.0, Settings(wrap_style=style))).lines(em))
    finally:
        sys.setprofile(None)
    return count


if __name__ == "__main__":
    gc.disable()  # what it calls is not the paragraph's
    for style in STYLES:
        for em in MEASURES:
            _calls(SENTENCE, style, em)  # builds the tables of the style
            print(json.dumps((style, em, _calls(SENTENCE * 50, style, em), _calls(SENTENCE * 500, style, em))))

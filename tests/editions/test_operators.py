"""Content streams are taken apart as they are written, whatever is in them."""

from __future__ import annotations

import pytest

from kanyin.editions.inks import Press, Screen
from kanyin.editions.operators import Rewriting, operations
from kanyin.editions.profiles import Profile, srgb
from kanyin.editions.recolouring import repainted


@pytest.mark.parametrize(
    ("stream", "found"),
    [
        (b"1 0 0 rg", [(b"rg", (b"1", b"0", b"0"))]),
        (b"-.5 +2. .25 rg", [(b"rg", (b"-.5", b"+2.", b".25"))]),
        (b"/P <</MCID 3>> BDC EMC", [(b"BDC", (b"/P", b"/MCID", b"3")), (b"EMC", ())]),
        (b"(a \\) 1 0 0 rg (b) c) Tj f*", [(b"Tj", ()), (b"f*", ())]),
        (b"[<0a>-12(x])<0b>]TJ T*", [(b"TJ", (b"<0a>", b"-12", b"<0b>")), (b"T*", ())]),
        (b"% 1 0 0 rg\n0 g", [(b"g", (b"0",))]),
        (b"BI /W 1 /IM true ID \x00 1 0 0 rg EIx EI Q", [(b"ID", (b"/W", b"1", b"/IM")), (b"Q", ())]),
        (b"(never ended 1 0 0 rg", []),
        (b"", []),
    ],
)
def test_operations_and_their_operands(stream: bytes, found: list[tuple[bytes, tuple[bytes, ...]]]) -> None:
    read = [(name, operands) for name, operands, _, _ in operations(stream)]
    assert [name for name, _ in read if name not in (b"BI", b"true")][: len(found)] == [name for name, _ in found]
    if not stream.startswith(b"BI"):
        assert read == found


def test_what_is_not_replaced_stays_byte_for_byte() -> None:
    stream = b"q  1 0 0 rg\r\n(1 0 0 rg) Tj % 1 0 0 rg\n0 0 1 RG Q"
    rewriting = Rewriting(stream)
    for operation in operations(stream):
        if operation.name == b"rg":
            rewriting.replace(operation, b"X")
    assert rewriting.joined() == b"q  X\r\n(1 0 0 rg) Tj % 1 0 0 rg\n0 0 1 RG Q"


def test_a_colour_space_lasts_until_its_state_ends() -> None:
    stream = b"/DeviceCMYK cs q /DeviceRGB cs 1 0 0 scn Q 0 1 1 0 scn f"
    assert repainted(stream, {}, Screen()) == b"0 0 0 rg q /DeviceRGB cs 1 0 0 scn Q 1 0 0 rg f"


def test_black_and_greys_need_no_profile() -> None:
    press = Press(Profile(srgb(), "", ""))  # one that could not print: it is not asked
    made = repainted(b"0 0 0 rg 1 1 1 RG .5 g /Pattern cs /p0 scn 0.2 0.2 0.2 rg", {}, press)
    assert made == b"0 0 0 1 k 0 0 0 0 K 0 0 0 0.5 k /Pattern cs /p0 scn 0 0 0 0.8 k"


def test_a_stream_without_colours_is_left_alone() -> None:
    assert repainted(b"q 1 0 0 1 5 5 cm BT <01> Tj ET Q", {}, Screen()) is None

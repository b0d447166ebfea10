"""Which font families there are: the system's, and those a stylesheet brings."""

from __future__ import annotations

from pathlib import Path

import pytest
import weasyprint
from weasyprint.text.fonts import FontConfiguration

from kanyin.engine.families import has_family

from ..em_font import FAMILY, write


@pytest.mark.parametrize(
    ("family", "there"),
    [
        ("Noto Serif CJK SC", True),
        ("noto serif cjk sc", True),
        ("Noto Serif CJK", False),
        ("没有宋", False),
        ("serif", False),
        ("", False),
    ],
)
def test_a_family_is_there_by_its_full_name_only(family: str, there: bool) -> None:
    assert has_family(FontConfiguration(), family) is there


def test_a_family_that_a_stylesheet_brings_is_there(tmp_path: Path) -> None:
    configuration = FontConfiguration()
    assert not has_family(configuration, FAMILY)
    source = write(tmp_path / "em.ttf", "国").as_uri()
    weasyprint.CSS(string=f"@font-face {{ font-family: {FAMILY}; src: url({source}) }}", font_config=configuration)
    assert has_family(configuration, FAMILY)


def test_contract_a_configuration_has_its_fontconfig_under_this_name() -> None:
    assert hasattr(FontConfiguration(), "_config")

"""The doctor: what is missing is found and named with its remedy for the very system; nothing found, nothing fails."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import pytest
import weasyprint

from kanyin import doctor, engine, faces, system, theme
from kanyin.doctor import Check, State, fonts, libraries, programs, surroundings
from kanyin.resources import resource

from ..cli.running import run

HERE = system.families()


def by_name(checks: Iterator[Check]) -> dict[str, Check]:
    """Return the checks by their names, of which each is there once."""
    found = list(checks)
    assert len({check.name for check in found}) == len(found)
    return {check.name: check for check in found}


@pytest.fixture
def debian(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this be Debian with a profile to print by, and its user not root."""
    monkeypatch.setattr(system, "found", lambda _: iter([Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")]))
    monkeypatch.setattr(system, "system_here", lambda: system._by_name("debian"))
    monkeypatch.setattr(system, "_is_root", lambda: False)


# Python and its packages


@pytest.mark.parametrize(
    ("version", "clauses", "expected"),
    [
        ("70.0", "<70.1,>=70.0", True),
        ("70", "<70.1,>=70.0", True),
        ("70.0.3", "<70.1,>=70.0", True),
        ("70.1", "<70.1,>=70.0", False),
        ("71.0", "<70.1,>=70.0", False),
        ("69.9", "<70.1,>=70.0", False),
        ("3.10.0rc1", ">=3.8", True),
        ("8.1", "", True),
        ("2.0", "!=2", False),
    ],
)
def test_a_version_is_compared_by_its_numbers(version: str, clauses: str, expected: bool) -> None:
    assert programs.fits(version, clauses) is expected


def test_every_package_the_program_asks_for_is_looked_at() -> None:
    told = by_name(programs.check())["packages"].found
    for name in ("weasyprint", "jinja2", "markdown", "click", "rich", "pikepdf", "fonttools", "pillow", "watchfiles"):
        assert f"{name} " in told


def test_a_package_that_is_missing_or_too_new_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    real = metadata.version

    def version(name: str) -> str:
        if name == "rich":
            raise metadata.PackageNotFoundError(name)
        return "71.0" if name == "weasyprint" else real(name)

    monkeypatch.setattr(metadata, "version", version)
    found = by_name(programs.check())
    assert (found["rich"].state, found["weasyprint"].state) == (State.ERROR, State.WARNING)
    assert found["weasyprint"].remedy == (f'{sys.executable} -m pip install "weasyprint<70.1,>=70.0"',)


def test_a_program_that_was_not_installed_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def requires(name: str) -> list[str]:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", requires)
    assert by_name(programs.check())["packages"].state == State.WARNING
    assert all(check.state == State.OK for check in libraries.check())


# Libraries


def test_the_libraries_tell_their_versions() -> None:
    found = by_name(libraries.check())
    for name in ("pango", "harfbuzz", "fontconfig"):
        assert programs.numbers(found[name].found) > (1,), name
    assert found["hooks"].found.startswith(f"{len(engine.HOOKS)} of {len(engine.HOOKS)}")


@pytest.mark.parametrize("known", system.SYSTEMS, ids=lambda known: known.name)
def test_a_library_that_is_missing_is_an_error_with_the_command_of_this_system(
    monkeypatch: pytest.MonkeyPatch, known: system.System
) -> None:
    gone = [
        system.Need("pango", "library", ("libkanyin-absent.so",), {s.name: f"pango-{s.name}" for s in system.SYSTEMS})
    ]
    monkeypatch.setattr(system, "NEEDS", tuple(gone))
    monkeypatch.setattr(system, "system_here", lambda: known)
    check = by_name(libraries.check())["pango"]
    assert check.state == State.ERROR
    assert check.remedy[0].endswith(f" pango-{known.name}")
    assert known.install.split()[-2] in check.remedy[0]


def test_a_weasyprint_that_does_not_load_is_an_error_and_prints_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint" / "__init__.py").write_text("print('advice')\nraise OSError('no libpango\\nmore')")
    monkeypatch.delitem(sys.modules, "weasyprint")
    monkeypatch.syspath_prepend(str(tmp_path))
    found = by_name(libraries.check())
    assert (found["WeasyPrint"].state, "hooks" in found) == (State.ERROR, False)
    assert found["WeasyPrint"].found == "it does not load: no libpango"
    assert capsys.readouterr().out == ""


def test_hooks_that_gave_way_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    engine.uninstall()
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    try:
        check = by_name(libraries.check())["hooks"]
    finally:
        engine.uninstall()
    assert check.state == State.WARNING
    assert all(hook.name in check.found for hook in engine.HOOKS)
    assert "weasyprint<70.1,>=70.0" in check.remedy[0]


# Fonts


def with_families(monkeypatch: pytest.MonkeyPatch, *names: str) -> dict[str, Check]:
    """Return the checks of fonts on a system with these families."""
    monkeypatch.setattr(system, "families", lambda: frozenset(names))
    return by_name(fonts.check())


def test_every_stack_of_the_stylesheet_is_looked_at() -> None:
    stacks = list(faces.stacks(resource("styles") / "fonts.css"))
    assert {stack.language for stack in stacks} == {"zh-Hans", "zh-Hant", "zh-HK", "ja", "ko"}
    assert {stack.role for stack in stacks if stack.language == "zh-Hans"} >= {"song", "hei", "kai", "code", "italic"}
    assert stacks[0].families[0] == "Noto Serif CJK SC"


def test_a_stack_is_a_property_that_lists_families_alone(tmp_path: Path) -> None:
    (tmp_path / "x.css").write_text(
        ':root { --kai-stack: "甲", "乙"; --kai: var(--kai-stack); --italic: "丙", var(--song); --x: counter(page) " / "; --y: 1pt }'
        ' :root:lang(ja), :root:lang(ko) { --song: /* */ "丁" } @page { margin: 0 } p { quotes: "戊" }',
        encoding="utf-8",
    )
    assert list(faces.stacks(tmp_path / "x.css")) == [
        faces.Stack("zh-Hans", "kai", ("甲", "乙")),
        faces.Stack("zh-Hans", "italic", ("丙",)),
        faces.Stack("ja", "song", ("丁",)),
    ]


def test_a_missing_face_is_a_warning_that_names_what_stands_in(debian: None, monkeypatch: pytest.MonkeyPatch) -> None:
    check = with_families(monkeypatch, *(HERE - {"LXGW WenKai"}), "Noto Serif CJK SC")["zh-Hans 楷"]
    assert (check.state, check.found) == (State.WARNING, "LXGW WenKai is missing; Noto Serif CJK SC stands in")
    assert check.remedy == ("on Debian/Ubuntu: sudo apt-get install --no-install-recommends fonts-lxgw-wenkai",)


def test_the_faces_of_another_system_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    found = with_families(monkeypatch, "Songti SC", "Heiti SC", "Kaiti SC", "Menlo", "Songti TC")
    assert found["zh-Hans 宋"].found.endswith("Songti SC stands in")
    assert (found["zh-Hant 宋"].state, found["zh-Hant 宋"].found) == (State.OK, "Songti TC")
    assert found["zh-Hans italic"].found.endswith("foreign titles are set upright")


def test_where_no_face_of_a_stack_is_here_that_which_fontconfig_takes_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "said", lambda command: "DejaVu Sans" if command[0] == "fc-match" else "")
    found = with_families(monkeypatch, "DejaVu Sans")
    assert found["zh-Hans 宋"].found.endswith("the system would take DejaVu Sans")
    assert {found[f"{language} 宋"].state for language in ("zh-Hans", "zh-Hant", "zh-HK", "ja", "ko")} == {
        State.WARNING
    }


def test_fonts_that_cannot_be_listed_are_one_warning(debian: None, monkeypatch: pytest.MonkeyPatch) -> None:
    found = with_families(monkeypatch)
    assert list(found) == ["fonts"]
    assert found["fonts"].remedy[0].endswith(" fontconfig")


def test_fangsong_in_a_tex_tree_is_found_with_and_without_tex_on_the_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "texlive" / "2024" / "texmf-dist" / "fonts/opentype/public/fandol/FandolFang-Regular.otf"
    monkeypatch.setattr(faces, "_TEX_TREES", (f"{tmp_path.as_posix()}/texlive/*/texmf-dist", f"{tmp_path}/none"))
    monkeypatch.setattr(faces, "said", lambda _: "")
    assert faces.tex_font(file.name) is None
    file.parent.mkdir(parents=True)
    file.touch()
    assert faces.tex_font(file.name) == file
    assert str(file) in with_families(monkeypatch, "Noto Serif CJK SC")["仿宋"].found
    monkeypatch.setattr(faces, "said", lambda command: "/tex/x.otf" if command == ["kpsewhich", "x.otf"] else "")
    assert faces.tex_font("x.otf") == Path("/tex/x.otf")


def test_fangsong_is_missed_only_where_a_stack_asks_for_it(
    debian: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "tex_font", lambda _: None)
    assert with_families(monkeypatch, "Noto Serif CJK SC")["仿宋"].state in (State.OK, State.WARNING)
    (tmp_path / "fonts.css").write_text(':root { --fang: "FangSong", "STFangsong" }', encoding="utf-8")
    monkeypatch.setattr(fonts, "resource", lambda _: tmp_path)
    check = with_families(monkeypatch, "Noto Serif CJK SC")["仿宋"]
    assert (check.state, check.found) == (State.WARNING, "not here; 宋 stands in")
    assert check.remedy[0].endswith("texlive-lang-chinese")
    assert with_families(monkeypatch, "STFangsong")["仿宋"].found == "STFangsong"


# Surroundings


def test_a_tool_that_is_missing_is_a_warning(debian: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(system, "found", lambda _: iter(()))
    found = by_name(surroundings.check_tools())
    assert found["default_cmyk.icc"].remedy[0].endswith(" libgs-common")
    assert {check.state for check in found.values()} == {State.WARNING}
    assert found["pdftotext"].remedy[0].endswith(" poppler-utils")


def test_the_output_is_looked_at_where_it_will_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert by_name(surroundings.check_places(tmp_path / "甲" / "乙"))["output"].found.startswith(
        str(tmp_path / "甲" / "乙")
    )
    (tmp_path / "file").touch()
    check = by_name(surroundings.check_places(tmp_path / "file" / "dist"))["output"]
    assert (check.state, check.found) == (State.WARNING, f"{tmp_path / 'file'} is not a folder")
    usage = shutil._ntuple_diskusage(10**9, 10**9, 10**6)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    check = by_name(surroundings.check_places(tmp_path))["output"]
    assert check.state == State.WARNING
    assert check.found.endswith("1 MB free")


def test_a_place_that_may_not_be_written_to_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    check = by_name(surroundings.check_places(tmp_path))["output"]
    assert (check.state, check.remedy) == (State.WARNING, ("name another folder with --out",))


def test_what_may_not_even_be_asked_for_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(path: Path, **_: object) -> os.stat_result:
        if "secret" in path.parts:
            raise PermissionError(13, "Permission denied")
        return os.stat(path)  # noqa: PTH116

    monkeypatch.setattr(Path, "stat", forbidden)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "secret"))
    assert by_name(surroundings.check_places(tmp_path / "secret" / "dist"))["font cache"].state == State.OK


def test_a_group_that_fails_does_not_keep_the_others_from_being_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing() -> Iterator[Check]:
        raise RuntimeError("oh")
        yield

    monkeypatch.setattr(fonts, "check", failing)
    found = dict(doctor.examine(Path("dist")))
    assert "RuntimeError: oh" in found["fonts"].found
    assert list(found) == [group for group, _ in doctor.GROUPS]


class _Stream(NamedTuple):
    encoding: str | None


@pytest.mark.parametrize(
    ("encoding", "state"), [("utf-8", "ok"), ("gb18030", "ok"), ("ascii", "warning"), (None, "warning")]
)
def test_a_terminal_without_chinese_is_a_warning(
    monkeypatch: pytest.MonkeyPatch, encoding: str | None, state: str
) -> None:
    monkeypatch.setattr(sys, "stdout", _Stream(encoding))
    assert next(surroundings.check_terminal()).state == state


# The command


def test_the_command_prints_each_check_once_and_json_the_same() -> None:
    lines, objects = run("doctor"), run("doctor", "--json")
    found = [json.loads(line) for line in objects.stdout.splitlines()]
    assert {told["group"] for told in found} == {group for group, _ in doctor.GROUPS}
    assert all(set(told) == {"group", "check", "state", "found", "remedy"} for told in found)
    for told in found:
        assert lines.stdout.count(f"  {told['check']}: ") == 1, told
    assert lines.exit_code == objects.exit_code == int(any(told["state"] == "error" for told in found))


def test_quietly_only_what_is_amiss_is_told_with_one_command_for_all_of_it(
    debian: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "families", lambda: HERE - {"LXGW WenKai", "EB Garamond 12", "Noto Sans CJK SC"})
    monkeypatch.setattr(fonts, "tex_font", lambda _: None)
    result = run("doctor", "-q")
    assert result.exit_code == 0  # a book can be built with other faces
    assert " ok " not in result.stdout
    assert (
        "apt-get install --no-install-recommends fonts-noto-cjk fonts-lxgw-wenkai fonts-ebgaramond texlive-lang-chinese\n" in result.stdout
    )
    assert result.stdout.splitlines()[-1].endswith("warnings")


def test_what_nothing_builds_without_makes_the_exit_code_1(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = system.Need("pango", "library", ("libkanyin-absent.so",), {})
    monkeypatch.setattr(system, "NEEDS", (gone, *(need for need in system.NEEDS if need.name != "pango")))
    result = run("doctor", "-q")
    assert result.exit_code == 1
    assert "error    pango: it does not load" in result.stdout


def test_the_themes_have_only_faces_the_doctor_knows_of() -> None:
    sheets = [resource("styles") / "themes" / f"{name}.css" for name in theme.names()]
    stacks = {stack.families[0] for sheet in sheets for stack in faces.stacks(sheet)}
    assert stacks <= {name for stack in faces.stacks(resource("styles") / "fonts.css") for name in stack.families}

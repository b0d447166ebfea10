"""The manual builds in every theme, and what it shows of the program is so; test_appendix.py sees to its appendices."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kanyin.cli import main
from kanyin.config import read_toml
from kanyin.diagnostics import Report
from kanyin.settings import read_settings

from .conftest import BuildBook
from .varied import beyond_the_type_area, grid_of, off_grid

ROOT = Path(__file__).resolve().parent.parent
MANUAL = ROOT / "content" / "manual"
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)


def shown(language: str) -> list[str]:
    """Return every piece of code in this language that the manual shows, in order."""
    texts = [path.read_text("utf-8") for path in sorted((MANUAL / "src").glob("*.md"))]
    return [code for text in texts for kind, code in _FENCED.findall(text) if kind == language]


def commands() -> Iterator[list[str]]:
    """Yield the words of every `kanyin …` that the manual, the READMEs or their code show."""
    pages = [*(MANUAL / "src").glob("*.md"), ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "docs/manual-summary.md"]
    lines = [line for page in pages for code in _FENCED.findall(page.read_text("utf-8")) for line in code[1].split("\n")]
    for line in lines:
        words = shlex.split(line.split("#")[0]) if line.startswith(("kanyin ", ".venv/bin/kanyin ")) else []
        if len(words) > 1 and words[1] != "completion":
            yield words[1:]


def test_every_command_shown_has_the_options_shown() -> None:
    by_name = {command.name: command for command in main.commands.values()}
    found = list(commands())
    assert len(found) > 12
    for name, *words in found:
        known = {option for parameter in by_name[name].params for option in parameter.opts} | {"[OPTIONS]"}
        assert {word for word in words if word.startswith("-")} <= known, (name, words)


def test_every_setting_shown_is_taken(tmp_path: Path) -> None:
    for name in ("封面.jpg", "印厂.icc"):
        (tmp_path / name).touch()
    blocks = [code for code in shown("toml") if "titel" not in code]
    assert len(blocks) > 6
    for code in blocks:
        tomllib.loads(code)
        (tmp_path / "book.toml").write_text(code, "utf-8")
        report = Report()
        config = read_toml(tmp_path, report)
        assert config is not None
        read_settings(config.kanyin, tmp_path, theme=None, book_keys=config.elsewhere)
        assert list(report) == [], code


def said(*arguments: str) -> str:
    """Return what a command says, white space folded."""
    result = CliRunner().invoke(main, arguments)
    return " ".join(result.output.split())


def told() -> list[str]:
    """Return everything the manual quotes, white space folded."""
    return [" ".join(code.split()) for code in (*shown("text"), *shown("json"))]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a working folder; the package is found there too."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_the_program_says_of_a_wrong_book_is_quoted_word_for_word(folder: Path) -> None:
    (folder / "bad").mkdir()
    for name, text in {
        "book.toml": '[book]\ntitel = "小镇植物"\nlanguage = "cn"\n\n[output.kanyin]\ncover = "red"\n',
        "SUMMARY.md": "# 目录\n\n- [前面](a.md)\n- [河边](rivr.md)\n",
        "a.md": "# 甲\n",
        "river.md": "# 河边\n",
    }.items():
        (folder / "bad" / name).write_text(text, "utf-8")
    everything = said("build", "bad")
    assert everything in told()
    assert any(quoted in said("build", "bad", "--json") for quoted in map(" ".join, map(str.split, shown("json"))))
    first = everything.removeprefix("bad/").split(" bad/")[0]
    assert first in told()


def test_what_import_makes_of_the_sample_is_quoted_word_for_word(folder: Path) -> None:
    sample = next(code for code in shown("text") if code.startswith("老街的早晨"))
    (folder / "老街.txt").write_bytes(sample.encode("gb18030"))
    result = CliRunner().invoke(main, ["import", "老街.txt", "-o", "老街"])
    lines = [line for line in result.output.split("\n") if not line.startswith("    ")]
    assert "\n".join(lines) in shown("text")
    made = (folder / "老街" / "text.md").read_text("utf-8")
    start, comment = (next(code for code in shown("markdown") if code.startswith(head)) for head in ("# 老街", "<!-- 老街"))
    assert made.startswith(start.rstrip().removesuffix("……"))
    assert made.endswith(comment)


def test_what_the_proofreader_says_of_the_sample_is_quoted_word_for_word(folder: Path) -> None:
    sample = next(code for code in shown("markdown") if code.startswith("# 豆浆铺"))
    (folder / "豆浆.md").write_text(sample, "utf-8")
    first, last = next(code for code in shown("text") if "[P001]" in code).split("\n豆浆.md: ")
    found = CliRunner().invoke(main, ["check", "豆浆.md"]).output
    assert found.startswith(first)
    assert found.endswith(f"豆浆.md: {last}")
    assert CliRunner().invoke(main, ["fix", "豆浆.md", "--diff"]).stdout == shown("diff")[0]
    assert said("fix", "豆浆.md", "--write") in told()


def test_a_book_is_new_as_the_manual_tells(folder: Path) -> None:
    assert "作文集: 6 files, theme book" in said("new", "作文集")
    assert "dist/作文集.pdf: 8 pages" in said("build", "作文集")


def test_the_manual_shows_its_own_files_as_they_are() -> None:
    own = (MANUAL / "book.toml").read_text("utf-8")
    block = next(code for code in shown("toml") if "刊印手册" in code)
    for line in filter(None, block.split("\n")):
        assert line.split("，……")[0].split("。……")[0] in own or line.startswith("keywords"), line
    styles = (MANUAL / "styles" / "manual.css").read_text("utf-8")
    assert [code for code in shown("css") if not code.startswith(":root")] == [
        code for code in shown("css") if code in styles
    ]
    template = (MANUAL / "templates" / "title-page.html").read_text("utf-8")
    assert shown("jinja") == [template]


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_each_readme_lists_every_option_of_every_command(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    options = {name for command in main.commands.values() for parameter in command.params for name in parameter.opts if name[0] == "-"}
    assert sorted(name for name in options if not re.search(rf"`{re.escape(name)}[ `]", text)) == []
    assert [command.name for command in main.commands.values() if f"kanyin {command.name}" not in text] == []


def test_the_usage_of_each_command_is_told_as_click_tells_it() -> None:
    usages = next(code for code in shown("text") if code.startswith("kanyin new"))
    for line, command in zip(usages.strip().split("\n"), main.commands.values(), strict=True):
        context = click.Context(command, info_name=f"kanyin {command.name}")
        assert command.get_usage(context).removeprefix("Usage: ") == line


def test_the_manual_builds_without_a_warning_and_its_contents_tell_the_truth(build_book: BuildBook) -> None:
    reading = build_book(MANUAL)
    body = reading.labels.index("1")
    text = " ".join(text for text in reading.texts[:body] if re.search(r"(\. ?){4}", text))
    lines = re.findall(r"([^\s.]+)[. ]{6,}(\d+)", text)
    assert len(lines) > 40
    for title, folio in lines:
        page = reading.labels.index(folio)
        assert title in reading.texts[page].replace(" ", ""), (title, folio)


@pytest.mark.parametrize("name", ["handout", "large", "official"])
def test_the_manual_fits_every_theme(name: str, build_book: BuildBook) -> None:
    reading = build_book(MANUAL, theme=name, strict=True)
    assert beyond_the_type_area(reading, name) == []
    # A part's opener has a grid of its own.
    text = [found for found in off_grid(reading, grid_of(name), main_face=True) if len(reading.on(found[0])) > 20]
    assert text == []

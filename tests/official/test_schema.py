"""The keys of an official document: each mistake is told at its place, with the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanyin.book import load
from kanyin.diagnostics import BuildFailed, Diagnostic, Report, render
from kanyin.official import schema

from .papers import KEYS, TITLE, found, toml


def only(folder: Path, **keys: str) -> Diagnostic:
    """Return the one thing that is reported."""
    [told] = found(folder, **keys)
    return told


def caret(told: Diagnostic) -> str:
    """Return what the caret stands under."""
    assert told.span
    line = told.span.file.read_text(encoding="utf-8").split("\n")[told.span.line - 1]
    return line[told.span.column - 1 : told.span.column - 1 + told.span.length]


def test_a_document_with_the_usual_keys_has_nothing_wrong(tmp_path: Path) -> None:
    assert found(tmp_path) == ()


def test_an_unknown_key_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    told = only(tmp_path, isuer='"甲"')
    assert (told.code, caret(told), told.hint) == ("book.unknown-key", "isuer", "did you mean “issuer”?")
    told = only(tmp_path, **{'"抄送机构"': '"甲"'})
    assert (told.code, told.hint) == ("book.unknown-key", "did you mean “抄送机关”?")


def test_a_key_in_the_table_above_is_told_where_it_belongs(tmp_path: Path) -> None:
    text = toml(KEYS).replace('theme = "official"\n', 'theme = "official"\nsecrecy = "机密"\n"签发人" = "甲"\n')
    (tmp_path / "book.toml").write_text(text, encoding="utf-8")
    (tmp_path / "a.md").write_text("文。\n", encoding="utf-8")
    report = Report()
    with pytest.raises(BuildFailed, match="has no key"):
        load(tmp_path, report)
    assert [told.hint for told in report] == ["it belongs under [output.kanyin.official]"] * 2


@pytest.mark.parametrize("key", [key for key in schema.KEYS if key not in ("form", "direction", "to_below", "seal")])
def test_a_value_of_the_wrong_type_is_told(tmp_path: Path, key: str) -> None:
    told = next(iter(found(tmp_path, **{key: "{ a = 1 }"})))
    assert (told.code, told.span.line > 5 if told.span else None) == ("book.wrong-type", True)


@pytest.mark.parametrize(("key", "value"), [("issuer", "[]"), ("issuer", '""'), ("number", '""'), ("date", '""')])
def test_what_is_empty_is_missing(tmp_path: Path, key: str, value: str) -> None:
    assert only(tmp_path, **{key: value}).code == "book.missing-key"


def test_what_is_no_table_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text('[output.kanyin]\ntheme = "official"\nofficial = "甲"\n', encoding="utf-8")
    (tmp_path / "a.md").write_text("文。\n", encoding="utf-8")
    report = Report()
    with pytest.raises(BuildFailed):
        load(tmp_path, report)
    assert [told.code for told in report] == ["book.wrong-type"]


@pytest.mark.parametrize("key", ["issuer", "number", "date"])
def test_what_every_document_must_say_is_missed_at_the_table(tmp_path: Path, key: str) -> None:
    told = only(tmp_path, **{key: ""})
    assert told.code == "book.missing-key"
    assert told.message == f"[output.kanyin.official] has no {key} ({schema.KEYS[key]})"
    assert told.span
    assert told.span.line == 5
    assert told.hint
    assert told.hint.startswith(f"write {key} = ")


@pytest.mark.parametrize(
    ("key", "value", "message", "hint"),
    [
        ("number", '"青纸协[2026]6号"', "the year stands in 〔〕, not in []", "write 青纸协〔2026〕6号"),
        ("number", '"青纸协（2026）06号"', "the year stands in 〔〕, not in （）", "write 青纸协〔2026〕6号"),
        ("number", '"6"', "“6” is not a document number: it has no year in 〔〕", "write 青纸协〔2026〕6号"),
        ("date", '"二〇二六年二月"', "a date is written in Arabic figures", "write 2026年3月5日"),
        ("date", '"2026.2.20"', "“2026.2.20” is not how a date is written", "write 2026年2月20日"),
        ("printed", '"2026年02月20日"', "months and days have no nought before them", "write 2026年2月20日"),
        ("copy", "12", "a copy's number is six figures", 'write "000012", in quotes'),
        ("copy", '"甲"', "a copy's number is six figures", 'write "000001", in quotes'),
        ("urgency", '"急"', "urgency cannot be “急”", "one of 特急、加急"),
        ("form", '"通知"', "form cannot be “通知”", None),
        ("direction", '"旁"', "direction cannot be “旁”", None),
        ("seal", '"盖"', "seal cannot be “盖”", None),
    ],
)
def test_a_value_in_the_wrong_form_is_told_with_the_right_one(
    tmp_path: Path, key: str, value: str, message: str, hint: str | None
) -> None:
    told = only(tmp_path, **{key: value})
    assert (told.code, told.message, caret(told)) == ("book.bad-value", message, value)
    assert hint is None or told.hint == hint


@pytest.mark.parametrize(
    ("value", "messages"),
    [
        ('"绝对机密"', ["secrecy cannot be “绝对机密”"]),
        ('"机密★一年"', ["“一年” is not a term of secrecy"]),
        ('"内部"', ["secrecy cannot be “内部”"]),
    ],
)
def test_secrecy_is_one_of_three_with_a_term(tmp_path: Path, value: str, messages: list[str]) -> None:
    assert [told.message for told in found(tmp_path, secrecy=value, copy='"000001"')] == messages


def test_a_secret_document_without_a_copys_number_is_a_warning(tmp_path: Path) -> None:
    told = only(tmp_path, secrecy='"秘密"', term='"1年"')
    assert (told.code, told.severity) == ("book.missing-key", "warning")
    assert only(tmp_path, term='"1年"').message == "[output.kanyin.official] has no secrecy (密级)"


def test_only_a_document_to_a_higher_office_names_those_who_sign(tmp_path: Path) -> None:
    told = only(tmp_path, signers='["沈砚秋"]')
    assert (told.code, caret(told)) == ("book.unused-key", "signers")
    assert told.message == "signers: only a document to a higher office names them"
    assert only(tmp_path, direction='"上行文"').message == "[output.kanyin.official] has no signers (签发人)"
    assert found(tmp_path, direction='"up"', signers='"沈砚秋、周大河"') == ()


@pytest.mark.parametrize(
    ("keys", "unused"),
    [
        ({"form": '"letter"'}, ["printer", "printed"]),
        ({"form": '"order"', "number": '"第6号"', "post": '"会长"', "signatory": '"甲"'}, ["to"]),
        ({"present": '"甲"'}, ["present"]),
        ({"post": '"会长"'}, ["post"]),
        ({"to": "", "to_below": "true"}, ["to_below"]),
    ],
)
def test_a_key_that_the_form_has_no_place_for_is_told(tmp_path: Path, keys: dict[str, str], unused: list[str]) -> None:
    told = found(tmp_path, **keys)
    assert [(one.code, one.message.partition(":")[0]) for one in told] == [("book.unused-key", key) for key in unused]


def test_who_printed_it_and_when_go_together(tmp_path: Path) -> None:
    assert only(tmp_path, printed="").message.endswith("has no printed (印发日期)")
    assert only(tmp_path, printer="").message.endswith("has no printer (印发机关)")


def test_an_order_has_a_plain_number_and_a_signature(tmp_path: Path) -> None:
    told = found(tmp_path, form='"令"', to="")
    assert [one.code for one in told] == ["book.bad-value", "book.missing-key", "book.missing-key"]
    assert told[0].hint == "write 第6号"


def test_every_key_may_be_written_in_chinese_but_not_twice(tmp_path: Path) -> None:
    chinese = {f'"{schema.KEYS[key]}"': value for key, value in KEYS.items()}
    assert found(tmp_path, **dict.fromkeys(KEYS, ""), **chinese) == ()
    told = only(tmp_path, **{'"发文机关"': '"甲"'})
    assert (told.code, told.message) == ("book.duplicate-key", "发文机关 says the same as issuer")


def test_the_keys_may_stand_in_the_front_matter_of_one_file(tmp_path: Path) -> None:
    file = tmp_path / "通知.md"
    front = "kanyin:\n  theme: official\n  official:\n    发文机关: 青溪手工造纸协会\n    发文字号: 青纸协[2026]6号\n"
    file.write_text(f"---\n{front}    成文日期: 2026-02-20\n    密极: 机密\n---\n# {TITLE}\n\n文。\n", encoding="utf-8")
    report = Report()
    with pytest.raises(BuildFailed, match="has no key"):
        load(file, report)
    unknown, number = report
    assert render(unknown).split("\n")[1:] == [
        "        密极: 机密",
        "        ^^^^",
        "    hint: did you mean “密级”?",
    ]
    assert unknown.message == "`kanyin: official` has no key “密极”"
    assert number.span
    assert (number.span.line, caret(number), number.hint) == (6, "青纸协[2026]6号", "write 青纸协〔2026〕6号")


def test_what_an_author_puts_at_the_end_of_a_name_is_not_doubled(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text(toml({**KEYS, "to": '"各会员作坊："', "cc": '["甲", "乙。"]', "note": '"（附注）"'}), "utf-8")
    (tmp_path / "a.md").write_text("文。\n", encoding="utf-8")
    official = load(tmp_path, Report()).settings.official
    assert official
    assert (official.to, official.cc, official.note) == ("各会员作坊", "甲、乙", "（附注）")

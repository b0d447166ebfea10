"""The keys of an official document, under `[output.kanyin.official]` → `Official`, each checked at its place.

In: the table. Out: what it says, ready to be printed where a form is prescribed; what is wrong is `book.unknown-key`,
`book.wrong-type`, `book.bad-value`, `book.missing-key` or `book.unused-key`. Every key has its Chinese name too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from kanyin.diagnostics import Span
from kanyin.fields import Fields
from kanyin.official import written
from kanyin.official.written import Written
from kanyin.records import dataclass

Form = Literal["document", "letter", "order", "minutes"]
Seal = Literal["stamp", "none", "signature"]

KEYS: Mapping[str, str] = {
    "form": "格式", "direction": "行文方向", "copy": "份号", "secrecy": "密级", "term": "保密期限",
    "urgency": "紧急程度", "issuer": "发文机关", "suffix": "标志后缀", "number": "发文字号",
    "signers": "签发人", "to": "主送机关", "to_below": "主送移至版记", "attachments": "附件",
    "signature": "署名", "date": "成文日期", "seal": "印章",
    "post": "签发人职务", "signatory": "签名章", "note": "附注", "cc": "抄送机关", "printer": "印发机关",
    "printed": "印发日期", "present": "出席", "absent": "请假", "observers": "列席",
}  # fmt: skip
"""Each key and what it is called in the standard; either may be written."""

FORMS: Mapping[str, str] = {
    "document": "document", "文件": "document", "letter": "letter", "信函": "letter", "order": "order", "命令": "order",
    "令": "order", "minutes": "minutes", "纪要": "minutes",
}  # fmt: skip
DIRECTIONS: Mapping[str, str] = {
    "up": "up", "上行文": "up", "上行": "up", "down": "down", "下行文": "down", "下行": "down", "level": "level",
    "平行文": "level", "平行": "level",
}  # fmt: skip
SEALS: Mapping[str, str] = {
    "true": "stamp", "yes": "stamp", "印章": "stamp", "false": "none", "no": "none", "无": "none",
    "signature": "signature", "签名章": "signature",
}  # fmt: skip
SECRECIES = ("绝密", "机密", "秘密")
URGENCIES = ("特急", "加急")
_SUFFIXES: Mapping[str, str] = {"document": "文件", "letter": "", "order": "令", "minutes": "纪要"}
_COPY = re.compile(r"[0-9]{6}")
_NAMES = re.compile(r"[、,，;；]")


@dataclass(frozen=True, slots=True)
class Official:
    """An official document as its author describes it.

    `issuers` are in order of rank; `secrecy` is with its term (机密★1年); `number` and the dates are as printed;
    `attachments` names those the text announces, empty where the text's own are all. `spans` places each key given.
    """

    form: Form
    upward: bool
    issuers: tuple[str, ...]
    suffix: str
    copy: str | None
    secrecy: str | None
    urgency: str | None
    number: str | None
    signers: tuple[str, ...]
    to: str | None
    to_below: bool
    attachments: tuple[str, ...]
    signatures: tuple[str, ...]
    date: str | None
    seal: Seal
    post: str | None
    signatory: str | None
    note: str | None
    cc: str | None
    printer: str | None
    printed: str | None
    present: str | None
    absent: str | None
    observers: str | None
    spans: Mapping[str, Span]


def read(fields: Fields) -> Official:
    """Return what the table says."""
    table = _Table(fields)
    fields.check_keys([*KEYS, *KEYS.values()], {})
    found = _read(table)
    _check_together(found, table)
    return found


class _Table:
    """The table, each key under either of its names."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields

    def names(self, key: str) -> tuple[str, str]:
        return key, KEYS[key]

    def has(self, key: str) -> bool:
        return self.fields.has(*self.names(key))

    def says(self, key: str) -> bool:
        """Tell whether the key is there and not empty."""
        return self.has(key) and self.fields.values.get(self.spelt(key)) not in ("", [])

    def spelt(self, key: str) -> str:
        """Return the name the key is given under."""
        self.has(key)  # says so where it is given under both
        return next((name for name in self.names(key) if self.fields.has(name)), key)

    def text(self, key: str, *, numbers: bool = False) -> str | None:
        return self.fields.text(*self.names(key), numbers=numbers)

    def joined(self, key: str) -> str | None:
        """Return a text, or a list joined with 、; what its author put at its end goes, since the form has its own."""
        if self.fields.is_list(self.spelt(key)):
            text = "、".join(filter(None, self.fields.strings(self.spelt(key))))
        else:
            text = self.text(key) or ""
        return text.rstrip(" :：。；;，,、") or None

    def people(self, key: str) -> tuple[str, ...]:
        return self.fields.texts(*self.names(key), split=_NAMES)

    def form_of(self, key: str, read: Callable[[str], Written], hint: str) -> str | None:
        """Return a value that has a prescribed form, as it is printed."""
        given = self.text(key, numbers=True)
        if given is None:
            return None
        found = read(given)
        if found.text is None:
            self.fields.bad_value((self.spelt(key),), found.fault, hint=f"write {found.meant or hint}")
        return found.text

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str | None:
        """Return a value that is one of a few words."""
        given = self.text(key)
        if given is None or given in allowed:
            return given
        hint = f"one of {'、'.join(allowed)}"
        self.fields.bad_value((self.spelt(key),), f"{self.spelt(key)} cannot be “{given}”", hint=hint)
        return None

    def span(self, key: str) -> Span:
        return self.fields.key_span(*self.names(key))


def _read(table: _Table) -> Official:
    fields = table.fields
    form: Form = fields.choice(table.spelt("form"), FORMS, "document")  # type: ignore[assignment]
    issuers = table.people("issuer")
    return Official(
        form=form,
        upward=fields.choice(table.spelt("direction"), DIRECTIONS, "down") == "up",
        issuers=issuers,
        suffix=_suffix(table, form),
        copy=_copy(table),
        secrecy=_secrecy(table),
        urgency=table.one_of("urgency", URGENCIES),
        number=_number(table, form),
        signers=table.people("signers"),
        to=table.joined("to"),
        to_below=fields.flag(table.spelt("to_below"), False),
        attachments=_attachments(table),
        signatures=table.people("signature") or issuers,
        date=table.form_of("date", written.date, "2026年3月5日"),
        seal=_seal(table, form),
        post=table.text("post"),
        signatory=table.text("signatory"),
        note=_note(table),
        cc=table.joined("cc"),
        printer=table.text("printer"),
        printed=table.form_of("printed", written.date, "2026年3月5日"),
        present=table.joined("present"),
        absent=table.joined("absent"),
        observers=table.joined("observers"),
        spans={key: table.span(key) for key in KEYS if table.has(key)},
    )


def _suffix(table: _Table, form: Form) -> str:
    """Return what follows the name of the office in the red head: 文件 unless said otherwise; an empty one is none."""
    value = table.fields.values.get(table.spelt("suffix"))
    return "" if value == "" else table.text("suffix") or _SUFFIXES[form]


def _copy(table: _Table) -> str | None:
    given = table.text("copy", numbers=True)
    if given is None or _COPY.fullmatch(given):
        return given
    meant = given.zfill(6) if given.isdecimal() and len(given) < 6 else "000001"
    table.fields.bad_value((table.spelt("copy"),), "a copy's number is six figures", hint=f'write "{meant}", in quotes')
    return None


def _secrecy(table: _Table) -> str | None:
    """Return 密级 and 保密期限 in one, a star between them (7.2.2)."""
    given, _, behind = (table.text("secrecy") or "").partition("★")
    if given and given not in SECRECIES:
        hint = f"one of {'、'.join(SECRECIES)}"
        table.fields.bad_value((table.spelt("secrecy"),), f"{table.spelt('secrecy')} cannot be “{given}”", hint=hint)
    term = table.form_of("term", written.term, "1年, 6个月 or 长期")
    if behind and (found := written.term(behind)).text is None:
        table.fields.bad_value((table.spelt("secrecy"),), found.fault, hint="write 1年, 6个月 or 长期 behind the star")
    return "★".join(filter(None, (given, term or behind))) if given else None


def _number(table: _Table, form: Form) -> str | None:
    if form == "order":
        return table.form_of("number", written.order, "第6号")
    return table.form_of("number", written.number, "青纸协〔2026〕6号")


def _attachments(table: _Table) -> tuple[str, ...]:
    """Return the names of a list, or the one that is a text: none cut at its commas, none ended by a mark (7.3.4)."""
    key = table.spelt("attachments")
    names = table.fields.strings(key) if table.fields.is_list(key) else (table.text("attachments") or "",)
    return tuple(name.rstrip(" 。；;，,") for name in names if name)


def _seal(table: _Table, form: Form) -> Seal:
    default = {"order": "signature", "minutes": "none"}.get(form, "stamp")
    return table.fields.choice(table.spelt("seal"), SEALS, default)  # type: ignore[return-value]


def _note(table: _Table) -> str | None:
    """Return the 附注 in its brackets (7.3.6)."""
    given = table.text("note")
    bare = given.strip("（）()") if given else None
    return f"（{bare}）" if bare else None


class _Rule(NamedTuple):
    """What must go together: `key` is the one to look at, `why` the fact, `hint` the remedy."""

    key: str
    broken: bool
    why: str
    hint: str


def _check_together(found: Official, table: _Table) -> None:
    """Check what the keys must be together; a key that is there and wrong has been reported, and is not missing."""
    report = table.fields.report
    for rule in _missing(found, table):
        if rule.broken:
            report.error("book.missing-key", rule.why, table.span(rule.key), rule.hint)
    for rule in _unused(found, table):
        if rule.broken:
            report.error("book.unused-key", rule.why, table.span(rule.key), rule.hint)
    if found.secrecy and not table.has("copy"):
        message = f"a document that is {found.secrecy[:2]} has a copy's number ({KEYS['copy']})"
        report.warning("book.missing-key", message, table.span("secrecy"), 'write copy = "000001"')


def _missing(found: Official, table: _Table) -> tuple[_Rule, ...]:
    def rule(key: str, wanted: bool, example: str) -> _Rule:
        why = f"{table.fields.label} has no {key} ({KEYS[key]})"
        return _Rule(key, wanted and not table.says(key), why, f"write {key} = {example}")

    signed, minutes = found.seal == "signature", found.form == "minutes"
    return (
        rule("issuer", True, '"青溪手工造纸协会"'),
        rule("number", not minutes, '"第6号"' if found.form == "order" else '"青纸协〔2026〕6号"'),
        rule("date", not minutes, '"2026年3月5日"'),
        rule("signers", found.upward, '["沈砚秋"]'),
        rule("post", signed, '"会长"'),
        rule("signatory", signed, '"沈砚秋"'),
        rule("printer", table.has("printed"), '"青溪手工造纸协会秘书处"'),
        rule("printed", table.has("printer"), '"2026年3月6日"'),
        rule("secrecy", table.has("term"), '"秘密"'),
    )


def _unused(found: Official, table: _Table) -> tuple[_Rule, ...]:
    def rule(key: str, unused: bool, why: str, hint: str) -> _Rule:
        return _Rule(key, unused and table.has(key), f"{table.spelt(key)}: {why}", hint)

    form, other = found.form, "leave it out, or choose another form (格式)"
    signed = found.seal == "signature"
    return (
        rule("signers", not found.upward, "only a document to a higher office names them", 'write direction = "up"'),
        rule("direction", form in ("order", "minutes"), "an order and minutes have none", other),
        rule("printer", form == "letter", "a letter does not say who printed it", other),
        rule("printed", form == "letter", "a letter does not say when it was printed", other),
        rule("to", form == "order", "an order is addressed to nobody", other),
        *(
            rule(key, form != "minutes", "only minutes list who was there", other)
            for key in ("present", "absent", "observers")
        ),
        rule("post", not signed, "it stands beside a signature stamp", 'write seal = "签名章", or leave it out'),
        rule("signatory", not signed, "there is no signature stamp", 'write seal = "签名章", or leave it out'),
        rule("to_below", found.to is None, "there is nothing to move", "write to (主送机关), or leave it out"),
    )

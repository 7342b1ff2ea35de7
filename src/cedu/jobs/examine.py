"""One file after another: what is wrong with each by itself, and what others may rely on."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cedu.diagnostics import Finding
from cedu.model.outline import Outline, PageOutline
from cedu.rules import Rule, Settings, rules
from cedu.source.load import load, read_bytes
from cedu.source.outline import outline_of, page_outline
from cedu.source.passages import page_passage, passages, worth_scanning
from cedu.source.questions import questions
from cedu.source.text import decode, ignored_codes


class Examined(NamedTuple):
    """What was found in one file; small, and made of tuples, so that it can be kept and sent between processes.

    `broken_id` is the id that a file which could not be read seems to declare; `ignored`, the codes that its comments switch off, by line.
    """

    path: str
    kind: str
    findings: tuple[Finding, ...]
    outline: Outline | None
    page: PageOutline | None
    broken_id: str
    ignored: tuple[tuple[int, tuple[str, ...]], ...]


def examine(root: Path, settings: Settings, path: str, kind: str) -> Examined:
    """Read one file, a YAML file of `kind` or (where that is empty) a Markdown file, and check it by itself."""
    return examine_entity(root, path, kind, settings) if kind else examine_page(root, path, settings)


def examine_entity(root: Path, path: str, kind: str, settings: Settings) -> Examined:
    """Read one YAML file, and check by itself what it declares."""
    loaded = load(root, path, kind)
    findings = list(loaded.findings)
    outline = None
    if loaded.entity is not None:
        findings += run(loaded.entity, settings)
        for question in questions(loaded.entity, settings.workspace):
            findings += run(question.item, settings)
            findings += run(question, settings)
        has_markup = worth_scanning(loaded.text)
        for passage in passages(loaded.entity, loaded.text) if has_markup else ():
            findings += run(passage, settings)
        outline = outline_of(loaded.entity, loaded.text if has_markup else "")
    ignored = tuple(ignored_codes(loaded.text).items())
    return Examined(path, kind, tuple(findings), outline, None, "" if loaded.entity else loaded.id, ignored)


def examine_page(root: Path, path: str, settings: Settings) -> Examined:
    """Read one Markdown file, and check it by itself."""
    content, findings = read_bytes(root, path)
    text = None
    if content is not None:
        text, findings = decode(path, content)
    if text is None:
        return Examined(path, "", tuple(findings), None, None, "", ())
    passage = page_passage(path, text)
    findings += run(passage, settings)
    return Examined(path, "", tuple(findings), None, page_outline(path, passage.page), "", tuple(ignored_codes(text).items()))


def run(subject: Any, settings: Settings) -> Iterable[Finding]:
    """What every rule for this type of thing finds in it, stamped with the rule's code and severity."""
    found: list[Finding] = []
    for rule in _rules_for(subject.__class__):
        if rule.check is not None:
            for finding in rule.check(subject, settings):  # there are far more rules than findings
                found.append(finding._replace(code=rule.code, severity=rule.severity))  # noqa: PERF401
    return found


@cache
def _rules_for(cls: type) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules().values() if rule.check and rule.each and issubclass(cls, rule.each))

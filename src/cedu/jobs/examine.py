"""One file after another: what is wrong with each by itself, and what others may rely on."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cedu.diagnostics import Finding, Span
from cedu.model.outline import Declared, DrawOutline, FileUse, Former, ItemOutline, Outline, PageOutline, Reference, RequirementOutline
from cedu.rules import Rule, Settings, rules
from cedu.source.load import load, read_bytes
from cedu.source.outline import outline_of, page_outline
from cedu.source.passages import page_passage, passages
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


def examine_all(workspace: tuple[Path, Settings], files: Sequence[tuple[str, str]]) -> list[Examined]:
    """Examine `files` of the workspace (its root, and what rules look at), each a path and its kind (empty for a Markdown file)."""
    root, settings = workspace
    return [examine_page(root, path, settings) if not kind else examine_entity(root, path, kind, settings) for path, kind in files]


def examine_entity(root: Path, path: str, kind: str, settings: Settings) -> Examined:
    """Read one YAML file, and check by itself what it declares."""
    loaded = load(root, path, kind)
    findings = list(loaded.findings)
    outline = None
    if loaded.entity is not None:
        findings += run(loaded.entity, settings)
        for passage in passages(loaded.entity):
            findings += run(passage, settings)
        outline = outline_of(loaded.entity)
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
            found += [finding._replace(code=rule.code, severity=rule.severity) for finding in rule.check(subject, settings)]
    return found


@cache
def _rules_for(cls: type) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules().values() if rule.check and rule.each and issubclass(cls, rule.each))


def from_json(value: list[Any]) -> Examined:
    """What `json` made of an Examined, as an Examined again."""
    path, kind, findings, outline, page, broken_id, ignored = value
    return Examined(
        path,
        kind,
        tuple(Finding(Span(*finding[0]), *finding[1:]) for finding in findings),
        _outline(outline) if outline else None,
        PageOutline(page[0], tuple(page[1]), _files(page[2])) if page else None,
        broken_id,
        tuple((line, tuple(codes)) for line, codes in ignored),
    )


def _outline(value: list[Any]) -> Outline:
    kind, id, title, path, span, status, formerly, purpose, stakes, declared, references, files, items, draws, former, passing, requirements = value
    return Outline(
        kind,
        id,
        title,
        path,
        Span(*span),
        status,
        tuple(formerly),
        purpose,
        stakes,
        tuple([Declared(a, b, c, Span(*place)) for a, b, c, place in declared]),
        tuple([Reference(a, b, c, d, Span(*place)) for a, b, c, d, place in references]),
        _files(files),
        tuple([ItemOutline(a, b, c, d, e, Span(*place)) for a, b, c, d, e, place in items]),
        tuple([DrawOutline(a, b, c, d, Span(*place)) for a, b, c, d, place in draws]),
        tuple([Former(a, b, c, Span(*place)) for a, b, c, place in former]),
        passing,
        tuple([RequirementOutline(a, b, c, d, Span(*place)) for a, b, c, d, place in requirements]),
    )


def _files(value: list[Any]) -> tuple[FileUse, ...]:
    return tuple([FileUse(path, field, Span(*place), anchor) for path, field, place, anchor in value])

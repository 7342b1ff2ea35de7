"""The upload steps: what a publisher does with bundles in one LMS, as Markdown that reads as plain text, too.

They are in English, as are the LMS's own words that they name, and as is all that cedu says to a team. A workspace's own
`templates/lms/upload.md` takes the place of ours.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from cedu.lms import Fact, Fault, Preset, Procedure
from cedu.model.workspace import Build
from cedu.player.completion import Standing, terms
from cedu.targets import targets

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATE = "lms/upload.md"
# What would be markup in a line of Markdown.
_MARKUP = re.compile(r"([\\`*_\[\]<>|#~$])")


class Context(Protocol):
    """What the steps read of the workspace; a target's Context is one."""

    @property
    def options(self) -> Build:
        """How bundles are built for the LMS."""

    @property
    def templates(self) -> "Environment":
        """The templates of the workspace and of cedu."""

    def entity(self, kind: str, id: str) -> Any:
        """The whole entity."""


class Bundle(NamedTuple):
    """A file or a folder that was built: of which target, of which entity, and its path from where the steps lie."""

    target: str
    kind: str
    id: str
    path: str


def upload_steps(preset: Preset, bundles: Sequence[Bundle], context: Context, delivery: str = "") -> bytes:
    """What to do in the LMS with `bundles`, which belong to `delivery`. Raises TemplateProblem where the workspace's template is wrong."""
    targets = {bundle.target for bundle in bundles}
    sources = _Sources(preset)
    procedures = [procedure for procedure in preset.procedures if targets.intersection(procedure.targets)]
    described = {target for procedure in procedures for target in procedure.targets}
    text = context.templates.get_template(TEMPLATE).render(
        lms=preset.title,
        delivery=delivery,
        summary=_fact(preset.summary, sources),
        bundles=[_bundle(bundle, context) for bundle in bundles],
        procedures=[_procedure(procedure, bundles, sources) for procedure in procedures],
        others=[bundle.path for bundle in bundles if bundle.target not in described and bundle.id],
        endings=_endings(preset, sources),
        faults=[_fault(fault, sources) for fault in preset.faults if not fault.targets or targets.intersection(fault.targets)],
        unconfirmed=list(preset.unconfirmed),
        sources=sources.listed,
    )
    return text.encode()


class _Sources:
    """The sources that the steps name, numbered in the order of their first mention."""

    def __init__(self, preset: Preset) -> None:
        self._known = preset.sources
        self.listed: list[dict[str, Any]] = []
        self._numbers: dict[str, int] = {}

    def numbers(self, names: Sequence[str]) -> list[int]:
        for name in names:
            if name not in self._numbers:
                source = self._known[name]
                self._numbers[name] = len(self._numbers) + 1
                self.listed.append({"title": source.title, "at": source.at, "read": source.read})
        return sorted(self._numbers[name] for name in names)


def _bundle(bundle: Bundle, context: Context) -> dict[str, str]:
    entity = context.entity(bundle.kind, bundle.id) if bundle.id else None
    return {
        "path": bundle.path,
        "kind": bundle.kind,
        "title": _plain(entity.title) if entity else "",
        "version": getattr(entity, "version", ""),
        "ends": _end(entity, bundle.target, context),
    }


def _end(entity: Any, name: str, context: Context) -> str:
    """What an LMS hears when all of a course is done, or each part of it that is launched by itself."""
    target = targets().get(name)
    if target and target.scored_by == "server":
        return "nothing: it scores this itself"
    if target is None or target.tells is None:
        return "nothing"
    agreed = terms(entity, entity.lessons, context.entity)
    heard = " ".join(target.tells(agreed, Standing(completed=True, passed=True, score=100, more=False)).values())
    verdict = ("`completed`, and " if "completed" in heard else "") + "`passed` or `failed`, with a score" if agreed.judged else ""
    if context.options.scos == "course":
        return verdict or "`completed`"
    return "of each module `completed`" + (f"; of one with a quiz that counts, {verdict}" if verdict else "")


def _procedure(procedure: Procedure, bundles: Sequence[Bundle], sources: _Sources) -> dict[str, Any]:
    parts = {name: [_fact(fact, sources) for fact in getattr(procedure, name)] for name in ("upload", "settings", "check", "replace")}
    paths = [bundle.path for bundle in bundles if bundle.target in procedure.targets and bundle.id]
    return {"title": procedure.title, "paths": paths, **parts}


def _fact(fact: Fact, sources: _Sources) -> dict[str, Any]:
    return {"text": fact.text, "why": fact.why, "sources": sources.numbers(fact.sources)}


def _fault(fault: Fault, sources: _Sources) -> dict[str, Any]:
    """A fault as two sentences: a rule says the first in a finding, and the second in its hint."""
    return {"text": _sentence(fault.text), "remedy": _sentence(fault.remedy), "sources": sources.numbers(fault.sources)}


def _endings(preset: Preset, sources: _Sources) -> dict[str, Any] | None:
    if not preset.endings:
        return None
    found = preset.endings
    return {"refused": list(found.refused), "remedy": _sentence(found.remedy), "sources": sources.numbers(found.sources)}


def _sentence(text: str) -> str:
    """`text` with a capital letter at its start and a full stop at its end."""
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def _plain(text: str) -> str:
    """An author's text as text in a line of Markdown."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))

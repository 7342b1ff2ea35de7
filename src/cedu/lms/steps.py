"""The upload steps: what a publisher does with the bundles of a delivery in one LMS, as Markdown that reads as plain text, too."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from cedu.lms import Fact, Fault, Preset, Procedure
from cedu.model.assessment import Assessment
from cedu.model.course import Course
from cedu.model.workspace import Workspace

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATE = "lms/upload.md"
# What would be markup in a line of Markdown.
_MARKUP = re.compile(r"([\\`*_\[\]<>|#~$])")


class Context(Protocol):
    """What the steps read of the workspace; a target's Context is one."""

    @property
    def workspace(self) -> Workspace:
        """What `cedu.yaml` says."""

    @property
    def templates(self) -> "Environment":
        """The templates of the workspace and of cedu."""

    def entity(self, kind: str, id: str) -> Any:
        """The whole entity."""


class Bundle(NamedTuple):
    """One file or folder that was built: of which target and entity, and its path from where the steps lie."""

    target: str
    kind: str
    id: str
    path: str


def upload_steps(preset: Preset, bundles: Sequence[Bundle], context: Context, delivery: str = "") -> bytes:
    """What to do with `bundles` in the LMS; raises TemplateProblem where a workspace's own template is wrong."""
    targets = {bundle.target for bundle in bundles}
    sources = _Sources(preset)
    text = context.templates.get_template(TEMPLATE).render(
        lms={"name": preset.name, "title": preset.title, "summary": preset.summary},
        delivery=delivery,
        organization=_plain(context.workspace.organization.name),
        bundles=[_bundle(bundle, context) for bundle in bundles],
        procedures=[_procedure(each, bundles, sources) for each in preset.procedures if targets.intersection(each.targets)],
        limits=[_trouble(limit, sources) for limit in (preset.size, preset.endings) if limit],
        faults=[_trouble(fault, sources) for fault in preset.faults if not fault.targets or targets.intersection(fault.targets)],
        open=list(preset.open),
        sources=sources.listed,
    )
    return text.encode()


def has_verdict(course: Course, context: Context) -> bool:
    """Does the course say `passed` or `failed` at its end, and not only that it was worked through?"""
    if course.completion and course.completion.assessments == "ignored":
        return False
    asked: Iterable[Assessment] = (context.entity("assessment", lesson.assessment) for lesson in course.lessons if lesson.assessment)
    return any(assessment.passing_score is not None and assessment.stakes != "certification" for assessment in asked)


class _Sources:
    """Numbers the sources in the order in which the text names them."""

    def __init__(self, preset: Preset) -> None:
        self._known = preset.sources
        self._numbers: dict[str, int] = {}

    def numbers(self, names: Sequence[str]) -> list[int]:
        return [self._numbers.setdefault(name, len(self._numbers) + 1) for name in names]

    @property
    def listed(self) -> list[dict[str, Any]]:
        """Each source that was named; made after all else."""
        found = [(number, self._known[name]) for name, number in self._numbers.items()]
        return [{"number": number, "title": each.title, "at": each.at, "read": each.read} for number, each in found]


def _bundle(bundle: Bundle, context: Context) -> dict[str, Any]:
    entity = context.entity(bundle.kind, bundle.id) if bundle.id else None
    return {
        "path": bundle.path,
        "target": bundle.target,
        "kind": bundle.kind,
        "title": _plain(entity.title) if entity else "",
        "version": getattr(entity, "version", ""),
        "verdict": isinstance(entity, Course) and has_verdict(entity, context),
    }


def _procedure(procedure: Procedure, bundles: Sequence[Bundle], sources: _Sources) -> dict[str, Any]:
    def facts(named: Sequence[Fact]) -> list[dict[str, Any]]:
        return [{"text": fact.text, "why": fact.why, "sources": sources.numbers(fact.sources)} for fact in named]

    return {
        "title": procedure.title,
        "files": [bundle.path for bundle in bundles if bundle.target in procedure.targets],
        "upload": facts(procedure.upload),
        "settings": facts(procedure.settings),
        "check": facts(procedure.check),
        "replace": facts(procedure.replace),
    }


def _trouble(each: Any, sources: _Sources) -> dict[str, Any]:
    """A limit or a fault."""
    return {
        "text": each.text,
        "remedy": each.remedy,
        "sources": sources.numbers(each.sources),
        "always": not isinstance(each, Fault) or each.when == "always",
    }


def _plain(text: str) -> str:
    """An author's text as text in a line of Markdown."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))

"""What pages say of paths and certifications, as plain values for templates; where things are is the caller's to know."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from cedu.model.certification import Certification, Level, Single, members
from cedu.model.course import Course
from cedu.model.entity import Entity
from cedu.model.path import Step
from cedu.rendering.pages import Source
from cedu.source.outline import qualified

# The address of an entity's page, and of a place in it; nothing where there is none.
Where = Callable[[Entity, str], str]


class Linked(NamedTuple):
    """Something that a page names: its title, and where it is, or nothing where it has no page."""

    title: str
    url: str = ""


def part(source: Source, kind: str, name: str, parts: Callable[[Any], Sequence[Any]]) -> tuple[Any, Any]:
    """The entity, and the part of it, that `owner.local` names."""
    owner, _, local = name.partition(".")
    entity = source.entity(kind, owner)
    return entity, next(one for one in parts(entity) if one.id == local)


def level_anchor(level: Level) -> str:
    """Where a level stands on its certification's page."""
    return f"level-{level.lasting_id}"


def step_view(step: Step, source: Source, where: Where) -> dict[str, Any]:
    """One step of a path: `kind` (course, certification, level, path), title, url, summary, minutes, optional, note."""
    shown: dict[str, Any] = {"optional": step.optional, "note": step.note, "minutes": 0}
    if step.level:
        certification, level = part(source, "certification", step.level, lambda found: found.levels)
        url = where(certification, level_anchor(level))
        return shown | {"kind": "level", "title": level.title, "url": url, "summary": certification.title}
    kind = "course" if step.course else "certification" if step.certification else "path"
    entity = source.entity(kind, step.course or step.certification or step.path or "")
    minutes = entity.minutes if isinstance(entity, Course) else 0
    return shown | {"kind": kind, "title": entity.title, "url": where(entity, ""), "summary": entity.summary, "minutes": minutes}


def level_view(level: Level, certification: Certification, source: Source, where: Where) -> dict[str, Any]:
    """One level of a certification: what it claims, takes and proves, and how long it is valid."""
    competencies = [part(source, "framework", name, lambda found: found.competencies)[1].title for name in level.competencies]
    return {
        "anchor": level_anchor(level),
        "title": level.title,
        "achievement": level.achievement,
        "requires": [_requirement(one, certification, source, where) for one in level.requires],
        "renewal": [_requirement(one, certification, source, where) for one in level.renewal],
        "competencies": competencies,
        "validity_months": level.validity_months,
        "renewal_months": level.renewal_months,
    }


def _requirement(one: Single, certification: Certification, source: Source, where: Where) -> dict[str, Any]:
    """What it takes: which sentence of `cedu.rendering.words`, what it names, the score, in which months; of a group, its parts."""
    count, inside = members(one)
    shown = {"link": Linked(""), "score": "", "note": "", "count": count, "months": one.within_months or 0, "parts": []}
    if inside:
        kind = "require_at_least" if getattr(one, "at_least", None) else "require_any" if getattr(one, "any", ()) else "require_all"
        return {**shown, "words": kind, "parts": [_requirement(each, certification, source, where) for each in inside]}
    if one.course:
        course = source.entity("course", one.course)
        return {**shown, "words": "require_course", "link": Linked(course.title, where(course, ""))}
    if one.assessment:
        score = f"{one.least_score:g}" if one.least_score is not None else ""
        words = "require_assessment_score" if score else "require_assessment"
        return {**shown, "words": words, "link": Linked(source.entity("assessment", one.assessment).title), "score": score}
    if one.practical:
        practical = part(source, "certification", qualified(one.practical, certification.id), lambda found: found.practicals)[1]
        return {**shown, "words": "require_practical", "link": Linked(practical.title), "note": practical.text}
    owner, level = part(source, "certification", qualified(one.level or "", certification.id), lambda found: found.levels)
    url = f"#{level_anchor(level)}" if owner.id == certification.id else where(owner, level_anchor(level))
    return {**shown, "words": "require_level", "link": Linked(level.title, url)}

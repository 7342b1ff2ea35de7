"""The site's start page, and a page for each path and certification."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from cedu.bundle import Output
from cedu.model.certification import Certification, Level, Requirement
from cedu.model.course import Course
from cedu.model.path import Path, Step
from cedu.model.workspace import Workspace
from cedu.targets import Context
from cedu.targets.site.frame import Frame, Linked, named

_PLAYER = ("content.css", "strings.js", "quiz.js")
_OWN = ("style.css", "site.js")


def workspace_files(workspace: Workspace, context: Context) -> Iterator[Output]:
    """The start page, and what all pages share."""
    from cedu.player import asset

    frame = Frame(context, workspace.organization.language, up="")
    yield frame.page(
        "index.html",
        "index.html",
        workspace.organization.name,
        paths=[_path(path, frame) for path in context.entities("path")],
        courses=[_course(course, frame) for course in context.entities("course")],
        certifications=[_certification(one, frame) for one in context.entities("certification")],
    )
    folder = PurePosixPath("assets")
    for name in _PLAYER:
        yield Output(folder / name, asset(name))
    for name in _OWN:
        yield Output(folder / name, _template(context, f"site/{name}"))
    if logo := workspace.organization.logo:
        yield Output(folder / f"logo{PurePosixPath(logo).suffix}", context.file(logo))


def path_files(path: Path, context: Context) -> Iterator[Output]:
    """The page of a path."""
    frame = Frame(context, path.language)
    yield frame.page("index.html", "path.html", path.title, path=_path(path, frame) | {"steps": [_step(step, frame) for step in path.steps]})


def certification_files(certification: Certification, context: Context) -> Iterator[Output]:
    """The page of a certification."""
    frame = Frame(context, certification.language)
    levels = [_level(level, certification, frame) for level in certification.levels]
    yield frame.page(
        "index.html", "certification.html", certification.title, certification=_certification(certification, frame) | {"levels": levels}
    )


def _template(context: Context, name: str) -> bytes:
    """A file of the templates that is no template itself."""
    loader = context.templates.loader
    if loader is None:  # pragma: no cover - ours has one
        raise LookupError(name)
    return loader.get_source(context.templates, name)[0].encode()


def _course(course: Course, frame: Frame) -> dict[str, Any]:
    return {
        "title": course.title,
        "url": frame.link("course", course.id).url,
        "summary": course.summary,
        "minutes": course.minutes,
        "lessons": len(course.lessons),
    }


def _path(path: Path, frame: Frame) -> dict[str, Any]:
    return {
        "title": path.title,
        "url": frame.link("path", path.id).url,
        "summary": path.summary,
        "audience": frame.context.entity("audience", path.audience).title,
        "count": len(path.steps),
    }


def _certification(certification: Certification, frame: Frame) -> dict[str, Any]:
    return {
        "title": certification.title,
        "url": frame.link("certification", certification.id).url,
        "summary": certification.summary,
        "level_titles": [level.title for level in certification.levels],
    }


def _step(step: Step, frame: Frame) -> dict[str, Any]:
    shown: dict[str, Any] = {"optional": step.optional, "note": step.note, "minutes": 0}
    if step.level:
        certification, level = named(frame.context, "certification", step.level, lambda found: found.levels)
        url = frame.link("certification", certification.id).url
        return shown | {"kind": "level", "title": level.title, "url": f"{url}#{level_anchor(level)}" if url else "", "summary": certification.title}
    kind = "course" if step.course else "certification" if step.certification else "path"
    entity, link = frame.entity(kind, step.course or step.certification or step.path or "")
    minutes = entity.minutes if isinstance(entity, Course) else 0
    return shown | {"kind": kind, "title": link.title, "url": link.url, "summary": entity.summary, "minutes": minutes}


def level_anchor(level: Level) -> str:
    """Where a level stands on its certification's page."""
    return f"level-{level.formerly[0] if level.formerly else level.id}"


def _level(level: Level, certification: Certification, frame: Frame) -> dict[str, Any]:
    competencies = [named(frame.context, "framework", name, lambda found: found.competencies)[1].title for name in level.competencies]
    return {
        "anchor": level_anchor(level),
        "title": level.title,
        "achievement": level.achievement,
        "requires": [_requirement(one, certification, frame) for one in level.requires],
        "competencies": competencies,
        "validity_months": level.validity_months,
        "renewal_months": level.renewal_months,
    }


def _requirement(requirement: Requirement, certification: Certification, frame: Frame) -> dict[str, Any]:
    """What it takes: which sentence, the link in it, and the score."""
    if requirement.course:
        return {"words": "require_course", "link": frame.link("course", requirement.course), "score": ""}
    if requirement.assessment:
        score = f"{requirement.least_score:g}" if requirement.least_score is not None else ""
        title = frame.context.entity("assessment", requirement.assessment).title
        return {"words": "require_assessment_score" if score else "require_assessment", "link": Linked(title), "score": score}
    name = requirement.level or ""
    owner, level = named(frame.context, "certification", name if "." in name else f"{certification.id}.{name}", lambda found: found.levels)
    url = f"#{level_anchor(level)}" if owner.id == certification.id else f"{frame.link('certification', owner.id).url}#{level_anchor(level)}"
    return {"words": "required_level", "link": Linked(level.title, url), "score": ""}

"""The site's start page, and a page for each path and certification."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from cedu.bundle import Output
from cedu.model.certification import Certification
from cedu.model.course import Course
from cedu.model.path import Path
from cedu.model.workspace import Workspace
from cedu.rendering.views import level_view, step_view
from cedu.targets import Context
from cedu.targets.site.frame import Frame

_OWN = ("icon.svg", "site/style.css", "site/site.js")


def workspace_files(workspace: Workspace, context: Context) -> Iterator[Output]:
    """The start page, and what all pages share."""
    from cedu.player import FORMS, asset
    from cedu.rendering.templates import unrendered

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
    for name in ("content.css", "strings.js", "memory.js", "local.js", *FORMS):
        yield Output(folder / name, asset(name))
    for name in _OWN:
        yield Output(folder / PurePosixPath(name).name, unrendered(context.templates, name))
    if logo := workspace.organization.logo:
        yield Output(folder / f"logo{PurePosixPath(logo).suffix}", context.file(logo))


def path_files(path: Path, context: Context) -> Iterator[Output]:
    """The page of a path."""
    frame = Frame(context, path.language)
    yield frame.page(
        "index.html",
        "path.html",
        path.title,
        path=_path(path, frame) | {"steps": [step_view(step, context, frame.where) for step in path.steps]},
    )


def certification_files(certification: Certification, context: Context) -> Iterator[Output]:
    """The page of a certification."""
    frame = Frame(context, certification.language)
    levels = [level_view(level, certification, context, frame.where) for level in certification.levels]
    yield frame.page(
        "index.html", "certification.html", certification.title, certification=_certification(certification, frame) | {"levels": levels}
    )


def _course(course: Course, frame: Frame) -> dict[str, Any]:
    return {
        "title": course.title,
        "url": frame.where(course),
        "summary": course.summary,
        "minutes": course.minutes,
        "lessons": len(course.lessons),
    }


def _path(path: Path, frame: Frame) -> dict[str, Any]:
    return {
        "title": path.title,
        "url": frame.where(path),
        "summary": path.summary,
        "audience": frame.context.entity("audience", path.audience).title,
        "count": len(path.steps),
    }


def _certification(certification: Certification, frame: Frame) -> dict[str, Any]:
    return {
        "title": certification.title,
        "url": frame.where(certification),
        "summary": certification.summary,
        "level_titles": [level.title for level in certification.levels],
    }

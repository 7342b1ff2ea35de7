"""What the documents hold, and how they are written."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from cedu.bundle import Output
from cedu.model.certification import Certification
from cedu.model.course import Course
from cedu.model.entity import Entity
from cedu.model.path import Path
from cedu.model.workspace import Workspace
from cedu.rendering.graph import Box, mermaid, svg
from cedu.rendering.views import level_view, part, step_view
from cedu.targets import Context
from cedu.targets.docs.formats import Marked, format_values

_GUIDE = "curriculum-guide"
_FORMATS = "formats"
# What would be markup in a line of Markdown.
_MARKUP = re.compile(r"([\\`*_\[\]<>|#~$])")
# Values that are no text for readers.
_AS_THEY_ARE = frozenset(("url", "anchor", "graph", "kind", "words", "up", "language", "direction"))


def path_files(path: Path, context: Context) -> Iterator[Output]:
    """One path, with its graph."""
    language = path.language or context.workspace.organization.language
    values = {"path": _path(path, context, up="../../"), "up": "../../"}
    yield from _both("index", "path", path.title, values, language, context)


def guide_files(workspace: Workspace, context: Context) -> Iterator[Output]:
    """The curriculum guide, what each format keeps, and the style that all documents share."""
    from cedu.player import asset

    language = workspace.organization.language
    values = {
        "audiences": [_audience(one, context) for one in context.entities("audience")],
        "paths": [_path(one, context, up="") for one in context.entities("path")],
        "courses": [_course(one, context) for one in context.entities("course")],
        "certifications": [_certification(one, context) for one in context.entities("certification")],
        "frameworks": [_framework(one, context) for one in context.entities("framework")],
        "up": "",
    }
    yield from _both(_GUIDE, "guide", workspace.organization.name, values, language, context)
    yield from _both(_FORMATS, "formats", workspace.organization.name, {**format_values(), "up": ""}, language, context)
    folder = PurePosixPath("assets")
    yield Output(folder / "content.css", asset("content.css"))
    loader = context.templates.loader
    assert loader is not None  # noqa: S101 - the environment is ours
    for name in ("icon.svg", "docs/docs.css"):
        yield Output(folder / PurePosixPath(name).name, loader.get_source(context.templates, name)[0].encode())


def _both(name: str, template: str, title: str, values: Mapping[str, Any], language: str, context: Context) -> Iterator[Output]:
    """One page as Markdown and as HTML."""
    words = context.words(language)
    for suffix in ("md", "html"):
        shown = {"title": title, "organization": context.workspace.organization.name, "language": language, **values}
        shown = _in_markdown(shown) if suffix == "md" else _in_html(shown)
        text = context.templates.get_template(f"docs/{template}.{suffix}").render(
            **shown,
            direction=words.direction,
            **words.for_templates(html=suffix == "html"),
        )
        yield Output(PurePosixPath(f"{name}.{suffix}"), text.encode())


def _in_markdown(value: Any, key: str = "") -> Any:
    """`value` with its texts written so that they are text in Markdown too."""
    if isinstance(value, Marked):
        return value.text
    if isinstance(value, str):
        if key in _AS_THEY_ARE:
            return value.replace(".html", ".md") if key == "url" else value
        return _MARKUP.sub(r"\\\1", " ".join(value.split()))
    if isinstance(value, Mapping):
        return {name: _in_markdown(one, name) for name, one in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return _in_markdown(value._asdict())
    if isinstance(value, list | tuple):
        return [_in_markdown(one, key) for one in value]
    return mermaid(value.boxes) if isinstance(value, _Graph) else value


def _in_html(value: Any) -> Any:
    """`value` with its graphs drawn."""
    if isinstance(value, _Graph):
        from markupsafe import Markup

        return Markup(svg(value.boxes, value.title))  # noqa: S704 - every text in it is escaped
    if isinstance(value, Marked):
        from markupsafe import Markup

        from cedu.rendering.markdown import inline

        return Markup(inline(value.text))  # noqa: S704 - the renderer lets no HTML through
    if isinstance(value, Mapping):
        return {name: _in_html(one) for name, one in value.items()}
    return [_in_html(one) for one in value] if isinstance(value, list) else value


class _Graph:
    """The picture of a path, drawn by each format in its way."""

    __slots__ = ("boxes", "title")

    def __init__(self, boxes: list[Box], title: str) -> None:
        self.boxes = boxes
        self.title = title


def _path(path: Path, context: Context, up: str) -> dict[str, Any]:
    words = context.words(path.language or context.workspace.organization.language)

    def where(entity: Entity, _anchor: str = "") -> str:
        return f"{up}path/{entity.lasting_id}/index.html" if entity.kind == "path" and entity.status == "active" else ""

    steps = [step_view(step, context, where) for step in path.steps]
    boxes = [
        Box(words.say(step["kind"]), step["title"], step["url"], step["kind"] in ("level", "certification"), step["optional"])
        for step in steps
    ]
    audience = context.entity("audience", path.audience)
    return {
        "title": path.title,
        "url": where(path),
        "summary": path.summary,
        "owner": path.owner,
        "audience": {"title": audience.title, "summary": audience.summary, "role": audience.role},
        "steps": steps,
        "minutes": sum(step["minutes"] for step in steps if not step["optional"]),
        "has_optional": any(step["optional"] for step in steps),
        "graph": _Graph(boxes, path.title),
    }


def _audience(audience: Any, context: Context) -> dict[str, Any]:
    needs = []
    for need in audience.needs:
        framework, competency = part(context, "framework", need.competency, lambda found: found.competencies)
        level = next((step.title for step in framework.scale if step.id == need.proficiency), need.proficiency)
        needs.append({"competency": competency.title, "proficiency": level})
    return {"title": audience.title, "summary": audience.summary, "role": audience.role, "needs": needs}


def _course(course: Course, context: Context) -> dict[str, Any]:
    return {
        "title": course.title,
        "summary": course.summary,
        "owner": course.owner,
        "version": course.version,
        "review_by": course.review_by or "",
        "audience": context.entity("audience", course.audience).title if course.audience else "",
        "minutes": course.minutes,
        "objectives": [objective.text for objective in course.objectives],
        "modules": [
            {
                "title": module.title,
                "minutes": sum(lesson.minutes for lesson in module.lessons),
                "lessons": [lesson.title for lesson in module.lessons],
            }
            for module in course.modules
        ],
    }


def _certification(certification: Certification, context: Context) -> dict[str, Any]:
    levels = [level_view(level, certification, context, lambda _entity, _anchor: "") for level in certification.levels]
    return {"title": certification.title, "summary": certification.summary, "levels": levels}


def _framework(framework: Any, context: Context) -> dict[str, Any]:
    """The competencies of a framework, and which courses and levels lead there."""
    courses, certifications = context.entities("course"), context.entities("certification")
    rows = []
    for competency in framework.competencies:
        name = f"{framework.id}.{competency.id}"
        taught = [course.title for course in courses if any(objective.competency == name for objective in course.objectives)]
        proven = [level.title for one in certifications for level in one.levels if name in level.competencies]
        rows.append({"title": competency.title, "summary": competency.summary, "courses": taught, "levels": proven})
    return {"title": framework.title, "summary": framework.summary, "competencies": rows}

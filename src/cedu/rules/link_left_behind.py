"""Link to a lesson that does not come along.

## What it finds

A link from a lesson, or from a quiz, to a lesson that is not in the same package: one of another course, or where modules
are launched one by one, one of another module. On a site, one of a course that is not built for whoever gets the site.

## Why it matters

A package knows nothing of others in the LMS, so the link becomes text. Who reads "see the first steps" there looks for
them in vain.

## Bad

```yaml cedu.yaml
build: {targets: [scorm12]}
```

```markdown lessons/install.md
How it opens is [in the first look](open.md).
```

## Good

```yaml cedu.yaml
build: {targets: [scorm12]}
```

```markdown lessons/install.md
How it opens is said in the course *A first look*.
```
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.model.outline import FileUse, Outline
from cedu.rules import Rule, Settings

if TYPE_CHECKING:
    from cedu.deliveries import Planned

_BODY = "modules.lessons.body"
_TRANSCRIPT = "modules.lessons.transcript"


class _Link(NamedTuple):
    """A link to the text of a lesson, the modules (from 0) that it is in, and those of the same course that it leads to."""

    use: FileUse
    modules: frozenset[int]
    homes: frozenset[int]


def check(library: Library, settings: Settings) -> Iterator[Finding]:
    """Every such link, with all that the lesson does not come along in."""
    if not settings.workspace.says_what_is_built:
        return
    from cedu.deliveries import Planned, labels, receivers

    everybody = receivers(settings.workspace)
    courses = [course for course in library.of("course") if course.status == "active"]
    texts = {course.id: frozenset(path for _, path in _bodies(course)) for course in courses}
    everywhere = frozenset().union(*texts.values())
    left: dict[tuple[FileUse, bool], list[Planned]] = {}
    for course in courses:
        links = [link for link in _links(course, library) if link.use.path in everywhere]
        for to in everybody if links else ():
            for target in to.targets.get("course", ()) if to.gets("course", course.id) else ():
                plan = Planned(to.name, target, to.options)
                beside = [texts[id] for id in texts if target.pack == "folder" and to.gets("course", id)]
                for link in links:
                    if _is_apart(link, plan) or not (link.homes or any(link.use.path in others for others in beside)):
                        left.setdefault((link.use, bool(link.homes)), []).append(plan)
    for (use, here), plans in left.items():
        why = "is in a module that is launched by itself" if here else "does not come along"
        remedy = "launch the whole course (`scos: course`)" if here else "link to a web address"
        yield Finding(use.span, f"{labels(plans)}: `{use.path}` {why}, so the link becomes text", f"{remedy}, or say in words where it is")


def _is_apart(link: _Link, plan: "Planned") -> bool:
    """Does it lead to a part of the course that is launched by itself?"""
    launched = plan.target.tells is not None and plan.options.scos == "module"
    return launched and bool(link.homes) and not link.modules <= link.homes


def _bodies(course: Outline) -> Iterator[tuple[int, str]]:
    """The module (from 0) and the path of each lesson's text."""
    modules = [number for number, module in enumerate(course.modules) for _ in range(module.texts)]
    return zip(modules, (use.path for use in course.files if use.field == _BODY), strict=True)


def _transcripts(course: Outline) -> Iterator[tuple[int, str]]:
    """The same of each transcript, which comes after its lesson's text."""
    bodies = iter(_bodies(course))
    module = 0
    for use in course.files:
        if use.field == _BODY:
            module, _ = next(bodies)
        elif use.field == _TRANSCRIPT:
            yield module, use.path


def _links(course: Outline, library: Library) -> Iterator[_Link]:
    """The links to Markdown files in what a course shows, each once."""
    found: dict[FileUse, set[int]] = {}
    homes: dict[str, set[int]] = {}
    for number, path in _bodies(course):
        homes.setdefault(path, set()).add(number)
    for number, path in (*_bodies(course), *_transcripts(course)):
        for use in library.pages[path].files if path in library.pages else ():
            found.setdefault(use, set()).add(number)
    for number, module in enumerate(course.modules):
        for asked in _asked(module.assessments, library):
            for use in asked.files:
                found.setdefault(use, set()).add(number)
    for use, modules in found.items():
        if use.field == "link" and use.path.endswith(".md"):
            yield _Link(use, frozenset(modules), frozenset(homes.get(use.path, ())))


def _asked(ids: tuple[str, ...], library: Library) -> Iterator[Outline]:
    """These assessments, and the banks that they draw from."""
    for id in ids:
        if assessment := library.outlines.get(("assessment", id)):
            yield assessment
            banks = (library.outlines.get(("bank", draw.bank)) for draw in assessment.draws)
            yield from (bank for bank in banks if bank)


RULE = Rule("CE613", Severity.WARNING, check)

"""What an LMS is known to do wrong, or can't do.

## What it finds

A course of a delivery, or how it is built, that meets a known fault of the LMS of that delivery; or a certification
exam about such a course that does not reach the LMS in any format. What is known of an LMS, with the
sources, stands in the upload steps that `cedu build` puts beside the bundles.

## Why it matters

Nobody sees it before learners do, whose results are lost by then.

## Bad

```yaml cedu.yaml
deliveries: {acme: {lms: moodle, courses: [first-look], scos: module}}
```

## Good

```yaml cedu.yaml
deliveries: {acme: {lms: moodle, courses: [first-look]}}
```
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cedu.diagnostics import Finding, Severity, Span
from cedu.model.library import Library
from cedu.model.outline import Outline
from cedu.rules import Rule, Settings

if TYPE_CHECKING:
    from cedu.deliveries import Receiver
    from cedu.lms import When


def check(library: Library, settings: Settings) -> Iterator[Finding]:
    """Every fault of the LMS of a delivery that matters to what is delivered, at what it is about."""
    if not settings.workspace.deliveries:
        return
    from cedu.deliveries import promised
    from cedu.lms import presets

    found: dict[tuple[Span, str, str], dict[str, None]] = {}
    for to in promised(settings.workspace):
        courses = [course for course in library.of("course") if course.status == "active" and to.gets("course", course.id)]
        built = {target.name for target in to.targets.get("course", ())}
        for fault in presets()[to.lms].faults:
            if courses and (not fault.targets or built.intersection(fault.targets)):
                for span in _places(fault.when, library, to, courses):
                    found.setdefault((span, fault.text, fault.remedy), {})[to.name] = None
    for (span, text, remedy), names in found.items():
        yield Finding(span, f"{', '.join(names)}: {text}", remedy)


def _places(when: "When", library: Library, to: "Receiver", courses: list[Outline]) -> Iterator[Span]:
    """Where it is written that these courses are as a fault needs them to be."""
    from cedu.deliveries import exams

    workspace = library.workspace
    delivery, build = workspace.deliveries[to.name], workspace.build
    match when:
        case "module-scos" if to.options.scos == "module":
            yield delivery.origin.span("scos") if delivery.scos or not build else build.origin.span("scos")
        case "mastery-score" if build and build.scorm and build.scorm.mastery_score:
            yield build.scorm.origin.span("mastery_score")
        case "quiz":
            for course in courses:
                yield from (reference.span for reference in course.refers("modules.lessons.assessment")[:1])
        case "exam":
            yield from (exam.span for exam in exams(library, to))
        case "exam-apart":
            asked = {reference.name for course in courses for reference in course.refers("modules.lessons.assessment")}
            yield from (exam.span for exam in exams(library, to) if exam.id not in asked)


RULE = Rule("CE622", Severity.WARNING, check)

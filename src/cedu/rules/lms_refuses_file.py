"""File that an LMS refuses.

## What it finds

A file in a course of a delivery whose name ends in what the LMS of that delivery refuses in packages, such as `.py` in
Docebo.

## Why it matters

The LMS refuses the whole package, and whoever uploads it is the first to hear of it.

## Bad

```yaml cedu.yaml
deliveries: {acme: {lms: docebo, courses: [first-look]}}
```

```markdown lessons/open.md
Start [the script](open.py).
```

```python lessons/open.py
print("open")
```

## Good

```yaml cedu.yaml
deliveries: {acme: {lms: docebo, courses: [first-look]}}
```

```markdown lessons/open.md
Type `print("open")`.
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.model.outline import FileUse
from cedu.rules import Rule, Settings


def check(library: Library, settings: Settings) -> Iterator[Finding]:
    """Every place where a delivered course names a file that its LMS refuses."""
    if not settings.workspace.deliveries:
        return
    from cedu.deliveries import promised
    from cedu.lms import presets
    from cedu.model.shown import shown_files

    found: dict[tuple[str, FileUse], dict[str, None]] = {}
    for to in promised(settings.workspace):
        endings = presets()[to.lms].endings
        for course in library.of("course") if endings else ():
            if endings and course.status == "active" and to.gets("course", course.id):
                for use in shown_files(library, course):
                    if use.path.lower().endswith(endings.refused):
                        found.setdefault((to.lms, use), {})[to.name] = None
    for (lms, use), names in found.items():
        preset = presets()[lms]
        message = f"{', '.join(names)}: {preset.title} refuses packages with `.{use.path.rpartition('.')[2]}` files"
        yield Finding(use.span, message, preset.endings.remedy if preset.endings else "")


RULE = Rule("CE620", Severity.WARNING, check)

"""Package that is too large to upload.

## What it finds

A course of a delivery whose files together are larger than the `upload_megabytes` of that delivery. Zipping makes
texts smaller, but no recordings or pictures, which are what makes a course large.

## Why it matters

The upload stops after an hour, or the LMS says that something went wrong.

## Bad

A course with a recording of 700 MB, and

```yaml
deliveries: {acme: {lms: moodle, courses: [authoring], upload_megabytes: 500}}
```

## Good

The same course, whose recording lies on a video service that `media` names by its address.
"""

from collections.abc import Iterator
from pathlib import Path

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.model.outline import FileUse, Outline
from cedu.rules import Rule, Settings

_MEGABYTE = 1_000_000


def check(library: Library, settings: Settings) -> Iterator[Finding]:
    """Every delivered course whose files are too large together, at the largest of them."""
    limits = {name: delivery.upload_megabytes for name, delivery in settings.workspace.deliveries.items() if delivery.upload_megabytes}
    if not limits:
        return
    from cedu.deliveries import promised

    receivers = [to for to in promised(settings.workspace) if to.name in limits and "course" in to.targets]
    for course in library.of("course"):
        names = [to.name for to in receivers if course.status == "active" and to.gets("course", course.id)]
        if not names:
            continue
        sizes = _sizes(library, course)
        megabytes = sum(size for _, size in sizes.values()) / _MEGABYTE
        if too_small := [f"{name} ({limits[name]} MB)" for name in names if megabytes > limits[name]]:
            largest, size = max(sizes.values(), key=lambda each: each[1])
            message = f"{', '.join(too_small)}: the files of `{course.id}` have {megabytes:.0f} MB, this one {size / _MEGABYTE:.0f} MB"
            yield Finding(
                largest.span, message, "make recordings smaller, or put them on a video service and name their address in `media`"
            )


def _sizes(library: Library, course: Outline) -> dict[str, tuple[FileUse, int]]:
    """The first use of each file that the course shows, and its size in bytes; of files that are not there, other rules speak."""
    from cedu.model.shown import shown_files

    found: dict[str, tuple[FileUse, int]] = {}
    for use in shown_files(library, course):
        if use.path in library.files and use.path not in found:
            found[use.path] = (use, _size(library.root / use.path))
    return found


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


RULE = Rule("CE621", Severity.WARNING, check)

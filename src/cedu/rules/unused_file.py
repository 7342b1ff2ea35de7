"""Unused file.

## What it finds

A page, picture, recording or document in the folder of an entity, or below it, that nothing uses. README files are
left alone.

## Why it matters

Somebody wrote it for learners, and no learner sees it: a lesson was left out of the course, or a file was forgotten
when its lesson went.

## Bad

```markdown lessons/upgrade.md
How to upgrade.
```

## Good

```markdown lessons/install.md
How to install, and how to upgrade.
```
"""

import posixpath
from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity, Span
from cedu.model.library import Library
from cedu.rules import Rule, Settings

_CONTENT = frozenset(
    (
        *(".md", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif"),
        *(".mp4", ".m4v", ".webm", ".mov", ".mp3", ".m4a", ".ogg", ".wav", ".vtt", ".srt", ".pdf", ".pptx", ".docx"),
    )
)


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every file of content that neither an entity, nor a page in use, nor any page at all names."""
    named = {use.path.casefold() for use in library.uses}
    missing = [use.path for use in library.uses if use.path.casefold() not in library.by_casefold]
    meant = {posixpath.dirname(path) for path in missing} | {posixpath.basename(path) for path in missing}
    pages = {path.casefold() for path in _pages_in_use(library)}
    homes = {outline.path.rpartition("/")[0] for outline in library.everything} - {""}
    for path in sorted(library.files):
        ending = path[path.rfind(".") :].lower()
        if ending not in _CONTENT or path.casefold() in (pages if ending == ".md" else named):
            continue
        if path.rpartition("/")[2].upper().startswith("README") or not _is_below(path, homes):
            continue
        # A file that is missing may be this one, misspelt; that is reported where it is named.
        if not library.may_be_used_by_broken(path) and meant.isdisjoint(posixpath.split(path)):
            yield Finding(Span(path), "nothing uses this file", "name it where it belongs, or delete it")


def _pages_in_use(library: Library) -> set[str]:
    """Pages that entities name, and those that such pages link to in turn."""
    used: set[str] = set()
    waiting = [use.path for outline in library.everything for use in outline.files]
    while waiting:
        path = waiting.pop()
        if path not in used:
            used.add(path)
            if page := library.pages.get(path):
                waiting += [use.path for use in page.files]
    return used


def _is_below(path: str, homes: set[str]) -> bool:
    folder = path.rpartition("/")[0]
    while folder and folder not in homes:
        folder = folder.rpartition("/")[0]
    return bool(folder)


RULE = Rule("CE208", Severity.WARNING, check)

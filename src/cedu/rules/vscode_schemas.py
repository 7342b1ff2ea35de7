"""Stale editor schemas.

## What it finds

Schemas in `.vscode/cedu/` that are not those of the cedu that runs.

## Why it matters

Your editor completes and checks with these files. When they come from another version, it underlines what is right and
proposes what is wrong. `cedu schema --write` writes them anew; commit the result.

## Bad

```text
.vscode/cedu/course.schema.json    written by an older cedu
```

## Good

```console
$ cedu schema --write
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity, Span
from cedu.model.library import Library
from cedu.rules import Rule, Settings


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """One finding, however many of the schemas are stale; none where the workspace has no editor schemas."""
    from cedu.source.editor import FOLDER, editor_schemas

    if not (library.root / FOLDER).is_dir():
        return
    stale = [path for path, text in editor_schemas().items() if _read(library, path) != text]
    if stale:
        kinds = ", ".join(path.removeprefix(f"{FOLDER}/").removesuffix(".schema.json") for path in stale)
        yield Finding(Span(stale[0]), f"the editor's schemas are those of another version of cedu: {kinds}", "run `cedu schema --write`")


def _read(library: Library, path: str) -> str | None:
    """The text of a file, with the line ends that git may have changed as they were; None where there is none."""
    try:
        return (library.root / path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


RULE = Rule("CE110", Severity.WARNING, check)

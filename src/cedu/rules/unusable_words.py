"""Words of your own that can't be used.

## What it finds

A file in `templates/words/` that is not JSON, or is not named after a language; a text in it that cedu never says, that
is no text, or whose gaps, such as `{count}`, are not those of the English text.

## Why it matters

A button would go on saying what you thought you had replaced, and a text would show `{scroe}` to learners, or say nothing
of the score. A text that counts something may have a second form with `_one` at the end of its name, for a count of 1;
only that one need not say the count.

## Bad

```json templates/words/de.json
{"pages": {"lesons": "{number} Einheiten"}}
```

## Good

```json templates/words/de.json
{"pages": {"lessons": "{count} Einheiten", "lessons_one": "eine Einheit"}}
```
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cedu.diagnostics import Finding, Severity, Span, did_you_mean
from cedu.model.library import Library
from cedu.model.origin import Origin, start_of
from cedu.rules import Rule, Settings


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """What is wrong with each file of words that the workspace has."""
    if not (library.root / "templates" / "words").is_dir():
        return
    from cedu.rendering.words import own_files

    for file in own_files(library.root):
        path = file.relative_to(library.root).as_posix()
        if finding := _unread(file, path, library.root):
            yield finding
        else:
            yield from _read(file, path)


def _unread(file: Path, path: str, root: Path) -> Finding | None:
    """Why nobody looks into the file, whatever it holds."""
    from cedu.rendering.words import TAG

    if not file.resolve().is_relative_to(root.resolve()):
        message = "this file is a symbolic link out of the workspace, so it is not read"
        return Finding(Span(path), message, "copy the file into the workspace")
    if file.suffix != ".json":
        return Finding(Span(path), "words lie in a file `<language>.json`, so this one is not read", f"rename it to `{file.stem}.json`")
    if TAG.fullmatch(file.stem):
        return None
    likely = file.stem.replace("_", "-")
    hint = f"did you mean `{likely}.json`?" if TAG.fullmatch(likely) else "such as `fr.json` or `pt-BR.json`"
    return Finding(Span(path), f"words are named after their language, and `{file.stem}` is no BCP 47 tag", hint)


def _read(file: Path, path: str) -> Iterator[Finding]:
    from cedu.source import text

    try:
        content = file.read_bytes()
    except OSError as error:
        yield Finding(Span(path), f"it can't be read: {error.strerror}")
        return
    written, findings = text.decode(path, content)
    if written is None:
        yield from findings
        return
    try:
        value = json.loads(written)
    except json.JSONDecodeError as error:
        yield Finding(Span(path, error.lineno, error.colno), f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}")
        return
    except RecursionError:
        yield Finding(Span(path), "this is JSON that is too deep", "words are two levels deep: sets, and texts by name")
        return
    # What is JSON is YAML too, but for an escape or two: so its values have their lines.
    document, findings = text.read(path, content)
    findings = [finding for finding in findings if finding.code != "CE001"]
    yield from findings or _wrong_sets(value, document.origin if document else start_of(path))


def _wrong_sets(value: Any, origin: Origin) -> Iterator[Finding]:
    from cedu.rendering.words import english

    ours = english()
    *most, last = (f"`{name}`" for name in ours)
    sets = f"{', '.join(most)} and {last}"
    if not isinstance(value, dict):
        yield Finding(origin.span(), f"words are an object with the sets {sets}")
        return
    for name, texts in value.items():
        if name not in ours:
            yield Finding(origin.key(name), f"there is no set of words `{name}`", did_you_mean(name, ours) or f"the sets are {sets}")
        elif not isinstance(texts, dict):
            yield Finding(origin.span(name), f"`{name}` is an object with texts by name")
        else:
            for key, text in texts.items():
                yield from _wrong_text(name, key, text, ours[name], origin)


def _wrong_text(group: str, name: str, text: Any, ours: dict[str, str], origin: Origin) -> Iterator[Finding]:
    """What is wrong with one text; `ours` are all of its set."""
    from cedu.rendering.words import GAP

    plain = name.removesuffix("_one")
    gaps = set(GAP.findall(ours.get(plain, "")))
    if plain not in ours or (plain != name and "count" not in gaps):
        yield Finding(origin.key(group, name), f"there is no text `{name}` in `{group}`", did_you_mean(name, ours))
        return
    span = origin.span(group, name)
    if not isinstance(text, str) or not text.strip():
        yield Finding(span, f"`{name}` is empty" if isinstance(text, str) else f"`{name}` has to be a text")
        return
    found = set(GAP.findall(text))
    for gap in sorted(found - gaps):
        yield Finding(span, f"`{name}` has nothing for the gap `{{{gap}}}`", did_you_mean(gap, gaps) or f"in English it is `{ours[plain]}`")
    if found <= gaps:
        for gap in sorted(gaps - found - ({"count"} if plain != name else set())):
            yield Finding(span, f"`{name}` leaves out the gap `{{{gap}}}`", f"in English it is `{ours[plain]}`")


RULE = Rule("CE611", Severity.ERROR, check)

"""Language that lacks words.

## What it finds

A file in `templates/words/` for a language that cedu does not ship, without some of the texts that pages and the player
say.

## Why it matters

Learners read those texts in English, in the middle of a page in their language. cedu's own `templates/words/en.json` has
all of them, with the gaps that each is filled in at.

## Bad

```text
templates/words/fr.json    {"pages": {"next": "Suivant"}}
```

## Good

```text
templates/words/fr.json    {"pages": {"achievement": "…", …, "week": "…"}, "player": {"skip": "…", …}}
templates/words/de.json    {"pages": {"next": "Nächste Lektion"}}
```

cedu has the rest in German, so the second file says only what is different.
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity, Span
from cedu.model.library import Library
from cedu.rules import Rule, Settings

_SHOWN = 5


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """One finding for each such file."""
    if not (library.root / "templates" / "words").is_dir():
        return
    from cedu.rendering.words import TAG, english, own_files, words_in

    for file in own_files(library.root):
        if file.suffix != ".json" or not TAG.fullmatch(file.stem):
            continue  # not read, as CE611 says
        words = words_in(file.stem, library.root)
        there = {"pages": words.by_language().get("", {}), "player": words.player.by_language().get("", {})}
        names = [f"{group}.{name}" for group in there for name in english()[group] if not name.endswith("_one")]
        lacking = [name for name in names if name.partition(".")[2] not in there[name.partition(".")[0]]]
        if 0 < len(lacking) < len(names):  # a file without any is unusable, and CE611 says why
            shown = ", ".join(f"`{name}`" for name in lacking[:_SHOWN]) + (", …" if len(lacking) > _SHOWN else "")
            path = file.relative_to(library.root).as_posix()
            yield Finding(Span(path), f"`{file.stem}` lacks {len(lacking)} of {len(names)} texts, which are said in English: {shown}")


RULE = Rule("CE612", Severity.WARNING, check)

"""Garbled letters.

## What it finds

Letters that arise when UTF-8 is read as Windows-1252 (`Ã¤` for ä, `â€™` for ’), and the sign � for a letter that was
lost.

## Why it matters

Learners take it for carelessness, and nobody finds the text by searching for it. It comes from a copy through an old
program or a wrong import.

## Bad

```markdown lessons/install.md
Donâ€™t stop the installer.
```

## Good

```markdown lessons/install.md
Don’t stop the installer.
```
"""

import re
from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity, Span
from cedu.model.entity import Entity
from cedu.rules import Rule, Settings
from cedu.source.parts import named_parts
from cedu.source.passages import Passage

# What the bytes 80 to BF are in Windows-1252; those that it does not define are read as control characters.
_REST = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0))
_GARBLED = re.compile(f"[ÂÃ][{re.escape(_REST)}]|â[{re.escape(_REST)}]{{2}}|ð[{re.escape(_REST)}]{{3}}|�")


def check(subject: Passage | Entity, _settings: Settings) -> Iterator[Finding]:
    """The first garbled letter of a text, and how many there are; of an entity, in its titles and other plain texts."""
    if isinstance(subject, Passage):
        yield from _passage(subject)
        return
    for part in (*named_parts(subject), *getattr(subject, "steps", ())):
        for field in ("title", "summary", "text", "achievement", "role", "note"):
            written = getattr(part, field, "")
            if written and not written.isascii() and (found := _GARBLED.search(written)):
                yield _finding(part.origin.span(field), found[0], 1)


def _passage(passage: Passage) -> Iterator[Finding]:
    text = passage.text
    if text.isascii():
        return
    found = list(_GARBLED.finditer(text))
    if not found:
        return
    first = found[0]
    line = text.count("\n", 0, first.start()) + 1
    column = first.start() - text.rfind("\n", 0, first.start())
    yield _finding(passage.place(line, column, len(first[0])), first[0], len(found))


def _finding(span: Span, found: str, count: int) -> Finding:
    more = f", and {count - 1} more here" if count > 1 else ""
    if found == "�":
        return Finding(span, f"a letter is lost: `�`{more}", "look it up in the text that this was copied from")
    return Finding(span, f"garbled letters: `{found}`{more}", f"it was `{_meant(found)}`" if _meant(found) else "")


def _meant(found: str) -> str:
    """What was garbled."""
    try:
        return b"".join(c.encode("cp1252") if ord(c) > 0xFF or c in "ÂÃâð" or ord(c) > 0x9F else bytes([ord(c)]) for c in found).decode()
    except UnicodeError:
        return ""


RULE = Rule("CE508", Severity.WARNING, check, each=(Passage, Entity))

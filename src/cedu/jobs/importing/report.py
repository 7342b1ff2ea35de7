"""What became of an import, for people and for programs."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from cedu.diagnostics import Finding
from cedu.importers import Note, Place

Kind = Literal["written", "updated", "unchanged", "kept", "changed", "refused"]
KINDS: tuple[Kind, ...] = ("written", "updated", "unchanged", "kept", "changed", "refused")
Thing = Literal["item", "page", "file", ""]


class CannotImportError(Exception):
    """Why nothing is imported; nothing was written."""


class NoObjectiveError(CannotImportError):
    """There is no objective of the name that was given."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one thing: `written`, `updated`, `unchanged` or `kept` here, or `changed` or `refused` on the way.

    `thing` says what it is: an item, a page (which became a lesson), or a whole file; nothing for what happened on the way.

    `path` is a file of the workspace and `id` what is in it (both may be empty); `place` is where it stands in the source; `text` says how
    or why; `diff` holds the lines that an update takes and puts.
    """

    kind: Kind
    path: str = ""
    id: str = ""
    place: Place | None = None
    text: str = ""
    diff: tuple[str, ...] = ()
    thing: Thing = ""

    @classmethod
    def of(cls, note: Note) -> "Entry":
        """What an importer has noted."""
        return cls(note.kind, place=note.place, text=note.text)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All that became of an import; `files` are the files of the workspace that were (or, in a dry run, would be) written."""

    format: str
    files: tuple[str, ...]
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...] = ()
    dry_run: bool = False

    @property
    def counts(self) -> Counter[str]:
        """How many there are of each kind."""
        return Counter(entry.kind for entry in self.entries)

    def counts_of(self, thing: Thing) -> dict[Kind, int]:
        """How many of the entries for things of this sort there are of each kind, in the order of `KINDS`."""
        found = Counter(entry.kind for entry in self.entries if entry.thing == thing)
        return {kind: found[kind] for kind in KINDS if found[kind]}

    @property
    def is_empty(self) -> bool:
        """Was there nothing at all that could be read?"""
        return not any(self.counts[kind] for kind in ("written", "updated", "unchanged", "kept"))

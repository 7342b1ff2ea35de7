"""What is said of a file or a number: a word, why, what was claimed, and what that stands on."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, NamedTuple

# `genuine` means: signed by its issuer, unchanged, and in force. `uncertain`: genuine, but whether it was revoked is not known.
# Only a registry knows `superseded` (there is a newer version), `erased` (its holder was) and `unknown number`. `unreadable`: there is no
# credential in it.
Word = Literal[
    "genuine",
    "tampered",
    "revoked",
    "expired",
    "superseded",
    "not yet valid",
    "test",
    "unknown issuer",
    "uncertain",
    "erased",
    "unknown number",
    "unreadable",
]
Kind = Literal["PDF", "PNG", "SVG", "JSON", "JWT", "number"]
What = Literal["DID document", "status list", "registry"]


class Relied(NamedTuple):
    """Something that a verdict stands on: where it comes from, when it was so (UTC), and until when its issuer says so."""

    what: What
    place: str
    as_of: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a credential says: nothing of its holder. `number` and `version` are those of our own; times are in UTC.

    `content` is the SHA-256 of all that is signed, however it is arranged (RDFC-1.0).
    """

    id: str
    number: str
    version: int
    level: str
    achievement: str
    awarded: datetime | None
    valid_from: datetime
    valid_until: datetime | None
    issuer: str
    issuer_name: str
    key: str
    content: bytes
    test: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict. `notes` are worth knowing and change nothing; `claim` is None where nothing that it says can be believed."""

    word: Word
    reasons: tuple[str, ...] = ()
    kind: Kind | None = None
    claim: Claim | None = None
    relied: tuple[Relied, ...] = ()
    notes: tuple[str, ...] = ()

    def saying(self, word: Word, reason: str) -> "Verdict":
        """The same with another word, and why. What was tampered with claims nothing."""
        return replace(self, word=word, reasons=(reason,), claim=None if word == "tampered" else self.claim)

    def relying(self, relied: Relied) -> "Verdict":
        """The same, which stands on one thing more."""
        return self if relied in self.relied else replace(self, relied=(*self.relied, relied))

    def noting(self, note: str) -> "Verdict":
        """The same with a note."""
        return replace(self, notes=(*self.notes, note))

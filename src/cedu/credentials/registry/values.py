"""What the registry takes and gives besides learners, awards and credentials."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from cedu.credentials.award import Award, Learner
from cedu.credentials.signer import Suite

# `held`: the learner has the level in this cycle already, or has since been merged into another or erased. `index taken`, `number taken`:
# another process was faster, so that the award has to be made again with the next one.
Issued = Literal["issued", "held", "index taken", "number taken"]
KeyState = Literal["active", "retired", "compromised"]
EventKind = Literal["issued", "reissued", "revoked", "merged", "listed", "erased", "key", "restored"]
# What pseudonyms begin with.
ERASED = "erased:"


class RegistryError(Exception):
    """The registry can't do what it was asked for, in words."""


class UnsupportedRegistryError(RegistryError):
    """The registry was written by a newer or an older cedu, with another secret, or is none."""


class RegistryUnavailableError(OSError):
    """The registry's server can't be reached, refuses us, or had to give up; or the disk did."""


class Run(NamedTuple):
    """A run over some results. What it issues bears `issued_at` (UTC) and takes its status indexes from `first_ordinal` on, however
    often it is interrupted and taken up again. `behind` is the time of the registry's last event, where that is later than now: then a
    clock is wrong, or was.
    """

    id: int
    issued_at: datetime
    first_ordinal: int
    resumed: bool = False
    behind: datetime | None = None


class Kept(NamedTuple):
    """An award as it is kept: whose it is, how many versions its credential has, and since when and why it is revoked, if it is."""

    learner: Learner
    award: Award
    versions: int
    revoked_at: datetime | None
    reason: str
    duplicate_of: str
    erased: bool


class Printed(NamedTuple):
    """The newest version of an award's credential, by what its files are known by (SHA-256). An `erased` one has no files any more."""

    number: str
    version: int
    issued_at: datetime
    document_sha256: str
    jwt_sha256: str
    pdf_sha256: str
    revoked: bool
    erased: bool


class IssuerKey(NamedTuple):
    """A public key (Multikey, base58btc), and since when it signs, or did until it was retired or compromised."""

    public_key: str
    suite: Suite
    state: KeyState
    since: datetime
    until: datetime | None = None


class Event(NamedTuple):
    """A link of the chain: what was done, to which credential, and SHA-256s of what is then kept of it. Nothing personal."""

    seq: int
    at: str
    kind: str
    number: str
    version: int
    run: int
    facts: Mapping[str, str]
    hash: str


class Head(NamedTuple):
    """The end of the chain: the last event's number (0: none) and hash."""

    seq: int
    hash: str


class Counts(NamedTuple):
    """How much the registry holds."""

    learners: int
    awards: int
    revoked: int
    erased: int
    credentials: int
    events: int
    runs: int
    keys: int


@dataclass(frozen=True, slots=True)
class People:
    """Which ids are one person: `aliases` leads from each merged id to the one that it counts for; `erased` holds pseudonyms.

    `ids` are those of all others.
    """

    aliases: Mapping[str, str]
    erased: frozenset[str]
    ids: frozenset[str]
    secret: bytes = field(repr=False)

    def person(self, learner_id: str) -> str:
        """The id that the results of `learner_id` count for."""
        return self.aliases.get(learner_id, learner_id)

    def is_erased(self, learner_id: str) -> bool:
        """Was this person erased? Their results award nothing any more: whoever comes back needs another id."""
        return bool(self.erased) and (learner_id in self.erased or pseudonym(self.secret, learner_id) in self.erased)


def pseudonym(secret: bytes, learner_id: str) -> str:
    """What is left of an erased learner's id: it does not tell the id to whoever lacks the secret, and is the same for the same id."""
    return ERASED + hmac.digest(secret, learner_id.encode(), "sha256").hex()

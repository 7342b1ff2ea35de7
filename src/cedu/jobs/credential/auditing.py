"""The audit: the registry, every file against it, every signature, every number; each thing that is wrong, once, and what to do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from cedu.credentials import data_integrity, did, jsonld, jwt, private
from cedu.credentials.achievement import identity
from cedu.credentials.award import Award, Credential
from cedu.credentials.numbers import normalized
from cedu.credentials.registry import Kept, Registry, exists, opened
from cedu.jobs.certify.files import FOLDER, Files
from cedu.jobs.certify.planning import number_of
from cedu.jobs.certify.workshop import SALTS
from cedu.jobs.parallel import chunked, spread
from cedu.source.load import load_workspace

Progress = Callable[[int, int], None]
_CHUNK = 200
# Measured: what verifying both proofs of a credential takes.
_SECONDS_A_CREDENTIAL = 0.002
_TURNS = 3
_REWRITE = "`cedu credential files` writes it again"


class Audited(NamedTuple):
    """What was looked at, and what is wrong with it."""

    credentials: int
    files: int
    problems: tuple[str, ...]


class _Proofs(NamedTuple):
    """What the signatures of some credentials are checked with."""

    keys: dict[str, str]
    now: datetime


def audit(root: Path, now: datetime, progress: Progress | None = None) -> Audited:
    """Look at all that the registry holds and at every file beside it. Raises RegistryError where it can't be read."""
    if not exists(root):
        return Audited(0, 0, ())
    with opened(root) as registry:
        problems = list(registry.audit())
        auditor = _Auditor(root, registry, now, progress)
        problems += auditor.problems()
        return Audited(auditor.credentials, auditor.files, tuple(dict.fromkeys(problems)))


class _Auditor:
    def __init__(self, root: Path, registry: Registry, now: datetime, progress: Progress | None) -> None:
        self._root = root
        self._registry = registry
        self._now = now
        self._progress = progress
        self._workspace = load_workspace(root)[0]
        self._files = Files(root, registry)
        self._salts = private.derived(private.number_secret(root), SALTS)
        self._met: dict[str, str] = {}
        self.credentials = 0
        self.files = 0

    def problems(self) -> Iterator[str]:
        """All that the registry can't see by itself."""
        url = self._workspace.issuer_settings.url
        if not url:
            yield "cedu.yaml has no `issuer.url`, so no signature can be checked: put back the one that certificates were issued with"
        expected: set[str] = set()
        compromised = {key.public_key for key in self._registry.issuer_keys() if key.state == "compromised"}
        secret = private.number_secret(self._root)
        former = self._former_ids()
        awards = self._registry.awards()
        total = self._registry.counts().awards
        while several := list(islice(awards, _CHUNK)):
            several = [kept for kept in several if kept.versions]  # that others have none is known by now
            versions = [self._registry.credentials(kept.award.number) for kept in several]
            yield from (problem for kept in several if (problem := self._number(kept, secret, former)))
            for kept, its in zip(several, versions, strict=True):
                yield from self._about(kept, its[-1], compromised, expected)
                self._meet(kept, its, former)
            if url:
                yield from self._signatures([each for its in versions for each in its if each.document], did.identity(url))
            self.credentials += len(several)
            if self._progress:
                self._progress(self.credentials, total)
        yield from self._unmet()
        yield from self._strangers(expected)

    def _former_ids(self) -> dict[str, list[str]]:
        """The ids that were merged into each learner's: numbers were made from those."""
        found: dict[str, list[str]] = {}
        for before, now in self._registry.people().aliases.items():
            found.setdefault(now, []).append(before)
        return found

    def _number(self, kept: Kept, secret: bytes, former: dict[str, list[str]]) -> str:
        award = kept.award
        if kept.erased:
            return ""  # what it was made from is gone
        ids = (award.learner_id, *former.get(award.learner_id, ()))
        if any(_makes(self._workspace.namespace, secret, award, id) for id in ids):
            return ""
        return f"{award.number} can't be made again: the `namespace` in cedu.yaml is not what it was then"

    def _meet(self, kept: Kept, credentials: Sequence[Credential], former: dict[str, list[str]]) -> None:
        """Note of a learner whether a credential is made out to the address, or the id, that they are known by."""
        learner = kept.learner
        if kept.erased or self._met.get(learner.id) == "":
            return
        ids = (learner.id, *former.get(learner.id, ()))
        hashes = (
            (identity(replace(learner, id=id), each.number, each.version, self._salts).hash, each) for id in ids for each in credentials
        )
        is_met = any(hash.encode() in each.document for hash, each in hashes)
        self._met[learner.id] = "" if is_met else self._met.get(learner.id, kept.award.number)

    def _unmet(self) -> Iterator[str]:
        for number in sorted(filter(None, self._met.values())):
            yield f"the holder of {number} has an address, or an id, that none of their certificates is made out to"

    def _about(self, kept: Kept, current: Credential, compromised: set[str], expected: set[str]) -> Iterator[str]:
        """What is wrong with an award's newest credential and its files."""
        number = kept.award.number
        if kept.erased or kept.revoked_at:
            return
        if not compromised.isdisjoint(current.keys):
            yield f"{number} is signed by a compromised key: `cedu credential reissue --compromised`"
        try:
            contents = list(self._files.contents(current))
        except (LookupError, ValueError) as error:
            yield f"{number}: its files can't be made from what the registry holds ({error}): restore the registry from a backup"
            return
        for name, content in contents:
            expected.add(name)
            self.files += 1
            path = self._root / FOLDER / name
            if not path.is_file():
                yield f"{FOLDER}/{name} is not there: {_REWRITE}"
            elif sha256(path.read_bytes()).digest() != sha256(content).digest():
                yield f"{FOLDER}/{name} is not what was issued: {_REWRITE}"

    def _signatures(self, credentials: Sequence[Credential], issuer: str) -> Iterator[str]:
        keys = {did.key_id(issuer, key.public_key): key.public_key for key in self._registry.issuer_keys()}
        seconds = len(credentials) * _SECONDS_A_CREDENTIAL
        chunks = chunked(credentials, max(len(credentials) // 4, 1))
        for problems in spread(_check, _Proofs(keys, self._now), chunks, seconds=seconds):
            yield from problems

    def _strangers(self, expected: set[str]) -> Iterator[str]:
        """Files of certificates that the registry doesn't know, or that have to be gone."""
        folder = self._root / FOLDER
        numbers = {name.partition(".")[0] for name in expected}
        strange: dict[str, str] = {}
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            number = path.name.partition(".")[0]
            if path.name not in expected and not path.name.startswith("."):
                strange.setdefault(number, path.name)
        for number, name in strange.items():
            if normalized(number) != number or number in numbers:
                yield f"{FOLDER}/{name} is no file of ours: move it away"
            elif self._registry.is_taken(number):
                yield f"{FOLDER}/{name} is of a certificate that was revoked or erased: `cedu credential files` takes it away"
            else:
                yield f"{FOLDER}/{name} is of a certificate that the registry doesn't know: was the registry restored from an old backup?"


def _makes(namespace: str, secret: bytes, award: Award, learner_id: str) -> bool:
    """Is the award's number one of the first that it can have? It has the second where the first was taken."""
    prefix = award.number.partition("-")[0]  # a workspace may change it
    tried: set[str] = set()
    for _ in range(_TURNS):
        tried.add(number_of(namespace, prefix, secret, award, learner_id, tried.__contains__))
    return award.number in tried


def _check(proofs: _Proofs, credentials: Sequence[Credential]) -> list[str]:
    found = []
    for credential in credentials:
        if problem := _unproved(proofs, credential):
            name = f"{credential.number}, version {credential.version}"
            found.append(f"{name}, does not verify: {problem}; restore the registry from a backup, or reissue it")
    return found


def _unproved(proofs: _Proofs, credential: Credential) -> str:
    """What is wrong with the signatures of a credential; empty where nothing is."""
    document = jsonld.read(credential.document)
    if isinstance(document, str):
        return document
    proved = data_integrity.verified(document, proofs.keys, proofs.now)
    if isinstance(proved, str):
        return proved
    token = jwt.verified(credential.jwt, proofs.keys, proofs.now)
    if isinstance(token, str):
        return f"its JWT: {token}"
    return "" if token.document == proved.document else "its JWT says something else than its document"

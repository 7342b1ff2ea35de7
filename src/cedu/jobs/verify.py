"""Verify a file or a number: as any stranger could, and in the issuer's own workspace with all that its registry knows."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cedu.credentials import did, jsonld, numbers
from cedu.credentials.times import shown
from cedu.credentials.verification import carriers, claims
from cedu.credentials.verification import verify as verified
from cedu.credentials.verification.registered import Registered
from cedu.credentials.verification.sources import Document, Files, Published, Several, Sources
from cedu.credentials.verification.verdict import Relied, Verdict
from cedu.source.load import load_workspace

FORMAT = 1


class UnusableError(ValueError):
    """What was asked can't be answered; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How to verify: whether nothing may be fetched, the DID documents and status lists to believe, and how old a list may be."""

    offline: bool = False
    trust: Sequence[Path] = ()
    status: Sequence[Path] = ()
    most_age: timedelta | None = None


def verify(root: Path | None, what: str, asked: Asked, now: datetime) -> Verdict:
    """The verdict on a file, or on a number of the registry in the workspace at `root`. Raises UnusableError, and OSError."""
    path = Path(what)
    with _registered(root, now) as (registered, trouble):
        if path.exists():
            verdict = _file(path, registered, asked, now)
        elif numbers.looks_like_one(what):
            if registered is None:
                raise UnusableError(trouble or "a number is looked up in a registry, and there is none here: verify the file itself")
            verdict = _number(what, registered, now)
        else:
            raise UnusableError(f"`{what}` is neither a file that is there nor the number of a certificate")
    return verdict.noting(trouble) if trouble else verdict


def _file(path: Path, registered: Registered | None, asked: Asked, now: datetime) -> Verdict:
    with path.open("rb") as file:
        content = file.read(carriers.MOST_BYTES + 1)
    given = Files([_document(each) for each in asked.trust], [_document(each) for each in asked.status], asked.most_age)
    sources: list[Sources] = [given] if asked.trust or asked.status else []
    if registered:
        sources.append(registered)
    if not asked.offline:
        sources.append(Published(asked.most_age))
    verdict = _naming(verified(content, Several(*sources), now))
    return _known(content, verdict, registered) if registered else verdict


def _naming(verdict: Verdict) -> Verdict:
    """A verdict that stands on the word of a host: anybody can have one, and call themselves as they like."""
    host = next((urlsplit(relied.place).netloc for relied in verdict.relied if relied.what == "DID document"), "")
    return verdict.noting(f"{host} vouches for it: make sure that this is whom you expect") if host and verdict.claim else verdict


def _known(content: bytes, verdict: Verdict, registered: Registered) -> Verdict:
    """A verdict with what the registry knows."""
    if verdict.word != "unknown issuer":
        return registered.known(verdict)
    carried = carriers.opened(content)
    keys = [] if isinstance(carried, Verdict) else claims.keys_said(carried)
    return registered.compromised(verdict, keys[0]) if keys else verdict


def _number(typed: str, registered: Registered, now: datetime) -> Verdict:
    number = numbers.normalized(typed)
    if number is None:
        return Verdict("unknown number", (f"`{typed}` is mistyped: its check character does not fit the rest",), "number")
    kept = registered.award(number)
    if kept is None:
        return Verdict("unknown number", (f"the registry has no award {number}",), "number")
    if kept.erased:
        return Verdict("erased", ("its holder has been erased; that the number was given is all that is left",), "number")
    content = registered.credential(number)
    return replace(_known(content, verified(content, registered, now), registered), kind="number")


@contextmanager
def _registered(root: Path | None, now: datetime) -> Iterator[tuple[Registered | None, str]]:
    """The registry of the workspace, where there is one that can be read; or what is wrong with it."""
    issuer = load_workspace(root)[0].issuer if root else None
    if root is None or issuer is None or not issuer.url:
        yield None, ""
        return
    from cedu.credentials.registry import RegistryError, exists, opened, place

    if not exists(root):
        yield None, ""
        return
    registered, trouble = None, ""
    with ExitStack() as stack:
        try:
            registry = stack.enter_context(opened(root))
            registered = Registered(registry, did.identity(issuer.url), issuer.url, place(), now)
            trouble = registry.lost_end()
        except OSError as error:
            trouble = f"the registry here can't be read: {error.filename or place()}: {error.strerror or error}"
        except (RegistryError, ValueError) as error:
            trouble = f"the registry here can't be read: {error}"
        yield registered, trouble


def _document(path: Path) -> Document:
    with path.open("rb") as file:
        content = jsonld.read(file.read(jsonld.MOST_BYTES + 1))
    if isinstance(content, str):
        raise UnusableError(f"`{path}`: {content}")
    return Document(content, str(path), datetime.fromtimestamp(int(path.stat().st_mtime), UTC))


def document(what: str, verdict: Verdict, now: datetime) -> dict[str, Any]:
    """A verdict as JSON has it: `schemas/reports/verification.schema.json` says what each name means."""
    claim = verdict.claim
    return {
        "format": FORMAT,
        "asked": Path(what).name,
        "kind": verdict.kind,
        "verdict": verdict.word,
        "genuine_and_in_force": verdict.word == "genuine",
        "reasons": list(verdict.reasons),
        "notes": list(verdict.notes),
        "claim": claim
        and {
            "id": claim.id,
            "number": claim.number or None,
            "version": claim.version or None,
            "level": claim.level,
            "achievement": claim.achievement,
            "awarded": _time(claim.awarded),
            "valid_from": _time(claim.valid_from),
            "valid_until": _time(claim.valid_until),
            "issuer": claim.issuer,
            "issuer_name": claim.issuer_name,
            "key": claim.key,
            "test": claim.test,
        },
        "relied_on": [_relied(relied, now) for relied in verdict.relied],
    }


def _relied(relied: Relied, now: datetime) -> dict[str, Any]:
    return {
        "what": relied.what,
        "place": relied.place,
        "as_of": _time(relied.as_of),
        "until": _time(relied.until),
        "age_seconds": max(int((now - relied.as_of).total_seconds()), 0) if relied.as_of else None,
    }


def _time(time: datetime | None) -> str | None:
    return shown(time) if time else None

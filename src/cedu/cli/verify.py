"""`cedu verify`."""

import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from cedu.cli.app import Command
from cedu.cli.console import coloured, counted, fail, now, write, write_json
from cedu.source.tree import find_root

if TYPE_CHECKING:
    from cedu.credentials.verification.verdict import Relied, Verdict

_COLOURS = {"genuine": "\x1b[1;32m", "tampered": "\x1b[1;31m", "revoked": "\x1b[1;31m", "unknown issuer": "\x1b[1;31m"}
_WARNING, _PLAIN = "\x1b[1;33m", "\x1b[0m"


def verify(
    what: str = typer.Argument(
        ..., metavar="FILE|NUMBER", help="A certificate (PDF), a badge (PNG, SVG), a credential (JSON, JWT); or a number of this registry."
    ),
    offline: bool = typer.Option(False, "--offline", help="Fetch nothing: believe only --trust, --status and this workspace's registry."),
    trust: list[Path] = typer.Option(
        None, "--trust", metavar="FILE", exists=True, dir_okay=False, help="A DID document to believe: it says which keys an issuer has."
    ),
    status: list[Path] = typer.Option(
        None, "--status", metavar="FILE", exists=True, dir_okay=False, help="A status list to believe: it says what was revoked."
    ),
    max_status_age: float = typer.Option(
        None, min=0, metavar="DAYS", help="Believe no status list that is older. Without this: until the list itself ends, or 7 days."
    ),
    format: Literal["text", "json"] = typer.Option("text", help="How the verdict is written."),
) -> None:
    """Say whether a certificate is genuine and in force.

    Genuine, or tampered, revoked, expired, superseded, not yet valid, a test, of an unknown issuer, or uncertain; what it claims; and what
    that stands on. Whoever issued it is asked over https which keys they have and what they have revoked. Exit code 0 means: genuine, and
    in force.
    """
    from cedu.jobs.verify import Asked, UnusableError, document
    from cedu.jobs.verify import verify as job

    at = now()
    age = timedelta(days=max_status_age) if max_status_age is not None else None
    try:
        verdict = job(find_root(Path.cwd()), what, Asked(offline=offline, trust=trust or (), status=status or (), most_age=age), at)
    except UnusableError as error:
        fail(str(error))
    if format == "json":
        write_json(document(what, verdict, at))
    else:
        write(f"{line}\n" for line in _lines(verdict, at))
    raise typer.Exit(0 if verdict.word == "genuine" else 1)


def _lines(verdict: "Verdict", now: datetime) -> Iterator[str]:
    from cedu.cli.findings.excerpt import printable

    word = verdict.word
    yield f"{_COLOURS.get(word, _WARNING)}{word}{_PLAIN}" if coloured(sys.stdout) else word
    facts = [("", reason) for reason in verdict.reasons] + [*_facts(verdict)]
    facts += [("relied on", _relied(relied, now)) for relied in verdict.relied] + [("note", note) for note in verdict.notes]
    for name, value in facts:
        if value:
            yield f"  {name:<11}  {printable(value)}" if name else f"  {printable(value)}"


def _facts(verdict: "Verdict") -> Iterator[tuple[str, str]]:
    claim = verdict.claim
    yield "file", verdict.kind if verdict.kind not in (None, "number") else ""
    if claim is None:
        return
    yield "number", f"{claim.number}, version {claim.version}" if claim.number else claim.id
    yield "level", claim.level
    yield "claims", claim.achievement
    yield "awarded", f"{claim.awarded:%Y-%m-%d}" if claim.awarded else ""
    yield "valid until", f"{claim.valid_until:%Y-%m-%d}" if claim.valid_until else "for good"
    yield "issuer", f"{claim.issuer_name} ({claim.issuer})" if claim.issuer_name else claim.issuer
    yield "key", claim.key.rpartition("#")[2]


def _relied(relied: "Relied", now: datetime) -> str:
    age = f", of {relied.as_of:%Y-%m-%d %H:%M} UTC ({_age(now - relied.as_of)})" if relied.as_of else ""
    until = f", good until {relied.until:%Y-%m-%d %H:%M} UTC" if relied.until else ""
    return f"{relied.what}: {relied.place}{age}{until}" if relied.what != "registry" else f"registry: {relied.place}{age}"


def _age(age: timedelta) -> str:
    if age < timedelta(minutes=1):
        return "now"
    for unit, name in ((timedelta(days=1), "day"), (timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute")):
        if age >= unit:
            return f"{counted(age // unit, name)} ago"
    return "now"


COMMAND = Command("verify", verify)

"""`cedu credential show`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import typer

from cedu.cli.app import Command
from cedu.cli.console import today_or, workspace_root, write, write_json
from cedu.cli.refusals import refusals

if TYPE_CHECKING:
    from cedu.jobs.credential.listing import Shown


def show(
    number: str = typer.Argument(..., metavar="NUMBER", help="The certificate's number, as somebody typed it."),
    format: Literal["text", "json"] = typer.Option("text", help="How it is written."),
    today: str = typer.Option("", metavar="DATE", help="Take this day, such as 2027-05-01, for today."),
) -> None:
    """Show all that is known of one award.

    What it stands on, its versions, what was done to it, and its files.
    """
    from cedu.cli.findings.excerpt import printable
    from cedu.jobs.credential.listing import shown, shown_document

    with refusals():
        found = shown(workspace_root(), number, today_or(today))
    if format == "json":
        write_json(shown_document(found))
    else:
        write(f"{name:<14}{printable(value)}\n" for name, value in _facts(found) if value)


def _facts(found: "Shown") -> Iterator[tuple[str, str]]:
    learner, award = found.kept.learner, found.kept.award
    yield "number", f"{award.number}{' (a test)' if award.test else ''}"
    yield "state", found.state
    yield "reason", found.kept.reason
    yield "duplicate of", found.kept.duplicate_of
    if not found.kept.erased:
        yield "learner", f"{learner.name} <{learner.email}> ({learner.id})" if learner.email else f"{learner.name} ({learner.id})"
        yield "language", learner.language
        yield "named", "on the certificate's page" if learner.listed else "nowhere in public"
    yield "level", f"{award.certification}.{award.level} {award.certification_version}, cycle {award.cycle}"
    yield "awarded", f"{award.awarded_on}{f', until {award.valid_until}' if award.valid_until else ', for good'}"
    former = f", as {award.former_number}" if award.former_number else ""
    yield "basis", f"another service's records{former}" if award.basis == "imported" else ""
    for score in award.scores:
        yield "score", f"{score.assessment}: {score.percent:g} % on {score.on}"
    for exemption in award.exemptions:
        yield "exempt", exemption
    yield "source", award.source_commit
    yield "results", award.results_sha256
    for assessment, digest in award.assessments.items():
        yield "assessment", f"{assessment} {digest}"
    for version in found.versions:
        place = f"status list {version.status_list}, index {version.status_index}"
        yield f"version {version.version}", f"{version.issued_at:%Y-%m-%d %H:%M:%S} UTC, {place}"
    for event in found.events:
        yield "event", f"{event.at.replace('T', ' ').replace('Z', ' UTC')} {event.kind}"
    for file in found.files:
        yield "file", file


COMMAND = Command("show", show)

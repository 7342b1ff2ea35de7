"""`cedu certify`."""

import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from cedu.cli.app import INTERRUPTED, Command
from cedu.cli.columns import print_table
from cedu.cli.console import complain, day, progress, say, workspace_root, write
from cedu.cli.passphrase import passphrase

if TYPE_CHECKING:
    from cedu.jobs.certify import Certified, Outcome

FormatName = Literal["text", "json"]
_COLOURS = dict.fromkeys(("awarded", "renewed", "brought in"), "green") | {
    "already held": "dim",
    "expired": "yellow",
    "revoked": "yellow",
    "not yet": "yellow",
    "refused": "red",
}
_STATES = ("awarded", "renewed", "held", "expired", "revoked", "not yet", "refused")


def certify(
    results: list[Path] = typer.Argument(
        None, metavar="RESULTS…", exists=True, dir_okay=False, help="Files that say who completed and scored what: CSV, JSONL or xAPI."
    ),
    dry_run: bool = typer.Option(False, "--dry-run", help="Say who would be awarded what, by which results, and what is missing."),
    test: bool = typer.Option(False, "--test", help="Award for a test: nothing that could be mistaken for real."),
    export: str = typer.Option(
        "", metavar="NAME", help="Which of the `results: exports:` in cedu.yaml the files are; otherwise what fits."
    ),
    holders: list[Path] = typer.Option(
        None, "--holders", metavar="FILE", exists=True, dir_okay=False, help="Take over what another service awarded, by its export."
    ),
    format: FormatName = typer.Option("text", help="How the outcomes are written."),
    today: str = typer.Option("", metavar="DATE", help="Take this day, such as 2027-05-01, for today."),
    preview: str = typer.Option("", metavar="LEVEL", help="Draw one certificate of a level, such as author.associate, to look at."),
    language: str = typer.Option("", metavar="TAG", help="The language of the one to look at, such as de."),
) -> None:
    """Award certification levels to learners who have earned them.

    Once, however often it runs.
    """
    from cedu.jobs.certify import Asked
    from cedu.jobs.certify import certify as job

    root = workspace_root()
    if preview:
        raise typer.Exit(_preview(root, preview, language, today))
    if not results and not holders:
        raise typer.BadParameter("name files with results, or a level to --preview")
    counts: Counter[str] = Counter()
    tell, show = _json() if format == "json" else _text(dry_run)

    def told(outcomes: "list[Outcome]") -> None:
        counts.update("brought in" if _is_brought_in(outcome) else outcome.decision.state for outcome in outcomes)
        tell(outcomes)

    with progress("certifying") as report:
        asked = Asked(
            passphrase=passphrase(root),
            today=day(today),
            dry_run=dry_run,
            test=test,
            export=export,
            holders=tuple(holders or ()),
            tell=told,
            progress=report,
        )
        certified = job(root, results or [], asked)
    show(certified)
    complain(root, certified.findings)
    raise typer.Exit(_conclude(certified, counts, dry_run))


def _preview(root: Path, level: str, language: str, today: str) -> int:
    """Draw a certificate to look at, and say where it lies."""
    from cedu.jobs.preview_certificate import preview

    previewed = preview(root, level, language=language, today=day(today))
    complain(root, previewed.findings)
    if previewed.problem:
        say(previewed.problem)
    if not previewed.path:
        return 1
    write([previewed.path, "\n"])
    return 0


def _conclude(certified: "Certified", counts: "Counter[str]", dry_run: bool) -> int:
    """Say what was done, and what that comes to as an exit code."""
    if certified.refused:
        say("nobody was awarded anything")
        return 1
    would = "would be " if dry_run else ""
    parts = [(f"{counts['brought in']} {would}brought in from another service", counts["brought in"])]
    parts += [(f"{counts['awarded']} {would}awarded", True), (f"{counts['renewed']} {would}renewed", counts["renewed"])]
    parts += [(f"{counts['held']} already held", True), (f"{counts['expired']} expired", counts["expired"])]
    parts += [(f"{counts['revoked']} revoked", counts["revoked"])]
    parts += [(f"{counts['not yet']} not yet", True), (f"{counts['refused']} refused", True)]
    said = ", ".join(text for text, shown in parts if shown)
    if certified.stopped:
        say(f"{certified.stopped}, with {said}; what was awarded is kept, and the same command goes on")
        return INTERRUPTED if certified.interrupted else 1
    say(f"went on where an earlier run stopped: {said}" if certified.resumed else said)
    wrong = any(finding.severity == "error" for finding in certified.findings)
    return 1 if wrong or counts["refused"] else 0


def _is_brought_in(outcome: "Outcome") -> bool:
    return outcome.imported and outcome.decision.state == "awarded"


def _text(dry_run: bool) -> "tuple[Callable[[list[Outcome]], None], Callable[[Certified], None]]":
    """What gathers outcomes, and what prints them as a table with a row for each learner and level."""
    from cedu.jobs.certify.report import why

    rows: list[tuple[str, ...]] = []

    def tell(outcomes: "list[Outcome]") -> None:
        for outcome in outcomes:
            learner_id, name, title, decision, _ = outcome
            state = "brought in" if _is_brought_in(outcome) else "already held" if decision.state == "held" else decision.state
            last = "\n".join(filter(None, (decision.number, *(why(decision) if dry_run else decision.reasons))))
            rows.append((learner_id, name, title, state, str(decision.awarded_on or ""), last))

    def show(_: "Certified") -> None:
        if rows:
            print_table(("Learner", "Name", "Level", "Outcome", "Since", "Number or reason"), rows, _COLOURS)

    return tell, show


def _json() -> "tuple[Callable[[list[Outcome]], None], Callable[[Certified], None]]":
    """What writes outcomes as they come, one JSON document in all, and what ends it."""
    from cedu.jobs.certify.report import document

    separator = '{"outcomes": [\n'

    def tell(outcomes: "list[Outcome]") -> None:
        nonlocal separator
        for outcome in outcomes:
            write([separator, json.dumps(document(outcome), ensure_ascii=False)], utf8=True)
            separator = ",\n"

    def show(certified: "Certified") -> None:
        from cedu.cli.findings.json import document as finding

        facts = {"refused": certified.refused, "stopped": certified.stopped or None, "resumed": certified.resumed}
        findings = [finding(each) for each in certified.findings]
        end = json.dumps({**facts, "findings": findings}, ensure_ascii=False)
        opening = separator if separator.startswith("{") else ""
        write([f"{opening}\n],\n{end[1:]}\n"], utf8=True)
        sys.stdout.flush()

    return tell, show


COMMAND = Command("certify", certify)

"""`cedu import`."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from cedu.cli.app import Command
from cedu.cli.console import counted, fail, progress, say, workspace_root, write
from cedu.diagnostics import did_you_mean

if TYPE_CHECKING:
    from cedu.jobs.importing.report import Entry, ImportReport

_PLACES = 3  # how many places are named of what happened alike more often


def import_(
    path: Path = typer.Argument(..., metavar="FILE", exists=True, help="What to import: a file, an archive (zip, tar.gz) or a folder."),
    format: str = typer.Option(
        "",
        metavar="NAME",
        help="Its format: aiken, cartridge, csv, gift, moodle-xml, olx, qti12, qti21, qti30 or text2qti; found out where it is left out.",
    ),
    into: Path = typer.Option(None, metavar="DIR", help="The folder to write into; curricula/NAME where it is left out."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Say what would be written and changed, and write nothing."),
    column: list[str] = typer.Option(
        [],
        "--column",
        metavar="OURS=THEIRS",
        help="What a table calls a column of ours, such as stem=Frage, answer=Key or choice_1=A; may be given again.",
    ),
    objective: str = typer.Option(
        "", metavar="COURSE.OBJECTIVE", help="The objective of every item for which the source names none that is here."
    ),
    strict: bool = typer.Option(False, "--strict", help="Exit with 1 if anything was refused."),
    json: bool = typer.Option(False, "--json", help="Write the report as JSON."),
) -> None:
    """Read items and pages from elsewhere into the workspace.

    A second import updates what nobody has edited here, and reports what somebody has. Exit codes: 0 imported, whatever the report says of
    single items; 1 nothing could be read, or something was refused and --strict is given; 2 wrong usage.
    """
    from cedu.importers import importers
    from cedu.jobs.importing import CannotImportError, NoObjectiveError, import_file

    if format and format not in importers():
        raise typer.BadParameter(f"no format `{format}`; {did_you_mean(format, importers()) or 'there are ' + ', '.join(importers())}")
    root = workspace_root(into if into and into.is_dir() else None)
    try:
        with progress("importing") as told:
            columns = dict(map(_column, column))
            report = import_file(root, path, format=format, into=into, dry_run=dry_run, columns=columns, objective=objective, progress=told)
    except NoObjectiveError as error:
        raise typer.BadParameter(str(error)) from None
    except CannotImportError as error:
        fail(str(error))
    write(_as_json(report), utf8=True) if json else write(_as_text(report))
    say(_summary(report))
    raise typer.Exit(1 if report.is_empty or (strict and report.counts["refused"]) else 0)


def _column(written: str) -> tuple[str, str]:
    ours, equals, theirs = written.partition("=")
    if not equals or not ours.strip() or not theirs.strip():
        raise typer.BadParameter(f"`{written}` is no pair of columns; write it as OURS=THEIRS, such as stem=Frage")
    return ours.strip().lower(), theirs.strip()


def _as_text(report: "ImportReport") -> Iterator[str]:
    """The files, then what is worth a look: what happened alike in many places is one line."""
    from cedu.cli.findings.excerpt import printable

    yield from (f"{path}\n" for path in report.files)
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in report.entries:
        if entry.kind in ("kept", "changed", "refused") or entry.diff:
            groups.setdefault((entry.kind, entry.text, entry.id if entry.diff else ""), []).append(entry)
    for (kind, text, _), entries in groups.items():
        places = [place for place in map(_place, entries[:_PLACES]) if place]
        more = f" and {len(entries) - _PLACES:,} more" if len(entries) > _PLACES else ""
        yield printable(f"{kind}: {text}{': ' if text and places else ''}{', '.join(places)}{more}") + "\n"
        yield from (f"    {printable(line)}\n" for line in entries[0].diff)


def _place(entry: "Entry") -> str:
    """Where it is: here, and in the source."""
    here = f"{entry.path} {entry.id}".strip()
    place = entry.place
    if place is None:
        return here
    there = f"{place.member}:{place.line}" if place.member and place.line else place.member or (f"line {place.line}" if place.line else "")
    what = f"“{place.what}”" if place.what and not here else ""
    there = " ".join(filter(None, (there, what)))
    return f"{here} ({there})" if here and there else here or there


def _as_json(report: "ImportReport") -> Iterator[str]:
    """One object: `format`, `files`, `entries`, `findings` and a `summary`, which counts items and pages by what became of them."""
    import json

    entries = [
        {
            "kind": entry.kind,
            "thing": entry.thing,
            "path": entry.path,
            "id": entry.id,
            "member": entry.place.member if entry.place else "",
            "line": entry.place.line if entry.place else 0,
            "what": entry.place.what if entry.place else "",
            "message": entry.text,
            "diff": list(entry.diff),
        }
        for entry in report.entries
    ]
    findings = [
        {"code": each.code, "severity": str(each.severity), "path": each.span.path, "line": each.span.line, "message": each.message}
        for each in report.findings
    ]
    said = {"format": report.format, "dry_run": report.dry_run, "files": list(report.files), "entries": entries, "findings": findings}
    summary = {
        "items": report.counts_of("item"),
        "pages": report.counts_of("page"),
        "files": len(report.files),
        "changed": report.counts["changed"],
        "refused": report.counts["refused"],
    }
    yield json.dumps({**said, "summary": summary}, indent=2, ensure_ascii=False) + "\n"


def _summary(report: "ImportReport") -> str:
    """The counts, in one line, and what to do next."""
    counts = ", ".join(_counts(report)) or "nothing was read"
    if report.dry_run:
        return f"{report.format}: {counts}; this was a dry run, and nothing was written"
    if not report.findings:
        return f"{report.format}: {counts}"
    errors = sum(finding.severity == "error" for finding in report.findings)
    found = "1 finding" if len(report.findings) == 1 else f"{len(report.findings):,} findings"
    return f"{report.format}: {counts}; of these files `cedu validate` has {found}, {errors:,} of them errors"


def _counts(report: "ImportReport") -> Iterator[str]:
    """How many items and pages of each kind there are, how many files hold them, and what happened on the way."""
    things: tuple[Literal["item", "page"], ...] = ("item", "page")
    for thing in things:
        for kind, count in report.counts_of(thing).items():
            would = "to be " if report.dry_run and kind in ("written", "updated") else ""
            yield f"{counted(count, thing)} {would}{kind}"
    if report.files:
        yield counted(len(report.files), "file")
    if kept := report.counts_of("file").get("kept"):
        yield f"{counted(kept, 'file')} kept"
    kinds: tuple[Literal["changed", "refused"], ...] = ("changed", "refused")
    yield from (f"{report.counts[kind]:,} {kind}" for kind in kinds if report.counts[kind])


COMMAND = Command("import", import_)

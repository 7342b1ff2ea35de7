"""`cedu credential audit`."""

from typing import Literal

import typer

from cedu.cli.app import Command
from cedu.cli.console import counted, now, progress, say, workspace_root, write, write_json
from cedu.cli.refusals import refusals


def audit(format: Literal["text", "json"] = typer.Option("text", help="How it is written.")) -> None:
    """Check the registry, the files, signatures and numbers.

    Every file in private/certificates, every signature, every number, and the chain of events.

    Each problem is printed once, with what to do.
    """
    from cedu.cli.findings.excerpt import printable
    from cedu.jobs.credential.auditing import audit as job

    root = workspace_root()
    with refusals(), progress("auditing") as report:
        found = job(root, now(), report)
    if format == "json":
        write_json({"credentials": found.credentials, "files": found.files, "problems": list(found.problems)})
    else:
        write(f"{printable(problem)}\n" for problem in found.problems)
        say(f"{counted(found.credentials, 'credential')} and {counted(found.files, 'file')}: {counted(len(found.problems), 'problem')}")
    raise typer.Exit(1 if found.problems else 0)


COMMAND = Command("audit", audit)

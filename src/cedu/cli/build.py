"""`cedu build`."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import typer

from cedu.cli.app import Command
from cedu.cli.console import complain, day, progress, say, workspace_root


def build(
    names: list[str] = typer.Argument(
        None, metavar="[KIND/ID]…", help="What to build, such as course/authoring; everything where nothing is named."
    ),
    target: list[str] = typer.Option(
        [],
        "--target",
        metavar="TARGET",
        help="A format to build, instead of those in cedu.yaml: aiken, cartridge, cmi5, csv, docs, exam-pdf, gift, moodle-xml, qti12, "
        "qti21, qti30, scorm12, scorm2004 or site; may be given again.",
    ),
    lms: str = typer.Option("", metavar="NAME", help="Build for this LMS, such as moodle, into the folder of its name."),
    delivery: str = typer.Option("", metavar="NAME", help="Build what cedu.yaml promises one customer, into the folder of that name."),
    explain: bool = typer.Option(
        False, "--explain", help="Say what each LMS would hear, who could read which answers and what would be lost, and build nothing."
    ),
    format: str = typer.Option("text", metavar="FORMAT", help="How --explain says it: text or json."),
    today: str = typer.Option("", metavar="DATE", help="Take this day, such as 2027-05-01, for today."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Say nothing when all is well."),
) -> None:
    """Validate the workspace, and build its bundles into dist/."""
    from cedu.jobs.wanted import UnbuildableError, UnknownNameError

    if lms and delivery:
        raise typer.BadParameter("a delivery says which LMS it is for: give --lms or --delivery")
    if format not in ("text", "json"):
        raise typer.BadParameter(f"`{format}` is no format: text, json")
    if format != "text" and not explain:
        raise typer.BadParameter("--format says how --explain is written: give both")
    asked = _Asked(workspace_root(), names or (), target, delivery, lms, day(today))
    try:
        if explain:
            _explain(asked, format)
        else:
            _build(asked, quiet)
    except (UnknownNameError, UnbuildableError) as error:
        raise typer.BadParameter(str(error)) from error


class _Asked(NamedTuple):
    root: Path
    names: Sequence[str]
    only: Sequence[str]
    delivery: str
    lms: str
    today: date | None

    @property
    def arguments(self) -> dict[str, Any]:
        """For the jobs."""
        return {name: value for name, value in self._asdict().items() if name != "root"}


def _build(asked: _Asked, quiet: bool) -> None:
    from cedu.jobs.build import build as job

    with progress("building") as report:
        result = job(asked.root, **asked.arguments, progress=report)
    complain(asked.root, result.findings or result.validated.findings)
    if not result.outputs and result.findings:
        say("nothing was built")
        raise typer.Exit(1)
    if quiet:
        return
    dist = asked.root / "dist"
    dist = dist.relative_to(Path.cwd()) if dist.is_relative_to(Path.cwd()) else dist
    for output in result.outputs:
        typer.echo((dist / output.path).as_posix() + ("/" if not Path(output.path).suffix else ""))
    say(f"{len(result.outputs) - result.fresh} built, {result.fresh} unchanged; {dist / 'build.json'} lists them")
    promised = result.validated.library.workspace.deliveries
    if promised and not asked.delivery and not asked.lms:
        say(f"`cedu build --delivery NAME` builds what is promised: {', '.join(promised)}")


def _explain(asked: _Asked, format: str) -> None:
    from cedu.cli.explained import show, show_json
    from cedu.jobs.explain import explain as job

    with progress("explaining") as report:
        explained = job(asked.root, **asked.arguments, progress=report)
    if explained.to:
        (show_json if format == "json" else show)(explained, explained.to)
    if explained.validated.errors:
        complain(asked.root, [finding for finding in explained.validated.findings if finding.severity == "error"])
        say("these errors would refuse the build" if explained.to else "nothing can be said of a build before cedu.yaml is right")
        raise typer.Exit(1)


COMMAND = Command("build", build)

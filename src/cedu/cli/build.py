"""`cedu build`."""

import sys
from pathlib import Path

import typer

from cedu.cli.app import Command
from cedu.cli.console import complain, day, progress, say, workspace_root


def build(
    names: list[str] = typer.Argument(
        None, metavar="[KIND/ID]…", help="What to build, such as course/authoring; everything where nothing is named."
    ),
    target: list[str] = typer.Option(
        [], "--target", metavar="TARGET", help="A format to build, instead of those in cedu.yaml; may be given again."
    ),
    lms: str = typer.Option("", metavar="NAME", help="Build for this LMS, such as moodle, into the folder of its name."),
    delivery: str = typer.Option("", metavar="NAME", help="Build what cedu.yaml promises one customer, into the folder of that name."),
    today: str = typer.Option("", metavar="DATE", help="Take this day, such as 2027-05-01, for today."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Say nothing when all is well."),
) -> None:
    """Validate the workspace, and build its bundles into dist/."""
    from cedu.jobs.build import build as job
    from cedu.jobs.wanted import UnbuildableError, UnknownNameError

    if lms and delivery:
        raise typer.BadParameter("a delivery says which LMS it is for: give --lms or --delivery")

    root = workspace_root()
    with progress("building") as report:
        try:
            result = job(root, names=names or (), only=target, delivery=delivery, lms=lms, today=day(today), progress=report)
        except (UnknownNameError, UnbuildableError) as error:
            raise typer.BadParameter(str(error)) from error
    complain(root, result.findings or result.validated.findings)
    if not result.outputs and result.findings:
        sys.stderr.write("nothing was built\n")
        raise typer.Exit(1)
    if quiet:
        return
    dist = (root / "dist").relative_to(Path.cwd()) if (root / "dist").is_relative_to(Path.cwd()) else root / "dist"
    for output in result.outputs:
        typer.echo((dist / output.path).as_posix() + ("/" if not Path(output.path).suffix else ""))
    made = len(result.outputs) - result.fresh
    say(f"{made} built, {result.fresh} unchanged; {dist / 'build.json'} lists them")
    promised = result.validated.library.workspace.deliveries
    if promised and not delivery and not lms:
        say(f"`cedu build --delivery NAME` builds what is promised: {', '.join(promised)}")


COMMAND = Command("build", build)

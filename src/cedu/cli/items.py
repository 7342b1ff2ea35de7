"""`cedu items`."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from cedu.cli.app import Command
from cedu.cli.console import counted, fail, say, workspace_root, write_json

if TYPE_CHECKING:
    from rich.console import Console

    from cedu.jobs.item_analysis import Analysis
    from cedu.statistics import ItemFigures, WholeTest
    from cedu.statistics.looking import Look

FormatName = Literal["text", "json"]
SourceName = Literal["auto", "canvas", "long", "moodle", "wide", "xapi"]


def items(
    responses: Path = typer.Argument(..., metavar="RESPONSES", exists=True, dir_okay=False, help="What learners answered: CSV or JSON."),
    source: SourceName = typer.Option("auto", "--from", help="The format of RESPONSES, where its header does not tell."),
    assessment: str = typer.Option("", metavar="ID", help="The assessment that was asked, where the responses do not tell."),
    attempts: Literal["first", "last", "all"] = typer.Option("first", help="Which attempts of a learner count."),
    cut: float = typer.Option(None, min=0, max=100, metavar="PERCENT", help="A passing score in place of the assessment's."),
    column: list[str] = typer.Option(
        None, metavar="OURS=THEIRS", help="What the file calls one of our columns (`learner=Student no.`), or an item (`exit-code=Q. 3`)."
    ),
    empty: Literal["omitted", "not-asked"] = typer.Option("omitted", help="What an empty cell of a wide table says."),
    format: FormatName = typer.Option("text", help="How the figures are written."),
    html: Path = typer.Option(None, "--html", metavar="FILE", dir_okay=False, help="Write a page with charts, too."),
    language: str = typer.Option("", metavar="TAG", help="The language of the page, where it is not the organization's."),
) -> None:
    """Say how good the items are, from responses.

    Difficulty, discrimination, choices, time, reliability and how lasting a verdict is, each with its interval, and what to look at in the
    bank. No learner is named.
    """
    from cedu.jobs.item_analysis import Asked, UnreadableError, analyse, document, page

    root = workspace_root()
    asked = Asked("" if source == "auto" else source, assessment, cut, attempts, empty, dict(_pair(each) for each in column or ()))
    try:
        analysis = analyse(root, responses, asked)
    except UnreadableError as error:
        fail(str(error))
    if format == "json":
        write_json(document(analysis))
    else:
        _print(root, analysis)
    if html:
        _write_page(html, page(root, analysis, language))
    _say(analysis)


def _pair(text: str) -> tuple[str, str]:
    ours, equals, theirs = text.partition("=")
    if not equals or not ours.strip() or not theirs.strip():
        raise typer.BadParameter(f"`{text}` maps no column: write OURS=THEIRS, such as `learner=Student no.`")
    return ours.strip(), theirs.strip()


def _write_page(path: Path, content: "bytes | str") -> None:
    from cedu.bundle import write_bytes

    if isinstance(content, str):
        fail(content)
    write_bytes(path, content)
    say(f"wrote {path}")


def _print(root: Path, analysis: "Analysis") -> None:
    from rich.console import Console

    # Piped, a line is as long as it has to be: nothing is folded that a program may read.
    console = Console(width=None if sys.stdout.isatty() else 400, highlight=False)
    for test, looks in zip(analysis.tests, analysis.looks, strict=True):
        _test(console, analysis, test)
        _look_at(console, root, looks)


def _test(console: "Console", analysis: "Analysis", test: "WholeTest") -> None:
    """The items, a row for each, and the test below them."""
    from rich.table import Table
    from rich.text import Text

    from cedu.cli.findings.excerpt import printable
    from cedu.rendering.words import words_in
    from cedu.statistics.wording import interval, number, percent

    words = words_in("en").statistics
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Item", overflow="fold")
    for column in ("n", "Difficulty", "95 %", "Discrimination", "95 %", "Left out", "Median time"):
        table.add_column(column, justify="right", no_wrap=True)
    owner = f"{test.assessment.lasting_id}." if test.assessment else ""  # the title says whose they are
    for item in test.items:
        mark = "†" if item.difficulty.few and item.n else ""
        table.add_row(Text(printable(item.name.removeprefix(owner))), f"{item.n}{mark}", *_cells(item))
    title = test.assessment.title if test.assessment else test.name or "All responses"
    console.print(Text(printable(title), style="bold"))
    console.print(table)
    reliability = test.reliability
    name = "KR-20" if reliability.method == "kr20" else "alpha"
    facts = [
        f"{counted(test.attempts, 'attempt')} of {counted(test.learners, 'learner')} ({analysis.asked.attempts})",
        f"mean {percent(test.score.value, words)}, standard deviation {percent(test.spread.value, words)}",
        f"{name} {number(reliability.value.value, words)} ({interval(reliability.value, words) or '–'}) "
        f"over {counted(reliability.items, 'item')}, n = {reliability.value.n:,}; standard error {percent(reliability.error.value, words)}",
    ]
    if test.cut:
        passed = f"{percent(test.cut.passed.value, words)} pass at {test.cut.percent:g} % ({interval(test.cut.passed, words, percent)})"
        verdict = (
            f"; from another form {percent(test.cut.agreement.value, words)} would get the same verdict "
            f"({interval(test.cut.agreement, words, percent) or '–'}), kappa {number(test.cut.kappa.value, words)}"
        )
        facts.append(passed + (verdict if test.cut.agreement.value is not None else ""))
    for fact in facts:
        console.print(Text(fact))
    if any(item.difficulty.few for item in test.items):
        console.print(Text("† fewer than 30 responses: look at the interval, not at the value", style="dim"))


def _cells(item: "ItemFigures") -> Iterator[str]:
    from cedu.rendering.words import words_in
    from cedu.statistics.wording import interval, number, percent, seconds

    words = words_in("en").statistics
    yield percent(item.difficulty.value, words)
    yield interval(item.difficulty, words, percent)
    yield number(item.discrimination.value, words)
    yield interval(item.discrimination, words)
    yield percent(item.omitted.value, words)
    yield seconds(item.seconds.value, words)


def _look_at(console: "Console", root: Path, looks: "Sequence[Look]") -> None:
    import os

    from rich.padding import Padding
    from rich.text import Text

    from cedu.cli.findings.excerpt import printable
    from cedu.rendering.words import words_in
    from cedu.statistics.wording import sentence

    words = words_in("en").statistics
    console.print(Text("\nWhat to look at" if looks else "\nNothing crosses a threshold", style="bold"))
    for look in looks:
        place = f"{os.path.relpath(root / look.place.path)}:{look.place.line}" if look.place else printable(look.item)
        console.print(
            Text.assemble(
                (place, "cyan"),
                ("  ", ""),
                (look.code.replace("_", " "), "bold red" if look.sure else "yellow"),
                ("" if look.sure else " (perhaps chance)", "dim"),
                (f"  n = {look.figure.n}{'†' if look.figure.few else ''}", "dim"),
            )
        )
        console.print(Padding(Text(printable(sentence(look, words))), (0, 0, 0, 2), expand=False))


def _say(analysis: "Analysis") -> None:
    """What people should know of how the file was read."""
    from cedu.cli.findings.excerpt import printable

    how = ", ".join(f"{count} by {name}" for name, count in analysis.by.items() if count)
    say(f"{analysis.file}: {analysis.format.title}; {analysis.responses:,} responses; questions tied to items: {how or 'none'}")
    why = {"none": "no item has this id or stem", "several": "several items fit it", "unscored": "no item, and nothing says what is right"}
    for loose in analysis.loose:
        say(f"  column `{printable(loose.column[:80])}`: {why[loose.why]}")
    for problem in analysis.problems:
        say(f"  {f'line {problem.line}: ' if problem.line else ''}{printable(problem.text)}")
    for path in analysis.broken:
        say(f"  {path} can't be read, so its items are not known: `cedu validate` says why")


COMMAND = Command("items", items)

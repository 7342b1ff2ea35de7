"""What `cedu build --explain` shows: tables that a terminal of 80 columns holds, and each thing said once."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from cedu.cli.explained import _show, show
from cedu.jobs.explain import Explained, explain

ROOT = Path(__file__).resolve().parents[3]
EVERY_PACKAGE = ("site", "scorm12", "scorm2004", "cmi5", "cartridge", "gift", "moodle-xml")


@pytest.fixture(scope="module")
def explained() -> Explained:
    return explain(ROOT, only=EVERY_PACKAGE)


def shown(explained: Explained, width: int) -> list[str]:
    text = StringIO()
    assert explained.to
    _show(Console(file=text, width=width, force_terminal=True, no_color=True, color_system=None, highlight=False), explained, explained.to)
    return [line.rstrip() for line in text.getvalue().splitlines()]


def test_a_terminal_of_80_columns_holds_it_and_no_name_is_broken(explained: Explained) -> None:
    lines = shown(explained, 80)
    assert max(map(len, lines)) <= 80
    words = {word.strip(",") for line in lines for word in line.split()}
    assert {f"assessment/{each.id}" for each in explained.exposures if each.kind == "assessment"} <= words
    elements = {element for contract in explained.contracts for element in contract.elements if element.startswith("cmi.")}
    assert {element.removeprefix("cmi.core.").removeprefix("cmi.") for element in elements} <= words


def test_what_is_alike_is_said_once(explained: Explained) -> None:
    lines = shown(explained, 80)
    assert sum(line.endswith("the time limit can't be carried") for line in lines) == 1
    assert "  gift, moodle-xml: the time limit can't be carried" in lines
    assert sum("assessment/where-you-stand" in line for line in lines) == 3  # by learners, by teachers, by whoever edits the questions
    assert sum(line.startswith("  every learner who looks") for line in lines) == 1


def test_silence_is_explained_by_who_is_silent(explained: Explained) -> None:
    lines = [line.strip() for line in shown(explained, 120)]
    assert "nothing: there is no LMS, and progress stays in the learner's browser" in lines
    assert "nothing: the LMS itself sees what is done, and what counts is set there" in lines


def test_a_pipe_gets_each_thing_in_a_line_and_elements_by_their_whole_names(
    explained: Explained, capsys: pytest.CaptureFixture[str]
) -> None:
    assert explained.to
    show(explained, explained.to)
    lines = capsys.readouterr().out.splitlines()
    whole = ["when", "cmi.core.lesson_status", "cmi.core.score.raw", "cmi.core.exit"]
    assert whole in [line.split() for line in lines]
    assert all(line == line.rstrip() and "\x1b" not in line for line in lines)

"""The command line as a whole: which words are commands, and what becomes of an error."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cedu.cli.app import FAILED, FINE, MISUSED, run
from cedu.importers import importers
from cedu.targets import targets


@pytest.mark.parametrize("word", ["app", "console", "explained", "findings", "nonsense", "__init__", "--nonsense"])
def test_a_word_that_is_no_command_is_wrong_usage(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([word]) == MISUSED
    assert word in capsys.readouterr().err


def test_one_command_alone_and_among_all_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    """Only the command that is called is loaded; help lists them all."""
    assert run(["explain", "CE201"]) == FINE
    assert capsys.readouterr().out.startswith("CE201")
    assert run(["--help"]) == FINE
    assert "explain" in capsys.readouterr().out
    assert run(["explain", "CE999"]) == FAILED


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder in which nobody may write")
def test_where_nothing_can_be_written_is_said_by_the_folder_and_not_by_our_own_name_for_a_moment(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["init", "/proc/self/academy"]) == FAILED
    assert capsys.readouterr().err == "cedu: /proc/self: no such file or directory\n"


@pytest.mark.parametrize(("command", "names"), [("build", targets), ("import", importers)])
def test_help_lists_every_format(command: str, names: Callable[[], dict[str, object]], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--help"]) == FINE
    said = " ".join(capsys.readouterr().out.split())
    listed = [*names()]
    assert f"{', '.join(listed[:-1])} or {listed[-1]}" in said


def test_the_lesson_about_building_names_every_target() -> None:
    lesson = Path(__file__).parents[3] / "curricula/authoring/lessons/build.md"
    assert [name for name in targets() if f"`{name}`" not in lesson.read_text(encoding="utf-8")] == []


def test_a_command_of_a_group_is_loaded_alone_and_listed_with_its_like(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["credential"]) == MISUSED
    capsys.readouterr()
    assert run(["credential", "--help"]) == FINE
    assert "list" in capsys.readouterr().out
    assert run(["credential", "nonsense"]) == MISUSED
    assert "nonsense" in capsys.readouterr().err

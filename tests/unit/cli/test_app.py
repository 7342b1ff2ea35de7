"""The command line as a whole: which words are commands, and what becomes of an error."""

from pathlib import Path

import pytest

from cedu.cli.app import FAILED, FINE, MISUSED, run


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

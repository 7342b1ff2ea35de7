"""Tables: aligned by what is seen, and harmless to a terminal."""

import pytest

from cedu.cli.columns import print_table


def test_columns_are_as_wide_as_what_is_seen(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("Name", "State", "Why"), [("山田太郎", "valid", ""), ("Zoë", "not yet", "one\ntwo")])
    assert capsys.readouterr().out.splitlines() == [
        "Name      State    Why",
        "山田太郎  valid    ",
        "Zoë       not yet  one",
        "                   two",
    ]


def test_a_cell_gives_a_terminal_no_orders(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("Name", "Why"), [("\x1b[31mred", "\u202eback")])
    assert not {"\x1b", "\u202e"} & set(capsys.readouterr().out)


def test_a_long_name_moves_only_its_own_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("Name", "State"), [("Zoë", "valid"), ("Z" * 200, "valid")])
    assert [len(line) for line in capsys.readouterr().out.splitlines()] == [51, 51, 207]

"""Tables as spreadsheets save them."""

import pytest

from cedu.formats.table import MOST_COLUMNS, decode, number, read, seconds

ROWS = [["l-1", "Grüße", "1,5"]]


@pytest.mark.parametrize(
    "content",
    [
        'learner,answer,score\nl-1,Grüße,"1,5"\n'.encode(),
        "\ufefflearner;answer;score\r\nl-1;Grüße;1,5\r\n".encode(),
        "learner\tanswer\tscore\nl-1\tGrüße\t1,5\n".encode("utf-16"),
        "learner;answer;score\r\nl-1;Grüße;1,5\r\n".encode("cp1252"),
        "sep=;\r\nlearner;answer;score\r\nl-1;Grüße;1,5\r\n".encode(),
    ],
)
def test_every_way_of_excel_is_the_same_table(content):
    text = decode(content)
    assert text is not None
    table = read(text)
    assert table.header == ["learner", "answer", "score"]
    assert [row.cells for row in table.rows] == ROWS
    assert table.problems == []


def test_rows_know_their_lines_and_bad_ones_are_left_out():
    table = read('a,b\n1,2\n\n"two\nlines",3\n4,5,6\n7\n')
    assert [(row.line, row.cells) for row in table.rows] == [(2, ["1", "2"]), (4, ["two\nlines", "3"]), (7, ["7", ""])]
    assert [line for line, _ in table.problems] == [6]
    assert "opened here is never closed" in read('a,b\n1,"2\n').problems[0][1]


def test_what_is_no_text_and_what_is_too_wide():
    assert decode(b"PK\x03\x04\0\0") is None
    assert read(",".join(["a"] * (MOST_COLUMNS + 1))).problems[0][0] == 1
    assert read("").header == []


def test_numbers_and_times():
    assert [number(text) for text in ("1", "0,5", " -1.25 ", "", "-", "1e3", "1.2.3", "٣")] == [1, 0.5, -1.25, None, None, None, None, 3]
    assert [seconds(text) for text in ("12,5", "2:05", "1:02:05", "PT2M5.5S", "P1DT1S", "PT", "soon")] == [
        *(12.5, 125, 3725, 125.5, 86401, None, None),
    ]

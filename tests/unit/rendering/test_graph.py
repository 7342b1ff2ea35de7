"""A path's picture: every step in its box, nothing on top of anything else."""

from itertools import pairwise
from xml.etree import ElementTree

from cedu.rendering.graph import Box, mermaid, svg

BOXES = [
    Box("Course", "A first course with a title that takes more than one line <of> text", "a.html"),
    Box("Level", "Associate", earned=True),
    Box("Course", "Extra", optional=True),
    Box("Course", "日本語の長い題名は空白がないので文字の間で折り返す必要があります"),
    Box("Course", "More", optional=True),
]


def test_draws_each_step_in_a_box_below_the_last():
    root = ElementTree.fromstring(svg(BOXES, 'Path "one"'))
    assert root.get("aria-label") == 'Path "one"'
    boxes = [(float(rect.get("y")), float(rect.get("height"))) for rect in root.iter("rect")]
    assert len(boxes) == len(BOXES)
    for (top, height), (below, _) in pairwise(boxes):
        assert top + height < below
    assert boxes[-1][0] + boxes[-1][1] <= float(root.get("height"))
    assert [link.get("href") for link in root.iter("a")] == ["a.html"]
    names = [[span.text for span in text] for text in root.iter("text") if text.get("class") == "name"]
    assert " ".join(names[0]) == BOXES[0].title and len(names[0]) > 1
    assert "".join(names[3]) == BOXES[3].title and max(map(len, names[3])) <= 15


def test_has_no_styles_of_its_own():
    drawn = svg(BOXES, "Path")
    assert "style" not in drawn and "fill=" not in drawn and "<of>" not in drawn


def test_mermaid_joins_what_must_be_done_and_branches_to_what_may():
    text = mermaid(BOXES)
    assert text.splitlines()[0] == "flowchart TD"
    assert '    s2(["Level: Associate"])' in text
    assert "#lt;of#gt;" in text
    edges = [line.strip() for line in text.splitlines() if "->" in line]
    assert edges == ["s1 --> s2", "s2 --> s4", "s2 -.-> s3", "s3 -.-> s4", "s4 -.-> s5"]


def test_draws_a_path_of_one_step_and_one_that_starts_with_what_is_optional():
    assert svg([Box("Course", "One")], "P").count("<rect") == 1
    drawn = svg([Box("Course", "One", optional=True), Box("Course", "Two")], "P")
    assert drawn.count('class="edge optional"') == 2

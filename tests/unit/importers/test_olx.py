"""Open edX's courses and problems, as its documentation has them."""

from pathlib import Path

import pytest

from cedu.formats.archive import Source, open_source
from cedu.importers import Imported, importers
from cedu.items import lift

OLX = importers()["olx"]
COURSE = Path(__file__).parent / "samples" / "olx" / "course"


def read(problem: str, **members: bytes) -> Imported:
    return OLX.read(Source("problem.xml", {"problem.xml": problem.encode(), **members}))


def fields(problem: str) -> dict[str, object]:
    found = read(problem)
    ((item,),) = (group.items for group in found.items)
    return lift(item.interaction)


def notes(problem: str) -> list[tuple[int, str, str]]:
    return [(note.place.line, note.kind, note.text) for note in read(problem).notes]


def test_one_choice() -> None:
    found = read(
        """<problem display_name="Which?" weight="2">
  <multiplechoiceresponse>
    <label>Which <em>one</em> is right?</label>
    <description>Choose.</description>
    <choicegroup type="MultipleChoice" shuffle="true">
      <choice correct="false">Tea <choicehint>No.</choicehint></choice>
      <choice correct="true">Coffee</choice>
    </choicegroup>
    <correcthint>Well done.</correcthint>
  </multiplechoiceresponse>
  <demandhint><hint>Think.</hint><hint>Once more.</hint></demandhint>
  <solution><p>Because.</p></solution>
</problem>"""
    )
    assert found.notes == ()
    ((item,),) = (group.items for group in found.items)
    assert found.items[0].settings is None
    assert (item.ident, item.place.line, item.place.what, item.points) == ("problem", 2, "Which?", 2)
    assert item.stem == "Which *one* is right?\n\nChoose."
    assert (item.correct, item.incorrect, item.hint) == ("Well done.\n\nBecause.", "Because.", "Think.\n\nOnce more.")
    choices = [{"id": "a", "text": "Tea", "feedback": "No."}, {"id": "b", "text": "Coffee", "correct": True}]
    assert lift(item.interaction) == {"type": "single-choice", "choices": choices}


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (
            '<choiceresponse partial_credit="EDC"><checkboxgroup><choice correct="true">a<choicehint selected="true">y</choicehint>'
            '<choicehint selected="false">n</choicehint></choice><choice correct="false">b</choice></checkboxgroup></choiceresponse>',
            {
                "type": "multiple-choice",
                "choices": [{"id": "a", "text": "a", "correct": True, "feedback": "y"}, {"id": "b", "text": "b"}],
                "shuffle": False,
                "scoring": "partial",
            },
        ),
        (
            "<optionresponse><optioninput options=\"('it\\'s','b c')\" correct=\"b c\"/></optionresponse>",
            {
                "type": "single-choice",
                "choices": [{"id": "a", "text": "it's"}, {"id": "b", "text": "b c", "correct": True}],
                "shuffle": False,
            },
        ),
        (
            '<optionresponse><optioninput><option correct="True">a<optionhint>y</optionhint></option><option correct="False">b</option>'
            "</optioninput></optionresponse>",
            {
                "type": "single-choice",
                "choices": [{"id": "a", "text": "a", "correct": True, "feedback": "y"}, {"id": "b", "text": "b"}],
                "shuffle": False,
            },
        ),
        (
            '<stringresponse answer="Ann Arbor" type="ci"><additional_answer answer="Ann"/><additional_answer>A2</additional_answer>'
            "<textline/></stringresponse>",
            {"type": "short-text", "answers": ["Ann Arbor", "Ann", "A2"]},
        ),
        ('<stringresponse answer="pH"><textline/></stringresponse>', {"type": "short-text", "answers": ["pH"], "case_sensitive": True}),
        (
            '<stringresponse answer="colou?r" type="ci regexp"><textline/></stringresponse>',
            {"type": "short-text", "answers": ["colou?r"], "patterns": [".*(?:colou?r).*"]},
        ),
        (
            '<numericalresponse answer="5"><responseparam type="tolerance" default="0.5"/></numericalresponse>',
            {"type": "number", "answer": 5, "tolerance": 0.5},
        ),
        (
            '<numericalresponse answer="200"><responseparam type="tolerance" default="5%"/></numericalresponse>',
            {"type": "number", "answer": 200, "tolerance": 10},
        ),
        ('<numericalresponse answer="[5,7)"/>', {"type": "number", "lowest": 5, "highest": 7}),
        ('<numericalresponse answer="2^3*sqrt(4)"/>', {"type": "number", "answer": 16}),
    ],
)
def test_each_response(response: str, expected: dict[str, object]) -> None:
    assert fields(f"<problem><p>Say</p>{response}</problem>") == expected


def test_several_responses_are_several_items_and_share_the_points() -> None:
    found = read(
        '<problem weight="3"><p>About both.</p><p>First? <stringresponse answer="a" type="ci"/></p>'
        '<div><p>Second?</p><numericalresponse answer="1"/></div></problem>'
    )
    ((first, second),) = (group.items for group in found.items)
    assert (first.ident, first.stem, first.points) == ("problem", "About both.\n\nFirst?", 1.5)
    assert (second.ident, second.stem, second.points) == ("problem-2", "Second?", 1.5)


def test_a_label_is_the_stem_where_nothing_else_is() -> None:
    found = read('<problem><stringresponse answer="a" type="ci"><textline label="Who was it?"/></stringresponse></problem>')
    assert found.items[0].items[0].stem == "Who was it?"


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        ("<problem>\n<p>x</p><schematicresponse/></problem>", [(2, "refused", "`<schematicresponse>` is not read")]),
        ("<problem><p>x</p></problem>response", [(1, "refused", "")]),
        ("<problem>\n<p>response</p></problem>", [(1, "refused", "there is no response in the problem")]),
        (
            '<problem><p>x</p><numericalresponse answer="$a"/></problem>',
            [(1, "refused", "its answer comes from a script, which is not run")],
        ),
        ('<problem><p>x</p><numericalresponse answer="ten"/></problem>', [(1, "refused", "`ten` is no number")]),
        ('<problem><stringresponse answer="a" type="ci"/></problem>', [(1, "refused", "nothing is asked before the response")]),
        (
            "<problem><p>x</p><multiplechoiceresponse><choicegroup><choice>a</choice><choice>b</choice></choicegroup></multiplechoiceresponse></problem>",
            [(1, "refused", "no choice is marked as right")],
        ),
        (
            '<problem><script type="loncapa/python">x = 1</script><p>x</p><numericalresponse answer="(1,2]"/></problem>',
            [
                (1, "changed", "the script in the problem is not run, and is left out"),
                (1, "changed", "the ends of the range are right, too"),
            ],
        ),
    ],
)
def test_what_is_changed_and_refused(problem: str, expected: list[tuple[int, str, str]]) -> None:
    found = notes(problem)
    assert [(line, kind) for line, kind, _ in found] == [(line, kind) for line, kind, _ in expected]
    assert all(text in said for (_, _, said), (_, _, text) in zip(found, expected, strict=True))


def test_a_course_gives_an_assessment_for_each_subsection_and_a_lesson_for_each_page() -> None:
    source = open_source(COURSE)
    assert OLX.recognises(source) > 0.9
    found = OLX.read(source)
    assert found.title == "Coffee"
    (quiz,) = found.items
    assert (quiz.ident, quiz.title, quiz.settings) == ("s1", "Quiz One", {"purpose": "summative", "stakes": "graded"})
    assert [item.ident for item in quiz.items] == ["p1", "p2", "p2-2", "p2-3", "p2-4", "p2-5"]
    (page,) = found.pages
    assert (page.ident, page.title, page.module) == ("h1", "Intro", "Chapter One")
    assert page.body == "Hello ![A](assets/a.png) and doc $x^2$ \\\n$y$"
    assert set(found.assets) == {"assets/a.png"}
    assert ("course/vertical/v1.xml" in {note.place.member for note in found.notes}) is False
    assert [(note.place.member, note.kind) for note in found.notes if "video" in note.text] == [("vertical/v1.xml", "refused")]


def test_files_that_name_each_other_end() -> None:
    members = {
        "course.xml": b'<course><chapter url_name="a"/></course>',
        "chapter/a.xml": b'<chapter><chapter url_name="a"/><problem url_name="p"/></chapter>',
    }
    found = OLX.read(Source("x.tar.gz", members))
    assert [note.kind for note in found.notes] == ["refused"]


def test_recognised_by_what_it_is() -> None:
    def sure(content: bytes) -> float:
        return OLX.recognises(Source("x.xml", {"x.xml": content}))

    assert sure(b'<?xml version="1.0"?>\n<problem><stringresponse answer="a"/></problem>') > 0.8
    assert sure(b"<quiz><question/></quiz>") == 0
    assert sure(b"<html><p>&lt;problem> response</p></html>") == 0

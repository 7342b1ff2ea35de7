"""text2qti's Markdown, as its README says it is written."""

from cedu.formats.archive import Source
from cedu.importers import Imported, ImportedItem, importers
from cedu.items import lift

TEXT2QTI = importers()["text2qti"]


def read(text: str, **members: bytes) -> Imported:
    return TEXT2QTI.read(Source("quiz", {"quiz.txt": text.encode(), **members}))


def items(text: str) -> tuple[ImportedItem, ...]:
    found = read(text)
    assert found.notes == (), found.notes
    (quiz,) = found.items
    return quiz.items


def only(text: str) -> ImportedItem:
    (item,) = items(text)
    return item


def notes(text: str) -> list[tuple[int, str, str]]:
    return [(note.place.line, note.kind, note.text) for note in read(text).notes]


def test_one_choice_with_feedback_title_and_points() -> None:
    item = only(
        "Quiz title: Addition\nQuiz description: Checking addition.\n\nTitle: An addition question\nPoints: 2.5\n1.  What is *2+3*?\n"
        "... General.\n+   Well done.\n-   Try again.\na)  6\n... Too much.\nb)  1\n*c) 5\n"
    )
    assert item.stem == "What is *2+3*?"
    assert (item.points, item.correct, item.incorrect) == (2.5, "Well done.\n\nGeneral.", "Try again.\n\nGeneral.")
    assert (item.ident, item.id, item.place.line, item.place.what) == ("", "", 6, "An addition question")
    assert lift(item.interaction) == {
        "type": "single-choice",
        "choices": [{"id": "a", "text": "6", "feedback": "Too much."}, {"id": "b", "text": "1"}, {"id": "c", "text": "5", "correct": True}],
        "shuffle": False,
    }


def test_quiz_settings() -> None:
    found = read(
        "Quiz title: Addition\nQuiz description: Checks it.\nshuffle answers: true\nshow correct answers: false\n1. a\n*a) b\nb) c\n"
    )
    (quiz,) = found.items
    assert (found.title, quiz.title, quiz.ident, quiz.settings) == ("Addition", "Addition", "quiz", {"summary": "Checks it."})
    assert "shuffle" not in lift(quiz.items[0].interaction)
    assert [(note.place.line, note.text) for note in found.notes] == [
        (4, "the setting `show correct answers` has nothing that it could become here, and is left out")
    ]


def test_every_other_way_to_answer() -> None:
    found = items(
        "1. Dinosaurs?\n[ ] Mammoth\n[*] Triceratops\n[] Smilodon\n[*] T. rex\n\n2. Root?\n= 1.4142 +- 0.0001\n\n"
        "3. Cube?\n=   [1.2598, 1.26]\n\n"
        "4. Sum?\n= 1_000\n\n5. About?\n= 200 +- 5%\n\n6. Who?\n* Santa\n*   Santa Claus\n\n7. Write.\n"
        "... Say more.\n____\n\n8. Upload.\n^^^^\n\n"
        "9. True?\n*a) True\n... So it is.\nb) False\n... No.\n"
    )
    assert [lift(item.interaction) for item in found] == [
        {
            "type": "multiple-choice",
            "choices": [
                {"id": "a", "text": "Mammoth"},
                {"id": "b", "text": "Triceratops", "correct": True},
                {"id": "c", "text": "Smilodon"},
                {"id": "d", "text": "T. rex", "correct": True},
            ],
            "shuffle": False,
        },
        {"type": "number", "answer": 1.4142, "tolerance": 0.0001},
        {"type": "number", "lowest": 1.2598, "highest": 1.26},
        {"type": "number", "answer": 1000},
        {"type": "number", "answer": 200, "tolerance": 10},
        {"type": "short-text", "answers": ["Santa", "Santa Claus"]},
        {"type": "essay"},
        {"type": "upload"},
        {"type": "true-false", "answer": True},
    ]
    assert (found[6].correct, found[6].incorrect) == ("Say more.", "Say more.")
    assert (found[8].correct, found[8].incorrect) == ("So it is.", "No.")


def test_texts_of_several_lines_are_indented() -> None:
    item = only("1.  First\n    line.\n\n    ```\n    code\n      more\n    ```\n\n\n*a) yes,\n    indeed\n\tand so\nb)  no\n")
    assert item.stem == "First\nline.\n\n```\ncode\n  more\n```"
    assert lift(item.interaction)["choices"][0]["text"] == "yes,\nindeed\nand so"


def test_text_regions_become_passages() -> None:
    passage, bare, _ = items("Text title: About\nText: Read this.\n\nText: And this.\n\n1. a\n*a) b\nb) c\n")
    assert lift(passage.interaction) == {"type": "passage"}
    assert (passage.stem, passage.points, bare.stem) == ("**About**\n\nRead this.", 0, "And this.")


def test_a_group_becomes_a_bank_that_the_quiz_draws_from() -> None:
    found = read("1. a\n*a) b\nb) c\n\nGROUP\npick: 1\npoints per question: 3\n\n1. d\n*a) b\nb) c\n\n2. e\n*a) b\nb) c\nEND_GROUP\n")
    bank, quiz = found.items
    assert (bank.ident, bank.settings, [item.points for item in bank.items]) == ("quiz-group-1", None, [3, 3])
    assert quiz.settings == {"blueprint": {"draws": [{"count": 1}, {"bank": "quiz-group-1", "count": 1}]}}
    assert found.notes == ()


def test_comments_are_left_out() -> None:
    assert only("% no\nCOMMENT\n1. not this\nEND_COMMENT\n1. a\n% no\n*a) b\nb) c\n").stem == "a"


def test_images_come_along_or_their_text_stands_instead() -> None:
    found = read("1. See ![a plan](img/plan.png) and ![b](no.png).\n*a) b\nb) c\n", **{"img/plan.png": b"png"})
    assert found.items[0].items[0].stem == "See ![a plan](assets/plan.png) and b."
    assert found.assets == {"assets/plan.png": b"png"}
    assert [note.text for note in found.notes] == [
        "the image `no.png` is not in the source, so its text stands instead; import the folder that has both"
    ]


def test_siunitx() -> None:
    assert only(r"1. \num{1.23e5} and \SI{5}{\degree} and \si{N.m}" + "\n*a) b\nb) c\n").stem == "1.23×10⁵ and 5 ° and N·m"


def test_what_is_refused_is_refused_alone_and_where() -> None:
    assert notes(
        "1. a\na) b\nb) c\n\n2. d\n*a) b\n*b) c\n\n3. e\n\n4. f\n= about 5\n\n*a) stray\n"
        "```{.python .run}\nprint()\n```\nwhat\n5. g\n*a) b\nb) c\n"
    ) == [
        (1, "refused", "no choice is marked as right"),
        (5, "refused", "several choices are marked as right, and learners could choose one; write `[*]` and `[ ]`"),
        (9, "refused", "nothing says how the question is answered"),
        (15, "refused", "code that writes questions is not run; import what text2qti makes of it"),
        (18, "refused", "no sign says what this line is; a line that goes on with a text is indented"),
    ]


def test_recognised_by_its_signs() -> None:
    def sure(text: str, name: str = "quiz.txt") -> float:
        return TEXT2QTI.recognises(Source(name, {name: text.encode()}))

    assert sure("Quiz title: x\n1. a\n*a) b\nb) c\n") > 0.9
    assert sure("1. a\r\n*a) b\r\nb) c\r\n") > 0.5
    assert sure("What is it?\nA) b\nB) c\nANSWER: A\n") == 0
    assert sure("Some text\n\n1. one\n2. two\n") == 0
    assert sure("1. a\n*a) b\n", "quiz.png") == 0


def test_an_empty_file_is_not_silent() -> None:
    assert [note.text for note in read("").notes] == ["no question was found"]

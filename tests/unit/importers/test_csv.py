"""Tables of items, as spreadsheets save them."""

import pytest

from cedu.formats.archive import Source
from cedu.formats.spreadsheet import bare, safe
from cedu.importers import Imported, ImportedItem, importers
from cedu.items import lift

CSV = importers()["csv"]


def read(text: str | bytes, **columns: str) -> Imported:
    content = text if isinstance(text, bytes) else text.encode()
    return CSV.read(Source("items.csv", {"items.csv": content}, columns))


def only(text: str | bytes, **columns: str) -> ImportedItem:
    found = read(text, **columns)
    assert found.notes == (), found.notes
    ((item,),) = (group.items for group in found.items)
    return item


def refused(text: str) -> list[tuple[int, str]]:
    return [(note.place.line, note.text) for note in read(text).notes if note.kind == "refused"]


PLAIN = 'stem,answer,choice_1,choice_2\n"Why,\nthen?",b,Tea,Coffee\n'
CHOICES = [{"id": "a", "text": "Tea"}, {"id": "b", "text": "Coffee", "correct": True}]


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.replace("\n", "\r\n").encode("utf-8-sig"),
        PLAIN.replace(",", ";").replace("Why;", "Why,").encode(),
        ("sep=;\n" + PLAIN.replace(",", ";").replace("Why;", "Why,")).encode(),
        PLAIN.replace(",", "\t").replace("Why\t", "Why,").encode("utf-16"),
    ],
)
def test_as_excel_saves_it(content: bytes) -> None:
    item = only(content)
    assert item.stem.replace("\r", "") == "Why,\nthen?"
    assert lift(item.interaction) == {"type": "single-choice", "choices": CHOICES}


def test_smart_quotes_of_windows() -> None:
    assert only("stem,answer\n“So” – or ’not’?,true\n".encode("cp1252")).stem == "“So” – or ’not’?"


def test_all_that_a_row_says() -> None:
    item = only(
        "ID,Question Type,Question,A,B,Correct Answer,Feedback A,Explanation,Points,Level,Topic,Learning objective,Hint\n"
        'q-7,MC,Which?,Tea,Coffee,B,No.,Because.,"2,5",Easy,"hot, cold",coffee.brew,Think\n'
    )
    assert (item.ident, item.id, item.stem, item.points, item.difficulty) == ("q-7", "q-7", "Which?", 2.5, "easy")
    assert (item.correct, item.incorrect, item.hint, item.tags, item.objective) == (
        "Because.",
        "Because.",
        "Think",
        ("hot", "cold"),
        "coffee.brew",
    )
    assert lift(item.interaction)["choices"][0] == {"id": "a", "text": "Tea", "feedback": "No."}


@pytest.mark.parametrize(
    ("answer", "type", "keys"),
    [
        ("A", "single-choice", "a"),
        ("a, c", "multiple-choice", "ac"),
        ("A and C", "multiple-choice", "ac"),
        ("AC", None, ""),
        ("B)", "single-choice", "b"),
        ("Option B", "single-choice", "b"),
        ("2", "single-choice", "b"),
        ("1;3", "multiple-choice", "ac"),
        ("green tea", "single-choice", "c"),
        ("Tea; green tea", "multiple-choice", "ac"),
        ("D", None, ""),
        ("Cocoa", None, ""),
        ("", None, ""),
    ],
)
def test_right_choices_by_letter_number_or_text(answer: str, type: str | None, keys: str) -> None:
    found = read(f'stem,answer,choice 1,choice 2,choice 3\nWhich?,"{answer}",Tea,Coffee,Green tea\n')
    if type is None:
        assert [note.kind for note in found.notes] == ["refused"]
        assert found.items == ()
        return
    fields = lift(found.items[0].items[0].interaction)
    assert fields["type"] == type
    assert "".join(choice["id"] for choice in fields["choices"] if choice.get("correct")) == keys


@pytest.mark.parametrize(
    ("type", "answer", "fields"),
    [
        ("", "TRUE", {"type": "true-false", "answer": True}),
        ("", "falsch", {"type": "true-false", "answer": False}),
        ("", "3,5", {"type": "number", "answer": 3.5}),
        ("", "[4, 6]", {"type": "number", "lowest": 4, "highest": 6}),
        ("", "5 +- 0.5", {"type": "number", "answer": 5, "tolerance": 0.5}),
        ("short answer", "5", {"type": "short-text", "answers": ["5"]}),
        ("", "Tea\nGreen tea", {"type": "short-text", "answers": ["Tea", "Green tea"]}),
        ("", "", {"type": "essay"}),
        ("upload", "", {"type": "upload"}),
        ("passage", "", {"type": "passage"}),
        ("number", "", None),
        ("short-text", "", None),
        ("true-false", "maybe", None),
        ("nonsense", "x", None),
        ("hotspot", "", None),
    ],
)
def test_types_are_said_or_found_out(type: str, answer: str, fields: dict[str, object] | None) -> None:
    found = read(f'type,stem,answer\n{type},Say,"{answer}"\n')
    if fields is None:
        assert [note.kind for note in found.notes] == ["refused"]
    else:
        assert lift(found.items[0].items[0].interaction) == fields


def test_lists_of_other_types() -> None:
    found = read(
        "type,stem,choice_1,match_1,choice_2,match_2,match_3\nmatching,Match,Cup,China,Pot,Iron,Wood\nordering,Sort,One,,Two,,\nscale,How?,Little,,Much,,\n"
    )
    assert found.notes == ()
    assert [lift(item.interaction) for item in found.items[0].items] == [
        {
            "type": "matching",
            "pairs": [{"id": "a", "premise": "Cup", "response": "China"}, {"id": "b", "premise": "Pot", "response": "Iron"}],
            "distractors": [{"id": "c", "response": "Wood"}],
        },
        {"type": "ordering", "sequence": [{"id": "a", "text": "One"}, {"id": "b", "text": "Two"}]},
        {"type": "scale", "steps": [{"id": "a", "text": "Little"}, {"id": "b", "text": "Much"}]},
    ]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("[]", "`more` is no JSON object"),
        ("{", "`more` is no JSON object"),
        ('{""nonsense"": 1}', "nonsense"),
        ('{""points"": -1}', "points"),
        ('{""choices"": [{""id"": ""a"", ""text"": ""\\u0000""}]}', ""),
    ],
)
def test_more_is_looked_at_by_the_schema(more: str, why: str) -> None:
    ((line, text),) = refused(f'type,stem,answer,choice_1,choice_2,more\nsingle-choice,Which?,A,Tea,Coffee,"{more}"\n')
    assert line == 2
    assert why in text


def test_columns_are_named_by_whoever_imports() -> None:
    item = only("Aufgabe,Lösung,Eins,Zwei\nWas?,B,Tee,Kaffee\n", stem="Aufgabe", answer="Lösung", choice_1="Eins", choice_2="Zwei")
    assert lift(item.interaction)["choices"][1] == {"id": "b", "text": "Kaffee", "correct": True}


def test_nothing_is_left_out_in_silence() -> None:
    found = read("question,answer,Owner,Empty\nWhy?,true,Ann,\nAnd?,true,Bob,\n,true,,\n")
    assert [(note.kind, note.place.line, note.text) for note in found.notes] == [
        ("changed", 1, "this column is none that is known, and its 2 cells are left out; `--column OURS=NAME` says what it is"),
        ("refused", 4, "the row has no stem"),
    ]
    assert refused("foo,bar\n1,2\n") == [(1, "no column is the stem; the table has `foo`, `bar`: say `--column stem=NAME`")]
    assert refused("") == [(0, "there is no table with a row in it")]
    assert refused("stem,answer\nWhy?,true,surplus\n")[0][0] == 2


@pytest.mark.parametrize("text", ["=1+1", "+a", "-5 +- 1", "@x", "\tx", "'=x", "''+x", "\r=x"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe(text).startswith("'")
    assert bare(safe(text)) == text


@pytest.mark.parametrize("text", ["-5", "1e5", "+3.5", "it's", "'quoted'", "a=b", ""])
def test_what_is_no_formula_stays(text: str) -> None:
    assert safe(text) == bare(text) == text


def test_images_come_along_with_a_folder_and_are_missed_without() -> None:
    table = b"stem,answer\nSee ![a plan](img/plan.png) and ![b](no.png),true\n"
    found = CSV.read(Source("folder", {"table.csv": table, "img/plan.png": b"png"}))
    assert found.items[0].items[0].stem == "See ![a plan](assets/plan.png) and ![b](no.png)"
    assert found.assets == {"assets/plan.png": b"png"}
    assert [note.text for note in found.notes] == [
        "the image `no.png` is not in the source: put it there yourself, from the folder of the new file"
    ]


def test_recognised_by_its_columns() -> None:
    def sure(text: str, name: str = "x.csv", **columns: str) -> float:
        return CSV.recognises(Source(name, {name: text.encode()}, columns))

    assert sure("question,a,b,correct answer\n") > 0.8
    assert sure("learner_id,score\n") == 0
    assert sure("Was,ist\n", stem="Was") >= 0.5
    assert sure("question,a,b,correct answer\n", "x.png") == 0


def test_columns_that_lead_nowhere_are_said() -> None:
    notes = [note.text for note in read("stem,answer\nWhy?,Because\n", foo="stem", hint="Wink").notes]
    assert notes[0].startswith("there is no column `foo` of ours; there are id, type, stem, answer, ")
    assert notes[1:] == ["no column is called `Wink`; the table has `stem`, `answer`"]


def test_a_column_that_is_called_correct_has_the_key_where_no_other_has() -> None:
    assert lift(only("Question,Option A,Option B,Correct\nWhy?,Tea,Coffee,B\n").interaction)["choices"] == CHOICES
    assert lift(only("Frage,Antwort A,Antwort B,Richtig\nWarum?,Tea,Coffee,B\n").interaction)["choices"] == CHOICES


@pytest.mark.parametrize("said", ["True/False", "TRUE_FALSE", "T/F", "true or false"])
def test_what_others_call_true_or_false(said: str) -> None:
    assert lift(only(f"Question,Type,Answer\nIs it?,{said},TRUE\n").interaction) == {"type": "true-false", "answer": True}


def test_a_row_that_is_nothing_but_a_stem() -> None:
    found = read("stem,Solved\nWhy?,Because\n")
    assert [note.text for note in found.notes][1:] == ["its row has no type and no answer, so it is an essay"]

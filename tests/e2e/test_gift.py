"""GIFT, read by other people's parser: gift-pegjs from npm."""

import json
import subprocess
from pathlib import Path
from typing import Any

from cedu.formats.gift import question
from cedu.model.pool import Pooled
from cedu.source.load import read_entity

HERE = Path(__file__).resolve().parent
WILD = r"~a = #b {c} : \ % [d] -> e // f $CATEGORY ::g:: **h** <i> & *j"
BANK = rf"""
id: bank
title: Bank
items:
  - id: single
    type: single-choice
    stem: '{WILD}'
    choices:
      - {{id: a, text: '{WILD}', correct: true, feedback: '{WILD}'}}
      - {{id: b, text: '[html] {WILD}'}}
      - {{id: c, text: '%50% {WILD}'}}
  - id: several
    type: multiple-choice
    stem: Several
    choices: [{{id: a, text: A, correct: true}}, {{id: b, text: B}}]
    feedback: {{correct: Yes}}
  - {{id: true, type: true-false, stem: True, answer: true, feedback: {{correct: 'Yes: so', incorrect: 'No: so'}}}}
  - {{id: text, type: short-text, stem: Text, answers: ['{WILD}', '=x'], feedback: {{incorrect: No}}}}
  - {{id: number, type: number, stem: Number, answer: -1.5, tolerance: 0.25, feedback: {{correct: Yes}}}}
  - id: match
    type: matching
    stem: Match
    pairs: [{{id: a, premise: '{WILD}', response: X}}, {{id: b, premise: B, response: Y}}]
  - {{id: order, type: ordering, stem: Order, sequence: [{{id: a, text: A}}, {{id: b, text: B}}, {{id: c, text: C}}]}}
"""


def read(text: str) -> list[dict[str, Any]]:
    result = subprocess.run(["node", "read_gift.mjs"], cwd=HERE, input=text, capture_output=True, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_another_parser_finds_every_question_with_its_type_and_texts(tmp_path: Path) -> None:
    (tmp_path / "a.bank.yaml").write_text(BANK.replace("id: true,", "id: so,"), encoding="utf-8")
    bank: Any = read_entity(tmp_path, "a.bank.yaml", "bank")
    found = read("\n".join(["$CATEGORY: $course$/top/bank\n", *(question(Pooled(bank, item)) for item in bank.items)]))
    assert [each["type"] for each in found] == ["Category", "MC", "MC", "TF", "Short", "Numerical", "Matching", "Matching"]
    found = found[1:]
    assert [each["title"] for each in found] == [f"bank.{item.id}" for item in bank.items]
    assert [each["id"] for each in found] == [f"bank.{item.id}" for item in bank.items]
    single, several, true, text, number, match, order = found
    shown = WILD.replace("**h**", "<strong>h</strong>").replace("& ", "&amp; ").replace("<i>", "&lt;i&gt;").replace("->", "-&gt;")
    assert single["stem"] == {"format": "html", "text": shown}
    assert [choice["isCorrect"] for choice in single["choices"]] == [True, False, False]
    assert [choice["text"]["text"] for choice in single["choices"]] == [shown, f"[html] {shown}", f"%50% {shown}"]
    assert single["choices"][0]["feedback"]["text"] == shown
    assert [choice["weight"] for choice in several["choices"]] == [100, -100]
    assert several["globalFeedback"]["text"] == "Yes"
    # This parser calls the first one `trueFeedback`; to Moodle, which defined the format, it is what follows a wrong answer.
    assert (true["isTrue"], true["trueFeedback"]["text"], true["falseFeedback"]["text"]) == (True, "No: so", "Yes: so")
    assert text["choices"][1]["text"]["text"] == "=x"
    assert text["choices"][2]["weight"] == 0
    assert [pair["subanswer"] for pair in match["matchPairs"]] == ["X", "Y", "—"]
    assert sorted(pair["subanswer"] for pair in order["matchPairs"]) == ["1", "2", "3"]
    assert json.dumps(number["choices"]).count("-1.5") == 1


MORE = r"""
id: bank
title: Bank
items:
  - {id: range, type: number, stem: Range, lowest: -1.5, highest: 4, feedback: {correct: So, incorrect: Not so}}
  - {id: pattern, type: short-text, stem: Pattern, answers: [git], patterns: ['git .*'], feedback: {incorrect: Not so}}
  - {id: typed, type: gap-text, stem: 'A [[word]] is *missing* {here}', gaps: [{id: word, answers: [word, '~w#']}]}
  - id: chosen
    type: gap-choice
    stem: Choose [[one]]
    gaps: [{id: one, choices: [{id: a, text: 'A *x* {y} ~ #'}, {id: b, text: B, correct: true}]}]
  - {id: scale, type: scale, stem: Sure?, steps: [{id: not-so, text: Not so}, {id: so, text: So = so}, {id: very, text: Very}]}
  - {id: essay, type: essay, stem: Write, feedback: {correct: Well = done, incorrect: Hm}}
  - {id: passage, type: passage, stem: 'Read {this} = it'}
  - {id: computed, type: formula, stem: '[[a]] and 1?', variables: [{name: a, lowest: 2, highest: 2}], formula: a + 1, tolerance: 0.5}
  - id: sorted
    type: categorization
    stem: Sort
    categories: [{id: x, text: X}, {id: y, text: Y}, {id: z, text: Z}]
    elements: [{id: a, text: A, category: y}, {id: b, text: 'B -> b', category: x}]
  - id: marked-up
    type: multiple-choice
    stem: "See:\n\n```python\nif {a} != b:\n\n    pass\n```\n\n$x_{1} = 2$"
    scoring: partial
    choices:
      - {id: a, text: '$\frac{1}{2}$', correct: true}
      - {id: b, text: B, correct: true}
      - {id: c, text: C, correct: true}
      - {id: d, text: D}
  - id: pointed
    type: hotspot
    stem: Point
    image: {file: a.png, text: A, width: 40, height: 30}
    areas:
      - {id: a, label: A, shape: circle, coordinates: [9, 9, 5], correct: true}
      - {id: b, label: B, shape: circle, coordinates: [20, 20, 5]}
  - {id: handed-in, type: upload, stem: Hand in}
  - {id: gaps, type: gap-text, stem: '[[a]] [[b]]', gaps: [{id: a, answers: [x]}, {id: b, answers: [y]}]}
"""


def test_another_parser_finds_the_rest_of_what_gift_can_hold(tmp_path: Path) -> None:
    (tmp_path / "a.bank.yaml").write_text(MORE, encoding="utf-8")
    bank: Any = read_entity(tmp_path, "a.bank.yaml", "bank")
    written = [text for item in bank.items if (text := question(Pooled(bank, item)))]
    found = {each["title"].removeprefix("bank."): each for each in read("\n".join(written))}
    assert [item.id for item in bank.items if item.id not in found] == ["pointed", "handed-in", "gaps"]
    assert [each["type"] for each in found.values()] == [
        *("Numerical", "Short", "Short", "MC", "MC", "Essay", "Description", "Numerical", "Matching", "MC")
    ]
    assert found["range"]["choices"][0]["text"] == {"type": "high-low", "numberHigh": 4, "numberLow": -1.5}
    assert found["range"]["choices"][1]["feedback"]["text"] == "Not so"
    assert [choice["text"]["text"] for choice in found["pattern"]["choices"]] == ["git", "git *", "*"]
    typed, chosen = found["typed"], found["chosen"]
    assert typed["hasEmbeddedAnswers"]
    assert typed["stem"]["text"] == "A _____ is <em>missing</em> &#123;here&#125;"
    assert [choice["text"]["text"] for choice in typed["choices"]] == ["word", "~w#"]
    assert chosen["hasEmbeddedAnswers"]
    assert [(choice["isCorrect"], choice["text"]["text"]) for choice in chosen["choices"]] == [(False, "A *x* {y} ~ #"), (True, "B")]
    assert [(choice["isCorrect"], choice["weight"]) for choice in found["scale"]["choices"]] == [(True, None), (False, 100), (False, 100)]
    assert found["essay"]["globalFeedback"]["text"] == "<p>Well = done</p>\n<p>Hm</p>"
    assert found["passage"]["stem"]["text"] == "Read {this} = it"
    assert (found["computed"]["stem"]["text"], found["computed"]["choices"][0]["text"]) == (
        "2 and 1?",
        {"type": "range", "number": 3, "range": 0.5},
    )
    pairs = [(pair["subquestion"]["text"], pair["subanswer"]) for pair in found["sorted"]["matchPairs"]]
    assert pairs == [("A", "Y"), ("B -&gt; b", "X"), ("", "Z")]
    stem = found["marked-up"]["stem"]["text"]
    assert r"\(x_{1} = 2\)" in stem
    assert "\n\n    <span" in stem
    assert found["marked-up"]["choices"][0]["text"]["text"] == r"\(\frac{1}{2}\)"
    assert [choice["weight"] for choice in found["marked-up"]["choices"]] == [33.33333, 33.33333, 33.33333, -33.33333]

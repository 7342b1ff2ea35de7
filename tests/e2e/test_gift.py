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

"""QTI items of both editions in somebody else's player: the key scores full, part of it its share, and nothing or anything else less.

The player (qti-components, from npm) plays 3.0. What is 2.1 comes to it through somebody else's converter (qti-convert), because nothing on
npm or PyPI scores 2.1 itself: a name or a rule that 2.1 does not have gets lost there.
"""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cedu.jobs.reading import Reading
from cedu.jobs.validate import validate
from cedu.targets import targets

HERE = Path(__file__).resolve().parent
BANK = HERE.parent / "banks" / "every-type"
EDITIONS = ("qti21", "qti30")

# What is answered, by response, and the share of the points that it earns; `correct` is what the item itself declares as right.
Answers = list[tuple[dict[str, Any], float]]
R = "RESPONSE"


def keyed(*others: tuple[Any, float]) -> Answers:
    """The key, and other answers to the one response."""
    return [({R: "correct"}, 1), *(({R: answer}, share) for answer, share in others)]


def choices(*ids: str) -> list[str]:
    return [f"choice-{id}" for id in ids]


def pairs(*given: str) -> list[str]:
    """`a b` as the pair of a source and a target."""
    return [f"source-{pair.split()[0]} target-{pair.split()[1]}" for pair in given]


PLAYED: dict[str, Answers] = {
    "plain-choice": keyed(("choice-roasting", 0), ("no-such", 0)),
    "choice-with-feedback": keyed(("choice-colour", 0)),
    "fixed-order": keyed(),
    "marked-up": keyed(),
    "with-image": keyed(),
    "with-maths": keyed(("choice-two", 0)),
    "other-scripts": keyed(),
    "all-or-nothing": keyed((["no-such"], 0)),
    "partial": keyed((choices("time"), 1 / 3), (choices("time", "mass"), 2 / 3)),
    "no-penalty": keyed((choices("washed"), 1 / 2), (choices("washed", "natural", "fried"), 1)),
    "half-penalty": keyed((choices("brazil"), 1 / 2), (choices("brazil", "norway"), 1 / 4), (choices("norway", "iceland"), 0)),
    "a-truth": keyed(("false", 0)),
    "an-untruth": keyed(("true", 0)),
    "one-answer": keyed(("First Crack", 1), ("second crack", 0)),
    "several-answers": keyed(("Silverskin", 1), ("CHAFF", 1), ("skin", 0)),
    "with-case": keyed(("k", 0)),
    "with-special-characters": keyed(("1->2", 1), ("50%*2", 1)),
    "with-pattern": keyed(("Grayish-Green", 1), ("grey  green", 0)),  # the player finds a pattern anywhere in an answer
    "exact-number": keyed(("2.0", 1), ("2.001", 0)),
    "near-number": keyed(("0.328", 1), ("0.338", 1), ("0.3381", 0)),
    "number-in-a-range": [({R: answer}, share) for answer, share in (("192.5", 1), ("200", 1), ("205", 1), ("205.1", 0))],
    "negative-number": keyed(("-50", 1), ("-30", 1), ("-29.9", 0)),
    "number-with-units": [
        ({R: "52.8", "UNIT": "unit-1"}, 1), ({R: "52.7", "UNIT": "unit-1"}, 1), ({R: "52800", "UNIT": "unit-2"}, 1),
        ({R: "52.8", "UNIT": "unit-2"}, 0), ({R: "52.8"}, 0),
    ],
    "match-pairs": keyed((pairs("harrar harrar-response", "nyeri huila-response"), 1 / 3)),
    "match-shared": keyed((pairs("pulp pulp-response", "mucilage pulp-response", "bean leaf"), 2 / 3)),
    "two-pairs": keyed((pairs("mass heat-response"), 0)),
    "in-order": keyed((choices("drying", "browning", "cooling", "crack"), 0)),
    "put-into-categories": keyed((pairs("honey method", "washed origin", "sumatra origin"), 2 / 3)),
    "typed-gaps": [({"RESPONSE-first": "Dried", "RESPONSE-second": "roasted/ground"}, 1), ({"RESPONSE-second": "Roasted"}, 0),
                   ({"RESPONSE-first": "dried", "RESPONSE-second": "wet"}, 1 / 2)],
    "gaps-in-code": [({"RESPONSE-verb": "warm", "RESPONSE-condition": "not  drum.hot"}, 1), ({"RESPONSE-condition": "drum.cold"}, 1 / 2)],
    "chosen-gaps": [({"RESPONSE-how": "correct", "RESPONSE-other": "correct"}, 1), ({"RESPONSE-other": "choice-conduction"}, 1 / 2)],
    "one-fixed-gap": [({"RESPONSE-grams": "correct"}, 1), ({"RESPONSE-grams": "choice-fifty"}, 0)],
    "point-once": keyed(("choice-end", 0)),
    "point-at-two": keyed((choices("start"), 0), (choices("start", "turn", "end"), 0)),
    "computed": keyed(("1", 0)),
}  # fmt: skip
UNSCORED = {"written-at-length": 5, "written-freely": 1, "handed-in": 4, "how-sure": 0, "read-this": 0}


@pytest.fixture(scope="module", params=EDITIONS)
def played(request: pytest.FixtureRequest, served: tuple[Path, str], modules: Path, node: Callable[..., Any]) -> dict[str, Any]:
    """What the player makes of each item of the bank, by its id."""
    folder, address = served
    context = Reading(validate(BANK, today=date(2026, 11, 22)).library)
    bank = context.entity("bank", "everything")
    here = folder / request.param
    here.mkdir()
    shutil.copy(HERE / "qti/player.html", here)
    shutil.copytree(modules / "@citolab/qti-components/cdn", here / "qti-components")
    found: dict[str, str] = {}
    for output in targets()[request.param].build(bank, context):
        if isinstance(output.content, Path):  # an item names it from its own folder
            for place in (here, folder):  # the player looks for some of them from the root
                shown = place / output.path.relative_to("items")
                shown.parent.mkdir(exist_ok=True)
                shutil.copy(output.content, shown)
        elif output.path.parent.name == "items":
            found[bank.items[len(found)].id] = output.content.decode()
    if request.param == "qti21":
        found = json.loads(
            subprocess.run(
                ["node", "qti/convert.mjs"], cwd=HERE, input=json.dumps(found), capture_output=True, text=True, check=True
            ).stdout
        )
    made = {id: {"xml": xml, "answers": [*(answer for answer, _ in PLAYED.get(id, ())), {}]} for id, xml in found.items()}
    (here / "items.json").write_text(json.dumps(made), encoding="utf-8")
    result: dict[str, Any] = node(HERE / "qti/play.js", f"{address}/{request.param}")
    return result


def test_every_item_loads_without_an_error(played: dict[str, Any]) -> None:
    assert sorted(played) == sorted([*PLAYED, *UNSCORED])
    assert {id: found["errors"] for id, found in played.items() if found["errors"]} == {}


def test_a_right_answer_scores_full_part_of_it_its_share_and_none_nothing(played: dict[str, Any]) -> None:
    for id, answers in PLAYED.items():
        shares = [float(each["score"]) / float(each["most"]) for each in played[id]["played"]]
        assert shares == pytest.approx([*(share for _, share in answers), 0], abs=1e-3), id  # the player rounds
    for id, most in UNSCORED.items():
        assert [(float(each["score"]), float(each["most"])) for each in played[id]["played"]] == [(0, most)]


def test_feedback_is_shown_where_it_belongs(played: dict[str, Any]) -> None:
    right, wrong, _ = (sorted(each["shown"]) for each in played["choice-with-feedback"]["played"])
    assert right == [["qti-feedback-inline", "choice-gas"], ["qti-modal-feedback", "correct"]]
    assert wrong == [["qti-feedback-inline", "choice-colour"], ["qti-modal-feedback", "incorrect"]]
    assert [each["shown"] for each in played["point-once"]["played"]] == [[], [["qti-modal-feedback", "choice-end"]], []]


def test_a_formula_is_asked_with_values_that_were_drawn(played: dict[str, Any]) -> None:
    values = played["computed"]["played"][0]["values"]
    mass, loss = float(values["mass"]), float(values["loss"])
    assert 10 <= mass <= 60
    assert 12 <= loss <= 18
    assert float(values["ANSWER"]) == pytest.approx(mass * (1 - loss / 100))

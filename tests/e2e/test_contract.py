"""The completion contract that `cedu build --explain` prints, held against the player's own rules and against what an LMS has heard."""

import json
import random
import shutil
import threading
import uuid
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from cmi5.requirements import check, defined, moment, said
from cmi5.store import Store

from cedu.jobs.build import build
from cedu.jobs.reading import Reading
from cedu.model.course import Completion
from cedu.model.origin import start_of
from cedu.player.bundle import launchables
from cedu.player.completion import Quiz, Situation, Terms, Tried, situations, stand, terms
from cedu.targets import targets

HERE = Path(__file__).resolve().parent
PLAYER = HERE.parents[1] / "src/cedu/player"
Node = Callable[..., Any]

# By the name of a course: its rule, and its assessments' settings.
COURSES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "passed": ("lessons: all, assessments: passed", ("passing_score: 80", "passing_score: 50\nattempts: 2", "attempts: 3")),
    "attempted": ("lessons: all, assessments: attempted", ("passing_score: 80", "attempts: 2")),
    "ignored": ("lessons: all, assessments: ignored", ("passing_score: 80\nattempts: 1",)),
    "any": ("lessons: any, assessments: passed", ("passing_score: 100\nattempts: 1",)),
    "unjudged": ("lessons: all, assessments: passed", ("attempts: 1",)),
    "reading": ("lessons: all, assessments: passed", ()),
}


def test_the_table_and_the_player_decide_alike(node: Node, tmp_path: Path) -> None:
    dice = random.Random(5)
    cases = []
    for _ in range(2000):
        lessons = dice.randint(1, 5)
        quizzes = tuple(
            Quiz(dice.choice([None, 0.0, 50.0, 66.67, 100.0]), dice.choice([None, 1, 2]), dice.choice([1.0, 2.5]))
            for _ in range(dice.randint(0, 3))
        )
        tried = tuple(
            Tried(tries, dice.choice([0, 1 / 3, 0.5, 2 / 3, 1]) if tries else 0)
            for quiz in quizzes
            for tries in [dice.randint(0, quiz.attempts or 3)]
        )
        rule = Completion(
            origin=start_of(""), lessons=dice.choice(["all", "any"]), assessments=dice.choice(["passed", "attempted", "ignored"])
        )
        cases.append((Terms(rule, lessons, quizzes), dice.randint(0, lessons), tried))
    file = tmp_path / "cases.json"
    file.write_text(json.dumps([_case(*case) for case in cases]), encoding="utf-8")
    for case, (completed, passed, score, more) in zip(
        cases, node(HERE / "contract/rules.js", str(PLAYER / "memory.js"), str(file)), strict=True
    ):
        found = stand(*case)
        assert (found.completed, found.passed, found.more) == (completed, passed, more), case
        assert found.score == (score if score is None else pytest.approx(score)), case


def _case(agreed: Terms, seen: int, tried: tuple[Tried, ...]) -> dict[str, Any]:
    quizzes = [quiz._asdict() | its._asdict() for quiz, its in zip(agreed.quizzes, tried, strict=True)]
    completion = {"lessons": agreed.completion.lessons, "assessments": agreed.completion.assessments}
    return {"completion": completion, "lessons": agreed.lessons, "seen": seen, "quizzes": quizzes}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a course for each rule: an article before and after what it asks, and one more."""
    root = tmp_path_factory.mktemp("contract")
    (root / "cedu.yaml").write_text("cedu: 1\nnamespace: https://learn.example.org/\norganization: {name: Example}\n", encoding="utf-8")
    (root / "text.md").write_text("Text.\n", encoding="utf-8")
    for name, (rule, quizzes) in COURSES.items():
        lesson = "      - {{id: {id}, title: {id}, type: {what}, minutes: 5}}\n"
        asked = [lesson.format(id=f"ask-{index}", what=f"quiz, assessment: {name}-{index}") for index in range(len(quizzes))]
        read = [lesson.format(id=id, what="article, body: text.md") for id in ("first", "second", "third")]
        (root / f"{name}.course.yaml").write_text(
            f"id: {name}\ntitle: {name}\nsummary: S\nversion: 1.0.0\ncompletion: {{{rule}}}\n"
            "modules:\n  - id: m\n    title: M\n    lessons:\n" + "".join((read[0], *asked, *read[1:])),
            encoding="utf-8",
        )
        for index, settings in enumerate(quizzes):
            (root / f"{name}-{index}.assessment.yaml").write_text(
                f"id: {name}-{index}\ntitle: T\npurpose: formative\nstakes: practice\n{settings}\n"
                "items:\n  - {id: i, type: true-false, stem: Is it?, answer: true}\n",
                encoding="utf-8",
            )
    return root


Cases = list[tuple[str, Terms, Situation]]


def cases_of(root: Path, version: str, folder: Path) -> Cases:
    """The situations of every course, with what it asks for: by the path of its page, below the `folder` that is served."""
    built = build(root, only=[version])
    assert [finding for finding in built.findings if finding.severity == "error"] == []
    reading = Reading(built.validated.library)
    cases: Cases = []
    for name in COURSES:
        place = f"contract/{version}/{name}"
        with zipfile.ZipFile(root / f"dist/{version}/course/{name}.zip") as archive:
            archive.extractall(folder / place)
        course = reading.entity("course", name)
        (launchable,) = launchables(course, reading.options)
        agreed = terms(course, launchable.lessons, reading.entity)
        cases += [(f"{place}/{launchable.page}", agreed, situation) for situation in situations(agreed)]
    return cases


def as_json(situation: Situation, **more: str) -> dict[str, Any]:
    return {"seen": situation.seen, "tried": [its._asdict() for its in situation.tried], **more}


@pytest.mark.parametrize("version", ["scorm12", "scorm2004"])
def test_an_lms_has_heard_what_the_table_says(
    version: str, root: Path, modules: Path, served: tuple[Path, str], node: Node, tmp_path: Path
) -> None:
    folder, address = served
    (folder / "scorm").mkdir(exist_ok=True)
    shutil.copyfile(HERE / "scorm/lms.html", folder / "scorm/lms.html")
    shutil.copyfile(modules / f"scorm-again/dist/{version}.min.js", folder / f"scorm/{version}.min.js")
    cases = cases_of(root, version, folder / "scorm")
    tells = targets()[version].tells
    assert tells
    file = tmp_path / "situations.json"
    file.write_text(json.dumps([as_json(each, page=page) for page, _, each in cases]), encoding="utf-8")
    words = set()
    for (page, agreed, situation), visit in zip(cases, node(HERE / "contract/play.js", address, version, str(file)), strict=True):
        assert visit["refused"] == []
        for element, word in tells(agreed, situation.standing).items():
            heard = visit["cmi"]
            for step in element.split(".")[1:]:
                heard = heard[step]
            if ".score." in element:
                share = {"scaled": 100, "raw": 1}[element.rpartition(".")[2]]
                score = None if heard == "" else float(heard) * share
                assert score == (pytest.approx(situation.standing.score, abs=0.01) if word else None), (page, situation)
                assert score is None or score <= situation.standing.score + 1e-6  # nothing that is not enough looks as if it were
            else:
                assert heard == (word or "unknown"), (page, situation)
                words.add(word)
    assert words >= {"completed", "incomplete", "failed", "passed", "suspend"}


@pytest.fixture
def store(root: Path, served: tuple[Path, str]) -> Iterator[Store]:
    with Store() as store:
        thread = threading.Thread(target=store.serve_forever)
        thread.start()
        yield store
        store.shutdown()
        thread.join()


def test_an_lms_of_cmi5_has_heard_what_the_table_says(
    root: Path, store: Store, served: tuple[Path, str], node: Node, tmp_path: Path
) -> None:
    folder, address = served
    cases = [(page, agreed, situation, str(uuid.uuid4())) for page, agreed, situation in cases_of(root, "cmi5", folder)]
    for page in {page for page, *_ in cases}:
        store.packages[page] = ((folder / page).with_name("cmi5.xml").read_bytes(), f"{address}/{page.removesuffix('index.html')}")
    file = tmp_path / "situations.json"
    asked = [as_json(each, package=page, page=f"{address}/{page}", registration=id) for page, _, each, id in cases]
    file.write_text(json.dumps(asked), encoding="utf-8")
    node(HERE / "contract/launch.js", store.url, str(file))
    tells = targets()["cmi5"].tells
    assert tells
    words = set()
    for page, agreed, situation, registration in cases:
        (session,) = store.of(registration)
        assert session.refusals == check([session]) == []
        heard = ", ".join(said(statement) for statement in sorted(session.statements, key=moment) if defined(statement))
        satisfied = "satisfied" if store.satisfied(registration) else ""
        move_on = f"moveOn: {session.launch_data['moveOn']}"
        assert {"statements": heard, move_on: satisfied} == tells(agreed, situation.standing), (page, situation)
        words |= {heard, satisfied}
    assert words >= {"satisfied", "", "initialized, terminated", "initialized, failed, completed, terminated"}

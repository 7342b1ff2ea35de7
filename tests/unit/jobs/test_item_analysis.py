"""From responses to figures of items: held against NumPy and SciPy, the same whatever the format, and with nobody's name."""

import csv
import io
import json
import random
import shutil
from pathlib import Path

import numpy
import pytest
from jsonschema import Draft202012Validator
from scipy import stats

from cedu.jobs.item_analysis import Analysis, Asked, UnreadableError, analyse, document, page
from cedu.statistics.looking import THRESHOLDS

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "curricula/samples/responses.csv"
OF = "structure-and-questions"
FILES = {
    "cedu.yaml": "cedu: 1\nnamespace: https://learn.example.org/\norganization: {name: Example Learning}\n",
    "check.assessment.yaml": """\
id: git-check
title: Check yourself
formerly: [vcs-check]
purpose: formative
stakes: graded
passing_score: 60
items:
  - id: log
    type: single-choice
    stem: "Which command shows the *history*?"
    choices:
      - {id: log, text: "`git log`", correct: true}
      - {id: diff, text: "`git diff`, or so"}
      - {id: push, text: "`git push`"}
  - id: parts
    type: multiple-choice
    points: 2
    scoring: partial
    stem: What belongs to a commit?
    choices:
      - {id: author, text: "its author, who wrote it", correct: true}
      - {id: message, text: its message, correct: true}
      - {id: password, text: "the author's password"}
  - {id: word, type: short-text, stem: "What is a name that moves called?", answers: [branch, a branch]}
  - {id: count, type: number, stem: "How many hexadecimal digits has a SHA-1 hash?", answer: 40, tolerance: 1}
  - {id: forever, type: true-false, stem: A commit can be changed in place., answer: false}
""",
    "git.bank.yaml": """\
id: git
title: Git
items:
  - {id: one, type: true-false, stem: One., answer: true}
  - {id: two, type: true-false, stem: Two., answer: true}
  - {id: three, type: true-false, stem: Three., answer: true}
""",
    "exam.assessment.yaml": """\
id: exam
title: Exam
purpose: summative
stakes: certification
passing_score: 50
blueprint: {draws: [{bank: git, count: 2}]}
""",
}
ITEMS = ("log", "parts", "word", "count", "forever")
# What learners answer, and what that earns, in the ways that each format says it: id, text, Moodle's text.
ANSWERS = {
    "log": (("log", "git log", 1.0), ("diff", "git diff, or so", 0.0), ("push", "git push", 0.0)),
    "parts": (
        ("author[,]message", "its author, who wrote it; its message", 1.0),
        ("author", "its author, who wrote it", 0.5),
        ("author[,]password", "the author's password; its author, who wrote it", 0.0),
    ),
    "word": (("branch", "Branch ", 1.0), ("tag", "tag", 0.0)),
    "count": (("40", "40", 1.0), ("39,5", "39,5", 1.0), ("64", "64", 0.0)),
    "forever": (("false", "Falsch", 1.0), ("true", "Wahr", 0.0)),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def people(count: int = 60) -> list[dict[str, tuple[str, str, float]]]:
    dice = random.Random(11)
    return [{item: dice.choice(ANSWERS[item]) for item in ITEMS} for _ in range(count)]


def table(rows: list[list[object]], delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def long(with_scores: bool) -> str:
    rows: list[list[object]] = [["learner", "item", "answer", *(["score", "points"] if with_scores else [])]]
    for number, person in enumerate(people()):
        for item, (id, _, share) in person.items():
            rows.append([f"Ada {number}", f"vcs-check.{item}", id, *([share * 3, 3] if with_scores else [])])
    return table(rows)


def wide() -> str:
    return table(
        [["learner", "name", *ITEMS], *([n, f"Ada {n}", *(one[item][0] for item in ITEMS)] for n, one in enumerate(people()))], ";"
    )


def scores() -> str:
    most = {"parts": 2}
    rows = [[f"Ada {n}", *(one[item][2] * most.get(item, 1) for item in ITEMS)] for n, one in enumerate(people())]
    return table([["learner", *(f"git-check.{item}" for item in ITEMS)], *rows])


def stems() -> dict[str, str]:
    return {
        "log": "Which command shows the history?",
        "parts": "What belongs to a commit?",
        "word": "What is a name that moves called?",
        "count": "How many hexadecimal digits has a SHA-1 hash?",
        "forever": "A commit can be changed in place.",
    }


def canvas() -> str:
    header: list[object] = ["name", "id", "section", "section_id", "submitted"]
    for number, stem in enumerate(stems().values(), 1022):
        header += [f"{number}: {stem}", 2.0 if number == 1023 else 1.0]
    rows = []
    for n, person in enumerate(people()):
        cells: list[object] = [f"Ada {n}", n, "S", 1, f"2026-03-01 10:{n:02}:00 UTC"]
        for item, (_, text, share) in person.items():
            cells += [text.replace("; ", ","), share * (2 if item == "parts" else 1)]
        rows.append([*cells, 1, 1, 1])
    return table([[*header, "n correct", "n incorrect", "score"], *rows])


def moodle(marks: bool) -> str:
    header: list[object] = ["Last name", "First name", "Email address", "State", "Started on", "Completed", "Time taken", "Grade/10.00"]
    for number in range(1, 6):
        header += [f"Q. {number} /2.00"] if marks else [f"Question {number}", f"Response {number}", f"Right answer {number}"]
    rows = []
    for n, person in enumerate(people()):
        cells: list[object] = ["L", f"Ada {n}", f"ada-{n}@x.example", "Finished", "1 March", "1 March", "1 min", "5.00"]
        for item, (_, text, share) in person.items():
            cells += [f"{share * 2:.2f}"] if marks else [f"{stems()[item]}: a; b", text, "right"]
        rows.append(cells)
    return table([header, *rows])


def xapi() -> str:
    lines = []
    for n, person in enumerate(people()):
        for item, (id, _, share) in person.items():
            lines.append(
                {
                    "actor": {"account": {"homePage": "https://x.example", "name": f"Ada {n}"}},
                    "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
                    "object": {"id": f"https://lms.example/7/test/vcs-check/question/{item}"},
                    "result": {"response": id, "score": {"scaled": share}, "success": share == 1, "duration": "PT10S"},
                    "timestamp": f"2026-03-01T10:{n:02}:00Z",
                }
            )
    return "\n".join(map(json.dumps, lines))


def analysed(root: Path, text: str, **asked: object) -> Analysis:
    path = root / "responses.csv"
    path.write_text(text, encoding="utf-8")
    return analyse(root, path, Asked(**asked))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "text", "how", "options"),
    [
        ("long", long(True), "id", {}),
        ("long", long(False), "id", {}),
        ("wide", wide(), "id", {}),
        ("wide", scores(), "id", {}),
        ("canvas", canvas(), "stem", {}),
        ("moodle", moodle(marks=False), "stem", {}),
        ("moodle", moodle(marks=True), "position", {"assessment": "git-check"}),
        ("xapi", xapi(), "id", {}),
    ],
)
def test_the_figures_are_the_same_in_every_format_and_name_nobody(root, name, text, how, options):
    found = analysed(root, text, **options)
    assert (found.format.name, found.by[how], found.loose, found.problems) == (name, 5, (), ())
    (test,) = found.tests
    by_name = {item.name: item for item in test.items}
    shares = {item: [person[item][2] for person in people()] for item in ITEMS}
    points = {item: 2.0 if item == "parts" else 1.0 for item in ITEMS}
    for item in ITEMS:
        figures = by_name[f"vcs-check.{item}"]
        others = [sum(points[other] * shares[other][n] for other in ITEMS if other != item) for n in range(60)]
        assert figures.difficulty.value == pytest.approx(numpy.mean(shares[item]))
        assert figures.discrimination.value == pytest.approx(stats.pearsonr(shares[item], others).statistic)
        assert figures.place and figures.place.path == "check.assessment.yaml"
    totals = [sum(points[item] * shares[item][n] for item in ITEMS) / 6 for n in range(60)]
    assert (test.score.value, test.spread.value) == pytest.approx((numpy.mean(totals), numpy.std(totals, ddof=1)))
    assert test.assessment and test.assessment.id == "git-check" and test.cut and test.cut.percent == 60
    assert test.cut.passed.value == pytest.approx(numpy.mean([total >= 0.6 for total in totals]))
    if choices := {choice.id: choice.share.value for choice in by_name["vcs-check.log"].choices}:
        chosen = [person["log"][0] for person in people()]
        assert choices == {id: pytest.approx(chosen.count(id) / 60) for id in ("log", "diff", "push")}
    assert bool(choices) == (text not in (scores(), moodle(marks=True)))
    written = json.dumps(document(found)) + page(root, found).decode()
    assert "Ada" not in written and "ada-" not in written


def test_the_sample_is_what_scipy_makes_of_it():
    """Every figure of our own sample, from a matrix of NumPy's."""
    found = analyse(ROOT, SAMPLE, Asked())
    (test,) = found.tests
    with SAMPLE.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["attempt"] == "1"]
    learners, names = sorted({row["learner"] for row in rows}), [item.name for item in test.items]
    matrix = numpy.zeros((len(learners), len(names)))
    for row in rows:
        matrix[learners.index(row["learner"]), names.index(row["item"])] = float(row["score"])
    totals = matrix.sum(1)
    for at, item in enumerate(test.items):
        own = stats.pearsonr(matrix[:, at], totals - matrix[:, at])
        interval = own.confidence_interval()
        assert item.discrimination[:3] == pytest.approx((own.statistic, interval.low, interval.high))
        times = [float(row["seconds"]) for row in rows if row["item"] == item.name]
        assert item.seconds.value == pytest.approx(numpy.median(times))
        if item.dichotomous:
            p = stats.binomtest(int(matrix[:, at].sum()), len(learners))
            wilson = p.proportion_ci(method="wilson")
            assert item.difficulty[:3] == pytest.approx((p.statistic, wilson.low, wilson.high))
        for choice in item.choices:
            picked = [row["answer"] == choice.id for row in rows if row["item"] == item.name]
            assert choice.share.value == pytest.approx(numpy.mean(picked))
            if any(picked) and len(item.choices) > 1:
                order = [learners.index(row["learner"]) for row in rows if row["item"] == item.name]
                rest = (totals - matrix[:, at])[order]
                assert choice.rest.value == pytest.approx(rest[picked].mean() / 7)
                assert choice.discrimination.value == pytest.approx(stats.pointbiserialr(picked, rest).statistic)
    covariance = numpy.cov(matrix.T)
    alpha = 8 / 7 * (1 - numpy.trace(covariance) / covariance.sum())
    low, high = (1 - (1 - alpha) * stats.f.ppf(p, len(learners) - 1, (len(learners) - 1) * 7) for p in (0.975, 0.025))
    assert test.reliability.value[:3] == pytest.approx((alpha, low, high))
    assert test.reliability.error.value == pytest.approx(totals.std(ddof=1) / 8 * (1 - alpha) ** 0.5)
    z = (0.7 * 8 - totals.mean()) / totals.std(ddof=1)
    both = stats.multivariate_normal([0, 0], [[1, alpha], [alpha, 1]]).cdf([z, z])
    assert test.cut and test.cut.agreement.value == pytest.approx(1 - 2 * stats.norm.cdf(z) + 2 * both, abs=1e-6)


def test_what_was_planted_in_the_sample_is_found_at_its_line():
    lines = (ROOT / f"curricula/authoring/{OF}.assessment.yaml").read_text(encoding="utf-8").splitlines()
    (looks,) = analyse(ROOT, SAMPLE, Asked()).looks
    sure = [(look.code, look.item.partition(".")[2], lines[look.place.line - 1].strip()) for look in looks if look.sure and look.place]
    assert [(code, item) for code, item, _ in sure] == [
        ("wrong_key", "rename"),
        ("low_discrimination", "heading-levels"),
        ("unused_distractor", "best-item"),
    ]
    assert sure[0][2].startswith("- {id: meta,") and sure[1][2] == "- id: heading-levels" and sure[2][2].startswith("- {id: trivia,")


def test_which_attempts_count():
    counted = {attempts: analyse(ROOT, SAMPLE, Asked(attempts=attempts)).tests[0] for attempts in ("first", "last", "all")}
    assert {name: (test.learners, test.attempts) for name, test in counted.items()} == {
        "first": (240, 240),
        "last": (240, 240),
        "all": (240, 260),
    }
    assert counted["last"].score.value != counted["first"].score.value


def test_attempts_without_numbers_follow_each_other(root):
    text = "learner,item,score\na,log,0\na,log,1\na,word,1\nb,log,1\nb,word,0\n"
    shares = {
        name: {item.name: item.difficulty.value for item in analysed(root, text, attempts=name).tests[0].items}
        for name in ("first", "last")
    }
    assert shares == {"first": {"vcs-check.log": 0.5, "vcs-check.word": 0.5}, "last": {"vcs-check.log": 1.0, "vcs-check.word": 0.5}}
    assert analysed(root, text, attempts="all").tests[0].attempts == 3


def test_a_drawn_exam(root):
    """Everybody gets two of three: rest scores are shares of what each was asked, and there is no reliability to speak of."""
    rows = ["learner,test,item,answer"]
    for number in range(90):
        left_out = number % 3
        for at, item in enumerate(("one", "two", "three")):
            if at != left_out:
                rows.append(f"l{number},exam,git.{item},{'true' if number % 2 else 'false'}")
    (test,) = analysed(root, "\n".join(rows)).tests
    assert test.assessment and test.assessment.id == "exam"
    assert {item.n for item in test.items} == {60} and [item.discrimination.value for item in test.items] == pytest.approx([1.0] * 3)
    assert (test.reliability.items, test.reliability.value.value) == (0, None)
    assert test.cut and test.cut.passed.value == 0.5 and test.cut.agreement.value is None
    assert test.asked.value == 2


def test_items_of_two_banks_with_one_id_are_told_apart_as_packages_do(root):
    (root / "other.bank.yaml").write_text(FILES["git.bank.yaml"].replace("id: git\n", "id: other\n", 1), encoding="utf-8")
    both = FILES["exam.assessment.yaml"].replace("[{bank: git, count: 2}]", "[{bank: git, count: 1}, {bank: other, count: 1}]")
    (root / "exam.assessment.yaml").write_text(both.replace("certification", "practice"), encoding="utf-8")
    text = "learner,item,answer\n" + "".join(f"l{n},exam.one,true\nl{n},exam.one-2,false\n" for n in range(3))
    found = analysed(root, text)
    assert {item.name: item.difficulty.value for item in found.tests[0].items} == {"git.one": 1, "other.one": 0}


def test_too_few_are_said(root):
    found = document(
        analysed(root, "learner,item,answer\n" + "".join(f"l{n},log,{'log' if n % 2 else 'diff'}\nl{n},word,branch\n" for n in range(7)))
    )
    item = found["tests"][0]["items"][0]
    assert (item["difficulty"]["n"], item["difficulty"]["few"]) == (7, True)
    assert not any(look["sure"] and look["figure"]["few"] and look["code"] == "easy" for look in found["tests"][0]["look_at"])


def test_columns_that_are_no_item_are_named_and_can_be_tied(root):
    text = "Student no.,log,Q. 3,Favourite colour\n1,log,branch,blue\n2,diff,tag,red\n3,log,a branch,red\n"
    found = analysed(root, text, columns={"learner": "Student no.", "word": "Q. 3"})
    assert (found.by["id"], found.by["column"]) == (1, 1)
    assert [tuple(loose) for loose in found.loose] == [("Favourite colour", "none")]
    assert [item.name for item in found.tests[0].items] == ["vcs-check.log", "vcs-check.word"]
    assert [item.difficulty.value for item in found.tests[0].items] == pytest.approx([2 / 3, 2 / 3])


def test_a_stem_that_two_items_have_ties_to_neither_unless_one_test_is_meant(root):
    twin = FILES["git.bank.yaml"].replace("id: git\n", "id: other\n", 1)
    (root / "other.bank.yaml").write_text(twin, encoding="utf-8")
    text = "learner,item,answer\nl1,One.,true\nl2,One.,false\nl1,Two.,true\nl2,Two.,false\n"
    with pytest.raises(UnreadableError, match="no answer can be scored"):
        analysed(root, text)
    assert analysed(root, text, assessment="exam").by["stem"] == 2


@pytest.mark.parametrize(
    ("text", "asked", "message"),
    [
        ("a,b\n1,2\n", {}, "in no format that is known"),
        ("learner,item,answer\n", {}, "no responses"),
        ("learner,item,answer\nl1,log,log\n", {"assessment": "git-chek"}, "did you mean `git-check`"),
        ("a,b\n1,2\n", {"format": "moodle"}, "no column such as"),
        ("learner,item,answer\nl1,other,log\n", {}, "no answer can be scored; `--assessment ID` says .* which item each of `other` is"),
    ],
)
def test_what_cannot_be_analysed_is_said(root, text, asked, message):
    with pytest.raises(UnreadableError, match=message):
        analysed(root, text, **asked)


def test_a_column_that_leads_nowhere_is_said(root):
    found = analysed(root, "E-Mail,log,word\na,1,0\nb,0,1\n", columns={"nothing": "log", "word": "Q. 7"})
    assert [problem.text for problem in found.problems] == [
        "`--column nothing=log`: there is no item `nothing`, and no column of ours",
        "`--column word=Q. 7`: no question is called `Q. 7`",
    ]


def test_a_stem_is_known_without_its_image_or_its_end(root):
    extra = """\
  - {id: seen, type: true-false, stem: "Is this ![a diagram](a.svg) a *branch*?", answer: true}
  - {id: long, type: true-false, stem: "What belongs to a commit? And is it all", answer: true}
"""
    (root / "check.assessment.yaml").write_text(FILES["check.assessment.yaml"] + extra, encoding="utf-8")
    header = [
        "id",
        "submitted",
        "1: Is this  a branch?",
        1,
        "2: What belongs to a commit? And is it all",
        1,
        "n correct",
        "n incorrect",
        "score",
    ]
    found = analysed(root, table([header, *([n, "", "True", 1, "True", 1, 2, 0, 2] for n in range(5))]))
    assert [item.name for item in found.tests[0].items] == ["vcs-check.seen", "vcs-check.long"]
    head = ["L", "F", "Email", "State", "Started", "Completed", "Time", "Grade/2.00", "Question 1", "Response 1", "Right answer 1"]
    for shown in ("Is this [a diagram] a branch?", "What belongs to a commit? And is it all: True; False"):
        rows = [["L", "A", f"{n}@x", "Finished", 1, 1, 1, 2, shown, "True", "True"] for n in range(5)]
        assert analysed(root, table([head, *rows])).by["stem"] == 1


def test_questions_that_are_no_items_are_scored_by_what_the_file_says_is_right(root):
    rows = [["Last name", "First name", "Email address", "State", "Started on", "Completed", "Time taken", "Grade/10.00"]]
    rows[0] += [f"{what} {number}" for number in (1, 2) for what in ("Question", "Response", "Right answer")]
    for n in range(10):
        cells = ["L", "Ada", f"ada-{n}@x.example", "Finished", "1", "2", "3", "5.00"]
        rows.append([*cells, "Where?: here; there", "here" if n < 7 else "there", "here", "Who?", "-" if n else "I", "I"])
    (test,) = analysed(root, table(rows)).tests
    assert [(item.name, item.difficulty.value, item.omitted.value, item.place) for item in test.items] == [
        ("1: Where?: here; there", 0.7, 0, None),
        ("2: Who?", 0.1, 0.9, None),
    ]
    assert test.assessment is None and test.cut is None


def test_a_survey_and_an_essay_take_no_part_in_the_score(root):
    extra = """\
  - {id: sure, type: scale, stem: How sure are you?, steps: [{id: low, text: Not at all}, {id: high, text: Very}]}
  - {id: why, type: essay, stem: Why?, points: 4, rubric: [{id: r, text: Reasons, points: 4}]}
"""
    (root / "check.assessment.yaml").write_text(FILES["check.assessment.yaml"] + extra, encoding="utf-8")
    rows = ["learner,item,answer,score"]
    for n in range(8):
        rows += [f"l{n},log,{'log' if n % 2 else 'diff'},", f"l{n},word,branch,", f"l{n},sure,high,", f"l{n},why,A private text {n},"]
    found = analysed(root, "\n".join(rows))
    assert found.broken == ()
    by_name = {item.name.partition(".")[2]: item for item in found.tests[0].items}
    assert found.tests[0].points == 2
    assert [(choice.id, choice.share.value) for choice in by_name["sure"].choices] == [("low", 0), ("high", 1)]
    assert (by_name["why"].n, by_name["why"].unscored) == (0, 8)
    assert "private text" not in json.dumps(document(found)) + page(root, found).decode()


def test_a_broken_bank_is_said_and_a_broken_template_too(root):
    (root / "broken.bank.yaml").write_text("id: broken\n", encoding="utf-8")
    found = analysed(root, long(False))
    assert found.broken == ("broken.bank.yaml",)
    (root / "templates/items").mkdir(parents=True)
    (root / "templates/items/report.html").write_text("<p>{{ nothing }}</p>", encoding="utf-8")
    assert "templates/items/report.html:1" in str(page(root, found))
    (root / "templates/items/report.html").write_text("<p>{{ say('items') }} {{ tests[0].title }}</p>", encoding="utf-8")
    assert page(root, found, "de") == "<p>Item für Item Check yourself</p>".encode()


def test_a_bank_of_strangers_texts_is_escaped(root):
    text = FILES["check.assessment.yaml"].replace("its message", "'<script>alert(1)</script> & more'")
    (root / "check.assessment.yaml").write_text(text, encoding="utf-8")
    found = analysed(root, long(False) + "l,<script>x</script>,1\n")
    assert [loose.column for loose in found.loose] == ["<script>x</script>"]
    assert b"<script" not in bytes(page(root, found))
    shutil.rmtree(root / "templates", ignore_errors=True)


@pytest.mark.parametrize(
    "text", [long(True), scores(), moodle(marks=False), "learner,item,answer,score\nl1,log,log,1\nl1,unknown,x,1\nl1,log\n,log,log,\n"]
)
def test_the_document_is_as_its_schema_says(root, text):
    schema = json.loads((ROOT / "schemas/reports/items.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    found = json.loads(json.dumps(document(analysed(root, text)), allow_nan=False))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(found)] == []
    assert set(schema["$defs"]["look"]["properties"]["code"]["enum"]) == set(THRESHOLDS)

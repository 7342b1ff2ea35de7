"""The LMS that cmi5 packages are tested with, tested: it refuses what the standards refuse, and names the requirement by its number."""

import copy
import json
import threading
import uuid
from collections.abc import Callable, Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import Request as Asked
from urllib.request import urlopen

import pytest
from cmi5.requirements import CMI5, MASTERY, MOVE_ON, SESSION, VERBS, Request, Session, Statement, check
from cmi5.statements import wrong
from cmi5.store import Store

ACTOR = {"objectType": "Agent", "account": {"homePage": "https://lms.example.org/", "name": "4711"}}
REGISTRATION = "5f0b4c70-5b6c-4c5b-9f0e-5d4c8b1f2a10"
ACTIVITY = "https://lms.example.org/activities/1"
RESULTS: dict[str, dict[str, Any]] = {
    "initialized": {},
    "answered": {"response": "true"},
    "completed": {"completion": True, "duration": "PT3S"},
    "passed": {"success": True, "duration": "PT3S", "score": {"scaled": 0.9, "raw": 9, "min": 0, "max": 10}},
    "failed": {"success": False, "duration": "PT3S", "score": {"scaled": 0.1, "raw": 1, "min": 0, "max": 10}},
    "terminated": {"duration": "PT9S"},
}


def template() -> dict[str, Any]:
    return {"contextActivities": {"grouping": [{"id": "https://example.org/au"}]}, "extensions": {SESSION: "7"}, "platform": "An LMS"}


def statement(verb: str, second: int) -> Statement:
    context = template() | {"registration": REGISTRATION}
    if verb != "answered":
        judges = {"success", "completion"} & RESULTS[verb].keys()
        context["contextActivities"]["category"] = [{"id": id} for id in ([CMI5, MOVE_ON] if judges else [CMI5])]
    if verb in ("passed", "failed"):
        context["extensions"][MASTERY] = 0.8
    object = {"id": ACTIVITY}
    if verb == "answered":
        object = {"id": f"{ACTIVITY}/1", "definition": {"interactionType": "true-false", "correctResponsesPattern": ["true"]}}  # type: ignore[dict-item]
    return copy.deepcopy(
        {
            "id": str(uuid.uuid4()),
            "actor": ACTOR,
            "verb": {"id": VERBS + verb},
            "object": object,
            "result": RESULTS[verb],
            "context": context,
            "timestamp": f"2026-11-22T10:00:{second:02}.25Z",
        }
    )


def session(*verbs: str, mode: str = "Normal", at: int = 10) -> Session:
    launch = {"contextTemplate": template(), "launchMode": mode, "moveOn": "CompletedAndPassed", "masteryScore": 0.8}
    place = {"activityId": ACTIVITY, "agent": json.dumps(ACTOR), "registration": REGISTRATION}
    requests = [
        Request("POST", "fetch", {}, False),
        Request("GET", "activities/state", {"stateId": "LMS.LaunchData", **place}, True),
        Request("GET", "agents/profile", {"profileId": "cmi5LearnerPreferences", "agent": json.dumps(ACTOR)}, True),
        Request("POST", "statements", {}, True),
    ]
    said = [statement(verb, at + second) for second, verb in enumerate(verbs)]
    return Session(ACTOR, REGISTRATION, ACTIVITY, launch, "2026-11-22T10:00:00Z", said, requests)


WHOLE = ("initialized", "answered", "completed", "passed", "terminated")


def numbers(*sessions: Session) -> set[str]:
    return {found.partition(":")[0] for found in check(list(sessions))}


def test_what_is_right_has_no_breach() -> None:
    first, second = session("initialized", "answered", "failed", "terminated"), session(*WHOLE, at=30)
    assert check([first, second]) == []
    assert [found for each in (first, second) for said in each.statements for found in wrong(said)] == []


@pytest.mark.parametrize(
    ("verbs", "expected"),
    [
        (("answered", "initialized", "terminated"), {"9.3.0.0-4"}),
        (("initialized", "terminated", "answered"), {"9.3.0.0-5"}),
        (("initialized", "initialized", "terminated"), {"9.3.0.0-2"}),
        (("initialized", "failed", "passed", "terminated"), {"9.3.0.0-3"}),
        (("initialized", "passed", "failed", "terminated"), {"9.3.0.0-3", "9.3.0.0-8"}),
        (("initialized",), {"7.1.2.0-1"}),
        (("terminated",), {"7.1.1.0-1", "9.3.0.0-4"}),
    ],
)
def test_the_order_of_verbs(verbs: tuple[str, ...], expected: set[str]) -> None:
    assert numbers(session(*verbs)) == expected


def test_what_is_told_twice_in_a_registration() -> None:
    again = session("initialized", "completed", "passed", "failed", "terminated", at=30)
    assert numbers(session(*WHOLE), again) == {"9.3.0.0-3", "9.3.0.0-6", "9.3.0.0-7", "9.3.0.0-8"}


@pytest.mark.parametrize(("mode", "expected"), [("Browse", {"10.2.2.0-9"}), ("Review", {"10.2.2.0-11"})])
def test_other_modes(mode: str, expected: set[str]) -> None:
    assert numbers(session("initialized", "terminated", mode=mode)) == set()
    assert numbers(session(*WHOLE, mode=mode)) == expected


def put(path: str, value: Any) -> Callable[[Statement], None]:
    """Puts `value` at a path of a statement; None takes away what is there."""

    def change(statement: Statement) -> None:
        *way, last = path.split()
        place = statement
        for step in way:
            place = place[step]
        if value is None:
            del place[last]
        else:
            place[last] = value

    return change


@pytest.mark.parametrize(
    ("verb", "path", "value", "expected"),
    [
        ("answered", "id", "1", {"9.1.0.0-1"}),
        ("answered", "actor", {**ACTOR, "name": "Ada"}, {"9.2.0.0-1"}),
        ("answered", "timestamp", "2026-11-22T12:00:11.25+02:00", {"9.7.0.0-2"}),
        ("answered", "context extensions", {}, {"9.6.3.1-4", "10.2.1.0-7"}),
        ("answered", "context platform", "Another", {"10.2.1.0-7"}),
        ("answered", "context contextActivities grouping", [], {"10.2.1.0-7"}),
        ("answered", "context contextActivities category", [{"id": MOVE_ON}], {"9.6.2.2-2"}),
        ("initialized", "timestamp", "2026-11-22T09:00:00Z", {"9.3.2.0-1"}),
        ("initialized", "object id", "https://example.org/au", {"8.1.5.0-6"}),
        ("initialized", "context registration", str(uuid.uuid4()), {"9.6.1.0-1"}),
        ("initialized", "result", {"success": True}, {"9.5.2.0-3", "9.6.2.2-1"}),
        ("completed", "result completion", False, {"9.5.3.0-1"}),
        ("completed", "result duration", None, {"9.5.4.1-2"}),
        ("completed", "result score", {"scaled": 1}, {"9.5.1.0-2"}),
        ("completed", "verb id", f"{VERBS}experienced", {"9.3.0.0-1", "9.5.3.0-2"}),
        ("completed", "context contextActivities category", [{"id": CMI5}], {"9.6.2.2-1"}),
        ("passed", "result success", False, {"9.5.2.0-1"}),
        ("passed", "result duration", None, {"9.5.4.1-3"}),
        ("passed", "result score", {"scaled": 0.7}, {"9.3.4.0-2"}),
        ("passed", "result score", {"scaled": 0.9, "raw": 9}, {"9.5.1.0-3"}),
        ("passed", "result score", {"scaled": 0.9, "raw": 8.5, "min": 0, "max": 10}, {"9.5.1.0-3"}),
        ("passed", f"context extensions {MASTERY}", None, {"9.6.3.2-2"}),
        ("terminated", "result duration", None, {"9.5.4.1-1"}),
    ],
)
def test_one_statement(verb: str, path: str, value: Any, expected: set[str]) -> None:
    whole = session(*WHOLE)
    changed = whole.statements[WHOLE.index(verb)]
    put(path, value)(changed)
    assert numbers(whole) == expected


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (Request("POST", "fetch", {}, False), {"8.2.1.0-2"}),
        (Request("GET", "statements", {}, False), {"8.1.2.0-5"}),
        (Request("PUT", "activities/state", {"stateId": "LMS.LaunchData"}, True), {"10.2.1.0-5"}),
        (Request("GET", "activities/state", {"agent": "{}", "registration": "1"}, True), {"8.1.3.0-3", "8.1.4.0-3"}),
    ],
)
def test_requests(request_: Request, expected: set[str]) -> None:
    whole = session(*WHOLE)
    whole.requests.append(request_)
    assert numbers(whole) == expected
    whole.requests[:] = whole.requests[:1] + whole.requests[3:]
    assert numbers(whole) >= {"10.2.1.0-4", "11.0.0.0-3"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("verb", None),
        ("more", 1),
        ("id", "1"),
        ("timestamp", "yesterday"),
        ("result duration", "3 s"),
        ("result response", "maybe"),
        ("result score", {"raw": 11, "min": 0, "max": 10}),
        ("object id", "an answer"),
        ("object definition interactionType", "guess"),
        ("object definition choices", [{"id": "true"}]),
        ("context language", "a language"),
        ("context extensions session", "7"),
        ("context contextActivities friends", []),
        ("actor account name", None),
    ],
)
def test_what_is_no_statement(path: str, value: Any) -> None:
    answered = statement("answered", 1)
    assert wrong(answered) == []
    put(path, value)(answered)
    assert len(wrong(answered)) == 1


@pytest.fixture
def store() -> Iterator[Store]:
    structure = '<a xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"><au id="https://e.org/au"><url>i.html</url></au></a>'
    with Store() as store:
        store.packages["course"] = (structure.encode(), "https://e.org/")
        thread = threading.Thread(target=store.serve_forever)
        thread.start()
        yield store
        store.shutdown()
        thread.join()


def test_the_store_is_strict(store: Store) -> None:
    launched = {name: values[0] for name, values in parse_qs(urlsplit(store.launch(REGISTRATION)).query).items()}
    headers = {"X-Experience-API-Version": "1.0.3", "Content-Type": "application/json"}
    document = {"stateId": "cedu", "activityId": launched["activityId"], "agent": launched["actor"], "registration": REGISTRATION}

    def ask(method: str, path: str, body: Any = None, **more: str) -> tuple[int, Any, str | None]:
        data = None if body is None else json.dumps(body).encode()
        sent = headers | {name.replace("_", "-"): value for name, value in more.items()}
        asked = Asked(launched["endpoint"] + path, data, sent, method=method)
        try:
            with urlopen(asked) as answer:
                content = answer.read()
                return answer.status, json.loads(content) if content else None, answer.headers["ETag"]
        except HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode(), None

    def state(method: str, body: Any = None, stateId: str = "cedu", **more: str) -> int:  # noqa: N803
        return ask(method, f"activities/state?{urlencode(document | {'stateId': stateId})}", body, **more)[0]

    assert ask("POST", "statements", [])[0] == 401
    tokens = [json.loads(urlopen(Asked(launched["fetch"], b"", method="POST")).read()) for _ in range(2)]
    assert tokens[1]["error-code"] == "1"
    headers["Authorization"] = f"Basic {tokens[0]['auth-token']}"
    assert ask("GET", "statements?statementId=1", X_Experience_API_Version="2")[0] == 400
    assert ask("POST", "statements", [{}])[0] == 400
    assert ask("POST", "statements", [session("initialized").statements[0]])[1].startswith("11.0.0.0-3")
    assert state("GET") == 404
    assert state("PUT", {}, If_Match='"0"') == 412
    assert state("PUT", {"a": 1}, If_None_Match="*") == 204
    assert state("PUT", {"a": 2}) == 409
    assert state("PUT", {"a": 2}, If_None_Match="*") == 412
    assert state("POST", {"b": 2}) == 204
    _, there, tag = ask("GET", f"activities/state?{urlencode(document)}")
    assert there == {"a": 1, "b": 2}
    assert tag is not None
    assert state("PUT", {"a": 3}, If_Match=tag) == 204
    assert state("PUT", {}, "LMS.LaunchData") == 403
    assert ask("GET", f"activities/state?{urlencode(document | {'registration': str(uuid.uuid4())})}")[0] == 403
    assert ask("GET", "activities/state?stateId=cedu")[0] == 400

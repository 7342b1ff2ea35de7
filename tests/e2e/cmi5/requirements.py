"""What cmi5 (Quartz, 1st edition) asks of an AU, by number, of all that one session or one registration has said.

The numbers are those of ADL's list (npm `@cmi5/requirements`): the section, and the sentence in it. Each check yields its number and what
is wrong, and is asked twice: by the store when a statement comes in, and by the tests when all is over.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

VERBS = "http://adlnet.gov/expapi/verbs/"
CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5"
MOVE_ON = "https://w3id.org/xapi/cmi5/context/categories/moveon"
SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
DEFINED = {f"{VERBS}{verb}" for verb in ("initialized", "completed", "passed", "failed", "terminated")}

Statement = dict[str, Any]
Breach = tuple[str, str]


@dataclass
class Session:
    """One launch of an AU: what the LMS gave to it, and what the AU has said and asked, in the order in which it came."""

    actor: dict[str, Any]
    registration: str
    activity: str
    launch_data: dict[str, Any]
    launched: str
    statements: list[Statement] = field(default_factory=list)
    requests: list["Request"] = field(default_factory=list)

    @property
    def mastery(self) -> float | None:
        return self.launch_data.get("masteryScore")


@dataclass
class Request:
    """One request of the AU's, and the answer's status."""

    method: str
    path: str
    parameters: dict[str, str]
    authorized: bool
    status: int = 0


def said(statement: Statement) -> str:
    return str(statement["verb"]["id"]).removeprefix(VERBS)


def categories(statement: Statement) -> list[str]:
    listed = statement.get("context", {}).get("contextActivities", {}).get("category", [])
    return [activity["id"] for activity in (listed if isinstance(listed, list) else [listed])]


def defined(statement: Statement) -> bool:
    """Is it "cmi5 defined" (7.1.3)?"""
    return CMI5 in categories(statement)


def moment(statement: Statement) -> datetime:
    return datetime.fromisoformat(statement["timestamp"])


def check(sessions: list[Session], over: bool = True) -> list[str]:
    """Every breach in the sessions of one registration and AU; unless they are `over`, they may lack their end."""
    found = [breach for session in sessions for breach in _session(session, over)]
    return [f"{number}: {message}" for number, message in (*found, *_registration(sessions))]


def _session(session: Session, over: bool) -> Iterator[Breach]:
    for statement in session.statements:
        yield from _statement(statement, session)
        if defined(statement):
            yield from _defined(statement, session)
    yield from _order(session, over)
    yield from _mode(session)
    if over:
        yield from _requests(session)


def _statement(statement: Statement, session: Session) -> Iterator[Breach]:
    """What holds of every statement, defined or allowed."""
    name, context = said(statement), statement.get("context", {})
    if not UUID.fullmatch(str(statement.get("id"))):
        yield "9.1.0.0-1", f"{name}: the id is no UUID"
    if statement["actor"] != session.actor:
        yield "9.2.0.0-1", f"{name}: another actor than the launch's"
    if context.get("extensions", {}).get(SESSION) != session.launch_data["contextTemplate"]["extensions"][SESSION]:
        yield "9.6.3.1-4", f"{name}: not the session's id"
    for path in _changed(session.launch_data["contextTemplate"], context):
        yield "10.2.1.0-7", f"{name}: the template's {path} is not as it was"
    if "timestamp" not in statement:
        yield "9.7.0.0-1", f"{name}: no timestamp"
    elif moment(statement).utcoffset() != UTC.utcoffset(None):
        yield "9.7.0.0-2", f"{name}: {statement['timestamp']} is not UTC"
    if MOVE_ON in categories(statement) and not (defined(statement) and {"success", "completion"} & set(statement.get("result", {}))):
        yield "9.6.2.2-2", f"{name}: the category moveOn, without a result for it"


def _changed(template: Any, context: Any, path: str = "") -> Iterator[str]:
    """Where `context` lacks what `template` has; a list may have more."""
    if isinstance(template, dict) and isinstance(context, dict):
        for key, value in template.items():
            yield from _changed(value, context.get(key), f"{path}.{key}")
    elif isinstance(template, list) and isinstance(context, list):
        yield from (path for each in template if each not in context)
    elif template != context:
        yield path


def _defined(statement: Statement, session: Session) -> Iterator[Breach]:
    name, result, context = said(statement), statement.get("result", {}), statement["context"]
    if statement["verb"]["id"] not in DEFINED:
        yield "9.3.0.0-1", f"{name}: no verb that an AU has"
    if session.actor.get("objectType") != "Agent" or not session.actor.get("account"):
        yield "9.2.0.0-3", f"{name}: an actor without an account"
    if statement["object"].get("id") != session.activity:
        yield "8.1.5.0-6", f"{name}: {statement['object'].get('id')} is not the activity of the launch"
    if context.get("registration") != session.registration:
        yield "9.6.1.0-1", f"{name}: another registration"
    if ("success" in result or "completion" in result) and MOVE_ON not in categories(statement):
        yield "9.6.2.2-1", f"{name}: without the category moveOn"
    for key, verbs, number in (("success", ("passed", "failed"), "9.5.2.0-3"), ("completion", ("completed",), "9.5.3.0-2")):
        if key in result and name not in verbs:
            yield number, f"{name}: with {key}"
    for verb, key, value, number in (
        ("passed", "success", True, "9.5.2.0-1"),
        ("failed", "success", False, "9.5.2.0-2"),
        ("completed", "completion", True, "9.5.3.0-1"),
    ):
        if name == verb and result.get(key) is not value:
            yield number, f"{name}: {key} is {result.get(key)}"
    for number, verb in enumerate(("terminated", "completed", "passed", "failed"), 1):
        if name == verb and "duration" not in result:
            yield f"9.5.4.1-{number}", f"{name}: no duration"
    yield from _score(name, result.get("score"), context, session.mastery)


def _score(name: str, score: dict[str, Any] | None, context: dict[str, Any], mastery: float | None) -> Iterator[Breach]:
    if name not in ("passed", "failed"):
        if score is not None:
            yield "9.5.1.0-2", f"{name}: with a score"
        return
    if score is not None and "raw" in score:
        least, most = score.get("min"), score.get("max")
        if not all(isinstance(number, int) for number in (score["raw"], least, most)) or not least <= score["raw"] <= most:
            yield "9.5.1.0-3", f"{name}: {score}"
    if score is not None and not 0 <= score.get("scaled", 0) <= 1:
        yield "9.5.1.0-1", f"{name}: {score}"
    if mastery is None:
        return
    if score is None or context.get("extensions", {}).get(MASTERY) != mastery:
        yield "9.6.3.2-2", f"{name}: without the mastery score {mastery} that it is judged by"
    elif (score.get("scaled", 0) >= mastery) != (name == "passed"):
        yield ("9.3.4.0-2" if name == "passed" else "9.3.5.0-2"), f"{name}: {score} where {mastery} is asked for"


def _order(session: Session, over: bool) -> Iterator[Breach]:
    """The rules of a session, by the time that statements name (9.3)."""
    by_time = sorted(session.statements, key=moment)
    names = [said(statement) for statement in by_time]
    verbs = [said(statement) for statement in by_time if defined(statement)]
    if session.statements and (names[0] != "initialized" or said(session.statements[0]) != "initialized"):
        yield "9.3.0.0-4", f"{names[0]} before initialized"
    if session.statements and moment(by_time[0]) < datetime.fromisoformat(session.launched):
        yield "9.3.2.0-1", f"initialized at {by_time[0]['timestamp']}, and launched at {session.launched}"
    for verb in sorted({verb for verb in verbs if verbs.count(verb) > 1}):
        yield "9.3.0.0-2", f"{verb} {verbs.count(verb)} times"
    if {"passed", "failed"} <= set(verbs):
        yield "9.3.0.0-3", "passed and failed in one session"
    if "terminated" in verbs and names[-1] != "terminated":
        yield "9.3.0.0-5", f"{names[-1]} after terminated"
    if over and "terminated" not in verbs:
        yield "7.1.2.0-1", "no terminated"
    if over and "initialized" not in verbs:
        yield "7.1.1.0-1", "no initialized"


def _mode(session: Session) -> Iterator[Breach]:
    mode = session.launch_data["launchMode"]
    others = {said(statement) for statement in session.statements if defined(statement)} - {"initialized", "terminated"}
    if mode != "Normal" and others:
        yield {"Browse": "10.2.2.0-9", "Review": "10.2.2.0-11"}[mode], f"{', '.join(sorted(others))} in {mode}"


def _registration(sessions: list[Session]) -> Iterator[Breach]:
    told = [statement for session in sessions for statement in session.statements if defined(statement)]
    verbs = [said(statement) for statement in sorted(told, key=moment)]
    for verb, number in (("completed", "9.3.0.0-6"), ("passed", "9.3.0.0-7")):
        if verbs.count(verb) > 1:
            yield number, f"{verb} {verbs.count(verb)} times in the registration"
    if "passed" in verbs and "failed" in verbs[verbs.index("passed") :]:
        yield "9.3.0.0-8", "failed after passed"


def _requests(session: Session) -> Iterator[Breach]:
    """What the AU asked for, and when."""
    fetched = [request for request in session.requests if request.path == "fetch"]
    if [request.method for request in fetched] != ["POST"]:
        yield "8.2.1.0-2", f"the fetch URL was asked by {[request.method for request in fetched]}"
    asked = [request for request in session.requests if request.path not in ("fetch", "")]
    if any(not request.authorized for request in asked):
        yield "8.1.2.0-5", "a request without the token"
    paths = [(request.path, request.parameters.get("stateId") or request.parameters.get("profileId", "")) for request in asked]
    first = paths.index(("statements", "")) if ("statements", "") in paths else len(paths)
    if ("activities/state", "LMS.LaunchData") not in paths[:first]:
        yield "10.2.1.0-4", "the launch data were not read before the first statement"
    if ("agents/profile", "cmi5LearnerPreferences") not in paths[:first]:
        yield "11.0.0.0-3", "the learner's preferences were not read before the first statement"
    for request in asked:
        if request.parameters.get("stateId") == "LMS.LaunchData" and request.method != "GET":
            yield "10.2.1.0-5", f"{request.method} on the launch data"
        if "agent" in request.parameters and json.loads(request.parameters["agent"]) != session.actor:
            yield "8.1.3.0-3", f"{request.path}: another agent than the launch's"
        if "registration" in request.parameters and request.parameters["registration"] != session.registration:
            yield "8.1.4.0-3", f"{request.path}: another registration than the launch's"

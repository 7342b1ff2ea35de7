"""An LMS with its learning record store, as strict as the standards let one be: a double, because no package that runs offline has a
store with the State resource and authorisation.

It imports a package as an LMS does, launches AUs of it, and takes what they say: each request needs the session's token and the version's
header, each statement is held against xAPI (400) and against all of cmi5 that can be told while a session goes on (403). It lies on a port
of its own, so that browsers ask before (CORS), and hands out an ETag for what it has, and takes none that is old (412) or missing (409).
"""

import hashlib
import json
import re
import secrets
import threading
import uuid
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import urlencode

from cmi5.requirements import Request, Session, Statement, check, said
from cmi5.statements import wrong
from cmi5.web import Answer, Handler, as_json
from defusedxml.ElementTree import fromstring

NAMESPACE = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
EXTENSIONS = "https://w3id.org/xapi/cmi5/context/extensions/"
GRACE = timedelta(seconds=2)  # what was on its way when a session ended may still come (9.3.8.0-4)
PLACE = {"stateId", "activityId", "agent", "registration"}


@dataclass
class Open(Session):
    """A session that the store keeps, with what opens it, and how it ended."""

    token: str = ""
    used: bool = False
    ended: datetime | None = None
    refusals: list[str] = field(default_factory=list)


@dataclass
class Faults:
    """What the store does wrong, or does as some stores do: the status that it answers to a path, and whether browsers see its tags."""

    answers: dict[str, int] = field(default_factory=dict)
    hides_tags: bool = False
    preferences: dict[str, str] | None = None


class Store(ThreadingHTTPServer):
    """The LMS and its store, on a port of this machine.

    `packages` are those that were imported: a name, the course structure, and where the package's files are served. `sessions` and
    `documents` are what the store has.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.packages: dict[str, tuple[bytes, str]] = {}
        self.reset()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def reset(self) -> None:
        """Forget everything."""
        self.sessions: list[Open] = []
        self.documents: dict[tuple[str, str, str], bytes] = {}
        self.faults = Faults()

    def of(self, registration: str) -> list[Open]:
        return [session for session in self.sessions if session.registration == registration]

    def launch(self, registration: str, package: str = "course", au: str = "", **options: Any) -> str:
        """Launch an AU of a package (8.1), the first or the one at the address `au`: the address that its window gets."""
        structure, content = self.packages[package]
        unit = next(unit for unit in fromstring(structure).iter(f"{NAMESPACE}au") if au in (_url(unit), ""))
        activity = f"https://lms.example.org/activities/{hashlib.sha256(unit.attrib['id'].encode()).hexdigest()[:12]}"
        actor = {"objectType": "Agent", "account": {"homePage": "https://lms.example.org/", "name": options.get("learner", "4711")}}
        session = Open(
            actor, registration, activity, _launch_data(unit.attrib, options), datetime.now(UTC).isoformat(), token=secrets.token_urlsafe()
        )
        self.sessions.append(session)
        self.documents["LMS.LaunchData", activity, registration] = json.dumps(session.launch_data).encode()
        parameters = {
            "registration": registration,
            "activityId": activity,
            "actor": json.dumps(actor),
            "fetch": f"{self.url}/fetch?session={len(self.sessions) - 1}",
            "endpoint": f"{self.url}/xapi/",
        }
        return f"{content}{_url(unit)}?{urlencode(parameters)}"

    def control(self, order: str, given: dict[str, Any]) -> Any:
        """What a scenario asks of the LMS: to launch, to have kept a document of the AU's, to go wrong, or whether a session is over."""
        if order == "launch":
            return self.launch(**given)
        if order == "keep":
            session = self.sessions[-1]
            self.documents["cedu", session.activity, session.registration] = json.dumps(given).encode()
        if order == "faults":
            self.faults = Faults(**given)
        return [session.ended is not None for session in self.sessions]

    def satisfied(self, registration: str) -> bool:
        """Has the learner met the AU's `moveOn` (13.1.4)?"""
        verbs = {said(statement) for session in self.of(registration) for statement in session.statements}
        completed, passed = "completed" in verbs, "passed" in verbs
        return {
            "Passed": passed,
            "Completed": completed,
            "CompletedAndPassed": completed and passed,
            "CompletedOrPassed": completed or passed,
            "NotApplicable": True,
        }[self.of(registration)[0].launch_data["moveOn"]]

    def fetch(self, session: Open) -> Answer:
        """The token, once (8.2)."""
        if session.used:
            return as_json({"error-code": "1", "error-text": "The authorization token has already been returned."})
        session.used = True
        return as_json({"auth-token": session.token})

    def answer(self, session: Open, request: Request, headers: dict[str, str], body: bytes) -> Answer:
        """What the store answers to one request of a session's."""
        if fault := self.faults.answers.get(request.path):
            return Answer(fault, b"out of order")
        if not re.fullmatch(r"1\.0(\.\d+)?", headers.get("x-experience-api-version", "")):
            return Answer(400, b"X-Experience-API-Version")
        if body and headers.get("content-type", "").partition(";")[0] != "application/json":
            return Answer(400, b"Content-Type")
        if request.path == "statements":
            return self.statements(session, request, body)
        if request.path == "activities/state":
            return self.state(session, request, headers, body)
        return self.profile(request) if request.path == "agents/profile" else Answer(404)

    def statements(self, session: Open, request: Request, body: bytes) -> Answer:
        """Of many, all or none (Communication, 2.1); an AU may read one that the learner has sent, by its id."""
        if request.parameters.keys() != (set() if request.method == "POST" else {"statementId"}):
            return Answer(400, b"parameters")
        if request.method == "GET":
            mine = [statement for each in self.of(session.registration) for statement in each.statements]
            found = [statement for statement in mine if statement["id"] == request.parameters["statementId"]]
            return as_json(found[0]) if found else Answer(404)
        given = json.loads(body)
        batch: list[Statement] = given if isinstance(given, list) else [given]
        if messages := [message for statement in batch for message in wrong(statement)]:
            return _refusal(session, 400, messages)
        if len({statement["id"] for statement in batch}) < len(batch):
            return _refusal(session, 400, ["two statements with one id"])
        known = {statement["id"]: statement for each in self.sessions for statement in each.statements}
        if any(known.get(statement["id"], statement) != statement for statement in batch):
            return _refusal(session, 409, ["another statement has this id"])
        new = [statement for statement in batch if statement["id"] not in known]
        if breaches := self._breaches(session, new):
            return _refusal(session, 403, breaches)
        session.statements += new
        if any(said(statement) == "terminated" for statement in new):
            session.ended = datetime.now(UTC)
        return Answer(204) if request.method == "PUT" else as_json([statement["id"] for statement in batch])

    def _breaches(self, session: Open, new: list[Statement]) -> list[str]:
        """What cmi5 has against `new`, which an LMS should not take (6.3)."""
        if session.ended and new and datetime.now(UTC) > session.ended + GRACE:
            return [f"9.3.0.0-5: {said(new[0])} in a session that is over"]
        read = {request.parameters.get("stateId") or request.parameters.get("profileId") for request in session.requests}
        if missing := {"LMS.LaunchData", "cmi5LearnerPreferences"} - read:
            return [f"11.0.0.0-3: {missing} not read before the first statement"]
        others = [each for each in self.of(session.registration) if each.activity == session.activity and each is not session]
        return check([*others, replace(session, statements=[*session.statements, *new])], over=False)

    def state(self, session: Open, request: Request, headers: dict[str, str], body: bytes) -> Answer:
        """The State resource (Communication, 2.3, 3.1)."""
        given = request.parameters
        if given.keys() != PLACE:
            return Answer(400, b"parameters")
        mine = (given["activityId"], given["registration"]) == (session.activity, session.registration)
        if not mine or json.loads(given["agent"]) != session.actor or (given["stateId"] == "LMS.LaunchData" and request.method != "GET"):
            return _refusal(session, 403, [f"{request.method} {given}"])
        key = (given["stateId"], session.activity, session.registration)
        there = self.documents.get(key)
        if request.method == "GET":
            return Answer(404) if there is None else Answer(200, there, {"Content-Type": "application/json", "ETag": _tag(there)})
        old = there is not None and headers.get("if-match", _tag(there)) != _tag(there)
        if old or (there is None and "if-match" in headers) or (there is not None and "if-none-match" in headers):
            return Answer(412, b"another document is there")
        if request.method == "PUT" and there is not None and "if-match" not in headers:
            return Answer(409, b"look at what is there, and name it in If-Match")
        self.documents[key] = body if request.method == "PUT" else json.dumps(json.loads(there or b"{}") | json.loads(body)).encode()
        return Answer(204)

    def profile(self, request: Request) -> Answer:
        """The Agent Profile resource: what the learner prefers (11)."""
        if request.method != "GET" or request.parameters.keys() != {"profileId", "agent"}:
            return Answer(403)
        if request.parameters["profileId"] != "cmi5LearnerPreferences" or self.faults.preferences is None:
            return Answer(404)
        document = json.dumps(self.faults.preferences).encode()
        return Answer(200, document, {"Content-Type": "application/json", "ETag": _tag(document)})


def _launch_data(unit: dict[str, str], options: dict[str, Any]) -> dict[str, Any]:
    """LMS.LaunchData (10), from the course structure and what an administrator has set."""
    data = {
        "contextTemplate": {
            "contextActivities": {"grouping": [{"id": unit["id"]}], "parent": [{"id": "https://lms.example.org/courses/7"}]},
            "extensions": {f"{EXTENSIONS}sessionid": str(uuid.uuid4()), "https://lms.example.org/tenant": "acme"},
            "platform": "A strict LMS",
        },
        "launchMode": options.get("mode", "Normal"),
        "moveOn": unit.get("moveOn", "NotApplicable"),
    }
    if "masteryScore" in unit or "mastery" in options:
        data["masteryScore"] = options.get("mastery", float(unit.get("masteryScore", 0)))
    if "back" in options:
        data["returnURL"] = options["back"]
    return data


def _url(unit: Any) -> str:
    return str(unit.findtext(f"{NAMESPACE}url"))


def _tag(document: bytes) -> str:
    """Communication, 3.1: the SHA-1 of what is there."""
    return f'"{hashlib.sha1(document).hexdigest()}"'


def _refusal(session: Open, status: int, why: list[str]) -> Answer:
    session.refusals += why
    return Answer(status, "\n".join(why).encode())

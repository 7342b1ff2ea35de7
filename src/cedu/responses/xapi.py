"""xAPI: `answered` statements, one in each line, in an array, or as an LRS gives them (`{"statements": […]}`).

Experience API 1.0.3, Data: 2.4.3 (verbs), 2.4.4.1 (interaction activities), 2.4.5 (result), 2.3.2 (voiding). Our own cmi5 packages call
a question `<activity>/test/<assessment>/question/<item>`.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from cedu.formats.table import seconds
from cedu.formats.xapi import VOIDED, at, number, text, time
from cedu.responses import Format, Opened, Problems, Question, Response, Responses, Wanted

_ANSWERED = "/verbs/answered"
_OURS = re.compile(r".*/test/([^/]+)/question/([^/]+)", re.DOTALL)


def recognises(opened: Opened, _wanted: Wanted) -> float:
    """Text that begins as JSON does and speaks of statements."""
    start = opened.text[:20_000].lstrip()
    return 0.99 if start.startswith(("{", "[")) and '"verb"' in start else 0


def read(opened: Opened, _wanted: Wanted) -> Responses:
    """Every answer that was not taken back, in the order of their times."""
    problems = Problems()
    answered: dict[str, tuple[float, int, Mapping[str, Any]]] = {}
    voided = set()
    for line, statement in _statements(opened.text, problems):
        verb = text(statement, "verb", "id")
        if verb.endswith(_ANSWERED):
            # An LRS may send a statement twice; its id says so.
            answered.setdefault(text(statement, "id") or f"\0{len(answered)}", (_time(statement), line, statement))
        elif verb == VOIDED:
            voided.add(text(statement, "object", "id"))
    questions: dict[str, Question] = {}
    responses = []
    for id, (_, line, statement) in sorted(answered.items(), key=lambda pair: pair[1][0]):
        if id not in voided:
            response = _response(statement, questions)
            if response:
                responses.append(response)
            else:
                problems.add(line, "a statement without an actor or an object that can be told apart")
    return Responses(questions, responses, problems.all)


def _statements(written: str, problems: Problems) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Each statement, with its line where each has its own."""
    if (whole := _loaded(written)) is not None:
        listed = whole.get("statements", [whole]) if isinstance(whole, dict) else whole
        for statement in listed if isinstance(listed, list) else ():
            if isinstance(statement, dict):
                yield 0, statement
            else:
                problems.add(0, "an entry is no statement")
        return
    for line, one in enumerate(written.splitlines(), 1):
        if one.strip():
            statement = _loaded(one)
            if isinstance(statement, dict):
                yield line, statement
            else:
                problems.add(line, "this is no statement in JSON")


def _loaded(written: str) -> Any:
    """What a text in JSON says; None where it is none."""
    try:
        return json.loads(written)
    except (ValueError, RecursionError):
        return None


def _response(statement: Mapping[str, Any], questions: dict[str, Question]) -> Response | None:
    id, learner = text(statement, "object", "id"), _learner(statement)
    if not id or not learner:
        return None
    match = _OURS.fullmatch(id)
    if id not in questions:
        questions[id] = _question(id, match, statement)
    score, most = _score(statement)
    answer = at(statement, "result", "response")
    answer = _described(answer, statement) if isinstance(answer, str) and not match else answer
    answer = answer if isinstance(answer, str) else "" if score is not None and not answer else None
    spent = seconds(text(statement, "result", "duration")) if text(statement, "result", "duration") else None
    return Response(learner, id, answer, score, most, spent, 0, match[1] if match else _parent(statement))


def _time(statement: Mapping[str, Any]) -> float:
    """When it was, in seconds; 0 where that isn't said."""
    found = time(statement)
    try:
        return found.timestamp() if found else 0.0
    except OverflowError:
        return 0.0


def _learner(statement: Mapping[str, Any]) -> str:
    """Who it is, by the one identifier that an agent has (2.4.2.3)."""
    actor = statement.get("actor")
    account = f"{text(actor, 'account', 'homePage')}\0{text(actor, 'account', 'name')}"
    named = (text(actor, name) for name in ("mbox", "mbox_sha1sum", "openid"))
    return next(filter(None, named), account if account != "\0" else "")


def _question(id: str, match: re.Match[str] | None, statement: Mapping[str, Any]) -> Question:
    names = (f"{match[1]}.{match[2]}", match[2]) if match else (id, id.rstrip("/").rpartition("/")[2])
    definition = at(statement, "object", "definition")
    texts = [_first(at(definition, name)) for name in ("description", "name")]
    right = at(definition, "correctResponsesPattern")
    pattern = right[0] if isinstance(right, list) and len(right) == 1 and isinstance(right[0], str) else ""
    return Question(id, names, next(filter(None, texts), ""), right=_described(pattern, statement))


def _described(answer: str, statement: Mapping[str, Any]) -> str:
    """What is chosen in the words that learners read, where the statement has them: others' ids say nothing here."""
    choices = at(statement, "object", "definition", "choices")
    texts = {text(one, "id"): _first(at(one, "description")) for one in choices} if isinstance(choices, list) else {}
    return "[,]".join(texts.get(id) or id for id in answer.split("[,]"))


def _first(texts: Any) -> str:
    """One of the texts of a language map."""
    return next((one for one in texts.values() if isinstance(one, str)), "") if isinstance(texts, dict) else ""


def _score(statement: Mapping[str, Any]) -> tuple[float | None, float]:
    """What was earned, and out of how much; whoever says only whether it was right says all or nothing."""
    scaled, raw, most = (number(statement, "result", "score", name) for name in ("scaled", "raw", "max"))
    if scaled is not None:
        return max(scaled, 0.0), 1
    if raw is not None and most:
        return max(raw, 0.0), most
    success = at(statement, "result", "success")
    return (float(success), 1) if isinstance(success, bool) else (None, 0)


def _parent(statement: Mapping[str, Any]) -> str:
    """The activity that a question is part of, where that is said (2.4.6.2)."""
    parents = at(statement, "context", "contextActivities", "parent")
    first = parents[0] if isinstance(parents, list) and parents else parents
    return text(first, "id")


FORMAT = Format("xapi", "xAPI, answered statements", recognises, read)

"""xAPI: `answered` statements, one in each line, in an array, or as an LRS gives them (`{"statements": […]}`).

Experience API 1.0.3, Data: 2.4.3 (verbs), 2.4.4.1 (interaction activities), 2.4.5 (result), 2.3.2 (voiding). Our own cmi5 packages call
a question `<activity>/test/<assessment>/question/<item>`.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from cedu.formats.table import seconds
from cedu.responses import Format, Opened, Problems, Question, Response, Responses, Wanted

_ANSWERED = "/verbs/answered"
_VOIDED = "http://adlnet.gov/expapi/verbs/voided"
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
        verb = _text(statement, "verb", "id")
        if verb.endswith(_ANSWERED):
            # An LRS may send a statement twice; its id says so.
            answered.setdefault(_text(statement, "id") or f"\0{len(answered)}", (_time(statement), line, statement))
        elif verb == _VOIDED:
            voided.add(_text(statement, "object", "id"))
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


def _statements(text: str, problems: Problems) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Each statement, with its line where each has its own."""
    if (whole := _loaded(text)) is not None:
        listed = whole.get("statements", [whole]) if isinstance(whole, dict) else whole
        for statement in listed if isinstance(listed, list) else ():
            if isinstance(statement, dict):
                yield 0, statement
            else:
                problems.add(0, "an entry is no statement")
        return
    for line, written in enumerate(text.splitlines(), 1):
        if written.strip():
            statement = _loaded(written)
            if isinstance(statement, dict):
                yield line, statement
            else:
                problems.add(line, "this is no statement in JSON")


def _loaded(text: str) -> Any:
    """What a text in JSON says; None where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _at(value: Any, *steps: str) -> Any:
    """What lies behind these keys, if anything."""
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _text(value: Any, *steps: str) -> str:
    found = _at(value, *steps)
    return found if isinstance(found, str) else ""


def _number(value: Any, *steps: str) -> float | None:
    found = _at(value, *steps)
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) and abs(found) < 1e12 else None


def _response(statement: Mapping[str, Any], questions: dict[str, Question]) -> Response | None:
    id, learner = _text(statement, "object", "id"), _learner(statement)
    if not id or not learner:
        return None
    match = _OURS.fullmatch(id)
    if id not in questions:
        questions[id] = _question(id, match, statement)
    score, most = _score(statement)
    answer = _at(statement, "result", "response")
    answer = _described(answer, statement) if isinstance(answer, str) and not match else answer
    answer = answer if isinstance(answer, str) else "" if score is not None and not answer else None
    spent = seconds(_text(statement, "result", "duration")) if _text(statement, "result", "duration") else None
    return Response(learner, id, answer, score, most, spent, 0, match[1] if match else _parent(statement))


def _time(statement: Mapping[str, Any]) -> float:
    """When it was, in seconds; 0 where that isn't said."""
    try:
        time = datetime.fromisoformat(_text(statement, "timestamp"))
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return 0.0


def _learner(statement: Mapping[str, Any]) -> str:
    """Who it is, by the one identifier that an agent has (2.4.2.3)."""
    actor = statement.get("actor")
    account = f"{_text(actor, 'account', 'homePage')}\0{_text(actor, 'account', 'name')}"
    named = (_text(actor, name) for name in ("mbox", "mbox_sha1sum", "openid"))
    return next(filter(None, named), account if account != "\0" else "")


def _question(id: str, match: re.Match[str] | None, statement: Mapping[str, Any]) -> Question:
    names = (f"{match[1]}.{match[2]}", match[2]) if match else (id, id.rstrip("/").rpartition("/")[2])
    definition = _at(statement, "object", "definition")
    texts = [_first(_at(definition, name)) for name in ("description", "name")]
    right = _at(definition, "correctResponsesPattern")
    pattern = right[0] if isinstance(right, list) and len(right) == 1 and isinstance(right[0], str) else ""
    return Question(id, names, next(filter(None, texts), ""), right=_described(pattern, statement))


def _described(answer: str, statement: Mapping[str, Any]) -> str:
    """What is chosen in the words that learners read, where the statement has them: others' ids say nothing here."""
    choices = _at(statement, "object", "definition", "choices")
    texts = {_text(one, "id"): _first(_at(one, "description")) for one in choices} if isinstance(choices, list) else {}
    return "[,]".join(texts.get(id) or id for id in answer.split("[,]"))


def _first(texts: Any) -> str:
    """One of the texts of a language map."""
    return next((text for text in texts.values() if isinstance(text, str)), "") if isinstance(texts, dict) else ""


def _score(statement: Mapping[str, Any]) -> tuple[float | None, float]:
    """What was earned, and out of how much; whoever says only whether it was right says all or nothing."""
    scaled, raw, most = (_number(statement, "result", "score", name) for name in ("scaled", "raw", "max"))
    if scaled is not None:
        return max(scaled, 0.0), 1
    if raw is not None and most:
        return max(raw, 0.0), most
    success = _at(statement, "result", "success")
    return (float(success), 1) if isinstance(success, bool) else (None, 0)


def _parent(statement: Mapping[str, Any]) -> str:
    """The activity that a question is part of, where that is said (2.4.6.2)."""
    parents = _at(statement, "context", "contextActivities", "parent")
    first = parents[0] if isinstance(parents, list) and parents else parents
    return _text(first, "id")


FORMAT = Format("xapi", "xAPI, answered statements", recognises, read)

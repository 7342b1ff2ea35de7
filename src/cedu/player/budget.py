"""How much a learner's memory of a course can take between visits, counted as `memory.js` writes it.

An LMS keeps so many characters and no more (SCORM 1.2: 4,096). So everything that is kept has a longest form: ids go by keys, numbers have
their width, and a typed answer ends where its field does.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from cedu.items import lower
from cedu.model.assessment import Assessment
from cedu.model.interaction import Extent, extent
from cedu.model.item import Item

_START = 7  # version, seed, and what ends the lessons
_LESSON = 3
_ASSESSMENT = 19  # its head, and what begins its answers
_ANSWER = 4  # what begins it, and the item's key
_OPTION = 2


def room(answer: Extent) -> int:
    """The characters that one answer takes at most, as `quiz.js` packs it."""
    return answer.options * _OPTION + answer.characters


def assessment_budget(answers: Iterable[Extent]) -> int:
    """The characters that an assessment takes at most, which asks for these answers."""
    return _ASSESSMENT + sum(_ANSWER + room(answer) for answer in answers)


def budget(lessons: int, assessments: Iterable[int]) -> int:
    """The characters that a launchable takes at most, with so many lessons, and assessments that take so much each."""
    return _START + lessons * _LESSON + sum(assessments)


def assessment_facts(assessment: Assessment, items: Sequence[Item]) -> dict[str, Any]:
    """What `memory.js` has to know of an assessment: by the id of each item that is asked, how much its answer takes at most."""
    return {
        "id": assessment.lasting_id,
        "passing": assessment.passing_score,
        "attempts": assessment.attempts,
        "points": sum(item.points for item in items),
        "items": {item.lasting_id: room(extent(lower(item))) for item in items},
    }

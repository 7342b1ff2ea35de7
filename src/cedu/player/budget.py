"""How much a learner's memory of a course can take between visits, counted as `memory.js` writes it.

An LMS keeps so many characters and no more (SCORM 1.2: 4,096). So everything that is kept has a longest form: ids go by keys, numbers have
their width, and a typed answer ends where its field does.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cedu.model.interaction import Extent
from cedu.model.library import Library
from cedu.model.outline import ModuleOutline, Outline
from cedu.model.pool import outlines_in_browser
from cedu.model.workspace import Scos

_START = 7  # version, seed, and what ends the lessons
_LESSON = 3
_ASSESSMENT = 19  # its head, and what begins its answers
_ANSWER = 4  # what begins it, and the item's key
_OPTION = 2


class Need(NamedTuple):
    """The most characters that a launchable takes: a `module`, or the whole course where that is None; and what each assessment takes."""

    module: ModuleOutline | None
    characters: int
    assessments: tuple[tuple[str, int], ...]


def room(answer: Extent) -> int:
    """The characters that one answer takes at most, as `quiz.js` packs it."""
    return answer.options * _OPTION + answer.characters


def needs(course: Outline, library: Library, scos: Scos) -> Iterator[Need]:
    """What each launchable of a course takes at most, in their order."""
    if scos == "course":
        yield _need(None, course.modules, library)
    else:
        yield from (_need(module, (module,), library) for module in course.modules if module.lessons)


def _need(launched: ModuleOutline | None, modules: Iterable[ModuleOutline], library: Library) -> Need:
    lessons = 0
    found: dict[str, int] = {}
    for module in modules:
        lessons += module.lessons
        found |= dict.fromkeys(module.assessments, 0)
    for name in found:
        assessment = library.outlines.get(("assessment", name))
        items = outlines_in_browser(assessment, library) if assessment else ()
        found[name] = _ASSESSMENT + sum(_ANSWER + room(item.extent) for item in items if item.type != "passage") if items else 0
    return Need(launched, _START + lessons * _LESSON + sum(found.values()), tuple(found.items()))

"""What Moodle's two question formats share: names, categories, texts, and rows to match.

After Moodle 4.5's importer (`question/format.php`, `question/type/*/questiontype.php`).
"""

from collections.abc import Callable, Container, Iterator
from hashlib import sha256
from typing import NamedTuple

from cedu.formats.moodle.answers import NOTHING, Row
from cedu.model.annotations import IsMarkdown
from cedu.model.assessment import Assessment, Bank
from cedu.model.course import Course
from cedu.model.interaction import MatchInteraction, Option, OrderInteraction
from cedu.model.item import Item
from cedu.model.pool import Find, Pooled, pool
from cedu.source.parts import Text, texts

# An idnumber has at most 100 characters, and a question's name 255.
_IDNUMBER = 100
# Fewer than three rows in a matching question, and Moodle stops importing the file after it.
LEAST_ROWS = 3
# A longer response doesn't fit its column (`question/type/match/db/install.xml`, answertext).
LONGEST_RESPONSE = 255


class Filed(NamedTuple):
    """An item, and the category that starts with it, or an empty text."""

    pooled: Pooled
    category: str


def idnumber(pooled: Pooled) -> str:
    """The id that Moodle keeps for good: the name, or where that is too long, its start and a digest of it."""
    if len(pooled.name) <= _IDNUMBER:
        return pooled.name
    return f"{pooled.name[: _IDNUMBER - 13]}.{sha256(pooled.name.encode()).hexdigest()[:12]}"


def category(pooled: Pooled, course: Callable[[str], Course | None]) -> str:
    """The category of an item: its objective's course and id, or where it has none, its owner. `course` gives a course by its id."""
    if pooled.item.objective is None:
        return f"$course$/top/{pooled.owner.lasting_id}"
    owner, _, local = pooled.item.objective.rpartition(".")
    found = course(owner)
    if found is None:
        return f"$course$/top/{owner}/{local}"
    for objective in found.objectives:
        if objective.id == local:
            local = objective.lasting_id
    return f"$course$/top/{found.lasting_id}/{local}"


def courses(find: Find, known: Container[tuple[str, str]]) -> Callable[[str], Course | None]:
    """Gives a course by its id, or None where it is not `known`, as (kind, id)."""
    return lambda id: find("course", id) if ("course", id) in known else None


def filed(entity: Assessment | Bank, find: Find, course: Callable[[str], Course | None]) -> Iterator[Filed]:
    """Every item of `entity`'s pool, and before an item whose category is another than the last one's, that category."""
    last = ""
    for pooled in pool(entity, find):
        its = category(pooled, course)
        yield Filed(pooled, its if its != last else "")
        last = its


def rows(interaction: MatchInteraction) -> Iterator[Row]:
    """The premise and the response of each row, in Markdown; a row without a premise is a distractor. At least three."""
    texts = {target.id: target.text for target in interaction.targets}
    key = dict(interaction.key)
    for source in interaction.sources:
        yield Row(source.text, texts[key[source.id]])
    distractors = [texts[id] for id in texts if id not in key.values()]
    missing = LEAST_ROWS - len(interaction.sources) - len(distractors)
    yield from (Row("", text) for text in [*distractors, *[NOTHING] * missing])


def as_match(interaction: OrderInteraction) -> MatchInteraction:
    """An order as a matching of things to places, for a format that knows no order; listed in another order than the right one."""
    places = tuple(Option(f"place-{place}", str(place)) for place in range(1, len(interaction.options) + 1))
    key = tuple((option.id, place.id) for option, place in zip(interaction.options, places, strict=True))
    shown = tuple(sorted(interaction.options, key=lambda option: sha256(option.id.encode()).digest()))
    if shown == interaction.options:
        shown = shown[::-1]
    return MatchInteraction(sources=shown, targets=places, key=key)


def is_local(url: str) -> bool:
    """Does a link or an image lead to a file of the workspace, or to a place in the text itself?"""
    from cedu.source.markdown import is_outside

    return not is_outside(url) and not url.startswith("//")


def written(item: Item) -> Iterator[Text]:
    """Every Markdown text of an item, of whatever type."""
    return texts(item, (IsMarkdown,))

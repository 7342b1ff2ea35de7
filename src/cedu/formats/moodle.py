"""What Moodle's two question formats share: names, categories, the fractions that Moodle knows, and what both lose.

After Moodle 4.5's importer (`question/format.php`, `question/type/*/questiontype.php`).
"""

from collections.abc import Callable, Container, Iterator
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple

from cedu.diagnostics import Span
from cedu.formats.loss import ALL_OR_NOTHING, Loss, field, in_items
from cedu.model.annotations import IsMarkdown
from cedu.model.assessment import Assessment, Bank
from cedu.model.course import Course
from cedu.model.interaction import ChoiceInteraction, Interaction, MatchInteraction, Option, OrderInteraction
from cedu.model.item import Item
from cedu.model.pool import Find, Pooled, pool
from cedu.source.outline import Text, texts

# The shares that Moodle's importer accepts (`question_bank::fraction_options_full`), for one to ten right choices.
_SHARES = ("100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10")
# An idnumber has at most 100 characters, and a question's name 255.
_IDNUMBER = 100
# Fewer than three rows in a matching question, and Moodle stops importing the file after it.
_LEAST_ROWS = 3
_NOTHING = "—"


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


def shares(count: int) -> tuple[str, ...]:
    """What each of `count` right choices is worth, in percent; together 100 as Moodle rounds it, or it refuses the question.

    Beyond ten, equal shares are none that Moodle knows, so that some are 10 and others 5; beyond twenty, some are 0.
    """
    if count <= len(_SHARES):
        return (_SHARES[count - 1],) * count
    tens = max(20 - count, 0)
    fives = (100 - 10 * tens) // 5
    return ("10",) * tens + ("5",) * fives + ("0",) * (count - tens - fives)


def fractions(interaction: ChoiceInteraction) -> dict[str, str]:
    """What each choice is worth, in percent, by its id.

    A wrong choice of several costs all where only the exact set counts, and a right one's share where credit is partial.
    """
    right = [choice.id for choice in interaction.choices if choice.id in interaction.keys]
    if interaction.response != "multiple":
        return {choice.id: "100" if choice.id in interaction.keys else "0" for choice in interaction.choices}
    worth = dict(zip(right, shares(len(right)), strict=True))
    wrong = f"-{shares(min(len(right), 20))[-1]}" if interaction.partial_credit else "-100"
    return {choice.id: worth.get(choice.id, wrong) for choice in interaction.choices}


def rows(interaction: MatchInteraction) -> Iterator[tuple[str, str]]:
    """The premise and the response of each row, in Markdown; a row without a premise is a distractor. At least three."""
    texts = {target.id: target.text for target in interaction.targets}
    key = dict(interaction.key)
    for source in interaction.sources:
        yield source.text, texts[key[source.id]]
    distractors = [texts[id] for id in texts if id not in key.values()]
    missing = _LEAST_ROWS - len(interaction.sources) - len(distractors)
    yield from (("", text) for text in [*distractors, *[_NOTHING] * missing])


def as_match(interaction: OrderInteraction) -> MatchInteraction:
    """An order as a matching of things to places, for a format that knows no order; listed in another order than the right one."""
    places = tuple(Option(f"place-{place}", str(place)) for place in range(1, len(interaction.options) + 1))
    key = tuple((option.id, place.id) for option, place in zip(interaction.options, places, strict=True))
    shown = tuple(sorted(interaction.options, key=lambda option: sha256(option.id.encode()).digest()))
    if shown == interaction.options:
        shown = shown[::-1]
    return MatchInteraction(sources=shown, targets=places, key=key)


def decimal(value: float) -> str:
    """A number without an exponent."""
    return format(Decimal(repr(value)), "f").removesuffix(".0")


def is_local(url: str) -> bool:
    """Does a link or an image lead to a file of the workspace, or to a place in the text itself?"""
    from cedu.source.markdown import is_outside

    return not is_outside(url) and not url.startswith("//")


def short_answer(text: str) -> str:
    """A short answer as Moodle compares it, where `*` alone would stand for anything."""
    return text.strip().replace("*", "\\*")


def written(item: Item) -> Iterator[Text]:
    """Every Markdown text of an item, of whatever type."""
    return texts(item, (IsMarkdown,))


def _many_keys(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, ChoiceInteraction) and interaction.response == "multiple" and len(interaction.keys) > len(_SHARES):
        yield item.origin.key("choices")


def _two_rows(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, MatchInteraction) and ("", _NOTHING) in rows(interaction):
        yield item.origin.key("pairs")


def _formatted_responses(item: Item, interaction: Interaction) -> Iterator[Span]:
    from cedu.rendering.markdown import inline, plain

    if isinstance(interaction, MatchInteraction):
        for text in written(item):
            if text.steps == ("response",) and "<" in inline(text.value) and plain(text.value) != text.value:
                yield text.span


def _local_links(item: Item, _interaction: Interaction) -> Iterator[Span]:
    from cedu.source.markdown import scan

    for text in written(item):
        if "](" in text.value and any(not link.is_image and is_local(link.url) for link in scan(text.value).links):
            yield text.span


# These formats carry questions, not the test that asks them.
_NOT_CARRIED = "can't be carried"
_IN_THE_QUIZ = "that is set in the LMS, in the quiz that asks these questions"
_TEXT_ALONE = "can't be carried: its text is kept"

LOSES = (
    Loss("the number of attempts", _NOT_CARRIED, field("attempts"), _IN_THE_QUIZ),
    Loss("the time limit", _NOT_CARRIED, field("time_limit_minutes"), _IN_THE_QUIZ),
    Loss("the passing score", _NOT_CARRIED, field("passing_score"), _IN_THE_QUIZ),
    Loss("the shuffling of questions", _NOT_CARRIED, field("shuffle"), _IN_THE_QUIZ),
    Loss(
        "the blueprint",
        "becomes a category for each objective, with every item that may be drawn",
        field("blueprint"),
        "draw from these categories in the LMS's quiz",
    ),
    Loss("all-or-nothing scoring", "becomes partial credit, where a wrong choice costs all", ALL_OR_NOTHING),
    Loss("equal credit for more than ten right choices", "becomes shares of 10, 5 and 0 percent", in_items(_many_keys)),
    Loss("the formatting of a response to match", _TEXT_ALONE, in_items(_formatted_responses)),
    Loss("a link to a file of the workspace", _TEXT_ALONE, in_items(_local_links)),
    Loss("a matching of two pairs", f"gets a third response, `{_NOTHING}`, because Moodle asks for three", in_items(_two_rows)),
)

"""What Moodle's answers, each with a share and a feedback, come to: shared by the readers of its formats."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from cedu.formats.moodle.credit import credit
from cedu.formats.moodle.ids import Groups, ids
from cedu.formats.moodle.wildcards import is_wild, pattern_of, unescaped
from cedu.items.true_false import true_or_false
from cedu.model.interaction import (
    ChoiceInteraction,
    Interaction,
    MatchInteraction,
    NumberEntryInteraction,
    Option,
    OrderInteraction,
    ScaleInteraction,
    TextEntryInteraction,
    Unit,
)

NOTHING = "—"
_ALL, _EVEN = 100, 0.01


class NoItemError(ValueError):
    """A question that can't be an item; the message says why."""


class Given(NamedTuple):
    """An answer: its text (Markdown where it is shown, as it is where it is typed), its share in percent, what is said."""

    text: str
    worth: float
    feedback: str = ""
    number: NumberEntryInteraction | None = None

    @property
    def is_right(self) -> bool:
        """Does it earn everything?"""
        return self.worth >= _ALL - _EVEN


class Row(NamedTuple):
    """A premise, or none, and a response, in Markdown."""

    premise: str
    response: str


@dataclass(frozen=True, slots=True)
class Understood:
    """How a question is answered, what is said after a right and a wrong answer, and what of it could not be kept, in sentences."""

    interaction: Interaction
    correct: str = ""
    incorrect: str = ""
    notes: tuple[str, ...] = ()


def true_false(answer: bool, if_true: str, if_false: str) -> Understood:
    """A statement, and what is said to whoever takes it for true, and for false."""
    right, wrong = (if_true, if_false) if answer else (if_false, if_true)
    return Understood(true_or_false(answer), right, wrong)


def choices(given: Sequence[Given], groups: Groups, *, single: bool, shuffle: bool, scored: bool = True) -> Understood:
    """A choice; a scale where nothing is earned and every choice is right. Raises NoItemError."""
    if len(given) < 2:
        raise NoItemError("it has fewer than two choices")
    notes = ["a choice without a text became a dash"] if any(not each.text for each in given) else []
    names = ids(groups[0] if groups else (), len(given))
    options = tuple(Option(id, each.text or NOTHING, each.feedback) for id, each in zip(names, given, strict=True))
    if single:
        if not scored and all(each.is_right for each in given):
            return Understood(ScaleInteraction(tuple(Option(option.id, option.text) for option in options)), notes=tuple(notes))
        key, more = _one_key(given)
        return Understood(ChoiceInteraction(options, frozenset({names[key]}), "single", shuffle), notes=(*notes, *more))
    worths = [each.worth for each in given]
    keys = frozenset(id for id, worth in zip(names, worths, strict=True) if worth > 0)
    if not keys:
        raise NoItemError("no choice is right")
    partial, penalty = credit(worths)
    if _uneven([worth for worth in worths if worth > 0]) and len(keys) <= 10:
        notes.append("right choices that earned different shares earn the same")
    if _uneven([worth for worth in worths if worth <= 0]):
        notes.append("wrong choices that cost different shares cost what the dearest did")
    if not partial and len(keys) > 1 and not groups:  # where there are ids, we wrote it, and meant just that
        notes.append("a wrong choice costs everything: only the exact set of right choices counts")
    return Understood(ChoiceInteraction(options, keys, "multiple", shuffle, partial, penalty), notes=tuple(notes))


def _one_key(given: Sequence[Given]) -> tuple[int, list[str]]:
    """Which of several choices is right, and what became of the shares of the others."""
    best = max(each.worth for each in given)
    keys = [place for place, each in enumerate(given) if each.worth >= best - _EVEN]
    if best <= 0:
        raise NoItemError("no choice is right")
    if len(keys) > 1:
        raise NoItemError(f"{len(keys)} choices are right, of which one may be chosen")
    notes = [] if best >= _ALL - _EVEN else [f"the best choice earned {best:g} percent, and earns everything"]
    if any(each.worth > 0 for place, each in enumerate(given) if place not in keys):
        notes.append("a choice that earned a part earns nothing")
    if any(each.worth < 0 for each in given):
        notes.append("a wrong choice that cost points costs nothing")
    return keys[0], notes


def _uneven(worths: list[float]) -> bool:
    return bool(worths) and max(worths) - min(worths) > _EVEN


def typed(given: Sequence[Given], *, case_sensitive: bool) -> Understood:
    """A short text: answers, and those with `*` as patterns. Raises NoItemError."""
    right, correct, incorrect, notes = _sorted(given)
    answers = [unescaped(each.text) for each in right if not is_wild(each.text)]
    patterns = [pattern_of(each.text.strip()) for each in right if is_wild(each.text)]
    if not answers:
        # What is left without the stars fits them, too.
        answers = [text for each in right if (text := unescaped(each.text.replace("\\*", "\0").replace("*", "").replace("\0", "*")))]
        notes.append("its answers are patterns: the first answer is what is left of them")
    answers = [answer for answer in dict.fromkeys(answers) if answer]
    if not answers:
        raise NoItemError("it has no answer that is wholly right and not just `*`")
    entry = TextEntryInteraction(tuple(answers), case_sensitive, tuple(dict.fromkeys(patterns)))
    return Understood(entry, correct, incorrect, tuple(notes))


def number(given: Sequence[Given], units: tuple[Unit, ...] = ()) -> Understood:
    """A number: the first that is wholly right. Raises NoItemError."""
    right, correct, incorrect, notes = _sorted(given)
    numbers = [each.number for each in right if each.number]
    if not numbers:
        raise NoItemError("it has no number that is wholly right")
    if len(numbers) > 1:
        notes.append(f"{len(numbers) - 1} more right numbers were left out, because a number item has one")
    return Understood(replace(numbers[0], units=units), correct, incorrect, tuple(notes))


def _sorted(given: Sequence[Given]) -> tuple[list[Given], str, str, list[str]]:
    """The right answers, what is said after a right and after a wrong one, and what could not be kept."""
    right = [each for each in given if each.is_right and each.text]
    wrong = [each for each in given if not each.is_right]
    notes = [f"the answer `{each.text}`, which earned {each.worth:g} percent, was left out" for each in wrong if each.worth > 0]
    notes += [f"feedback on the wrong answer `{each.text}` was left out" for each in wrong if each.worth <= 0 and each.text != "*"]
    said = list(dict.fromkeys(each.feedback for each in right if each.feedback))
    if len(said) > 1:
        notes.append("what was said of each right answer became one text")
    incorrect = next((each.feedback for each in wrong if each.text == "*" and each.worth <= 0), "")
    return right, "\n\n".join(said), incorrect, notes


def ordering(texts: Sequence[str], groups: Groups, *, all_shown: bool, all_or_nothing: bool) -> Understood:
    """Things in their right order. Raises NoItemError."""
    if len(texts) < 2:
        raise NoItemError("it has fewer than two things to put in order")
    notes = [] if all_or_nothing else ["a part of the right order, which earned a part, earns nothing"]
    notes += [] if all_shown else ["all of it is to be put in order, where Moodle showed some"]
    names = ids(groups[0] if groups else (), len(texts))
    return Understood(OrderInteraction(tuple(map(Option, names, (text or NOTHING for text in texts)))), notes=tuple(notes))


def matching(rows: Sequence[Row], groups: Groups) -> Understood:
    """A matching; a categorization where there are ids of categories. Raises NoItemError."""
    real = [row for row in rows if row.premise]
    spare = list(dict.fromkeys(row.response for row in rows if not row.premise and row.response != NOTHING))
    if len(real) < 2:
        raise NoItemError("it has fewer than two pairs to match")
    if len(groups) == 3 and (found := _categories(real, spare, groups)):
        return Understood(found)
    names, more = ids(groups[0] if groups else (), len(real)), ids(groups[1] if len(groups) == 2 else (), len(spare))
    if set(names) & set(more):
        more = [f"spare-{id}" for id in more]
    targets: dict[str, Option] = {}
    key = []
    for id, row in zip(names, real, strict=True):
        target = targets.setdefault(row.response, Option(f"{id}-response", row.response))
        key.append((id, target.id))
    for id, response in zip(more, spare, strict=True):
        targets.setdefault(response, Option(id, response))
    sources = tuple(Option(id, row.premise) for id, row in zip(names, real, strict=True))
    return Understood(MatchInteraction(sources, tuple(targets.values()), tuple(key)))


def _categories(real: Sequence[Row], spare: Sequence[str], groups: Groups) -> MatchInteraction | None:
    """A categorization; None where the ids are those of other rows."""
    elements, categories, key = groups
    texts = dict(zip(key, (row.response for row in real), strict=False))
    texts |= dict(zip([id for id in categories if id not in texts], spare, strict=False))
    if not (len(elements) == len(key) == len(real) == len(set(elements)) and set(texts) == set(categories)):
        return None
    sources = tuple(Option(id, row.premise) for id, row in zip(elements, real, strict=True))
    return MatchInteraction(
        sources, tuple(Option(id, texts[id]) for id in categories), tuple(zip(elements, key, strict=True)), "categories"
    )

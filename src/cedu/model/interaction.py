"""How an item is answered, in QTI's terms: what every item type lowers to, and all that a target has to know.

IMS QTI 3.0 ASI Information Model, 5.28 ff. (choice, text entry, order and match interactions).

An answer that is right earns the item's points, any other nothing, but where a class says otherwise: each target scores like that, or
says what it loses.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple, assert_never


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen, ordered or matched: an id, and Markdown."""

    id: str
    text: str
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceInteraction:
    """Choose from `choices`; `keys` are the ids of the right ones. A true-false item has the ids `true` and `false`.

    With `partial_credit`, each right choice adds the share of one key (1/n of the points for n keys), each wrong one takes as much away,
    and there is no less than nothing.
    """

    choices: tuple[Option, ...]
    keys: frozenset[str]
    response: Literal["single", "multiple", "true-false"]
    shuffle: bool
    partial_credit: bool = False


@dataclass(frozen=True, slots=True)
class TextEntryInteraction:
    """Type a short text; any of `answers` is right, leading and trailing white space apart, and, unless `case_sensitive`, its case too."""

    answers: tuple[str, ...]
    case_sensitive: bool


@dataclass(frozen=True, slots=True)
class NumberEntryInteraction:
    """Type a number; right from `answer - tolerance` to `answer + tolerance`, both inclusive."""

    answer: float
    tolerance: float


@dataclass(frozen=True, slots=True)
class OrderInteraction:
    """Put `options` in order; they are given in the right one, and only all of it earns the points."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class MatchInteraction:
    """Give each of `sources` the one of `targets` that belongs to it; `key` names it by id. Targets may be left over.

    Each right pair earns its share of the points; a wrong one takes nothing away.
    """

    sources: tuple[Option, ...]
    targets: tuple[Option, ...]
    key: tuple[tuple[str, str], ...]


Interaction = ChoiceInteraction | TextEntryInteraction | NumberEntryInteraction | OrderInteraction | MatchInteraction

_SHORTEST, _LONGEST = 40, 255  # characters to type: room for a mistake, and what SCORM 1.2 takes of an answer
_NUMBER = 32  # more digits than a number can have that a computer knows, with signs and spaces


class Extent(NamedTuple):
    """How much an answer can say: how many options it may name, and how many characters (UTF-16's, as browsers count) may be typed."""

    options: int
    characters: int


def extent(interaction: Interaction) -> Extent:
    """The most that an answer to `interaction` can say; a typed one has twice the room of the longest that is right."""
    match interaction:
        case ChoiceInteraction():
            return Extent(len(interaction.choices) if interaction.response == "multiple" else 1, 0)
        case TextEntryInteraction():
            longest = max(len(answer.encode("utf-16-le")) // 2 for answer in interaction.answers)
            return Extent(0, max(longest, min(_LONGEST, max(_SHORTEST, 2 * longest))))
        case NumberEntryInteraction():
            return Extent(0, _NUMBER)
        case OrderInteraction():
            return Extent(len(interaction.options), 0)
        case MatchInteraction():
            return Extent(2 * len(interaction.sources), 0)
    assert_never(interaction)

"""How an item is answered, in QTI's terms: what every item type lowers to, and all that a target has to know.

IMS QTI 3.0 ASI Information Model, 5.28 ff. (choice, text entry, inline choice, order, match, hotspot, extended text and upload
interactions).

An answer that is right earns the item's points, any other nothing, but where a class says otherwise: each target scores like that, or
says what it loses.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple, assert_never

from cedu.model.numbers import as_written


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen, ordered or matched: an id, and Markdown."""

    id: str
    text: str
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceInteraction:
    """Choose from `choices`; `keys` are the ids of the right ones. A true-false item has the ids `true` and `false`.

    With `partial_credit`, each right choice adds the share of one key (1/n of the points for n keys), each wrong one takes `penalty` such
    shares away, and there is no less than nothing.
    """

    choices: tuple[Option, ...]
    keys: frozenset[str]
    response: Literal["single", "multiple", "true-false"]
    shuffle: bool
    partial_credit: bool = False
    penalty: float = 1


@dataclass(frozen=True, slots=True)
class TextEntryInteraction:
    """Type a short text; right is any of `answers`, and what any of `patterns` matches as a whole.

    Leading and trailing white space does not count, nor, unless `case_sensitive`, does case. Patterns are RE2's.
    """

    answers: tuple[str, ...]
    case_sensitive: bool = False
    patterns: tuple[str, ...] = ()


class Unit(NamedTuple):
    """A unit that may be typed after a number, and what one of it is in the first unit: of `m` and `km`, 1000 for `km`."""

    name: str
    factor: float


@dataclass(frozen=True, slots=True)
class NumberEntryInteraction:
    """Type a number; right from `answer - tolerance` to `answer + tolerance`, both inclusive.

    `is_range`: authors wrote the two ends, and the answer is only the middle. Where there are `units`, the first with a factor of 1, one of
    them has to be typed after the number.
    """

    answer: float
    tolerance: float = 0
    is_range: bool = False
    units: tuple[Unit, ...] = ()

    @classmethod
    def between(cls, lowest: float, highest: float, units: tuple[Unit, ...] = ()) -> "NumberEntryInteraction":
        """Any number from `lowest` to `highest`."""
        low, high = as_written(lowest), as_written(highest)
        return cls(float((low + high) / 2), float((high - low) / 2), is_range=True, units=units)

    @property
    def lowest(self) -> float:
        """The least number that is right, exact to the decimal digits as written."""
        return float(as_written(self.answer) - as_written(self.tolerance))

    @property
    def highest(self) -> float:
        """The greatest number that is right."""
        return float(as_written(self.answer) + as_written(self.tolerance))


class Variable(NamedTuple):
    """A name in a formula, and the numbers that it may stand for: from `lowest` to `highest` in steps of `step`."""

    name: str
    lowest: float
    highest: float
    step: float


class Variant(NamedTuple):
    """One drawing: the value of each variable, as learners read it, and the answer; NaN where it can't be computed (CE4)."""

    values: tuple[str, ...]
    answer: float


@dataclass(frozen=True, slots=True)
class FormulaInteraction:
    """Type the number that `formula` gives for the values that `[[name]]` in the stem stands for.

    A learner gets one of `variants`, which are drawn once and are the same in every format; never empty.
    """

    formula: str
    variables: tuple[Variable, ...]
    variants: tuple[Variant, ...]
    tolerance: float = 0
    units: tuple[Unit, ...] = ()

    def entry(self, variant: Variant) -> NumberEntryInteraction:
        """How one variant is answered."""
        return NumberEntryInteraction(variant.answer, self.tolerance, units=self.units)


@dataclass(frozen=True, slots=True)
class OrderInteraction:
    """Put `options` in order; they are given in the right one, and only all of it earns the points."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class MatchInteraction:
    """Give each of `sources` the one of `targets` that belongs to it; `key` names it by id. Targets may be left over.

    Each right pair earns its share of the points; a wrong one takes nothing away. `response` says what learners are shown: pairs, or
    elements to put into categories.
    """

    sources: tuple[Option, ...]
    targets: tuple[Option, ...]
    key: tuple[tuple[str, str], ...]
    response: Literal["pairs", "categories"] = "pairs"


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap in the stem, which `[[id]]` marks: typed into, or chosen for from a list of plain texts (`response="single"`)."""

    id: str
    entry: TextEntryInteraction | ChoiceInteraction


@dataclass(frozen=True, slots=True)
class GapInteraction:
    """Fill the gaps of the stem, in their order in it; each right one earns its share of the points. All of one kind."""

    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A place on an image, in its pixels from the top left.

    `coordinates`: left, top, right, bottom of a rectangle; the middle's x and y and the radius of a circle; x and y of each corner of a
    polygon. `label` (Markdown) says what is there to whoever can't see it.
    """

    id: str
    label: str
    shape: Literal["rectangle", "circle", "polygon"]
    coordinates: tuple[float, ...]
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class HotspotInteraction:
    """Choose one of `areas` on an image, or several; then only all of `keys` and no other earn the points.

    `image` is a path relative to the folder of the item's file, `text` its alternative text, `width` and `height` its size in pixels.
    """

    image: str
    text: str
    width: int
    height: int
    areas: tuple[Area, ...]
    keys: frozenset[str]
    response: Literal["single", "multiple"] = "single"


class Criterion(NamedTuple):
    """One thing that a person looks at when marking: an id, Markdown, and the points that it can earn."""

    id: str
    text: str
    points: float


@dataclass(frozen=True, slots=True)
class ExtendedTextInteraction:
    """Write a longer text, at most so many `characters` (UTF-16's), in a field of so many `lines`. A person marks it."""

    lines: int
    characters: int
    rubric: tuple[Criterion, ...] = ()
    model_answer: str = ""


@dataclass(frozen=True, slots=True)
class UploadInteraction:
    """Hand in up to so many `files` of these types (`pdf`), or of any where there are none. A person marks them."""

    files: int
    file_types: tuple[str, ...] = ()
    rubric: tuple[Criterion, ...] = ()


@dataclass(frozen=True, slots=True)
class ScaleInteraction:
    """Choose one of `options`, from one end of a scale to the other. No answer is right, and none earns points."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class PassageInteraction:
    """Read the stem. There is nothing to answer."""


Interaction = (
    ChoiceInteraction
    | TextEntryInteraction
    | NumberEntryInteraction
    | FormulaInteraction
    | OrderInteraction
    | MatchInteraction
    | GapInteraction
    | HotspotInteraction
    | ExtendedTextInteraction
    | UploadInteraction
    | ScaleInteraction
    | PassageInteraction
)

Marking = Literal["key", "person", "nobody"]


def marked_by(interaction: Interaction) -> Marking:
    """Who says what an answer earns: a key, a person with a rubric, or nobody because nothing is earned."""
    match interaction:
        case ExtendedTextInteraction() | UploadInteraction():
            return "person"
        case ScaleInteraction() | PassageInteraction():
            return "nobody"
        case _:
            return "key"


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
            longest = max((len(answer.encode("utf-16-le")) // 2 for answer in interaction.answers), default=0)
            if interaction.patterns:
                return Extent(0, max(longest, _LONGEST))
            return Extent(0, max(longest, min(_LONGEST, max(_SHORTEST, 2 * longest))))
        case NumberEntryInteraction() | FormulaInteraction():
            return Extent(0, _NUMBER + max((len(unit.name.encode("utf-16-le")) // 2 for unit in interaction.units), default=0))
        case OrderInteraction():
            return Extent(len(interaction.options), 0)
        case MatchInteraction():
            return Extent(2 * len(interaction.sources), 0)
        case GapInteraction():
            rooms = [extent(gap.entry) for gap in interaction.gaps]
            # Each is named, and ends with a sign, so that an answer outlives a change of the other gaps.
            return Extent(sum(room.options + 1 for room in rooms), sum(room.characters + 1 for room in rooms))
        case HotspotInteraction():
            return Extent(len(interaction.areas) if interaction.response == "multiple" else 1, 0)
        case ExtendedTextInteraction():
            return Extent(0, interaction.characters)
        case ScaleInteraction():
            return Extent(1, 0)
        case UploadInteraction() | PassageInteraction():
            return Extent(0, 0)
    assert_never(interaction)

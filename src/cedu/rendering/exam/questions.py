"""The questions of a printed test, as all its papers see them: numbered, with letters for what can be chosen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cedu.items import lower
from cedu.model.assessment import Assessment, Bank
from cedu.model.certificate import Paper
from cedu.model.forms import Form
from cedu.model.interaction import (
    ChoiceInteraction,
    FormulaInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    Option,
    OrderInteraction,
    PassageInteraction,
    ScaleInteraction,
    Variant,
)
from cedu.model.marks import filled
from cedu.model.pool import Pooled
from cedu.rendering.paper.boxes import Piece
from cedu.rendering.paper.markdown import Setter
from cedu.rendering.paper.pictures import Pictures
from cedu.rendering.words import Words


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its number (of a passage, 0), how it is answered, and what letters stand for, in their order.

    `stem` has the values of a formula's variables, which `variant` are.
    """

    number: int
    pooled: Pooled
    interaction: Interaction
    lettered: tuple[Option, ...]
    stem: str
    variant: Variant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """What is printed: a form of an assessment, or (without a `code`) all that a bank has.

    `codes` are those of all forms; `shares` says with which others it has how many questions in common. `read` gives where a path from the
    workspace's root lies.
    """

    entity: Assessment | Bank
    code: str
    codes: tuple[str, ...]
    shares: tuple[tuple[str, int], ...]
    questions: tuple[Question, ...]
    words: Words
    organization: str
    paper: Paper
    read: Callable[[str], Path]

    @property
    def points(self) -> float:
        """How many points there are to earn."""
        return sum(question.pooled.item.points for question in self.questions)

    @property
    def count(self) -> int:
        """How many questions there are."""
        return max((question.number for question in self.questions), default=0)

    def setter(self, question: Question, fill: Callable[[str], list[Piece] | None] | None = None) -> Setter:
        """What sets the texts of a question."""
        pictures = Pictures(question.pooled.owner.origin.path, self.read)
        return Setter(pictures, fill) if fill else Setter(pictures)

    def points_of(self, points: float) -> str:
        """So many points, in words."""
        return self.words.say("exam_points", count=1 if points == 1 else f"{points:g}")


def questions(form: Form, words: Words) -> Iterator[Question]:
    """The questions of a form, numbered from 1."""
    number = 0
    for pooled in form.asked:
        interaction = lower(pooled.item)
        if not isinstance(interaction, PassageInteraction):
            number += 1
        here = 0 if isinstance(interaction, PassageInteraction) else number
        arranged = form.arranged(pooled, interaction)
        variant = None
        stem = pooled.item.stem
        if isinstance(interaction, FormulaInteraction):
            variant = form.variant(pooled, interaction)
            stem = filled(stem, dict(zip((each.name for each in interaction.variables), variant.values, strict=True)))
        yield Question(here, pooled, arranged, _lettered(pooled, arranged, form, words), stem, variant)


def _lettered(pooled: Pooled, interaction: Interaction, form: Form, words: Words) -> tuple[Option, ...]:
    match interaction:
        case ChoiceInteraction(response="true-false"):
            return tuple(replace(choice, text=words.say(choice.id)) for choice in interaction.choices)
        case ChoiceInteraction():
            return interaction.choices
        case MatchInteraction():
            return interaction.targets
        case OrderInteraction():
            return form.shown(pooled, interaction)
        case ScaleInteraction():
            return interaction.options
        case HotspotInteraction():
            # As people read: so that letters are easy to find, and say nothing of which is right.
            areas = sorted(interaction.areas, key=lambda area: (round(_middle(area.coordinates)[1] / 20), _middle(area.coordinates)[0]))
            return tuple(Option(area.id, area.label, area.feedback) for area in areas)
        case _:
            return ()


def _middle(coordinates: tuple[float, ...]) -> tuple[float, float]:
    """About where the middle of an area is: of a circle its own, else of its corners."""
    if len(coordinates) == 3:
        return coordinates[0], coordinates[1]
    return sum(coordinates[::2]) / len(coordinates[::2]), sum(coordinates[1::2]) / len(coordinates[1::2])

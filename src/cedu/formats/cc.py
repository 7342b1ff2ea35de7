"""Common Cartridge: what items become in its profile of QTI 1.2 (CC 1.1, Implementation, 4.10), and what that loses.

The profile knows a choice of one, a choice of several, true or false, and a blank; the exact answer is worth all, any other nothing. What
LMSs make of it is told by Moodle 4.5's importer (`backup/cc/entity11.quiz.class.php`) and Canvas's (`lib/cc/importer/standard`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from itertools import combinations
from math import lcm
from typing import TYPE_CHECKING, assert_never

from cedu.diagnostics import Span
from cedu.formats.loss import ALL_OR_NOTHING, CASE, Loss, answered_by, field, in_items
from cedu.formats.moodle import decimal
from cedu.items import lower
from cedu.model.assessment import Assessment, Bank
from cedu.model.entity import Entity
from cedu.model.interaction import (
    ChoiceInteraction,
    Interaction,
    MatchInteraction,
    NumberEntryInteraction,
    Option,
    OrderInteraction,
    TextEntryInteraction,
)
from cedu.model.item import Feedback, Item
from cedu.model.pool import Pooled
from cedu.model.workspace import Build

if TYPE_CHECKING:
    from cedu.formats.qti12 import Choose, Fill, Label, Question

# `cc_maxattempts` and `cc_weighting` can say no more (`ccv1p1_qtiasiv1p2p1_v1p0.xsd`, rules 1i and 2c).
_ATTEMPTS = 5
_HEAVIEST = 99
# A sequence to choose comes with so many others.
_OTHER_SEQUENCES = 3


@dataclass(frozen=True, slots=True)
class Writing:
    """What questions are written with: lasting idents, the HTML of an owner's Markdown, and words in the learner's language."""

    ident: Callable[..., str]
    html: Callable[[str, Assessment | Bank], str]
    say: Callable[[str], str]


def assessment_fields(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """What the profile can say of a test: that it is one, how often it may be taken, and for how many minutes."""
    attempts = assessment.attempts
    fields = [("cc_profile", "cc.exam.v0p1"), ("qmd_assessmenttype", "Examination"), ("qmd_scoretype", "Percentage")]
    fields.append(("qmd_feedbackpermitted", "Yes"))
    fields.append(("cc_maxattempts", str(attempts) if attempts and attempts <= _ATTEMPTS else "unlimited"))
    if assessment.time_limit_minutes:
        fields.append(("qmd_timelimit", str(assessment.time_limit_minutes)))
    return tuple(fields)


def questions(pooled: Sequence[Pooled], writing: Writing) -> "Iterator[Question]":
    """The items as questions of the profile, with weights in the ratio of their points."""
    interactions = [(one, lower(one.item)) for one in pooled]
    weights = weigh([_points(one.item, interaction) for one, interaction in interactions])
    for (one, interaction), weight in zip(interactions, weights, strict=True):
        yield from _Writer(one, weight, writing).questions(interaction)


def weigh(points: Sequence[Fraction]) -> list[int]:
    """`points` as whole weights from 1 to 99: as they are, or else in the same ratio, as nearly as that goes."""
    whole = [each * lcm(*(each.denominator for each in points)) for each in points]
    if max(whole, default=0) > _HEAVIEST:
        whole = [each * _HEAVIEST / max(whole) for each in whole]
    return [max(round(each), 1) for each in whole]


def _points(item: Item, interaction: Interaction) -> Fraction:
    """What each question is worth that `item` becomes."""
    return Fraction(decimal(item.points)) / (len(interaction.sources) if isinstance(interaction, MatchInteraction) else 1)


class _Writer:
    """Turns one item into questions."""

    def __init__(self, pooled: Pooled, weight: int, writing: Writing) -> None:
        self.owner, self.item = pooled
        self.title = pooled.name
        self.weight = weight
        self.writing = writing

    def questions(self, interaction: Interaction) -> "Iterator[Question]":
        """A question for the item, or one for each premise of a matching."""
        from cedu.formats.qti12 import Choose, Fill

        match interaction:
            case ChoiceInteraction(response="true-false"):
                yield self.question("true_false", Choose(tuple(self.labels(interaction))))
            case ChoiceInteraction():
                # Of two choices the profile would rather hear as true or false (rule 4d), but that would take their texts away in Moodle.
                several = interaction.response == "multiple"
                labels = tuple(self.labels(interaction))
                labels = self.mixed(labels) if interaction.shuffle else labels
                yield self.question("multiple_response" if several else "multiple_choice", Choose(labels, several, interaction.shuffle))
            case TextEntryInteraction(answers, case_sensitive):
                yield self.question("fib", Fill(answers, case_sensitive))
            case NumberEntryInteraction(answer):
                yield self.question("fib", Fill(tuple(dict.fromkeys((decimal(answer), decimal(answer).replace(".", ","))))))
            case MatchInteraction(sources, _, key):
                for source in sources:
                    yield self.question("multiple_choice", self.responses(interaction, dict(key)[source.id]), source)
            case OrderInteraction(options):
                yield self.question("multiple_choice", self.sequences(options))
            case _:
                assert_never(interaction)

    def question(self, type: str, response: "Choose | Fill", part: Option | None = None) -> "Question":
        """The item, or the `part` of it that is asked by itself."""
        from cedu.formats.qti12 import Question

        text, feedback = self.html(self.item.stem), self.item.feedback or Feedback(origin=self.item.origin)
        fields = [("cc_profile", f"cc.{type}.v0p1"), ("cc_weighting", str(self.weight))]
        if self.item.objective:
            fields.append(("cc_question_category", self.item.objective))
        return Question(
            ident=self.writing.ident(self.owner.kind, self.owner.lasting_id, self.item.lasting_id, *([part.id] if part else [])),
            title=f"{self.title}.{part.id}" if part else self.title,
            fields=tuple(fields),
            text=f"<div>{text}</div><div>{self.html(part.text)}</div>" if part else text,
            response=response,
            correct=self.html(feedback.correct),
            incorrect=self.html(feedback.incorrect),
        )

    def html(self, markdown: str) -> str:
        """A text of the item as HTML."""
        return self.writing.html(markdown, self.owner) if markdown else ""

    def labels(self, interaction: ChoiceInteraction) -> "Iterator[Label]":
        """The choices as they are written. Moodle asks for the idents `true` and `false`; any other starts with a letter."""
        from cedu.formats.qti12 import Label

        for choice in interaction.choices:
            right = choice.id in interaction.keys
            if interaction.response == "true-false":
                yield Label(choice.id, self.writing.say(choice.id), right)
            else:
                yield Label(f"choice-{choice.id}", self.html(choice.text), right, self.html(choice.feedback))

    def responses(self, interaction: MatchInteraction, key: str) -> "Choose":
        """What may belong to a premise."""
        from cedu.formats.qti12 import Choose, Label

        labels = [Label(f"choice-{target.id}", self.html(target.text), target.id == key) for target in interaction.targets]
        return Choose(self.mixed(labels), shuffle=True)

    def sequences(self, options: Sequence[Option]) -> "Choose":
        """The right sequence, and others in which two things have changed places."""
        from cedu.formats.qti12 import Choose, Label

        swaps = [pair for pair in combinations(range(len(options)), 2) if options[pair[0]].text != options[pair[1]].text]
        swaps.sort(key=lambda pair: self.digest(options[pair[0]].id + options[pair[1]].id))
        orders = [list(options)]
        for one, other in swaps[:_OTHER_SEQUENCES]:
            order = list(options)
            order[one], order[other] = order[other], order[one]
            orders.append(order)
        texts = ["".join(f"<li>{self.html(option.text)}</li>" for option in order) for order in orders]
        labels = [Label(f"sequence-{number}", f"<ol>{text}</ol>", number == 1) for number, text in enumerate(texts, 1)]
        return Choose(self.mixed(labels), shuffle=True)

    def mixed(self, labels: "Sequence[Label]") -> "tuple[Label, ...]":
        """`labels` in an order that says nothing: an LMS that does not shuffle keeps it, and authors like to write the key first."""
        return tuple(sorted(labels, key=lambda label: self.digest(label.ident)))

    def digest(self, part: str) -> bytes:
        """The same for ever for a part of this item."""
        return sha256(f"{self.title}\n{part}".encode()).digest()


def _partial(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, ChoiceInteraction) and interaction.partial_credit:
        yield item.origin.key("scoring")


def _uneven(item: Item, interaction: Interaction) -> Iterator[Span]:
    points = _points(item, interaction)
    if points.denominator != 1 or points > _HEAVIEST:
        yield item.origin.key("points")


def _labelled(item: Item, _interaction: Interaction) -> Iterator[Span]:
    for key in ("difficulty", "tags"):
        span = item.origin.key(key)
        if span != item.origin.key():
            yield span


def _many_attempts(entity: Entity, _options: Build) -> Iterator[Span]:
    if isinstance(entity, Assessment) and (entity.attempts or 0) > _ATTEMPTS:
        yield entity.origin.key("attempts")


_NOT_CARRIED = "can't be carried"
_IN_THE_QUIZ = "that is set in the LMS, in its quiz"

LOSES = (
    Loss("more than five attempts", "become as many as one likes", _many_attempts, _IN_THE_QUIZ),
    Loss("the passing score", _NOT_CARRIED, field("passing_score"), _IN_THE_QUIZ),
    Loss("the shuffling of questions", _NOT_CARRIED, field("shuffle"), _IN_THE_QUIZ),
    Loss(
        "the blueprint",
        "asks everyone the first items that fit each draw, and brings all that fit as a question bank",
        field("blueprint"),
        "draw from that bank in the LMS's quiz",
    ),
    Loss(
        "a number", "is compared as text: it has no tolerance, and has to be written like the answer", answered_by(NumberEntryInteraction)
    ),
    Loss("a matching item", "becomes a choice for each premise", answered_by(MatchInteraction)),
    Loss("an ordering item", "becomes a choice between sequences", answered_by(OrderInteraction)),
    Loss("partial credit", "becomes all or nothing", in_items(_partial)),
    Loss(
        "all-or-nothing scoring",
        "is kept, but Moodle gives each right choice its share, and takes nothing away for a wrong one",
        ALL_OR_NOTHING,
        "for Moodle, bring the questions by `moodle-xml`",
    ),
    Loss("the case of an answer", "no longer matters", CASE),
    Loss("points that are no whole number, or more than 99", "become weights in about the same ratio", in_items(_uneven)),
    Loss("an item's difficulty and tags", "are left out", in_items(_labelled)),
)

"""Forms A, B, C … of an assessment: what each asks and in which order, by dice that a seed repeats for ever.

The place of a thing is a digest of the seed, the form and its lasting name: it depends on nothing else, so that another item in a bank or
another form changes nothing of what was printed but what has to change.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain

from cedu.model.assessment import Assessment, Forms
from cedu.model.interaction import (
    ChoiceInteraction,
    FormulaInteraction,
    Gap,
    GapInteraction,
    Interaction,
    MatchInteraction,
    Option,
    OrderInteraction,
    Variant,
)
from cedu.model.pool import Find, Pooled, asked


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its letter, what its dice are thrown with, and what it asks in order, each passage before the items about it.

    What a bank has is printed as one form without a letter.
    """

    code: str
    seed: str
    asked: tuple[Pooled, ...]

    def variant(self, pooled: Pooled, interaction: FormulaInteraction) -> Variant:
        """The values that a formula item has here: other ones in the next form, as far as there are some."""
        first = int.from_bytes(_digest(self.seed, pooled.name)[:8], "big")
        return interaction.variants[(first + ord(self.code or "A")) % len(interaction.variants)]

    def arranged(self, pooled: Pooled, interaction: Interaction) -> Interaction:
        """How it is answered, with what may be shuffled in the order of this form; of an ordering, `shown` tells."""

        def shuffled(options: tuple[Option, ...], part: str = "") -> tuple[Option, ...]:
            return self._shuffled(options, pooled, part)

        match interaction:
            case ChoiceInteraction(shuffle=True):
                return replace(interaction, choices=shuffled(interaction.choices))
            case MatchInteraction(response="categories"):
                return replace(interaction, sources=shuffled(interaction.sources))
            case MatchInteraction():
                return replace(interaction, targets=shuffled(interaction.targets))
            case GapInteraction():
                return replace(interaction, gaps=tuple(_arranged(gap, shuffled) for gap in interaction.gaps))
            case _:
                return interaction

    def shown(self, pooled: Pooled, interaction: OrderInteraction) -> tuple[Option, ...]:
        """What is to be put in order, in an order that is not the right one where there is another."""
        found = self._shuffled(interaction.options, pooled, "")
        return found if found != interaction.options else (*found[1:], *found[:1])

    def _shuffled(self, options: tuple[Option, ...], pooled: Pooled, part: str) -> tuple[Option, ...]:
        return tuple(sorted(options, key=lambda option: _digest(self.seed, self.code, pooled.name, part, option.id)))


def forms(assessment: Assessment, find: Find) -> tuple[Form, ...]:
    """The forms of an assessment. Each draws what the earlier ones have asked least, so that two share as few items as the pool allows."""
    settings = assessment.forms or Forms(origin=assessment.origin)
    seed = settings.seed or assessment.lasting_id
    found: list[Form] = []
    uses: Counter[str] = Counter()
    for number in range(settings.count):
        code = chr(ord("A") + number)

        def digest(pooled: Pooled, code: str = code) -> bytes:
            return _digest(seed, code, pooled.name)

        drawn = asked(assessment, find, lambda pooled, digest=digest: (uses[pooled.name], digest(pooled)))  # type: ignore[misc]
        found.append(Form(code, seed, tuple(_ordered(drawn, digest)) if assessment.shuffle else drawn))
        uses.update(pooled.name for pooled in drawn)
    return tuple(found)


def shared(one: Form, other: Form) -> int:
    """How many questions two forms have in common; a passage is none."""
    return len({each.name for each in one.asked if each.item.type != "passage"} & {each.name for each in other.asked})


def groups(found: Sequence[Pooled]) -> Iterator[tuple[Pooled, ...]]:
    """What has to stay together: a passage and all that follows it up to the next, and first what follows none."""
    starts = [number for number, each in enumerate(found) if each.item.type == "passage"]
    for start, end in zip([0, *starts], [*starts, len(found)], strict=True):
        if start < end:
            yield tuple(found[start:end])


def _ordered(found: Sequence[Pooled], digest: Callable[[Pooled], bytes]) -> Iterator[Pooled]:
    """What belongs together shuffled, and the passages with theirs; what has none stays in front, where no passage seems to be meant."""
    first, *others = [tuple(_about_one(group, digest)) for group in groups(found)] or [()]
    if first and first[0].item.type == "passage":
        first, others = (), [first, *others]
    return chain(first, *sorted(others, key=lambda group: digest(group[0])))


def _about_one(group: Sequence[Pooled], digest: Callable[[Pooled], bytes]) -> Iterator[Pooled]:
    yield from (each for each in group if each.item.type == "passage")
    yield from sorted((each for each in group if each.item.type != "passage"), key=digest)


def _arranged(gap: Gap, shuffled: Callable[[tuple[Option, ...], str], tuple[Option, ...]]) -> Gap:
    if isinstance(gap.entry, ChoiceInteraction) and gap.entry.shuffle:
        return replace(gap, entry=replace(gap.entry, choices=shuffled(gap.entry.choices, gap.id)))
    return gap


def _digest(*parts: str) -> bytes:
    return sha256("\n".join(parts).encode()).digest()

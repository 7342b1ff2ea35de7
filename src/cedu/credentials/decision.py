"""What was decided of a learner and a level, and why: which requirement is met by what, and what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from cedu.credentials.award import LevelKey, Score

# `held` is valid today; `expired` was, and the holder may renew it; `revoked` was, and no results bring it back; `not yet` and `refused`
# were never earned, the latter though all but something that can't count (a score that a browser reports, a certificate that can't be
# printed) is there.
State = Literal["awarded", "renewed", "held", "expired", "revoked", "not yet", "refused"]


class Held(NamedTuple):
    """A learner's award of a level: since when, until when (None for good), its number and cycle, and whether it was revoked.

    `earlier` are the cycles before it, the first one first.
    """

    awarded_on: date
    valid_until: date | None
    number: str
    cycle: int = 1
    revoked: bool = False
    earlier: tuple["Held", ...] = ()


class Evidence(NamedTuple):
    """What meets a requirement: a row of a results file (`file`, `line`), or an award (`number`, empty for one of this very run)."""

    on: date
    file: str = ""
    line: int = 0
    score: float | None = None
    source: str = ""
    number: str = ""
    assessor: str = ""
    exemption: str = ""


@dataclass(slots=True)  # not frozen, for a run makes millions; nobody assigns to one
class Checked:
    """One requirement, or a group of them, and whether it is met; `met_on` is None where it isn't.

    `kind` is `course`, `assessment`, `practical`, `level`, `all`, `any` or `at_least`; `id` what it names, as the workspace has it, and
    `title` that in words; `needed` is how many of the `parts` have to be met. `by` is what meets it; `missing` says in words what is
    missing, and is empty for a group. `unfit` says that something is there which can't count, and that nothing else is missing.
    """

    kind: str
    id: str = ""
    title: str = ""
    least_score: float | None = None
    within_months: int | None = None
    needed: int = 0
    met_on: date | None = None
    by: Evidence | None = None
    missing: str = ""
    unfit: bool = False
    parts: tuple["Checked", ...] = ()

    def leaves(self, *, met: bool) -> Iterator["Checked"]:
        """The single requirements that count (of a group that is met, those that meet it), or else those that are missing."""
        if (self.met_on is not None) is not met:
            return
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves(met=met)

    def lacking(self) -> Iterator[str]:
        """What is missing, in words: a line for each thing that is needed, and one for several ways of which so many are."""
        open_parts = [part for part in self.parts if part.met_on is None]
        still = self.needed - len(self.parts) + len(open_parts)
        if self.met_on is not None:
            return
        if not self.parts:
            yield self.missing
        elif still >= len(open_parts):
            for part in open_parts:
                yield from part.lacking()
        else:
            ways = "; or ".join(" and ".join(part.lacking()) for part in open_parts)
            yield f"{'one of these is' if still == 1 else f'{still} of these are'} needed: {ways}"


@dataclass(slots=True)
class Decision:
    """What becomes of one learner and one level in one cycle, and why.

    `why` is what the level, or its renewal, requires: of an award of this run what it stands on, and of any other what is still missing;
    None where nothing is to be checked. `reasons` says in words why nothing was awarded.
    """

    key: LevelKey
    state: State
    cycle: int = 1
    awarded_on: date | None = None
    valid_until: date | None = None
    number: str = ""
    why: Checked | None = None
    reasons: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        """Is this an award of this run?"""
        return self.state in ("awarded", "renewed")

    @property
    def evidence(self) -> tuple[tuple[Checked, Evidence], ...]:
        """What an award stands on: each single requirement that is met, and by what."""
        return tuple((leaf, leaf.by) for leaf in self.why.leaves(met=True) if leaf.by) if self.why and self.is_new else ()

    @property
    def scores(self) -> tuple[Score, ...]:
        """The scores that an award stands on, for `Award.scores`."""
        found = ((leaf.id, by) for leaf, by in self.evidence if leaf.kind == "assessment" and by.score is not None)
        return tuple(Score(id, by.score, by.on) for id, by in found if by.score is not None)

    @property
    def exemptions(self) -> tuple[str, ...]:
        """The reasons of the exemptions that an award stands on, for `Award.exemptions`."""
        return tuple(by.exemption for _, by in self.evidence if by.exemption)

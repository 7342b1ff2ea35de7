"""What a run awards: for each learner in the order of the results, decisions, and numbers and places for what is new."""

from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from datetime import date
from itertools import count
from typing import NamedTuple

from cedu.credentials.award import Award, Learner, LevelKey
from cedu.credentials.decision import Decision, Held
from cedu.credentials.eligibility import decide
from cedu.credentials.numbers import number
from cedu.credentials.results.values import Candidate
from cedu.jobs.certify.standing import Standing

TEST_PREFIX = "TEST"


class Order(NamedTuple):
    """A credential that is to be drawn and signed: of which award, in which version, and its ordinal (see `credentials.status_index`)."""

    learner: Learner
    award: Award
    ordinal: int
    version: int = 1


# A level's cycle: an award of one learner.
Cycle = tuple[LevelKey, int]


class Plan(NamedTuple):
    """What is to become of one learner."""

    candidate: Candidate
    decisions: tuple[Decision, ...]
    orders: Mapping[Cycle, Order]


class Registered(NamedTuple):
    """What the registry held when the run began: all awards, the run's first ordinal, and the numbers of what it had issued already."""

    held: Mapping[tuple[str, str, str], Held]
    first: int = 0
    done: Container[str] = ()


class Planner:
    """Plans a run. The same results, and a registry in which the same run has begun, give the same plans, however much is done already."""

    imports = False

    def __init__(
        self, standing: Standing, secret: bytes, results_sha256: str, registered: Registered, today: date, *, test: bool = False
    ) -> None:
        self._standing = standing
        self._secret = secret
        self._sha256 = results_sha256
        self._registered = registered
        self._today = today
        self._ordinals = count(registered.first)
        self._test = test
        self.taken: set[str] = set()

    def plan(self, candidate: Candidate) -> Plan:
        """What is to become of a learner. What the run has issued already has taken its ordinal, and so has what it can't draw."""
        held = self.awards(candidate)
        decisions = self.decide(candidate, {})
        orders: dict[Cycle, Order] = {}
        level = None
        for decision in decisions:
            if decision.key != level:
                level = decision.key
                last = held.get(level)
                for award in (*last.earlier, last) if last else ():
                    if award.number in self._registered.done:
                        next(self._ordinals)
            if decision.is_new:
                orders[decision.key, decision.cycle] = self.order(candidate, decision, next(self._ordinals))
        return Plan(candidate, decisions, orders)

    def decide(self, candidate: Candidate, refused: Mapping[LevelKey, str]) -> tuple[Decision, ...]:
        """The decisions for a learner, where certain levels can't be awarded for a reason."""
        return decide(self._standing.plan, candidate.results, self.awards(candidate), refused, self._today)

    def awards(self, candidate: Candidate) -> dict[LevelKey, Held]:
        """What a learner held when the run began."""
        all_held, id = self._registered.held, candidate.id
        lasting = self._standing.lasting.items()
        return {key: held for key, (certification, level) in lasting if (held := all_held.get((id, certification, level)))}

    def order(self, candidate: Candidate, decision: Decision, ordinal: int) -> Order:
        """The credential that a decision makes."""
        if decision.awarded_on is None:
            raise ValueError(f"{decision.key} is awarded on no day")
        certification, level = self._standing.lasting[decision.key]
        exams = frozenset(leaf.id for leaf, _ in decision.evidence if leaf.kind == "assessment")
        award = Award(
            number="",
            learner_id=candidate.id,
            certification=certification,
            level=level,
            cycle=decision.cycle,
            awarded_on=decision.awarded_on,
            valid_until=decision.valid_until,
            certification_version=self._standing.levels[decision.key][0].version,
            source_commit=self._standing.source_commit,
            assessments=self._standing.assessments(exams),
            results_sha256=self._sha256,
            scores=decision.scores,
            exemptions=decision.exemptions,
            test=self._test,
        )
        learner = candidate.learner
        language = learner.language or self._standing.library.workspace.organization.language
        return Order(replace(learner, language=language), self.numbered(award), ordinal)

    def title(self, key: LevelKey) -> str:
        """What a level is called."""
        found = self._standing.levels.get(key)
        return f"{found[0].title}: {found[1].title}" if found else ".".join(key)

    def numbered(self, award: Award) -> Award:
        """`award` with its number, which isn't one of those that are `taken`."""
        return numbered(self._standing, self._secret, award, self.taken.__contains__)


def numbered(standing: Standing, secret: bytes, award: Award, taken: Callable[[str], bool]) -> Award:
    """`award` with its number, the same one whenever it is asked for, unless that is `taken`."""
    workspace = standing.library.workspace
    prefix = TEST_PREFIX if award.test else workspace.issuer_settings.number_prefix
    return replace(award, number=number_of(workspace.namespace, prefix, secret, award, award.learner_id, taken))


def number_of(namespace: str, prefix: str, secret: bytes, award: Award, learner_id: str, taken: Callable[[str], bool]) -> str:
    """The number of an award, made from the id that its learner had then."""
    key = (namespace, learner_id, award.certification, award.level, award.cycle, *(("test",) if award.test else ()))
    return number(secret, prefix, award.awarded_on.year, key, taken)

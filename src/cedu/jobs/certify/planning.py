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


class Planner:
    """Plans a run. The same results, and a registry in which the same run has begun, give the same plans, however much is done already."""

    def __init__(
        self,
        standing: Standing,
        secret: bytes,
        results_sha256: str,
        held: Mapping[tuple[str, str, str], Held],
        today: date,
        *,
        first: int = 0,
        done: Container[str] = (),
        test: bool = False,
    ) -> None:
        """`first` is the run's first ordinal, and `done` are the numbers of what it has issued already, before it was interrupted."""
        self._standing = standing
        self._secret = secret
        self._sha256 = results_sha256
        self._held = held
        self._today = today
        self._ordinals = count(first)
        self._done = done
        self._test = test
        self.taken: set[str] = set()

    def plan(self, candidate: Candidate) -> Plan:
        """What is to become of a learner. What the run has issued already has taken its ordinal, and so has what it can't draw."""
        held = self._awards(candidate)
        decisions = decide(self._standing.plan, candidate.results, held, {}, self._today)
        orders: dict[Cycle, Order] = {}
        level = None
        for decision in decisions:
            if decision.key != level:
                level = decision.key
                last = held.get(level)
                for award in (*last.earlier, last) if last else ():
                    if award.number in self._done:
                        next(self._ordinals)
            if decision.is_new:
                orders[decision.key, decision.cycle] = self.order(candidate, decision, next(self._ordinals))
        return Plan(candidate, decisions, orders)

    def decide(self, candidate: Candidate, refused: Mapping[LevelKey, str]) -> tuple[Decision, ...]:
        """The decisions for a learner, where certain levels can't be awarded for a reason."""
        return decide(self._standing.plan, candidate.results, self._awards(candidate), refused, self._today)

    def _awards(self, candidate: Candidate) -> dict[LevelKey, Held]:
        learner_id = candidate.learner.id
        lasting = self._standing.lasting.items()
        return {key: held for key, (certification, level) in lasting if (held := self._held.get((learner_id, certification, level)))}

    def order(self, candidate: Candidate, decision: Decision, ordinal: int) -> Order:
        """The credential that a decision makes."""
        if decision.awarded_on is None:
            raise ValueError(f"{decision.key} is awarded on no day")
        certification, level = self._standing.lasting[decision.key]
        exams = frozenset(leaf.id for leaf, _ in decision.evidence if leaf.kind == "assessment")
        award = Award(
            number="",
            learner_id=candidate.learner.id,
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
        language = candidate.learner.language or self._standing.library.workspace.organization.language
        return Order(replace(candidate.learner, language=language), self.numbered(award), ordinal)

    def title(self, key: LevelKey) -> str:
        """What a level is called."""
        certification, level = self._standing.levels[key]
        return f"{certification.title}: {level.title}"

    def numbered(self, award: Award) -> Award:
        """`award` with its number, which isn't one of those that are `taken`."""
        return numbered(self._standing, self._secret, award, self.taken.__contains__)


def numbered(standing: Standing, secret: bytes, award: Award, taken: Callable[[str], bool]) -> Award:
    """`award` with its number, the same one whenever it is asked for, unless that is `taken`."""
    workspace = standing.library.workspace
    prefix = TEST_PREFIX if award.test else workspace.issuer.number_prefix if workspace.issuer else "CERT"
    return replace(award, number=number_of(workspace.namespace, prefix, secret, award, award.learner_id, taken))


def number_of(namespace: str, prefix: str, secret: bytes, award: Award, learner_id: str, taken: Callable[[str], bool]) -> str:
    """The number of an award, made from the id that its learner had then."""
    key = (namespace, learner_id, award.certification, award.level, award.cycle, *(("test",) if award.test else ()))
    return number(secret, prefix, award.awarded_on.year, key, taken)

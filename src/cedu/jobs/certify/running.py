"""The run itself: awards are drawn and signed ahead, wherever that is done, and kept here, one after the other."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from cedu.credentials.award import Credential, LevelKey
from cedu.credentials.decision import Decision
from cedu.credentials.registry import Registry
from cedu.credentials.results.values import Candidate
from cedu.jobs.certify.planning import Cycle, Order, Plan, Planner
from cedu.jobs.certify.workshop import Drawing, Workshop, made
from cedu.jobs.executors import Shared, done, ordered

# How many awards are handed out at once, and how many learners that have earned nothing new go with them.
_AWARDS = 24
_LEARNERS = 2_000
# How many pieces of work are under way; each holds its certificates in memory.
_AHEAD = 4

Made = list[Credential | str]


class Outcome(NamedTuple):
    """What became of one learner and one level; `title` is the certification's and the level's; `imported` is what others awarded."""

    learner_id: str
    name: str
    title: str
    decision: Decision
    imported: bool = False


class Running:
    """One run over the learners of some results; `run` is its row in the registry."""

    def __init__(
        self, registry: Registry, planner: Planner, workshop: Callable[[], Workshop], run: int, kept: Callable[[Credential], None]
    ) -> None:
        """`workshop` is opened when there is something to make: it may have to ask for a passphrase. `kept` hears what was issued."""
        self._registry = registry
        self._planner = planner
        self._workshop = cache(workshop)
        self._run = run
        self._kept = kept
        self._stocked: set[tuple[str, str, str]] = set()

    def outcomes(self, candidates: Iterable[Candidate], executor: Executor) -> Iterator[list[Outcome]]:
        """What becomes of each learner, when it has: in their order. Stopped anywhere, the run can be taken up again."""
        handed_out = self._hand_out(_batches(map(self._planner.plan, candidates)), executor)
        for batch, credentials in ordered(handed_out, _AHEAD):
            ready = iter(credentials)
            for plan in batch:
                yield self._keep(plan, {cycle: next(ready) for cycle in plan.orders})

    def _hand_out(self, batches: Iterator[list[Plan]], executor: Executor) -> "Iterator[tuple[list[Plan], Future[Made]]]":
        shared: Shared[Workshop] | None = None
        try:
            for batch in batches:
                orders = [order for plan in batch for order in plan.orders.values()]
                if not orders:
                    yield batch, done([])
                    continue
                shared = shared or Shared(self._workshop())
                self._stock(orders)
                yield batch, executor.submit(made, shared, orders)
        finally:
            if shared:
                shared.forget()

    def _stock(self, orders: Iterable[Order]) -> None:
        """Put into the registry what the credentials of awards share with others."""
        for order in orders:
            key = (order.award.certification, order.award.level, order.learner.language)
            if key not in self._stocked:
                self._stocked.add(key)
                for content in self._workshop().assets(order):
                    self._registry.put_asset(content)

    def _keep(self, plan: Plan, made: dict[Cycle, Credential | str]) -> list[Outcome]:
        """Put into the registry what one learner has earned."""
        decisions, orders = plan.decisions, dict(plan.orders)
        refused: dict[LevelKey, str] = {}
        while problems := {key: its for (key, _), its in made.items() if isinstance(its, str)}:
            # A level that builds on one that can't be printed isn't earned either.
            refused |= problems
            decisions = self._planner.decide(plan.candidate, refused)
            orders = {(its.key, its.cycle): self._order(plan, its) for its in decisions if its.is_new}
            made = {cycle: self._workshop().make(order) for cycle, order in orders.items()}
        kept = {cycle: self._issue(orders[cycle], its) for cycle, its in made.items() if isinstance(its, Credential)}
        settled = (self._settled(its, orders[its.key, its.cycle], kept[its.key, its.cycle]) if its.is_new else its for its in decisions)
        return _outcomes(self._planner, plan.candidate, settled)

    def _order(self, plan: Plan, decision: Decision) -> Order:
        planned = plan.orders.get((decision.key, decision.cycle))
        return self._planner.order(plan.candidate, decision, planned.ordinal if planned else self._registry.next_ordinal())

    def _issue(self, order: Order, credential: Credential) -> Order | None:
        """Keep an award with its credential; None where another process has awarded it."""
        while True:
            issued = self._registry.issue(order.learner, order.award, credential, self._run)
            if issued == "held":
                return None
            if issued == "issued":
                self._kept(credential)
                return order
            if issued == "number taken":
                self._planner.taken.add(order.award.number)
                order = order._replace(award=self._planner.numbered(order.award))
            else:
                order = order._replace(ordinal=self._registry.next_ordinal())
            again = self._workshop().make(order)
            if isinstance(again, str):
                raise RuntimeError(f"{order.award.number} could be drawn once, and now: {again}")
            credential = again

    def _settled(self, decision: Decision, order: Order, kept: Order | None) -> Decision:
        """A new award's decision, with the number that it came to."""
        if kept:
            return replace(decision, number=kept.award.number)
        # Another process was faster, perhaps with other results.
        return replace(decision, state="held", number=self._registry.number_of(order.award))


def _batches(plans: Iterator[Plan]) -> Iterator[list[Plan]]:
    batch: list[Plan] = []
    awards = 0
    for plan in plans:
        batch.append(plan)
        awards += len(plan.orders)
        if awards >= _AWARDS or len(batch) >= _LEARNERS:
            yield batch
            batch, awards = [], 0
    if batch:
        yield batch


def rehearsed(planner: Planner, drawing: Drawing, candidates: Iterable[Candidate]) -> Iterator[list[Outcome]]:
    """What would become of each learner: nothing is signed, and nothing kept."""
    for candidate in candidates:
        refused: dict[LevelKey, str] = {}
        while True:
            decisions = planner.decide(candidate, refused)
            pages = {its.key: drawing.page(planner.order(candidate, its, 0)) for its in decisions if its.is_new}
            problems = {key: page for key, page in pages.items() if isinstance(page, str)}
            if not problems:
                break
            refused |= problems
        yield _outcomes(planner, candidate, decisions)


def _outcomes(planner: Planner, candidate: Candidate, decisions: Iterable[Decision]) -> list[Outcome]:
    imported = planner.imports
    return [Outcome(candidate.id, candidate.name, planner.title(decision.key), decision, imported) for decision in decisions]

"""Holders from before: what another service awarded, taken over with its days and numbers as credentials of ours."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from cedu.credentials.award import LevelKey
from cedu.credentials.decision import Decision, Held
from cedu.credentials.holders import Holder
from cedu.credentials.results.values import Candidate
from cedu.jobs.certify.planning import Order, Planner, Registered
from cedu.jobs.certify.standing import Standing


class HoldersPlanner(Planner):
    """Plans to award what others awarded. What a learner holds already in a cycle, they keep as it is."""

    imports = True

    def __init__(
        self, standing: Standing, secret: bytes, sha256: str, registered: Registered, today: date, *, holders: Sequence[Holder], test: bool
    ) -> None:
        super().__init__(standing, secret, sha256, registered, today, test=test)
        self._holders: dict[str, list[Holder]] = {}
        for holder in holders:
            self._holders.setdefault(holder.learner.id, []).append(holder)

    def decide(self, candidate: Candidate, refused: Mapping[LevelKey, str]) -> tuple[Decision, ...]:
        """A decision for each award of the other service's, those of a level after each other."""
        held = self.awards(candidate)
        holders = sorted(self._holders[candidate.id], key=lambda holder: (holder.level, holder.cycle))
        return tuple(self._decision(holder, held.get(holder.level), refused.get(holder.level, "")) for holder in holders)

    def _decision(self, holder: Holder, last: Held | None, refused: str) -> Decision:
        for award in (*last.earlier, last) if last else ():
            if award.cycle == holder.cycle:
                return Decision(holder.level, "held", award.cycle, award.awarded_on, award.valid_until, award.number)
        if holder.level not in self._standing.levels:
            refused = "the certification is not active, so nothing of it is awarded"
        if refused:
            return Decision(holder.level, "refused", holder.cycle, holder.awarded_on, holder.valid_until, reasons=(refused,))
        return Decision(holder.level, "awarded", holder.cycle, holder.awarded_on, holder.valid_until)

    def order(self, candidate: Candidate, decision: Decision, ordinal: int) -> Order:
        """The credential that takes the place of the other service's."""
        order = super().order(candidate, decision, ordinal)
        its = next(one for one in self._holders[candidate.id] if (one.level, one.cycle) == (decision.key, decision.cycle))
        return order._replace(award=replace(order.award, basis="imported", former_number=its.number))

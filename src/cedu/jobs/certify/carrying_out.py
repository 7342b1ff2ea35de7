"""A plan carried out: as a run that is kept in the registry and can be taken up again, or as a rehearsal."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import NamedTuple

from cedu.credentials import private
from cedu.credentials.days import set_back
from cedu.credentials.decision import Held
from cedu.credentials.keys import open_signers
from cedu.credentials.registry import Registry, Run, place
from cedu.credentials.results.values import Candidate
from cedu.diagnostics import Finding
from cedu.jobs.certify.asked import Asked, Certified
from cedu.jobs.certify.files import Behind, Files
from cedu.jobs.certify.planning import Planner, Registered
from cedu.jobs.certify.running import Outcome, Running, rehearsed
from cedu.jobs.certify.standing import Standing
from cedu.jobs.certify.workshop import Workshop, drawing_of, workshop_of
from cedu.jobs.executors import Growing
from cedu.jobs.interruption import Interruption

# How many pieces of work are done before it pays to start further processes.
_ALONE = 2


class Work(NamedTuple):
    """What is to be carried out: what tells it from other runs, how it is planned (with the secret of numbers), and for whom.

    The candidates are taken out as their turn comes, so that no more of them are held in memory than are left.
    """

    name: str
    planner: Callable[[bytes, Registered], Planner]
    candidates: list[Candidate]

    def taken_out(self) -> Iterator[Candidate]:
        """The candidates, each for the last time."""
        self.candidates.reverse()
        while self.candidates:
            yield self.candidates.pop()


@dataclass(frozen=True)
class Office:
    """Where work is carried out: for a workspace, with its registry (None: there is none yet, and a rehearsal makes none), at a time.

    `foreseen` is what a rehearsal would have brought in.
    """

    standing: Standing
    registry: Registry | None
    today: date
    now: datetime
    asked: Asked
    foreseen: dict[tuple[str, str, str], Held] = field(default_factory=dict)
    interruption: Interruption = field(default_factory=Interruption)

    def carry_out(self, work: Work) -> Certified:
        """Award, or say what would be awarded."""
        if self.asked.dry_run or self.registry is None:
            return self._rehearse(work)
        # A test of the same results is another run.
        name = sha256(f"test {work.name}".encode()).hexdigest() if self.asked.test else work.name
        run = self.registry.begin_run(name, self.standing.source_commit, self.now)
        if finding := self._set_back(run):
            self.registry.finish_run(run.id)
            return Certified((finding,), refused=True)
        return self._run(work, self.registry, run)

    def _set_back(self, run: Run) -> Finding | None:
        """What is wrong where the clock is; whoever says what day it is knows."""
        if run.behind is None or self.asked.today is not None:
            return None
        return set_back(self.now.date(), run.behind.date(), place())

    def _rehearse(self, work: Work) -> Certified:
        secret = private.number_secret(self.standing.root, create=False)
        held = self.registry.held(test=self.asked.test) if self.registry else {}
        planner = work.planner(secret, Registered({**held, **self.foreseen}))
        total, written = len(work.candidates), 0
        for done, outcomes in enumerate(rehearsed(planner, drawing_of(self.standing), work.taken_out()), 1):
            self.asked.tell(outcomes)
            self.foreseen.update(self._foreseen(outcomes))
            written += sum(outcome.decision.is_new for outcome in outcomes)
            if self.asked.progress:
                self.asked.progress(done, total)
        return Certified((), written=written)

    def _foreseen(self, outcomes: Iterable[Outcome]) -> Iterator[tuple[tuple[str, str, str], Held]]:
        """What learners would hold by what others awarded."""
        for outcome in outcomes:
            decision = outcome.decision
            if outcome.imported and decision.is_new and decision.awarded_on:
                held = Held(decision.awarded_on, decision.valid_until, "", decision.cycle)
                yield (outcome.learner_id, *self.standing.lasting[decision.key]), held

    def _run(self, work: Work, registry: Registry, run: Run) -> Certified:
        secret = private.number_secret(self.standing.root)
        done = registry.issued_in(run.id)
        planner = work.planner(secret, Registered(registry.held(test=self.asked.test), run.first_ordinal, done))
        files = Files(self.standing.root, registry)
        stopped, written = "stopped", 0
        try:
            with self.interruption.listening():
                with Behind(files) as behind:
                    running = Running(registry, planner, lambda: self._workshop(registry, secret, run), run.id, behind.add)
                    stopped = self._award(running, work)
                written = behind.count + (0 if stopped else files.project(self.asked.progress))
        finally:
            # Where nothing was awarded, there is nothing to go on with.
            if not stopped or not registry.issued_in(run.id):
                registry.finish_run(run.id)
        interrupted = bool(stopped) and self.interruption.is_wanted
        return Certified((), resumed=run.resumed and bool(done), written=written, stopped=stopped, interrupted=interrupted)

    def _award(self, running: Running, work: Work) -> str:
        """Award what is earned; why that stopped before its end, if it did."""
        executor, total = self.asked.executor or Growing(_ALONE), len(work.candidates)
        try:
            for done, outcomes in enumerate(running.outcomes(work.taken_out(), executor), 1):
                self.asked.tell(outcomes)
                if self.asked.progress:
                    self.asked.progress(done, total)
                if self.interruption.is_wanted and done < total:
                    return "interrupted"
        except BrokenExecutor:
            return "a process that draws certificates was ended, perhaps for want of memory"
        finally:
            if executor is not self.asked.executor:
                executor.shutdown(cancel_futures=True)
        return ""

    def _workshop(self, registry: Registry, secret: bytes, run: Run) -> Workshop:
        with self.interruption.at_once():
            signers = open_signers(self.standing.root, self.asked.passphrase, registry.issuer_keys())
        return workshop_of(self.standing, signers, secret, run.issued_at)

"""What a run is asked to do, and what it says in the end."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from cedu.diagnostics import Finding
from cedu.jobs.certify.running import Outcome


class Certified(NamedTuple):
    """What a run found and did: of how many credentials the files were written, or would be, and why it stopped before its end, if it did.

    `refused` says that nothing was even tried; `resumed`, that an earlier run went on.
    """

    findings: tuple[Finding, ...]
    refused: bool = False
    resumed: bool = False
    written: int = 0
    stopped: str = ""
    interrupted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a run is to do. `today` decides what is valid, and `now` (UTC) is the time of issue; both are the clock's where left out.

    `passphrase` is asked for when something is to be signed. `export` says which of the `results` in cedu.yaml the files are like, and
    `holders` are lists of what other services awarded. `tell` hears what has become of each learner; `progress`, of how many of how many.
    `executor` draws and signs: this machine's cores do, where it is left out.
    """

    passphrase: Callable[[], str]
    today: date | None = None
    now: datetime | None = None
    dry_run: bool = False
    test: bool = False
    export: str = ""
    holders: tuple[Path, ...] = ()
    tell: Callable[[list[Outcome]], None] = field(default=lambda _: None)
    progress: Callable[[int, int], None] | None = None
    executor: Executor | None = None

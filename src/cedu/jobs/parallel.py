"""Work on both cores, where it pays."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")

# Measured: forking a pool of two pays above a tenth of a second of work, spawning one above four fifths.
_PAYS_FORKED = 0.1
_PAYS_SPAWNED = 0.8


def spread(function: Callable[[Chunk], Result], chunks: Sequence[Chunk], seconds: float) -> Iterator[Result]:
    """`function` of each chunk, in order, on all cores when the work is estimated at enough `seconds` for that to pay.

    `function` is a module's own function, or a partial of one, and its results can be pickled, so that it works where processes are spawned.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    # Forking a process that runs macOS's frameworks can crash it, so Python spawns there.
    forks = sys.platform.startswith("linux")
    if cores < 2 or len(chunks) < 2 or seconds < (_PAYS_FORKED if forks else _PAYS_SPAWNED):
        yield from map(function, chunks)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("fork" if forks else "spawn")
    with ProcessPoolExecutor(min(cores, len(chunks)), mp_context=context) as pool:
        yield from pool.map(function, chunks)


def chunked(things: Sequence[Chunk], size: int) -> list[Sequence[Chunk]]:
    """`things` in runs of `size`."""
    return [things[start : start + size] for start in range(0, len(things), size)]

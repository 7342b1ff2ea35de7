"""Work on all cores, where it pays."""

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")
Shared = TypeVar("Shared")

# Measured: forking a pool of two pays above a tenth of a second of work, spawning one above four fifths.
_PAYS_FORKED = 0.1
_PAYS_SPAWNED = 0.8
# Forking a process that runs macOS's frameworks can crash it, so Python spawns there.
_FORKS = sys.platform.startswith("linux")


def spread(function: Callable[[Shared, Chunk], Result], shared: Shared, chunks: Sequence[Chunk], *, seconds: float) -> Iterator[Result]:
    """`function(shared, chunk)` of each chunk, in order, on all cores when the work is estimated at enough `seconds` for that to pay.

    `function` is one that a module defines, and its results can be pickled. `shared` reaches each process once: a forked one for nothing,
    a spawned one pickled.
    """
    if cores() < 2 or len(chunks) < 2 or seconds < (_PAYS_FORKED if _FORKS else _PAYS_SPAWNED):
        for chunk in chunks:
            yield function(shared, chunk)
        return
    with _processes(min(cores(), len(chunks)), function, shared) as pool:
        yield from pool.map(_work, chunks)


def apart(function: Callable[..., Result], *given: object) -> Result:
    """What `function` gives, worked out in a process of its own where one is forked: what it imports and frees takes no memory here."""
    if not _FORKS:
        return function(*given)
    with _processes(1, None, None) as pool:
        return pool.submit(function, *given).result()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes() -> "ProcessPoolExecutor":
    """A process for each core, which leave it to this one what Ctrl+C means. On Linux each starts with all that is in memory here."""
    return _processes(cores(), None, None)


def _processes(count: int, function: Any, shared: Any) -> "ProcessPoolExecutor":
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("fork" if _FORKS else "spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(function, shared))


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Values that are read hold no cycles, and looking for some takes a third of the time that reading them does."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def chunked(things: Sequence[Chunk], size: int) -> list[Sequence[Chunk]]:
    """`things` in runs of `size`."""
    return [things[start : start + size] for start in range(0, len(things), size)]


_task: tuple[Callable[[Any, Any], Any], Any]


def _begin(function: Callable[[Any, Any], Any], shared: Any) -> None:
    """In a worker: keep what every chunk needs, and leave it to the first process what Ctrl+C means, which each process hears."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    global _task
    _task = (function, shared)


def _work(chunk: Any) -> Any:
    function, shared = _task
    return function(shared, chunk)

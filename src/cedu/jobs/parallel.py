"""Work on all cores, where it pays."""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")
Shared = TypeVar("Shared")

# Measured: forking two processes pays above a tenth of a second of work, spawning a pool above four fifths.
_PAYS_FORKED = 0.1
_PAYS_SPAWNED = 0.8


def spread(function: Callable[[Shared, Chunk], Result], shared: Shared, chunks: Sequence[Chunk], *, seconds: float) -> Iterator[Result]:
    """`function(shared, chunk)` of each chunk, in order, on all cores when the work is estimated at enough `seconds` for that to pay.

    `function` is one that a module defines, and its results can be pickled. `shared` reaches each process once: a forked one for nothing,
    a spawned one pickled. What `function` raises is raised here.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    workers = min(cores, len(chunks))
    # Forking a process that runs macOS's frameworks can crash it, so Python spawns there.
    forks = sys.platform.startswith("linux")
    if workers < 2 or seconds < (_PAYS_FORKED if forks else _PAYS_SPAWNED):
        for chunk in chunks:
            yield function(shared, chunk)
    elif forks:
        yield from _forked(function, shared, chunks, workers)
    else:
        yield from _spawned(function, shared, chunks, workers)


def _forked(function: Callable[[Shared, Chunk], Result], shared: Shared, chunks: Sequence[Chunk], workers: int) -> Iterator[Result]:
    """Each worker takes every so-manieth chunk and writes what becomes of it into a pipe; a pool's own start would take as long as 30 files."""
    import pickle

    pipes, children = [], []
    for worker in range(workers):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            _work_and_exit(function, shared, chunks[worker::workers], writer)
        os.close(writer)
        pipes.append(os.fdopen(reader, "rb"))
        children.append(child)
    try:
        for number in range(len(chunks)):
            failed, result = pickle.load(pipes[number % workers])  # noqa: S301  # from a process that we have forked ourselves
            if failed:
                raise result
            yield result
    finally:
        for pipe in pipes:
            pipe.close()
        for child in children:
            os.waitpid(child, 0)


def _work_and_exit(function: Callable[[Shared, Chunk], Result], shared: Shared, chunks: Sequence[Chunk], writer: int) -> None:
    """In a forked worker: write a result, or what went wrong, for each chunk, and end without running anything of the parent's."""
    import pickle

    gc.disable()
    with os.fdopen(writer, "wb") as pipe:
        try:
            for chunk in chunks:
                pickle.dump((False, function(shared, chunk)), pipe)
                pipe.flush()
        except BrokenPipeError:  # the parent has stopped listening
            os._exit(1)
        except BaseException as error:
            pickle.dump((True, error), pipe)
    os._exit(0)


def _spawned(function: Callable[[Shared, Chunk], Result], shared: Shared, chunks: Sequence[Chunk], workers: int) -> Iterator[Result]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(function, shared)) as pool:
        yield from pool.map(_work, chunks)


_task: tuple[Callable[[Any, Any], Any], Any]


def _begin(function: Callable[[Any, Any], Any], shared: Any) -> None:
    """In a spawned worker: keep what every chunk needs."""
    global _task
    _task = (function, shared)


def _work(chunk: Any) -> Any:
    function, shared = _task
    return function(shared, chunk)


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

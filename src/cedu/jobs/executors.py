"""Work that is handed out through `concurrent.futures`: to this process, to its cores, or to a cluster whose client is an Executor."""

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any, Generic, TypeVar
from uuid import uuid4

from cedu.jobs.parallel import cores, processes

Piece = TypeVar("Piece")
Result = TypeVar("Result")
Value = TypeVar("Value")


class Growing(Executor):
    """Does the first pieces of work in this process, and hands further ones to a process for each core: so a few need no processes."""

    def __init__(self, alone: int) -> None:
        self._alone = alone
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """See Executor; what `function` raises in this process is raised here."""
        if self._alone > 0 or cores() < 2:
            self._alone -= 1
            return done(function(*args, **kwargs))
        self._pool = self._pool or processes()
        return self._pool.submit(function, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """See Executor."""
        if self._pool:
            self._pool.shutdown(wait, cancel_futures=cancel_futures)


def done(result: Result) -> "Future[Result]":
    """A future that has come."""
    future: Future[Result] = Future()
    future.set_result(result)
    return future


def ordered(handed_out: Iterable[tuple[Piece, "Future[Result]"]], ahead: int) -> Iterator[tuple[Piece, Result]]:
    """Each piece of work with its result, in the order in which they are handed out; so many `ahead` of the one that is waited for."""
    waiting: deque[tuple[Piece, Future[Result]]] = deque()
    for handed in handed_out:
        waiting.append(handed)
        if len(waiting) > ahead:
            piece, future = waiting.popleft()
            yield piece, future.result()
    for piece, future in waiting:
        yield piece, future.result()


class Shared(Generic[Value]):
    """A value that many pieces of work need: it is pickled once, unpickled once in each process, and not at all in one that was forked."""

    def __init__(self, value: Value, key: str = "") -> None:
        self.value = value
        self._key = key or uuid4().hex
        self._pickled = b""
        _received[self._key] = self

    def __reduce__(self) -> "tuple[Callable[[str, bytes], Shared[Any]], tuple[str, bytes]]":
        self._pickled = self._pickled or pickle.dumps(self.value)
        return _receive, (self._key, self._pickled)

    def forget(self) -> None:
        """Let this process forget it."""
        _received.pop(self._key, None)


_received: dict[str, Shared[Any]] = {}


def _receive(key: str, pickled: bytes) -> Shared[Any]:
    if key not in _received:
        _received.clear()  # a process works for one run after another
        Shared(pickle.loads(pickled), key)  # noqa: S301 - from the process that hands out the work
    return _received[key]

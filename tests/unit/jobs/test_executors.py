"""Work that is handed out: in order, in few processes or many, and with what it shares pickled once."""

import pickle
import signal
from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from cedu.jobs.executors import Growing, Shared, done, ordered
from cedu.jobs.interruption import Interruption


def doubled(shared: "Shared[list[int]]", number: int) -> int:
    return shared.value[0] * number


def test_work_comes_back_in_order_and_is_not_handed_out_too_far_ahead() -> None:
    handed = []

    def work() -> "Iterator[tuple[int, Future[int]]]":
        for number in range(6):
            handed.append(number)
            yield number, done(number * 2)

    seen = []
    for piece, result in ordered(work(), 2):
        assert len(handed) <= piece + 3
        seen.append((piece, result))
    assert seen == [(number, number * 2) for number in range(6)]


@pytest.mark.parametrize("alone", [0, 2, 100])
def test_a_few_pieces_need_no_processes(alone: int) -> None:
    executor, shared = Growing(alone), Shared([2])
    futures = [executor.submit(doubled, shared, number) for number in range(8)]
    assert [future.result() for future in futures] == [0, 2, 4, 6, 8, 10, 12, 14]
    executor.shutdown()
    shared.forget()


def test_what_is_shared_is_unpickled_once_in_a_process() -> None:
    shared = Shared([3])
    sent = pickle.dumps(shared)
    assert pickle.loads(sent) is shared
    shared.forget()
    first = pickle.loads(sent)
    assert first is not shared
    assert first.value == [3]
    assert pickle.loads(sent) is first
    first.forget()


def test_ctrl_c_waits_for_a_good_moment_unless_it_comes_twice() -> None:
    before, interruption = signal.getsignal(signal.SIGINT), Interruption()
    with interruption.listening():
        with interruption.at_once(), pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        assert not interruption.is_wanted
        signal.raise_signal(signal.SIGINT)
        assert interruption.is_wanted
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) == before

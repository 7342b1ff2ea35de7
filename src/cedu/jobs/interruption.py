"""Ctrl+C at a good moment: what is being written is written whole, and then the work stops."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interruption:
    """Whether somebody wants the work to stop. Asked a second time, it stops at once."""

    def __init__(self) -> None:
        self.is_wanted = False
        self._waits = True

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear Ctrl+C, and let the work go on until it asks."""
        if threading.current_thread() is not threading.main_thread():
            yield  # signals go to the main thread
            return
        before = signal.signal(signal.SIGINT, self._heard)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Stop at once for a while: somebody is asked for something."""
        self._waits = False
        try:
            yield
        finally:
            self._waits = True

    def _heard(self, _number: int, _frame: FrameType | None) -> None:
        if self.is_wanted or not self._waits:
            raise KeyboardInterrupt
        self.is_wanted = True

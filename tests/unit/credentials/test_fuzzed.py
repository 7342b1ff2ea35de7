"""A few hundred files that were changed; `tests/fuzz/fuzz_credentials.py` verifies as many as one likes."""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "fuzz" / "fuzz_credentials.py"


def test_no_change_is_overlooked_and_none_is_too_much() -> None:
    """In a process of its own, whose memory can be measured."""
    done = subprocess.run([sys.executable, SCRIPT, "800", "7"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "no exception" in done.stdout
    for word in ("tampered", "unreadable", "unknown issuer", "uncertain", "genuine"):
        assert f": {word}\n" in done.stdout

"""One person under two spellings of an id is found out before they have two awards."""

from datetime import date

import pytest

from cedu.credentials.results.values import Candidate
from cedu.jobs.certify.lookalikes import look_alikes


def candidate(id: str, line: int) -> Candidate:
    return Candidate(id, "Ada Lovelace", "", "", date(2026, 1, 31), "results.csv", line)


@pytest.mark.parametrize("id", ["U-17", "u\u201017", "\uff55-17", "u-\uff11\uff17"])
def test_ids_that_look_alike(id: str) -> None:
    (finding,) = look_alikes([candidate("u-17", 2), candidate(id, 3)], (), "results.csv")
    assert (finding.code, finding.span.line) == ("CE754", 3)
    assert finding.message == f"learner `{id}` is another one than `u-17`, though their ids look alike"
    (finding,) = look_alikes([candidate(id, 2)], ["u-17"], "results.csv")
    assert (finding.span.path, finding.span.line) == ("results.csv", 2)


def test_ids_that_do_not() -> None:
    several = [candidate(id, 2) for id in ("u-17", "u-18", "u17", "ü-17")]
    assert not list(look_alikes(several, ["u-17", "v-17"], "results.csv"))

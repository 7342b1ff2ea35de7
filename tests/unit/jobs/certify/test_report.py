"""What is said of a decision: each thing once, and nothing left out."""

from datetime import date

from cedu.credentials.decision import Checked, Decision, Evidence
from cedu.jobs.certify.report import why

MET = Checked("course", "git", met_on=date(2026, 2, 1), by=Evidence(date(2026, 2, 1), "results.csv", 2))
OPEN = Checked("assessment", "exam", missing="assessment `exam` is not passed")


def test_what_a_certificate_is_refused_for_is_said_beside_what_is_met() -> None:
    decision = Decision(("git-user", "associate"), "refused", why=MET, reasons=("no font here has `𓀀`",))
    assert list(why(decision)) == ["no font here has `𓀀`", "met: course `git`, by results.csv:2 of 2026-02-01"]


def test_what_is_missing_is_said_once() -> None:
    both = Checked("all", needed=2, parts=(MET, OPEN))
    decision = Decision(("git-user", "associate"), "expired", why=both, reasons=("expired on 2026-01-01", *both.lacking()))
    assert list(why(decision)) == ["expired on 2026-01-01", "missing: assessment `exam` is not passed"]

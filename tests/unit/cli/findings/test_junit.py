"""JUnit XML, read back by junitparser and lxml."""

from collections.abc import Callable

from junitparser import Failure, JUnitXml
from lxml import etree


def read(text: str) -> JUnitXml:
    etree.fromstring(text.encode())
    return JUnitXml.fromstring(text.encode())


def test_a_case_per_file(written: Callable[..., str]) -> None:
    (suite,) = read(written("junit"))
    cases = {case.name: case for case in suite}
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (4, 2, 0, 0)
    assert {name for name, case in cases.items() if case.is_passed} == {"b.bank.yaml", "fine.audience.yaml"}
    (failure,) = cases["a: b,c/100% öl.course.yaml"].result
    assert isinstance(failure, Failure)
    assert failure.type == "CE101"
    assert "100 %" in failure.text
    assert "\x1b" not in failure.text
    assert cases["b.bank.yaml"].system_out == "b.bank.yaml:1:1: warning CE011 only a warning"
    assert cases["a: b,c/100% öl.course.yaml"].system_out.count("CE011 twice") == 2


def test_strict_warnings_fail(written: Callable[..., str]) -> None:
    (suite,) = read(written("junit", strict=True))
    assert suite.failures == 3
    assert {case.name for case in suite if case.is_passed} == {"fine.audience.yaml"}


def test_nothing_wrong(written: Callable[..., str]) -> None:
    (suite,) = read(written("junit", findings=()))
    assert (suite.tests, suite.failures) == (4, 0)

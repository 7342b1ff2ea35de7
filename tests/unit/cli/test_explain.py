"""`cedu explain`: a page fits a terminal, and says the same in it as in a file."""

import re

import pytest

from cedu.cli.explain import _fitting, _page, _target_page
from cedu.rules import rules
from cedu.targets import targets


@pytest.mark.parametrize("code", rules())
def test_a_page_fits_a_terminal_and_says_the_same(code: str) -> None:
    page = "".join(_page(code))
    fitted = _fitting(page, 80)
    assert fitted.split() == page.split()
    assert fitted.endswith("\n")
    examples = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
    assert examples.findall(fitted) == examples.findall(page)
    prose = examples.sub("", fitted).splitlines()
    assert max(map(len, prose)) <= 80
    assert [line for line in prose if line.startswith(("#", "- "))] == [
        line for line in examples.sub("", page).splitlines() if line.startswith(("#", "- "))
    ]


@pytest.mark.parametrize("name", targets())
def test_a_target_says_each_of_its_losses(name: str) -> None:
    page = "".join(_target_page(name))
    assert page.startswith(f"{name}  {targets()[name].title}\n")
    for loss in targets()[name].loses:
        assert f"- {loss.feature}" in page
        assert loss.becomes in page

"""Losses are declared of the types of item that have them, and of no other."""

from datetime import date
from pathlib import Path

import pytest

from cedu.formats.loss import fate
from cedu.items import item_types
from cedu.jobs.reading import Reading
from cedu.jobs.validate import validate
from cedu.model.library import Library
from cedu.targets import targets

TARGETS = sorted(name for name, target in targets().items() if any(loss.of for loss in target.loses))


@pytest.fixture(scope="module")
def library() -> Library:
    return validate(Path(__file__).parents[2] / "banks/every-type", today=date(2026, 11, 22)).library


@pytest.mark.parametrize("name", TARGETS)
def test_a_loss_is_of_the_types_in_which_it_is_found(name: str, library: Library) -> None:
    context = Reading(library)
    bank = context.entity("bank", "everything")
    lines = {item.origin.span().line: item.type for item in bank.items}
    for loss in targets()[name].loses:
        for span in loss.where(bank, context.options):
            type = lines[max(line for line in lines if line <= span.line)]
            assert not loss.of or loss.touches(item_types()[type]), (loss.feature, type)


@pytest.mark.parametrize("name", TARGETS)
def test_the_types_that_a_loss_names_are_there(name: str) -> None:
    for loss in targets()[name].loses:
        assert {each for each in loss.of if isinstance(each, str)} <= set(item_types()), loss.feature


def test_a_type_that_a_format_holds_is_kept_or_changed() -> None:
    fates = {type: fate(targets()["aiken"].loses, item_type) for type, item_type in item_types().items()}
    assert {type for type in fates if fates[type] != "other"} == {"single-choice"}

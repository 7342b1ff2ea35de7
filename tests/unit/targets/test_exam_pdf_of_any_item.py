"""Whatever can be written can be printed, or says where and why it can't; and is on the paper."""

import io
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from cedu.items import lower
from cedu.jobs.reading import Reading
from cedu.jobs.validate import validate
from cedu.model.assessment import Bank
from cedu.model.interaction import ChoiceInteraction
from cedu.model.library import Library
from cedu.rendering.markdown import plain
from cedu.rendering.paper.faces import UnprintableError
from cedu.rules.undrawable_text import _texts
from cedu.source.emit import emit
from cedu.source.structure import build
from cedu.source.text import read
from cedu.targets import targets
from generated_items import TYPES, items

WORKSPACE = Path(__file__).parents[2] / "banks/every-type"
# What nothing here draws: a cup of tea, and a mark without a letter.
IN_PLACE = {"\U0001f375": "tea", " \u0301": " acute"}


@cache
def library() -> Library:
    return validate(WORKSPACE, today=date(2026, 11, 22)).library


def printed(made: dict[str, Any], *, drawable: bool, language: str = "en") -> tuple[Bank, dict[str, str]]:
    """A bank of one item, and what its papers say, without white space."""
    text = emit({"id": "everything", "title": "Everything", "language": language, "items": [made]})
    for character, instead in IN_PLACE.items() if drawable else ():
        text = text.replace(character, instead)
    document, findings = read("everything.bank.yaml", text.encode())
    assert document is not None, findings
    bank: Bank = build(Bank, document)
    found = {}
    for output in targets()["exam-pdf"].build(bank, Reading(library())):
        assert isinstance(output.content, bytes)
        pages = PdfReader(io.BytesIO(output.content)).pages
        found[output.path.name] = "".join("".join(page.extract_text().split()) for page in pages)
    return bank, found


@pytest.mark.parametrize("type", TYPES)
def test_every_item_is_on_paper(type: str) -> None:
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(items(type))
    def check(made: dict[str, Any]) -> None:
        bank, found = printed(made, drawable=True)
        (item,) = bank.items
        interaction = lower(item)
        if isinstance(interaction, ChoiceInteraction) and interaction.response != "true-false":
            for choice in interaction.choices:
                if not set(choice.text) & set("$![]\\"):
                    assert "".join(plain(choice.text).split()) in found["items.pdf"]
        assert (item.type == "passage") == (f"everything.{item.id}" not in found["items-key.pdf"])

    check()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(items("single-choice"), st.sampled_from(("en", "ar")))
def test_what_is_refused_has_a_finding_before(made: dict[str, Any], language: str) -> None:
    from cedu.rendering.paper.type import problem

    try:
        bank, _ = printed(made, drawable=False, language=language)
    except UnprintableError as error:
        assert error.span is not None
        return
    assert not [text for _, text in _texts(bank) if problem(text, language)]

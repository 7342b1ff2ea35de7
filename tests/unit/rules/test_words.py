"""A workspace's own words: each mistake in them at its line, and what a language lacks."""

import json
from pathlib import Path

import pytest

from cedu.rendering.words import TAG, english
from cedu.resources import shipped

FR = "templates/words/fr.json"


def test_a_tag_is_what_the_schema_takes_for_one() -> None:
    common = json.loads((shipped("schemas") / "common.schema.json").read_text(encoding="utf-8"))
    assert f"^{TAG.pattern}$" == common["$defs"]["language"]["pattern"]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('{"pages":\n{"next": "Suivant" "x": 1}}', (2, 20), "this is not JSON: expecting ',' delimiter"),
        ("[" * 100_000, (1, 1), "this is JSON that is too deep"),
        ('{\n "pages": {\n  "next": 1}}', (3, 11), "`next` has to be a text"),
        ('{"pages": {"lessons_one": "{cuont} leçon"}}', (1, 27), "`lessons_one` has nothing for the gap `{cuont}`"),
        ('{"pages": {"skip_one": "x"}}', (1, 12), "there is no text `skip_one` in `pages`"),
        ('{"player": {"next": "\\u0007"}}', (1, 21), "the text holds the control character U+0007, which nobody sees"),
        (b"\xff", (1, 1), "the file is not UTF-8: byte 0xff can't be read"),
    ],
)
def test_each_mistake_is_named_at_its_line(found, text, place, message) -> None:
    (finding,) = found("CE611", {FR: text})
    assert (finding.span.path, finding.span.line, finding.span.column, finding.message) == (FR, *place, message)


def test_words_are_checked_as_json_and_not_as_yaml(found) -> None:
    assert found("CE611", {FR: '{"pages": {"next": "a\\/b \\ud83d\\ude00"},\r\n\t"player": {}}'}) == []
    assert len(found("CE611", {FR: '{"pages": {"next": Suivant}}'})) == 1


def test_a_file_that_leads_out_of_the_workspace_is_not_read(found, tmp_path: Path) -> None:
    (tmp_path / "templates" / "words").mkdir(parents=True)
    (tmp_path / FR).symlink_to(Path(__file__))
    assert "symbolic link" in found("CE611", {})[0].message


def test_what_a_language_lacks(found) -> None:
    texts = english()
    everything = {group: {name: text for name, text in texts[group].items() if not name.endswith("_one")} for group in texts}
    total = len(everything["pages"]) + len(everything["player"])  # no learner reads the rest
    assert found("CE612", {FR: json.dumps(everything)}) == []
    assert found("CE612", {"templates/words/fr-CA.json": '{"pages": {"next": "Suite"}}'}) == []
    del everything["pages"]["week"], everything["player"]["close"]
    findings = found("CE612", {FR: json.dumps(everything)})
    shown = f"lacks 2 of {total} texts, which are said in English: `pages.week`, `player.close`"
    assert [finding.message for finding in findings] == [f"`{tag}` {shown}" for tag in ("fr-CA", "fr")]


def test_a_language_that_cedu_has_lacks_nothing(found) -> None:
    files = {f"templates/words/{tag}.json": '{"pages": {"next": "…"}}' for tag in ("de", "de-AT", "en-GB", "ja")}
    assert found("CE612", files) == []

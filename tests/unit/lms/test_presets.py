"""What is known of each LMS: whole, with its sources, and in the words of the targets."""

import json
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import get_args

import jsonschema
import pytest

import cedu.lms
from cedu.lms import Endings, Fact, Fault, Preset, Procedure, Source, When, presets
from cedu.model.origin import start_of
from cedu.model.workspace import Build, Scorm
from cedu.source import text
from cedu.targets import targets

HOME = Path(cedu.lms.__file__).parent
SCHEMA = json.loads((HOME / "preset.schema.json").read_bytes())
NOWHERE = start_of("cedu.yaml")

every_lms = pytest.mark.parametrize("preset", presets().values(), ids=lambda preset: preset.name)


def facts(preset: Preset) -> list[Fact]:
    parts = [getattr(procedure, name) for procedure in preset.procedures for name in ("upload", "settings", "check", "replace")]
    return [preset.summary, *(fact for part in parts for fact in part)]


def test_these_are_known() -> None:
    assert list(presets()) == ["canvas", "docebo", "generic", "moodle", "scorm-cloud", "skilljar", "teachable"]


@every_lms
def test_its_file_is_as_the_schema_says_and_has_its_name(preset: Preset) -> None:
    document, findings = text.read(preset.name, (HOME / f"{preset.name}.yaml").read_bytes())
    assert document and not findings
    jsonschema.validate(document.value, SCHEMA, jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("cls", "node"),
    [
        (Preset, SCHEMA),
        (Endings, SCHEMA["properties"]["endings"]),
        (Fault, SCHEMA["properties"]["faults"]["items"]),
        (Procedure, SCHEMA["properties"]["procedures"]["items"]),
        (Source, SCHEMA["properties"]["sources"]["additionalProperties"]),
        (Fact, SCHEMA["$defs"]["fact"]),
    ],
)
def test_the_schema_and_the_classes_agree(cls: type, node: dict) -> None:
    assert {field.name for field in fields(cls)} - {"origin"} == set(node["properties"])


def test_the_schema_knows_when_a_fault_matters() -> None:
    assert tuple(SCHEMA["properties"]["faults"]["items"]["properties"]["when"]["enum"]) == get_args(When)


@every_lms
def test_every_source_is_named_and_every_name_has_a_source(preset: Preset) -> None:
    said = [*facts(preset), *preset.faults, *([preset.endings] if preset.endings else [])]
    named = {name for each in said for name in each.sources}
    unnamed = set(preset.sources) - named
    assert named <= set(preset.sources)
    assert not unnamed or preset.name == "teachable"  # whose glossary does not say what we looked for
    assert all(date.fromisoformat(source.read) <= date.today() for source in preset.sources.values())


@every_lms
def test_it_takes_targets_that_are_there_for_kinds_that_they_build(preset: Preset) -> None:
    known = targets()
    for kind, name in preset.targets.items():
        if name in known:
            assert kind in {cls.kind for cls in known[name].kinds}


@every_lms
def test_each_of_its_targets_has_upload_steps(preset: Preset) -> None:
    described = {target for procedure in preset.procedures for target in procedure.targets}
    assert set(preset.targets.values()) <= described


@every_lms
def test_ids_of_faults_are_its_own(preset: Preset) -> None:
    ids = [fault.id for fault in preset.faults]
    assert len(set(ids)) == len(ids)


def test_what_no_rule_warns_of_is_told_in_full_sentences() -> None:
    for preset in presets().values():
        for fault in preset.faults:
            assert fault.text.endswith(".") == fault.remedy.endswith(".") == (fault.when == "always"), fault.id


def test_of_any_lms_nothing_is_known_but_that_no_exam_can_be_built_for_it() -> None:
    generic = presets()["generic"]
    assert [fault.when for fault in generic.faults] == ["exam"] and not generic.endings


def test_an_edition_takes_the_place_of_the_workspaces_and_the_rest_stays() -> None:
    build = Build(origin=NOWHERE, scos="module", scorm=Scorm(origin=NOWHERE, edition="4th", mastery_score=True))
    options = presets()["docebo"].options(build)
    assert options.scorm == Scorm(origin=NOWHERE, edition="3rd", mastery_score=True)
    assert options.scos == "module"
    assert presets()["generic"].options(build) == build


def test_an_edition_needs_no_settings_of_the_workspace() -> None:
    options = presets()["canvas"].options(Build(origin=NOWHERE))
    assert options.cartridge and options.cartridge.edition == "1.1"
    assert options.scorm is None

"""What other files may rely on of an entity or a page."""

from cedu.diagnostics import Span
from cedu.jobs import codec
from cedu.jobs.examine import Examined
from cedu.model.outline import Outline
from cedu.source.markdown import scan
from cedu.source.outline import beside, outline_of, page_outline, qualified
from cedu.source.structure import ENTITIES, build
from cedu.source.text import read

COURSE = """\
id: pumps
title: Pumps
summary: All of them.
version: 1.0.0
status: draft
formerly: [machines]
audience: operators
prerequisites: [valves]
proficiency: trainee
objectives:
  - {id: start, text: Start it, bloom: apply, competency: service.start, formerly: [begin]}
modules:
  - id: first
    title: First
    lessons:
      - {id: read, title: Read, type: article, body: ../lessons/read.md, minutes: 5, objectives: [start, valves.open]}
      - {id: see, title: See, type: video, body: see.md, media: https://x.example/a.mp4, captions: see.vtt, minutes: 5}
      - {id: check, title: Check, type: quiz, assessment: check, minutes: 5}
"""
ASSESSMENT = """\
id: check
title: Check
purpose: summative
stakes: graded
passing_score: 75
items:
  - id: red
    type: true-false
    formerly: [colour]
    objective: pumps.start
    difficulty: hard
    points: 2
    stem: "Is it red? See [this](red.md#why) and ![that](../red.svg) and [home](https://x.example/)."
    answer: true
  - {id: blue, type: true-false, stem: Is it blue?, answer: true}
blueprint:
  draws:
    - {count: 1, objective: start}
    - {count: 3, bank: exam, difficulty: easy}
"""
CERTIFICATION = """\
id: operator
title: Operator
summary: S
levels:
  - {id: one, title: One, achievement: a, requires: [{course: pumps}, {assessment: check, least_score: 80}], competencies: [service.start]}
  - {id: two, title: Two, achievement: a, requires: [{level: one}, {level: other.one}], formerly: [b]}
"""


def outline(kind: str, text: str) -> Outline:
    document, findings = read("a/x.yaml", text.encode())
    assert document is not None, findings
    return outline_of(build(ENTITIES[kind], document), document.text)


def test_references_are_named_in_full_with_their_field_and_part() -> None:
    found = [each[:4] for each in outline("course", COURSE).references]
    assert sorted(found) == sorted(
        [
            ("audience", "operators", "audience", ""),
            ("course", "valves", "prerequisites", ""),
            ("proficiency", "trainee", "proficiency", ""),
            ("competency", "service.start", "objectives.competency", "start"),
            ("objective", "pumps.start", "modules.lessons.objectives", "read"),
            ("objective", "valves.open", "modules.lessons.objectives", "read"),
            ("assessment", "check", "modules.lessons.assessment", "check"),
        ]
    )
    (valves,) = outline("course", COURSE).refers("prerequisites")
    assert valves.span == Span("a/x.yaml", 8, 17, 6)


def test_files_are_named_from_the_root_and_addresses_are_none() -> None:
    assert [(use.path, use.field) for use in outline("course", COURSE).files] == [
        ("lessons/read.md", "modules.lessons.body"),
        ("a/see.md", "modules.lessons.body"),
        ("a/see.vtt", "modules.lessons.captions"),
    ]


def test_links_in_texts_are_files_too() -> None:
    assert [(use.path, use.field, use.anchor) for use in outline("assessment", ASSESSMENT).files] == [
        ("a/red.md", "link", "why"),
        ("red.svg", "image", ""),
    ]


def test_requirements_know_the_groups_that_they_stand_in() -> None:
    nested = "{at_least: {count: 2, of: [{course: a}, {any: [{practical: lab}, {level: one}]}, {course: b}]}}"
    text = CERTIFICATION.replace("{level: one}, {level: other.one}", nested).replace(
        "formerly: [b]", "validity_months: 1, renewal: [{level: one}]"
    )
    found = outline("certification", text).requirements[2:]
    assert [(one.kind, one.name, one.renews, [group[1:] for group in one.groups], one.is_needed) for one in found] == [
        ("course", "a", False, [(2, 3)], False),
        ("practical", "operator.lab", False, [(2, 3), (1, 2)], False),
        ("level", "operator.one", False, [(2, 3), (1, 2)], False),
        ("course", "b", False, [(2, 3)], False),
        ("level", "operator.one", True, [], True),
    ]
    assert len({group.number for one in found for group in one.groups}) == 2


def test_what_is_declared_inside_can_be_named_from_outside() -> None:
    assert [(each.kind, each.name, each.title) for each in outline("course", COURSE).declared] == [
        ("module", "pumps.first", "First"),
        ("lesson", "pumps.read", "Read"),
        ("lesson", "pumps.see", "See"),
        ("lesson", "pumps.check", "Check"),
        ("objective", "pumps.start", "Start it"),
    ]


def test_former_ids_are_noted_at_any_depth() -> None:
    assert [each[:3] for each in outline("course", COURSE).former] == [
        ("course", "machines", "pumps"),
        ("objective", "pumps.begin", "pumps.start"),
    ]
    assert [each[:3] for each in outline("assessment", ASSESSMENT).former] == [("item", "check.colour", "check.red")]
    assert [each[:3] for each in outline("certification", CERTIFICATION).former] == [("level", "operator.b", "operator.two")]


def test_items_and_draws_are_what_blueprints_look_at() -> None:
    found = outline("assessment", ASSESSMENT)
    assert [each[:5] for each in found.items] == [("red", "true-false", "pumps.start", "hard", 2), ("blue", "true-false", "", "medium", 1)]
    assert [each[:4] for each in found.draws] == [(1, "", "check.start", ""), (3, "exam", "", "easy")]
    assert (found.purpose, found.stakes, found.passing_score) == ("summative", "graded", 75)


def test_requirements_keep_their_least_score() -> None:
    assert [each[:4] for each in outline("certification", CERTIFICATION).requirements] == [
        ("operator.one", "course", "pumps", None),
        ("operator.one", "assessment", "check", 80),
        ("operator.two", "level", "operator.one", None),
        ("operator.two", "level", "other.one", None),
    ]


def test_an_outline_survives_json() -> None:
    for kind, text in (("course", COURSE), ("assessment", ASSESSMENT), ("certification", CERTIFICATION)):
        examined = Examined("a/x.yaml", kind, (), outline(kind, text), None, "", ((3, ("CE201",)),))
        assert codec.decode(codec.encode(examined), examined.path) == examined
    page = page_outline("a/p.md", scan("# A\n\n[b](c.md#d)\n"))
    examined = Examined("a/p.md", "", (), None, page, "", ())
    assert codec.decode(codec.encode(examined), examined.path) == examined


def test_a_page_has_anchors_and_links() -> None:
    page = page_outline(
        "a/p.md", scan("# One two\n\n## One two\n\n[b](../c%20d.md#x) [here](#one-two-1) <https://x.example/> ![i](/i.png)\n")
    )
    assert page.anchors == ("one-two", "one-two-1")
    assert [(use.path, use.anchor) for use in page.files] == [("c d.md", "x"), ("a/p.md", "one-two-1"), ("/i.png", "")]


def test_paths_are_taken_from_the_file_that_names_them() -> None:
    assert beside("a/b/x.yaml", "../c/./d.md") == "a/c/d.md"
    assert beside("x.yaml", "../d.md") == "../d.md"
    assert beside("a/x.yaml", "/etc/passwd") == "/etc/passwd"
    assert qualified("b", "a") == "a.b"
    assert qualified("c.b", "a") == "c.b"

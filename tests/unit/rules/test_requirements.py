"""What levels require, in groups and for renewals, as the rules see it."""

from textwrap import dedent

from unit.rules.conftest import Found

COURSE = "id: {id}\ntitle: {id}\nsummary: S\nversion: 1.0.0\nstatus: {status}\nmodules: []\n"
EXAM = "id: exam\ntitle: E\npurpose: summative\nstakes: practice\nitems: [{id: i, type: true-false, stem: S, answer: true}]\n"


def files(levels: str, **courses: str) -> dict[str, str]:
    head = "id: k\ntitle: K\nsummary: S\npracticals: [{id: lab, title: Lab}]\nlevels:\n"
    entities = {f"{id}/course.yaml": COURSE.format(id=id, status=status) for id, status in courses.items()}
    return {"k.certification.yaml": head + dedent(levels), "exam.assessment.yaml": EXAM, **entities}


def level(id: str, requires: str, more: str = "") -> str:
    return f"  - {{id: {id}, title: T, achievement: a, requires: [{requires}]{more}}}\n"


def test_a_group_with_other_ways_may_hold_what_nobody_can_do_any_more(found: Found) -> None:
    two_of = "{at_least: {count: 2, of: [{course: old}, {course: older}, {course: new}, {practical: lab}]}}"
    assert found("CE701", files(level("a", two_of), old="retired", older="retired", new="active")) == []


def test_where_too_few_ways_are_left_each_that_is_closed_is_named(found: Found) -> None:
    two_of = "{at_least: {count: 2, of: [{course: old}, {all: [{course: older}, {practical: lab}]}, {practical: lab}]}}"
    closed = found("CE701", files(level("a", two_of), old="retired", older="draft"))
    assert [finding.message.partition(" is ")[0] for finding in closed] == ["the course `old`", "the course `older`"]
    assert len(found("CE701", files(level("a", "{any: [{all: [{course: old}]}, {course: old}]}"), old="retired"))) == 2


def test_an_exam_in_a_group_or_a_renewal_rests_on_practice_too(found: Found) -> None:
    nested = "{any: [{practical: lab}, {all: [{assessment: exam, least_score: 80}]}]}"
    renewed = ", validity_months: 12, renewal: [{assessment: exam, least_score: 80}]"
    assert len(found("CE704", files(level("a", nested, renewed)))) == 2


def test_references_in_groups_are_references(found: Found) -> None:
    nested = "{any: [{practical: lba}, {all: [{course: nwe}, {level: b}]}]}"
    wrong = found("CE201", files(level("a", nested), new="active"))
    assert sorted(finding.hint for finding in wrong) == sorted(["did you mean `lab`?", "did you mean `new`?", wrong[2].hint])
    assert len(wrong) == 3
    assert found("CE209", files(level("a", "{any: [{practical: lab}, {all: [{assessment: exam}]}]}"))) == []


def test_a_level_that_is_only_one_way_or_renews_closes_no_cycle(found: Found) -> None:
    higher = level("b", "{level: a}")
    assert len(found("CE204", files(level("a", "{practical: lab}, {level: b}") + higher))) == 1
    assert len(found("CE204", files(level("a", "{all: [{level: b}, {practical: lab}]}") + higher))) == 1
    assert found("CE204", files(level("a", "{any: [{level: b}, {practical: lab}]}") + higher)) == []
    assert found("CE204", files(level("a", "{practical: lab}", ", validity_months: 12, renewal: [{level: b}]") + higher)) == []


def test_a_group_of_groups_of_groups_is_refused_with_its_line(found: Found) -> None:
    deep = "{any: [{practical: lab}, {all: [{practical: lab}, {any: [{practical: lab}, {practical: lab}]}]}]}"
    (finding,) = found("CE103", files(level("a", deep))) or found("CE101", files(level("a", deep)))
    assert finding.span.line == 6


def test_what_results_name_in_cedu_yaml_is_a_reference(found: Found) -> None:
    settings = """\
        cedu: 1
        namespace: https://x.example/
        organization: {name: X}
        results:
          exports:
            lms: {activities: {A: {course: nwe}, B: {assessment: exam}, C: {practical: k.lba}}, levels: {L: k.aa}}
    """
    wrong = found("CE201", {**files(level("a", "{practical: lab}"), new="active"), "cedu.yaml": dedent(settings)})
    assert [(finding.span.path, finding.hint) for finding in wrong] == [
        ("cedu.yaml", "did you mean `new`?"),
        ("cedu.yaml", "did you mean `k.lab`?"),
        ("cedu.yaml", "did you mean `k.a`?"),
    ]


def test_what_an_lms_reports_is_reached_by_nobody_for_that(found: Found) -> None:
    settings = "cedu: 1\nnamespace: https://x.example/\norganization: {name: X}\n"
    settings += "results: {exports: {lms: {activities: {A: {assessment: exam}}}}}\n"
    assert len(found("CE209", {**files(level("a", "{practical: lab}")), "cedu.yaml": settings})) == 1

"""Builds for a delivery, and for an LMS without one."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from cedu.jobs.build import Built, build
from cedu.jobs.wanted import UnbuildableError, UnknownNameError

ITEM = "{{id: i, type: true-false, stem: Is it?, objective: {objective}, answer: true}}"
FILES = {
    "cedu.yaml": """\
cedu: 1
namespace: https://learn.example.org/
organization: {name: Example}
build: {targets: [site, scorm12]}
deliveries:
  acme: {lms: moodle, courses: [one]}
  globex: {lms: teachable, courses: [two]}
  hooli: {lms: skilljar}
lint: {ignore: [CE209, CE301, CE302, CE303, CE304, CE305, CE601, CE622]}
""",
    **{
        f"{name}/course.yaml": f"""\
id: {name}
title: Course {name}
summary: About it.
version: 1.2.0
prerequisites: [{other}]
objectives: [{{id: do, text: Do it, bloom: apply}}]
modules:
  - id: m
    title: M
    lessons:
      - {{id: read, title: Read, type: article, body: read.md, minutes: 5, objectives: [do]}}
      - {{id: ask, title: Ask, type: quiz, assessment: {name}-quiz, minutes: 5}}
""".replace("prerequisites: []\n", "")
        for name, other in (("one", ""), ("two", "one"))
    },
    "one/read.md": "Text.\n",
    "two/read.md": "Text, and [the other](../one/read.md).\n",
    **{
        f"{name}/{name}-{kind}.assessment.yaml": f"""\
id: {name}-{kind}
title: The {kind} of {name}
purpose: {purpose}
stakes: {stakes}
items:
  - {ITEM.format(objective=f"{name}.do")}
"""
        for name in ("one", "two")
        for kind, purpose, stakes in (("quiz", "formative", "practice"), ("exam", "summative", "certification"))
    },
}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "workspace"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def made(root: Path, **asked: Any) -> Built:
    built = build(root, **asked)
    assert [f"{each.span.path}: {each.code} {each.message}" for each in built.findings if each.severity == "error"] == []
    assert built.outputs
    return built


def paths(built: Built) -> set[str]:
    return {output.path for output in built.outputs}


def there(root: Path) -> set[str]:
    return {path.relative_to(root / "dist").as_posix() for path in (root / "dist").rglob("*") if path.is_file()}


def rows(root: Path) -> dict[str, dict[str, Any]]:
    """What `build.json` says, by path, which must be just what is there."""
    found = {row["path"]: row for row in json.loads((root / "dist/build.json").read_text(encoding="utf-8"))["outputs"]}
    assert {path for row in found.values() for path in row["files"]} == there(root) - {"build.json"}
    return found


def edit(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new), encoding="utf-8")


def test_a_delivery_gets_its_courses_and_their_exams_and_the_steps_for_its_lms(workspace: Path) -> None:
    built = made(workspace, delivery="acme")
    assert paths(built) == {"acme/scorm12/course/one.zip", "acme/moodle-xml/assessment/one-exam.xml", "acme/UPLOAD.md"}
    found = rows(workspace)
    assert {(row["delivery"], row["lms"]) for row in found.values()} == {("acme", "moodle")}
    assert found["acme/scorm12/course/one.zip"]["file_name"] == "one-1.2.0.zip"
    assert found["acme/scorm12/course/one.zip"]["version"] == "1.2.0"
    assert found["acme/moodle-xml/assessment/one-exam.xml"]["file_name"] == "one-exam.xml"
    assert "scorm12/course/one.zip" in (workspace / "dist/acme/UPLOAD.md").read_text(encoding="utf-8")


def test_where_no_course_is_named_all_that_are_active_are_delivered(workspace: Path) -> None:
    assert paths(made(workspace, delivery="hooli")) == {"hooli/scorm12/course/one.zip", "hooli/scorm12/course/two.zip", "hooli/UPLOAD.md"}
    edit(workspace, "two/course.yaml", "version: 1.2.0", "version: 1.2.0\nstatus: draft")
    assert "hooli/scorm12/course/two.zip" not in paths(made(workspace, delivery="hooli")) | there(workspace)


def test_a_site_for_one_customer_tells_of_their_courses_alone(workspace: Path) -> None:
    assert paths(made(workspace, delivery="globex")) == {"globex/site/course/two", "globex/site", "globex/UPLOAD.md"}
    site = workspace / "dist/globex/site"
    start = (site / "index.html").read_text(encoding="utf-8")
    assert "Course two" in start
    assert "Course one" not in start
    for page in site.rglob("*.html"):
        for url in html.fromstring(page.read_text(encoding="utf-8")).xpath("//@href | //@src"):
            target = url.partition("#")[0]
            assert not target or (page.parent / target).is_file(), (page, url)


def test_nobody_else_s_bundles_go(workspace: Path) -> None:
    everything: set[str] = set()
    for asked in ({}, {"delivery": "acme"}, {"delivery": "globex"}, {"lms": "scorm-cloud", "only": ["scorm2004"]}, {"lms": "generic"}):
        made(workspace, **asked)
        assert everything <= there(workspace)
        everything |= there(workspace)
    edit(workspace, "cedu.yaml", "organization: {name: Example}", "organization: {name: Another}")
    for asked in ({"only": ["scorm12"]}, {"delivery": "acme", "names": ["course/one"]}, {"delivery": "acme"}, {}):
        made(workspace, **asked)
        assert there(workspace) == everything
        assert {"site", "scorm12/course/one.zip", "acme/UPLOAD.md", "globex/site/course/two", "generic/UPLOAD.md"} <= set(rows(workspace))


def test_builds_at_the_same_time_take_nothing_from_each_other(workspace: Path) -> None:
    asked = (["--delivery", "acme"], ["--delivery", "globex"], ["--delivery", "hooli"], ["--target", "scorm12"])
    builds = [subprocess.Popen([sys.executable, "-m", "cedu", "build", "--quiet", *each], cwd=workspace) for each in asked]
    assert [build.wait() for build in builds] == [0, 0, 0, 0]
    assert {row.get("delivery") for row in rows(workspace).values()} == {"acme", "globex", "hooli", None}


@pytest.mark.parametrize("asked", [{"delivery": "acme"}, {"only": ["scorm12"]}, {"lms": "generic"}])
def test_what_is_forgotten_is_not_gone(workspace: Path, asked: dict[str, Any]) -> None:
    made(workspace)
    made(workspace, delivery="globex")
    before = there(workspace)
    shutil.rmtree(workspace / ".cedu")
    made(workspace, **asked)
    assert before <= there(workspace)


def test_what_is_no_longer_promised_goes(workspace: Path) -> None:
    for name in ("acme", "globex", "hooli"):
        made(workspace, delivery=name)
    edit(workspace, "cedu.yaml", "  acme: {lms: moodle, courses: [one]}\n", "")
    edit(workspace, "cedu.yaml", "{lms: skilljar}", "{lms: skilljar, courses: [one]}")
    made(workspace)
    left = {path for path in there(workspace) if path.startswith(("acme/", "globex/", "hooli/")) and not path.startswith("globex/site/")}
    assert left == {"globex/UPLOAD.md", "hooli/scorm12/course/one.zip", "hooli/UPLOAD.md"}


def test_a_delivery_is_built_anew_when_what_is_decided_for_it_changes_and_nothing_else_is(workspace: Path) -> None:
    everybody, acme = made(workspace), made(workspace, delivery="acme")
    assert (everybody.fresh, acme.fresh) == (0, 0)
    edit(workspace, "cedu.yaml", "hooli: {lms: skilljar}", "hooli: {lms: skilljar, courses: [one]}\n  initech: {lms: generic}")
    for asked in ({}, {"delivery": "acme"}):
        again = made(workspace, **asked)
        assert again.fresh == len(again.outputs)
    package = (workspace / "dist/acme/scorm12/course/one.zip").read_bytes()
    edit(workspace, "cedu.yaml", "acme: {lms: moodle, ", "acme: {lms: moodle, scos: module, ")
    assert made(workspace).fresh == len(everybody.outputs)
    again = made(workspace, delivery="acme")
    changed = {output.path for output in again.outputs if output not in acme.outputs}
    assert changed - {"acme/UPLOAD.md"} == {"acme/scorm12/course/one.zip"}
    assert (workspace / "dist/acme/scorm12/course/one.zip").read_bytes() != package


def test_what_another_template_made_is_not_fresh_though_it_stays(workspace: Path) -> None:
    made(workspace)
    (workspace / "templates/site").mkdir(parents=True)
    (workspace / "templates/site/base.html").write_text('{% extends "shipped/site/base.html" %}{# ours #}', encoding="utf-8")
    made(workspace, only=["scorm12"])
    again = made(workspace)
    assert again.fresh == len([output for output in again.outputs if output.unit.target == "scorm12"])


def test_an_lms_needs_no_delivery(workspace: Path) -> None:
    built = made(workspace, lms="docebo")
    assert paths(built) == {
        *(f"docebo/scorm2004/course/{name}.zip" for name in ("one", "two")),
        *(f"docebo/gift/assessment/{name}-exam.gift" for name in ("one", "two")),
        "docebo/UPLOAD.md",
    }
    found = rows(workspace)
    assert {(row.get("delivery"), row["lms"]) for row in found.values()} == {(None, "docebo")}
    assert found["docebo/scorm2004/course/one.zip"]["edition"] == "3rd"


def test_an_lms_that_no_delivery_names_is_validated_for_all_the_same(workspace: Path) -> None:
    edit(workspace, "cedu.yaml", "targets: [site, scorm12]", "targets: [docs]")
    edit(workspace, "cedu.yaml", "courses: [two]", "courses: [one]")
    edit(workspace, "cedu.yaml", "  hooli: {lms: skilljar}\n", "")
    edit(workspace, "two/course.yaml", "assessment: two-quiz", "assessment: two-exam")
    made(workspace)
    for asked in ({"lms": "generic"}, {"only": ["scorm12"]}):
        built = build(workspace, **asked)
        assert not built.outputs
        (finding,) = (each for each in built.findings if each.severity == "error")
        assert (finding.code, finding.span.path) == ("CE602", "two/course.yaml")
    assert not build(workspace).validated.errors


def test_one_entity_or_target_of_a_delivery_is_built_and_the_steps_tell_of_all(workspace: Path) -> None:
    made(workspace, delivery="acme")
    assert paths(made(workspace, delivery="acme", names=["course/one"])) == {"acme/scorm12/course/one.zip", "acme/UPLOAD.md"}
    assert paths(made(workspace, delivery="acme", only=["moodle-xml"])) == {"acme/moodle-xml/assessment/one-exam.xml", "acme/UPLOAD.md"}
    steps = (workspace / "dist/acme/UPLOAD.md").read_text(encoding="utf-8")
    assert all(path in steps for path in ("scorm12/course/one.zip", "moodle-xml/assessment/one-exam.xml"))


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"delivery": "acne"}, UnknownNameError, "no delivery `acne`; did you mean `acme`?"),
        ({"lms": "docbeo"}, UnknownNameError, "no LMS `docbeo`; did you mean `docebo`?"),
        ({"delivery": "acme", "names": ["course/two"]}, UnbuildableError, "nothing is built of `course/two`: `acme` does not get it"),
        ({"delivery": "acme", "names": ["assessment/two-exam"]}, UnbuildableError, "`acme` does not get it"),
        ({"delivery": "acme", "only": ["site"]}, UnbuildableError, "`acme` gets none of these targets: site; it gets scorm12, moodle-xml"),
    ],
)
def test_what_is_not_there_or_not_theirs_is_said(workspace: Path, asked: dict[str, Any], error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=re.escape(said)):
        build(workspace, **asked)
    assert not (workspace / "dist").exists()


def test_a_delivery_of_drafts_alone_is_no_delivery(workspace: Path) -> None:
    """A page of steps without a bundle would say that all is well."""
    edit(workspace, "two/course.yaml", "id: two", "id: two\nstatus: draft")
    with pytest.raises(UnbuildableError, match="nothing is built for `globex`: it gets no active course or exam as site"):
        build(workspace, delivery="globex")
    assert not (workspace / "dist").exists()
    assert made(workspace, delivery="acme")


def test_a_template_of_ones_own_for_the_steps_can_be_wrong(workspace: Path) -> None:
    (workspace / "templates/lms").mkdir(parents=True)
    (workspace / "templates/lms/upload.md").write_text("# Steps\n{{ nobody.knows }}\n", encoding="utf-8")
    built = build(workspace, delivery="acme")
    assert [(each.code, each.span.path, each.span.line) for each in built.findings] == [("CE610", "templates/lms/upload.md", 2)]
    assert not (workspace / "dist").exists()


def test_an_unknown_lms_refuses_a_build(workspace: Path) -> None:
    edit(workspace, "cedu.yaml", "lms: skilljar", "lms: skiljar")
    assert "CE604" in {each.code for each in build(workspace, delivery="hooli").findings}
    edit(workspace, "cedu.yaml", "lint: {ignore: [", "lint: {ignore: [CE604, ")
    with pytest.raises(UnbuildableError, match="no LMS `skiljar`"):
        build(workspace, delivery="hooli")
    assert made(workspace)

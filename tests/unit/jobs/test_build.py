"""Builds on a workspace as `cedu init` makes it, to which things happen."""

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from cedu.jobs.build import build
from cedu.jobs.init import start
from cedu.jobs.wanted import UnbuildableError, UnknownNameError


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "workspace"
    start(root)
    return root


def members(root: Path) -> dict[str, str]:
    """The hash of each file below `dist/`, and of each member of each zip."""
    found = {}
    for path in sorted(path for path in (root / "dist").rglob("*") if path.is_file()):
        name = path.relative_to(root / "dist").as_posix()
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                found.update({f"{name}!{member}": hashlib.sha256(archive.read(member)).hexdigest() for member in archive.namelist()})
        found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def lesson(root: Path) -> Path:
    return min(root.rglob("lessons/*.md"))


def test_a_build_lists_what_it_made_with_hashes(workspace: Path) -> None:
    built = build(workspace)
    assert built.outputs
    manifest = json.loads((workspace / "dist/build.json").read_text())
    listed = {path: digest for row in manifest["outputs"] for path, digest in row["files"].items()}
    there = {name: digest for name, digest in members(workspace).items() if "!" not in name and name != "build.json"}
    assert listed == there
    assert {row["version"] for row in manifest["outputs"] if row["kind"] == "course"} == {"1.0.0"}


def test_the_same_source_makes_the_same_bytes_anywhere(workspace: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "some where" / "élse"
    shutil.copytree(workspace, elsewhere)
    for path in elsewhere.rglob("*"):
        os.utime(path, (1, 1))
    for root, zone, locale, hash_seed in ((workspace, "Asia/Kathmandu", "C.UTF-8", "1"), (elsewhere, "America/St_Johns", "C", "2")):
        environment = {**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": hash_seed}
        subprocess.run([sys.executable, "-m", "cedu", "build", "--quiet"], cwd=root, env=environment, check=True)
    assert members(workspace) == members(elsewhere)


def test_only_what_has_changed_is_built_again_and_the_result_is_a_clean_builds(workspace: Path) -> None:
    build(workspace)
    again = build(workspace)
    assert again.fresh == len(again.outputs)
    lesson(workspace).write_text(lesson(workspace).read_text() + "\nOne more sentence.\n")
    changed = build(workspace)
    assert 0 < changed.fresh < len(changed.outputs)
    warm = members(workspace)
    for folder in (".cedu", "dist"):
        shutil.rmtree(workspace / folder)
    build(workspace)
    assert warm == members(workspace)


def test_an_output_that_somebody_changed_is_built_again(workspace: Path) -> None:
    build(workspace)
    clean = members(workspace)
    package = next((workspace / "dist").rglob("*.zip"))
    package.write_bytes(b"broken")
    built = build(workspace)
    assert built.fresh == len(built.outputs) - 1
    assert members(workspace) == clean


def test_a_template_of_ones_own_changes_the_outputs(workspace: Path) -> None:
    build(workspace)
    before = members(workspace)
    (workspace / "templates" / "site").mkdir(parents=True)
    (workspace / "templates/site/base.html").write_text('{% extends "shipped/site/base.html" %}{# ours #}')
    assert build(workspace).fresh == 0
    assert {name for name in before if not name.startswith("site/")} <= set(members(workspace))


def test_words_of_ones_own_change_the_outputs(workspace: Path) -> None:
    build(workspace)
    (workspace / "templates" / "words").mkdir(parents=True)
    (workspace / "templates/words/en.json").write_text('{"pages": {"start": "Off you go"}, "player": {"skip": "Straight on"}}')
    assert build(workspace).fresh == 0
    assert any(">Off you go<" in page.read_text(encoding="utf-8") for page in (workspace / "dist" / "site").rglob("index.html"))
    with zipfile.ZipFile(next((workspace / "dist" / "scorm12").rglob("*.zip"))) as package:
        assert b">Straight on<" in package.read("index.html")


def test_a_broken_template_is_a_finding_and_leaves_the_last_build(workspace: Path) -> None:
    build(workspace)
    before = members(workspace)
    (workspace / "templates" / "site").mkdir(parents=True)
    (workspace / "templates/site/base.html").write_text("{{ nobody.knows }}\n")
    built = build(workspace)
    assert not built.outputs
    assert {(finding.code, finding.span.path, finding.span.line) for finding in built.findings} == {
        ("CE610", "templates/site/base.html", 1)
    }
    assert members(workspace) == before
    assert not list((workspace / ".cedu").glob("stage-*"))


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("lessons/", "", "\n![A picture](nowhere.png)\n", "CE205 no file `curricula/first-change/lessons/nowhere.png`"),
        ("course.yaml", "assessment: ", "assessment: no-such-", "CE201 no assessment `no-such-"),
    ],
)
def test_what_is_not_there_can_be_ignored_but_not_built(workspace: Path, name: str, before: str, after: str, said: str) -> None:
    path = lesson(workspace) if name == "lessons/" else min(workspace.rglob(name))
    path.write_text(path.read_text().replace(before, after, 1) if before else path.read_text() + after)
    settings = workspace / "cedu.yaml"
    settings.write_text(settings.read_text() + "lint: {ignore: [CE201, CE205]}\n")
    built = build(workspace)
    assert not built.outputs
    assert any(f"{finding.code} {finding.message}".startswith(said) for finding in built.findings), built.findings


def test_a_logo_is_found_however_its_path_is_written(workspace: Path) -> None:
    settings = workspace / "cedu.yaml"
    settings.write_text(
        re.sub(r"(?m)^organization:.*\n(  .*\n)*", "organization: {name: E, logo: ./curricula/../logo.svg}\n", settings.read_text())
    )
    (workspace / "logo.svg").write_text("<svg/>")
    assert build(workspace, only=["site"]).outputs
    assert (workspace / "dist/site/assets/logo.svg").read_text() == "<svg/>"


def test_an_error_refuses_the_build_and_leaves_the_last_one(workspace: Path) -> None:
    build(workspace)
    before = members(workspace)
    lesson(workspace).unlink()
    built = build(workspace)
    assert not built.outputs
    assert "CE205" in {finding.code for finding in built.findings}
    assert members(workspace) == before


def test_what_a_target_no_longer_makes_is_gone(workspace: Path) -> None:
    build(workspace)
    course = next(workspace.rglob("course.yaml"))
    old = {path for path in members(workspace) if path.startswith("scorm12/")}
    id = next(line for line in course.read_text().splitlines() if line.startswith("id:")).split()[1]
    for path in workspace.rglob("*.yaml"):
        path.write_text(path.read_text().replace(id, "renamed-course"))
    build(workspace)
    new = {path for path in members(workspace) if path.startswith("scorm12/")}
    assert new
    assert not old & new


def test_an_entity_keeps_its_first_id_outwards(workspace: Path) -> None:
    build(workspace)
    before = {path for path in members(workspace) if path.startswith("scorm12/") and "!" not in path}
    course = next(workspace.rglob("course.yaml"))
    id = next(line for line in course.read_text().splitlines() if line.startswith("id:")).split()[1]
    for path in workspace.rglob("*.yaml"):
        path.write_text(path.read_text().replace(id, "renamed-course"))
    course.write_text(course.read_text().replace("id: renamed-course", f"id: renamed-course\nformerly: [{id}]", 1))
    assert not build(workspace).validated.errors
    assert {path for path in members(workspace) if path.startswith("scorm12/") and "!" not in path} == before


def test_one_name_or_target_is_built_and_the_others_stay(workspace: Path) -> None:
    build(workspace)
    everything = members(workspace)
    lesson(workspace).write_text(lesson(workspace).read_text() + "\nOne more sentence.\n")
    built = build(workspace, only=("scorm12",))
    assert {output.unit.target for output in built.outputs} == {"scorm12"}
    assert set(members(workspace)) == set(everything)
    with pytest.raises(UnknownNameError, match="did you mean `scorm12`"):
        build(workspace, only=("scorm",))
    with pytest.raises(UnknownNameError, match="no entity `course/nothing`"):
        build(workspace, names=("course/nothing",))


def test_what_is_asked_for_and_not_built_is_said(workspace: Path) -> None:
    with pytest.raises(UnbuildableError, match="`course/first-change`: none of these targets builds that: gift, moodle-xml"):
        build(workspace, names=("course/first-change",), only=("gift", "moodle-xml"))
    with pytest.raises(UnbuildableError, match="`audience/authors`: none of these targets builds that"):
        build(workspace, names=("audience/authors", "course/first-change"))
    draft = "id: idea\ntitle: Idea\nsummary: None yet.\nversion: 0.1.0\nstatus: draft\nmodules: []\n"
    (workspace / "curricula" / "idea.course.yaml").write_text(draft, encoding="utf-8")
    with pytest.raises(UnbuildableError, match="`course/idea`: its status is draft"):
        build(workspace, names=("course/idea",))
    assert not (workspace / "dist").exists()


def test_a_name_whose_file_is_broken_is_not_called_unknown(workspace: Path) -> None:
    course = workspace / "curricula" / "first-change" / "course.yaml"
    course.write_text(course.read_text(encoding="utf-8") + "nonsense: true\n", encoding="utf-8")
    assert {finding.code for finding in build(workspace, names=("course/first-change",)).findings} == {"CE101"}


def test_files_of_others_in_dist_are_left_alone(workspace: Path) -> None:
    (workspace / "dist").mkdir()
    (workspace / "dist" / "notes.txt").write_text("ours")
    build(workspace)
    build(workspace)
    assert (workspace / "dist" / "notes.txt").read_text() == "ours"


def test_drafts_are_checked_and_not_built(workspace: Path) -> None:
    course = next(workspace.rglob("course.yaml"))
    course.write_text(course.read_text().replace("\nmodules:", "\nstatus: draft\nmodules:", 1))
    assert not [output for output in build(workspace).outputs if output.unit.kind == "course"]


@pytest.mark.parametrize("delay", [0.15, 0.3, 0.45, 0.6, 0.8])
def test_a_killed_build_leaves_the_last_one_whole(workspace: Path, delay: float) -> None:
    build(workspace)
    before = members(workspace)
    lesson(workspace).write_text(lesson(workspace).read_text() + "\nOne more sentence.\n")
    process = subprocess.Popen([sys.executable, "-m", "cedu", "build", "--quiet"], cwd=workspace, start_new_session=True)
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    after = members(workspace)
    build(workspace)
    assert after in (before, members(workspace))
    assert not list((workspace / ".cedu").glob("stage-*"))


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGINT to send")
@pytest.mark.parametrize("delay", [0.1, 0.3, 0.5])
def test_an_interrupted_build_leaves_nothing_behind(workspace: Path, delay: float) -> None:
    for number in range(40):
        course = f"id: c{number}\ntitle: C\nsummary: S\nversion: 1.0.0\nmodules: [{{id: m, title: M, lessons: [{{id: l, title: L,"
        course += " type: article, body: l.md, minutes: 5}]}]\n"
        (workspace / f"curricula/c{number}.course.yaml").write_text(course, encoding="utf-8")
    (workspace / "curricula/l.md").write_text("`code` and *text*\n\n" * 500, encoding="utf-8")
    # Ready once the interpreter has started, which takes as long as it takes on a busy machine and is none of our business.
    command = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from cedu.__main__ import main; import cedu.cli.app;"
    )
    command += "print('ready', flush=True); main()"
    arguments = [sys.executable, "-c", command, "build", "--quiet"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(arguments, cwd=workspace, start_new_session=True, text=True, **pipes)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode in (0, 130)
    assert "Traceback" not in said
    assert not list((workspace / ".cedu").glob("stage-*"))
    assert process.returncode == 0 or not (workspace / "dist").exists()

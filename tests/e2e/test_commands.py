"""The command line as people and CI servers meet it: the real executable, in folders of its own."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft4Validator

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
CEDU = shutil.which("cedu", path=str(Path(sys.executable).parent)) or "cedu"
GROUPS = ("credential", "issuer", "registry")
COMMANDS = ("validate", "explain", "schema", "init", "new", "build", "certify", "import", "items", "verify", *GROUPS)
TEA = """\
id: tea
title: Make tea
summary: A cup that you would offer to a guest.
version: 1.0.0
modules:
  - id: basics
    title: Basics
    lesons: []
"""


def cedu(*arguments: str, cwd: Path, code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([CEDU, *arguments], cwd=cwd, capture_output=True, text=True, env={**os.environ, **environment}, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done


@pytest.fixture
def academy(tmp_path: Path) -> Path:
    cedu("init", "academy", cwd=tmp_path)
    return tmp_path / "academy"


@pytest.fixture
def broken(academy: Path) -> Path:
    (academy / "curricula/tea").mkdir()
    (academy / "curricula/tea/course.yaml").write_text(TEA)
    return academy


def test_from_an_empty_folder_to_a_package(tmp_path: Path) -> None:
    said = cedu("init", cwd=tmp_path)
    assert "cedu.yaml\n" in said.stdout
    assert "namespace" in said.stderr
    assert cedu("validate", cwd=tmp_path).stdout == "9 files, nothing wrong\n"
    assert "first-change" in cedu("build", cwd=tmp_path).stdout
    assert (tmp_path / "dist/scorm12/course/first-change.zip").is_file()


def test_init_twice(academy: Path) -> None:
    said = cedu("init", cwd=academy, code=1)
    assert said.stderr == "cedu: cedu.yaml is there already; nothing was written\n"


def test_init_refuses_a_bad_namespace(tmp_path: Path) -> None:
    assert "https://learn.example.org/" in cedu("init", "x", "--namespace", "learn", cwd=tmp_path, code=2).stderr
    assert list(tmp_path.iterdir()) == []


def test_new_course_can_be_validated_at_once(academy: Path) -> None:
    assert "curricula/first-aid/course.yaml" in cedu("new", "course", "first-aid", cwd=academy).stdout
    assert "1 warning in 12 files" in cedu("validate", cwd=academy).stdout
    cedu("validate", "--strict", cwd=academy, code=1)
    assert cedu("new", "cours", "x", cwd=academy, code=1).stderr == "cedu: there is no kind `cours`; did you mean `course`?\n"
    (academy / "elsewhere").mkdir()
    assert cedu("new", "bank", "tea", "--in", "elsewhere", cwd=academy).stdout == "elsewhere/tea.bank.yaml\n"


def test_text_in_full(broken: Path) -> None:
    assert cedu("validate", "curricula/tea", cwd=broken, code=1).stdout == (
        "curricula/tea/course.yaml\n"
        "  8:5     error CE101 unknown key `lesons`\n"
        "          |     lesons: []\n"
        "          |     ^^^^^^\n"
        "          hint: did you mean `lessons`?\n"
        "\n"
        "1 error in 1 file\n"
    )


def test_paths_choose_what_is_reported(broken: Path) -> None:
    assert cedu("validate", "curricula/first-change", cwd=broken).stdout == "4 files, nothing wrong\n"
    assert cedu("validate", "course.yaml", cwd=broken / "curricula/tea", code=1).stdout.startswith("course.yaml\n")
    assert cedu("validate", str(broken / "curricula" / "tea"), cwd=broken.parent, code=1).stdout.startswith(
        "academy/curricula/tea/course.yaml\n"
    )
    assert "no file or folder `nowhere`" in cedu("validate", "nowhere", cwd=broken, code=2).stderr
    assert "outside the workspace" in cedu("validate", "cedu.yaml", str(broken.parent), cwd=broken, code=2).stderr


def test_wrong_usage(academy: Path, tmp_path: Path) -> None:
    assert "year-month-day" in cedu("validate", "--today", "tomorrow", cwd=academy, code=2).stderr
    assert "'sarif'" in cedu("validate", "--format", "xml", cwd=academy, code=2).stderr
    assert "No such command" in cedu("valdate", cwd=academy, code=2).stderr
    assert "`cedu init` makes a workspace" in cedu("validate", cwd=tmp_path, code=1).stderr


def test_quiet(broken: Path) -> None:
    assert cedu("validate", "--quiet", "curricula/first-change", cwd=broken).stdout == ""
    said = cedu("validate", "-q", "--format", "json", cwd=broken, code=1)
    assert said.stderr == ""
    assert json.loads(said.stdout)["summary"]["errors"] == 1


def test_baseline_hides_what_is_old(academy: Path) -> None:
    course = academy / "curricula/first-change/course.yaml"
    course.write_text(
        course.read_text().replace("audience: authors", "audience: autors").replace("assessment: first-change-check", "assessment: chek")
    )
    assert "2 errors" in cedu("validate", cwd=academy, code=1).stdout
    assert cedu("validate", "--write-baseline", cwd=academy).stdout.startswith("wrote cedu-baseline.json: 3 findings, ")
    assert "nothing wrong" in cedu("validate", cwd=academy).stdout
    course.write_text("# moved down\n" + course.read_text().replace("change.md", "chance.md"))
    found = json.loads(cedu("validate", "--format", "json", cwd=academy, code=1).stdout)["findings"]
    assert {"CE205"} <= {finding["code"] for finding in found} <= {"CE205", "CE208"}
    cedu("validate", "--write-baseline", cwd=academy)
    assert "nothing wrong" in cedu("validate", cwd=academy).stdout, "a new baseline holds the old findings too"


def test_baseline_does_not_hide_what_keeps_a_file_from_being_read(broken: Path) -> None:
    said = cedu("validate", "--write-baseline", cwd=broken)
    assert said.stdout == "wrote cedu-baseline.json: 0 findings, which no later run reports\n"
    assert said.stderr == "1 more can't wait, because what they are about can't be read or built: `cedu validate` shows what to do\n"
    cedu("validate", cwd=broken, code=1)


def test_sarif_keeps_to_its_schema(broken: Path) -> None:
    """The schema is OASIS's, as Microsoft's `jest-sarif` carries it."""
    schema = HERE / "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
    if not schema.is_file():
        pytest.fail("tests/e2e/node_modules is not there: run `npm ci` in tests/e2e first, as `make test` does")
    validator = Draft4Validator(json.loads(schema.read_text()))
    for code, path in ((1, "."), (0, "curricula/first-change")):
        log = json.loads(cedu("validate", "--format", "sarif", path, cwd=broken, code=code).stdout)
        validator.validate(log)
        assert len(log["runs"][0]["results"]) == code


def test_a_machine_gets_utf8_whatever_the_terminal_has(broken: Path) -> None:
    course = broken / "curricula/tea/course.yaml"
    course.write_text(course.read_text().replace("lesons", "\u8ab2\u7a0b"), encoding="utf-8")
    for name in ("json", "gitlab", "sarif", "junit", "github"):
        done = subprocess.run(
            [CEDU, "validate", "--format", name],
            cwd=broken,
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": "cp1252"},
            check=False,
        )
        assert "\u8ab2\u7a0b" in done.stdout.decode(), name
    assert "unknown key `??`" in cedu("validate", cwd=broken, code=1, PYTHONIOENCODING="ascii").stdout


def test_colour_on_a_terminal_only(broken: Path) -> None:
    pty = pytest.importorskip("pty")

    def on_a_terminal(**environment: str) -> bytes:
        master, slave = pty.openpty()
        given = {**os.environ, "TERM": "xterm", **environment}
        subprocess.run([CEDU, "validate", "-q"], cwd=broken, stdout=slave, stderr=subprocess.DEVNULL, env=given, check=False)
        os.close(slave)
        seen = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:
                break
            if not piece:
                break
            seen += piece
        os.close(master)
        return seen

    assert b"\x1b[1;31merror\x1b[0m" in on_a_terminal()
    assert b"\x1b" not in on_a_terminal(NO_COLOR="1")
    assert "\x1b" not in cedu("validate", cwd=broken, code=1).stdout


def test_explain(tmp_path: Path) -> None:
    page = cedu("explain", "ce101", cwd=tmp_path).stdout
    assert page.startswith("CE101  error  Unknown key.\n")
    assert "## It can't be switched off" in page
    assert "ignore: [CE201]" in cedu("explain", "CE201", cwd=tmp_path).stdout
    assert "`cedu explain` lists them all" in cedu("explain", "QQ", cwd=tmp_path, code=1).stderr
    assert "did you mean `CE110`?" in cedu("explain", "CE11", cwd=tmp_path, code=1).stderr
    every = cedu("explain", cwd=tmp_path).stdout
    codes = re.findall(r"^  (CE\d{3})  (?:error|warning) +\S", every, re.MULTILINE)
    assert codes == sorted(set(codes))
    assert len(codes) > 30
    assert max(map(len, every.splitlines())) <= 80


def test_schema(academy: Path) -> None:
    assert cedu("schema", cwd=academy).stdout.split()[:2] == ["workspace", "course"]
    assert json.loads(cedu("schema", "course", cwd=academy).stdout)["title"] == "Course"
    assert "did you mean `course`?" in cedu("schema", "cours", cwd=academy, code=1).stderr
    assert "up to date" in cedu("schema", "--write", cwd=academy).stdout
    (academy / ".vscode/cedu/path.schema.json").write_text("{}\n")
    assert "CE110" in cedu("validate", cwd=academy).stdout
    assert cedu("schema", "--write", cwd=academy).stdout == "wrote .vscode/cedu/path.schema.json\n"
    assert "nothing wrong" in cedu("validate", cwd=academy).stdout


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_a_terminal(tmp_path: Path, command: str) -> None:
    said = cedu(*filter(None, [command]), "--help", cwd=tmp_path, COLUMNS="80").stdout
    assert max(map(len, said.splitlines())) <= 80
    assert "..." not in said.replace("]...", ""), "a sentence is cut off"
    if not command:
        assert sorted(line.split()[0] for line in said.partition("Commands:\n")[2].splitlines()) == sorted(COMMANDS)


def named_commands(text: str) -> set[tuple[str, ...]]:
    """Each `cedu …` in a script, as the command and its options."""
    found = re.findall(r"^[ \t]*(?:- |- run: |entry: |if .*?; then |.*else )?(cedu [a-z][^\n>|;&]*)", text, re.MULTILINE)
    return {(line.split()[1], *re.findall(r"--[a-z-]+", line)) for line in found}


@pytest.mark.parametrize(
    "name",
    [
        "action.yml",
        ".pre-commit-hooks.yaml",
        *(f"templates/init/dot-{name}" for name in ("github/workflows/cedu.yml", "gitlab-ci.yml", "pre-commit-config.yaml")),
    ],
)
def test_what_other_tools_run_is_there(tmp_path: Path, name: str) -> None:
    text = (REPOSITORY / name).read_text()
    assert yaml.safe_load(text)
    commands = named_commands(text)
    assert "validate" in {command for command, *_ in commands}
    for command, *options in commands:
        said = cedu(command, "--help", cwd=tmp_path).stdout
        assert all(option in said for option in options)
    for value in re.findall(r"--format ([a-z]+)", text):
        assert value in cedu("validate", "--help", cwd=tmp_path).stdout


def test_the_action_passes_what_it_is_given() -> None:
    action = yaml.safe_load((REPOSITORY / "action.yml").read_text())
    used = set(re.findall(r"inputs\.([a-z-]+)", (REPOSITORY / "action.yml").read_text()))
    assert used == set(action["inputs"])
    for step in action["runs"]["steps"]:
        assert "run" not in step or step["shell"] == "bash"
        assert "${{" not in step.get("run", ""), "an input must not be able to run code"


def test_the_pre_commit_hook_has_what_pre_commit_asks_for() -> None:
    (hook,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())
    assert {"id", "name", "entry", "language"} <= set(hook)
    assert re.search(hook["files"], "curricula/tea/course.yaml")
    assert re.search(hook["files"], "cedu.yaml")


def test_only_what_a_command_needs_is_loaded(academy: Path) -> None:
    """Of the heavy libraries, `cedu validate` of a good workspace loads none but the YAML parser and the fast validator."""
    script = "import sys; from cedu.cli.app import run; run(['validate']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=academy, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "cedu.rules.unknown_key" in loaded
    heavy = {
        "rich",
        "jinja2",
        "jsonschema",
        "reportlab",
        "markdown_it",
        "pygments",
        "nh3",
        "sqlalchemy",
        "zxingcpp",
        "xml",
        "pydantic",
        "concurrent.futures",
    }
    assert heavy & loaded == set()

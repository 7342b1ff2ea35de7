"""Every command and every piece of YAML in our own lessons is run or validated.

What a block's info string says after the language is read here and shown to nobody:

    ```yaml kind=course                 a whole document: accepted by cedu's reader and by its schema
    ```yaml part=course.modules.lessons a piece of one: accepted by that part of the schema; several entries of a mapping may stand alone
    ```yaml file=tea/course.yaml        written into the workspace before the next command; without `kind=`, it is broken on purpose
    ```markdown file=…  ```csv file=…   written too
    ```console                          each line that starts with `$ ` is run; what is printed is what follows, `...` stands for anything;
                                        only a command that is said to print `error`, or whose exit code is asked for next, may fail
    ```console norun="why"              can't be run here

A lesson's commands run in order in a workspace fresh from `cedu init`; or, if the lesson runs `cedu init` itself, in an empty folder.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Any

import jsonschema
import pytest
import yaml
from referencing import Registry, Resource

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "schemas"
FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^\n`]+)\n(?P<text>.*?)^(?P=indent)```[ ]*$", re.MULTILINE | re.DOTALL)
CANNOT_RUN_HERE = 4


@dataclass(frozen=True)
class Block:
    """A fenced block of a lesson: where it is, its language, what its info string says, its text."""

    path: Path
    line: int
    language: str
    options: dict[str, str]
    text: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT / 'curricula')}:{self.line}"


@cache
def blocks(path: Path) -> tuple[Block, ...]:
    """The fenced blocks of a Markdown file that name a language, in order."""
    text = path.read_text(encoding="utf-8")
    found = []
    for match in FENCE.finditer(text):
        language, *words = shlex.split(match["info"])
        options = dict(word.partition("=")[::2] for word in words)
        found.append(Block(path, text.count("\n", 0, match.start()) + 1, language, options, dedent(match["text"])))
    return tuple(found)


class Text(yaml.SafeLoader):
    """Reads dates as text, as cedu does."""


Text.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

LESSONS = sorted((ROOT / "curricula").rglob("*.md"))
BLOCKS = tuple(block for path in LESSONS for block in blocks(path))
RUN = [path for path in LESSONS if any(block.language == "console" and "norun" not in block.options for block in blocks(path))]


def of(language: str, option: str) -> list[Block]:
    """The blocks of a language that have an option."""
    return [block for block in BLOCKS if block.language == language and option in block.options]


@cache
def registry() -> Registry[Any]:
    """All schemas, by their paths as addresses."""
    found = {f"https://cedu.test/{path.relative_to(SCHEMAS).as_posix()}": json.loads(path.read_bytes()) for path in SCHEMAS.rglob("*.json")}
    return Registry().with_resources((uri, Resource.from_contents(schema)) for uri, schema in found.items())


def check(value: Any, reference: str) -> None:
    """Hold a value against the schema at `reference`, and its items against the schemas of their types."""
    jsonschema.Draft202012Validator({"$ref": reference}, registry=registry()).validate(value)
    for item in value.get("items", []) if isinstance(value, dict) else []:
        check(item, f"https://cedu.test/items/{item['type']}.schema.json")


def step(reference: str, name: str) -> str:
    """The reference of the schema of a property: through `$ref` and arrays, as an author sees it."""
    resolver = registry().resolver()
    resolved = resolver.lookup(reference)
    schema = resolved.contents
    if "$ref" in schema:
        target = schema["$ref"]
        base = reference.partition("#")[0]
        return step(f"{base}{target}" if target.startswith("#") else f"https://cedu.test/{target}", name)
    if schema.get("type") == "array":
        return step(f"{reference}{'' if '#' in reference else '#'}/items", name)
    assert name in schema["properties"], f"{reference} has no {name}"
    return f"{reference}{'' if '#' in reference else '#'}/properties/{name}"


def single(reference: str) -> str:
    """The reference of what an array holds."""
    return f"{reference}/items"


def test_there_is_something_to_check() -> None:
    assert len(RUN) >= 12
    assert len(of("yaml", "kind")) >= 15
    assert len(of("yaml", "part")) >= 20


def test_our_own_workspace_has_no_finding(tmp_path: Path) -> None:
    printed, code, _ = run(f"cd {shlex.quote(str(ROOT))} && cedu validate --strict --today 2026-12-01", tmp_path, 0)
    assert code == 0, printed
    assert printed.endswith("files, nothing wrong\n")


def test_every_block_says_how_it_is_checked() -> None:
    known = {"yaml": {"kind", "part", "file"}, "markdown": {"file"}, "csv": {"file"}, "console": {"norun"}}
    for block in BLOCKS:
        assert block.language in known, f"{block}: nobody checks {block.language}"
        assert set(block.options) <= known[block.language], f"{block}: {block.options}"
        assert block.options or block.language in {"console", "markdown"}, f"{block}: kind=, part= or file= is missing"


def test_few_commands_cannot_run_and_each_says_why() -> None:
    excused = of("console", "norun")
    assert len(excused) == CANNOT_RUN_HERE, [f"{block}: {block.options['norun']}" for block in excused]
    assert all(len(block.options["norun"].split()) >= 3 for block in excused)


@pytest.mark.parametrize("block", of("yaml", "kind"), ids=str)
def test_whole_documents_are_valid(block: Block) -> None:
    check(yaml.load(block.text, Text), f"https://cedu.test/{block.options['kind']}.schema.json")


def test_cedu_reads_all_whole_documents(tmp_path: Path) -> None:
    (tmp_path / "cedu.yaml").write_text("cedu: 1\nnamespace: https://learn.example.org/\norganization: {name: Example}\n")
    for number, block in enumerate(of("yaml", "kind")):
        folder = tmp_path / str(number)
        folder.mkdir()
        kind = block.options["kind"]
        (folder / ("cedu.yaml" if kind == "workspace" else f"{kind}.yaml")).write_text(block.text, encoding="utf-8")
    printed, _, _ = run("cedu validate --format json 2>/dev/null", tmp_path, 0)
    findings = json.loads(printed)["findings"]
    assert not [finding for finding in findings if finding["code"] < "CE2"]


@pytest.mark.parametrize("block", of("yaml", "part"), ids=str)
def test_pieces_of_documents_are_valid(block: Block) -> None:
    value = yaml.load(block.text, Text)
    kind, *names = block.options["part"].split(".")
    if kind == "items":
        check(value, f"https://cedu.test/items/{names[0]}.schema.json")
        return
    reference = f"https://cedu.test/{kind}.schema.json"
    for name in names:
        reference = step(reference, name)
    if names:
        check(value, reference if isinstance(value, list) else single(reference))
        return
    for name, part in value.items():
        check(part, step(reference, name))


@pytest.fixture(scope="module")
def academy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace fresh from `cedu init`."""
    folder = tmp_path_factory.mktemp("fresh")
    run("cedu init academy", folder, 0)
    return folder / "academy"


def environment(folder: Path) -> dict[str, str]:
    """The environment of a reader at their own terminal: our `cedu`, git with a name, English, no colour."""
    git = {"user.name": "Mira Example", "user.email": "mira@learn.example", "init.defaultBranch": "main"}
    numbered = enumerate(git.items())
    return {
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "NO_COLOR": "1",
        "COLUMNS": "100",
        "CEDU_PASSPHRASE": "of a reader who has set it",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_COUNT": str(len(git)),
        **{
            key: value
            for i, (name, setting) in numbered
            for key, value in ((f"GIT_CONFIG_KEY_{i}", name), (f"GIT_CONFIG_VALUE_{i}", setting))
        },
    }


def run(command: str, folder: Path, last: int) -> tuple[str, int, Path]:
    """Run one line as a terminal would: what it prints, its exit code, and the folder afterwards; `last` is the exit code before it."""
    script = f"(exit {last})\n{command}\nlast=$?\npwd -P >&3\nexit $last"
    with (folder / ".folder").open("w+") as note:
        done = subprocess.run(
            ["bash", "-c", f"exec 3>&{note.fileno()}\n{script}"],
            cwd=folder,
            env=environment(folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=300,
            pass_fds=[note.fileno()],
            check=False,
        )
        note.seek(0)
        after = Path(note.read().strip() or folder)
    (folder / ".folder").unlink()
    return done.stdout, done.returncode, after


def expected(lines: list[str]) -> re.Pattern[str]:
    """What a lesson says that a command prints: `...` on a line of its own is any lines, within a line anything."""
    parts = [r"(?:.*\n)*" if line == "..." else re.escape(line).replace(re.escape("..."), ".*") + r" *\n" for line in lines]
    return re.compile("".join(parts))


def commands(block: Block) -> list[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines that it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


@pytest.mark.parametrize("lesson", RUN, ids=lambda path: path.relative_to(ROOT / "curricula").as_posix())
def test_commands_print_what_the_lesson_says(lesson: Path, academy: Path, tmp_path: Path) -> None:
    folder, last = tmp_path, 0
    if not any(
        command.startswith("cedu init") for block in blocks(lesson) if block.language == "console" for command, _ in commands(block)
    ):
        folder = Path(shutil.copytree(academy, tmp_path / "academy"))
    for block in blocks(lesson):
        if file := block.options.get("file"):
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(block.text, encoding="utf-8")
        if block.language != "console" or "norun" in block.options:
            continue
        for (command, lines), (after, _) in pairwise([*commands(block), ("", [])]):
            printed, last, folder = run(command, folder, last)
            shown = f"{block}: `{command}` exited with {last} and printed\n{printed}"
            assert last == 0 or (last == 1 and ("error" in " ".join(lines) or after == "echo $?")), shown
            assert expected(lines).fullmatch(printed), f"{shown}\ninstead of\n" + "\n".join(lines)

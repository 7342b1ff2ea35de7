"""What the end-to-end tests share: a course with all there is, other people's runtimes, the wheel, and a server on this machine."""

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from commands import run

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
ROOT = HERE.parents[1]

WORKSPACE = {
    "cedu.yaml": """\
cedu: 1
namespace: https://learn.example.org/
organization: {name: Example Learning}
""",
    "git/course.yaml": """\
id: git-basics
title: "Git & <you>: the basics"
summary: Keep a history of your work.
version: 1.2.0
modules:
  - id: start
    title: Start
    lessons:
      - {id: why, title: Why a history?, type: article, body: lessons/why.md, minutes: 5}
      - {id: commit, title: Commit a change, type: lab, body: lessons/commit.md, minutes: 10}
      - {id: check, title: Check yourself, type: quiz, assessment: git-check, minutes: 10}
  - id: share
    title: Share
    lessons:
      - {id: branch, title: Branches, type: article, body: lessons/branch.md, minutes: 5}
      - {id: survey, title: Before you go, type: quiz, assessment: git-practice, minutes: 2}
      - {id: exam, title: The exam, type: quiz, assessment: git-exam, minutes: 30}
""",
    "git/lessons/why.md": """\
# Why a history?

A *history* says **who** changed what, and why. Read on in [Commit a change](commit.md), or at [its second step](commit.md#the-second-step).

!!! note
    You can go back to every state that you have committed.

![Three commits in a row](../assets/three%20commits.svg)

| command | does |
|---|---|
| `git log` | shows the history |
| `git diff` | shows what you have changed and not yet committed |

## The next step

The heading above has an id that a player might use for itself.
""",
    "git/lessons/commit.md": """\
# Commit a change

```bash
git add notes.md        # what to commit
git commit -m "Say why"
```

## The second step

Look at [the documentation](https://git-scm.com/docs) when you are stuck.

1. Change a file.
2. Commit it.
""",
    "git/lessons/branch.md": "# Branches\n\nA branch is a name that moves. It costs $2^0$ files.\n",
    "git/assets/three commits.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60"><path d="M30 30H270" stroke="#566073"/>'
    '<g fill="#1f5fbf"><circle cx="30" cy="30" r="14"/><circle cx="150" cy="30" r="14"/><circle cx="270" cy="30" r="14"/></g></svg>',
    "git/check.assessment.yaml": """\
id: git-check
title: Check yourself
purpose: formative
stakes: graded
passing_score: 80
shuffle: true
items:
  - id: log
    type: single-choice
    stem: Which command shows the history?
    choices:
      - {id: log, text: "`git log`", correct: true, feedback: "The newest commit comes first."}
      - {id: diff, text: "`git diff`", feedback: "That shows what is not committed yet."}
      - {id: push, text: "`git push`"}
    feedback: {correct: "So you can see who changed what.", incorrect: "See *Why a history?*."}
  - id: parts
    type: multiple-choice
    points: 2
    scoring: partial
    stem: What belongs to a commit?
    choices:
      - {id: author, text: its author, correct: true}
      - {id: message, text: its message, correct: true}
      - {id: password, text: "the author's password", feedback: "A commit holds no secret."}
  - {id: forever, type: true-false, stem: A commit can be changed in place., answer: false}
  - {id: word, type: short-text, stem: "What is a name that moves with each commit called?", answers: [branch, a branch]}
  - {id: hash, type: number, stem: "How many hexadecimal digits has a SHA-1 hash?", answer: 40}
  - id: steps
    type: ordering
    stem: In which order do you do this?
    sequence:
      - {id: change, text: change a file}
      - {id: add, text: "`git add`"}
      - {id: save, text: "`git commit`"}
  - id: commands
    type: matching
    points: 2
    stem: What does each command do?
    pairs:
      - {id: log, premise: "`git log`", response: shows the history}
      - {id: add, premise: "`git add`", response: chooses what to commit}
    distractors: [{id: wipe, response: deletes the history}]
""",
    "git/practice.assessment.yaml": """\
id: git-practice
title: Before you go
purpose: formative
stakes: practice
items:
  - {id: ready, type: true-false, stem: A branch is a copy of all files., answer: false}
""",
    "git/exam.assessment.yaml": """\
id: git-exam
title: The exam
purpose: summative
stakes: certification
passing_score: 80
items:
  - {id: secret, type: short-text, stem: "What must never reach a learner's browser?", answers: [the-key-of-the-exam]}
""",
}


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace on disk, with each item type and an exam that no client may score."""
    root = tmp_path_factory.mktemp("workspace")
    for name, text in WORKSPACE.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def modules() -> Path:
    """Other people's runtimes, as `npm ci` has installed them."""
    if not (MODULES / "scorm-again").is_dir():
        pytest.fail("tests/e2e/node_modules is not there: run `npm ci` in tests/e2e first, as `make test` does")
    return MODULES


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of each request."""

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # the browser has closed the page while it was loading
            super().handle()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


class Served(ThreadingHTTPServer):
    """A folder on a port of this machine."""

    daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """An empty folder that is served, and its address."""
    folder = tmp_path_factory.mktemp("served")
    server = Served(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield folder, server.url
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def node() -> Callable[..., Any]:
    """Runs a script with Node.js, and reads what it prints as JSON."""

    def play(script: Path, *arguments: str) -> Any:
        done = subprocess.run(["node", str(script), *arguments], capture_output=True, text=True, timeout=240, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return play


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that people install."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT, cwd=folder)
    return next(folder.glob("cedu-*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `cedu` of a new environment that holds the locked libraries and the wheel, and nothing else."""
    environment = tmp_path_factory.mktemp("installed") / "venv"
    run(sys.executable, "-m", "venv", environment, cwd=ROOT)
    pip = (environment / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--require-hashes", "-r", ROOT / "locks" / "runtime.lock", cwd=environment)
    run(*pip, "--no-deps", wheel, cwd=environment)
    return environment / "bin" / "cedu"

"""What the README promises: its commands exist, its five minutes work, its pictures and links are there."""

import re
import subprocess
import sys
from pathlib import Path

from cedu.cli.app import Command, Group
from cedu.plugins import collect
from cedu.targets import targets

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_and_target_is_named_and_no_other() -> None:
    assert set(re.findall(r"^\| `cedu ([a-z]+)", README, re.MULTILINE)) == {
        command.name for command in collect("cedu.cli", "COMMAND", Command)
    }
    for group in collect("cedu.cli", "COMMAND", Command):
        if isinstance(group, Group):
            row = re.search(rf"^\| `cedu {group.name} …` \| (.+) \|$", README, re.MULTILINE)
            assert row and set(re.findall("`([a-z]+)`", row[1])) == {one.name for one in collect(group.package, "COMMAND", Command)}
    named = {
        name for row in re.findall(r"^\| ((?:`[a-z0-9-]+`(?:, )?)+) \| ", README, re.MULTILINE) for name in re.findall(r"`([^`]+)`", row)
    }
    assert named == set(targets())


def test_the_five_minutes_end_in_a_package(tmp_path: Path) -> None:
    block = README.split("```console\n")[1].split("```")[0]
    commands = [line.removeprefix("$ ") for line in block.splitlines()]
    assert commands.pop(0) == "pip install cedu"
    script = "\n".join(["set -e", f'cedu() {{ "{sys.executable}" -m cedu "$@"; }}', *commands])
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "academy/dist/scorm12/course/first-change.zip").is_file()
    assert (tmp_path / "academy/dist/site/index.html").is_file()
    assert (tmp_path / "academy/curricula/first-change/lessons/change.md").is_file()


def test_local_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target

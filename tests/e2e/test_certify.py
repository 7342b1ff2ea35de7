"""`cedu certify` and `cedu credential` as people run them, from the first key to an audit, and the fonts of its certificate."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from academy import FILES, HEADER, PASSPHRASE, learners

RESULTS = """\
learner_id;name;email;kind;id;score;passed;completed_on;language;source
u-1;Zoë Łukasz;zoe@example.org;course;git;;WAHR;31.01.2026;de;client
u-1;Zoë Łukasz;zoe@example.org;assessment;exam;85,5;;01.02.2026;de;server
u-2;Bo;;course;git;;WAHR;31.01.2026;de;client
u-3;Ada;;assessment;exam;95;;01.02.2026;en;client
u-3;Ada;;course;git;;yes;2026-01-30;en;client
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "r.csv").write_bytes(RESULTS.replace("\n", "\r\n").encode("utf-8-sig"))
    return tmp_path


def cedu(root: Path, *arguments: str, expected: int = 0) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        [sys.executable, "-m", "cedu", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"CEDU_PASSPHRASE": PASSPHRASE},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == expected, done.stderr
    return done


def certificates(root: Path, ending: str = ".pdf") -> list[Path]:
    return sorted((root / "private" / "certificates").glob(f"*{ending}"))


def test_from_the_first_key_to_an_audit(root: Path) -> None:
    refused = cedu(root, "certify", "r.csv", "--today", "2026-06-01", expected=1)
    assert "CE750" in refused.stderr and "cedu issuer init" in refused.stderr
    assert refused.stdout == ""
    dry = cedu(root, "certify", "r.csv", "--today", "2026-06-01", "--dry-run", expected=1)
    assert "met: assessment `exam`, by r.csv:3 of 2026-02-01, 85.5 %" in dry.stdout
    assert "missing: assessment `exam` is not passed with 80 %" in dry.stdout
    assert "which counts for no certification" in dry.stdout
    cedu(root, "issuer", "init")

    first = cedu(root, "certify", "r.csv", "--today", "2026-06-01", expected=1)
    (certificate,) = certificates(root)
    number = certificate.stem
    assert first.stdout.splitlines()[1].split() == [
        *("u-1", "Zoë", "Łukasz", "Certified", "Git", "user:", "Associate", "awarded", "2026-02-01", number)
    ]
    assert first.stderr.splitlines()[-1] == "1 awarded, 0 already held, 4 not yet, 1 refused"
    again = json.loads(cedu(root, "certify", "r.csv", "--today", "2026-06-01", "--format", "json", expected=1).stdout)
    assert [(outcome["learner_id"], outcome["state"]) for outcome in again["outcomes"]][:1] == [("u-1", "held")]
    assert again["outcomes"][0]["number"] == number
    for path in sorted((root / "private" / "certificates").iterdir()):
        assert "genuine" in cedu(root, "verify", str(path)).stdout, path

    shown = json.loads(cedu(root, "credential", "show", number.lower(), "--format", "json").stdout)
    assert (shown["state"], shown["scores"][0]["percent"], len(shown["files"])) == ("valid", 85.5, 5)
    assert number in cedu(root, "credential", "list", "--today", "2026-06-01").stdout
    assert "due" in cedu(root, "credential", "expiring", "--today", "2028-01-15").stdout
    cedu(root, "credential", "export", "--out", "private/send.csv", "--today", "2026-06-01")
    (row,) = csv.DictReader((root / "private" / "send.csv").read_text(encoding="utf-8-sig").splitlines())
    assert (row["name"], row["email"], row["number"]) == ("Zoë Łukasz", "zoe@example.org", number)

    assert cedu(root, "credential", "reissue", number, "--name", "Zoë Łukasz-Źdźbło").stdout == f"{number}\n"
    assert "genuine" in cedu(root, "verify", str(certificate)).stdout
    assert cedu(root, "credential", "audit").stdout == ""
    certificate.write_bytes(certificate.read_bytes() + b" ")
    assert cedu(root, "credential", "audit", expected=1).stdout.count("\n") == 1
    cedu(root, "credential", "files")
    kept = certificate.read_bytes()
    cedu(root, "credential", "revoke", number, "--reason", "a test of ours")
    assert not certificate.exists()
    (root / "kept.pdf").write_bytes(kept)
    assert "revoked" in cedu(root, "verify", "kept.pdf", expected=1).stdout
    cedu(root, "credential", "erase", "u-1", "--yes")
    cedu(root, "credential", "audit")
    left = b"".join(path.read_bytes() for path in (root / "private").glob("registry.sqlite*"))
    assert "Łukasz".encode() not in left and b"zoe@example.org" not in left


def test_a_certificate_brings_its_fonts(root: Path) -> None:
    cedu(root, "issuer", "init")
    cedu(root, "certify", "r.csv", "--today", "2026-06-01", expected=1)
    (certificate,) = certificates(root)
    fonts = subprocess.run(["pdffonts", certificate], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)


def test_two_at_once_award_once(root: Path) -> None:
    (root / "r.csv").write_text(HEADER + learners(12), encoding="utf-8")
    cedu(root, "issuer", "init")
    command = [sys.executable, "-m", "cedu", "certify", "r.csv", "--today", "2026-06-01", "--format", "json"]
    environment = os.environ | {"CEDU_PASSPHRASE": PASSPHRASE}
    running = [subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) for _ in range(2)]
    numbers = []
    for process in running:
        said, complaint = process.communicate(timeout=240)
        assert process.returncode == 0, complaint
        numbers.append([outcome["number"] for outcome in json.loads(said)["outcomes"]])
    assert numbers[0] == numbers[1]
    assert len(set(numbers[0])) == 24
    assert {path.stem for path in certificates(root)} == set(numbers[0])
    cedu(root, "credential", "audit")


@pytest.mark.skipif(sys.platform == "win32", reason="a signal that POSIX has")
def test_a_run_that_is_interrupted_says_that_it_can_go_on(root: Path) -> None:
    count = 400
    (root / "r.csv").write_text(HEADER + learners(count), encoding="utf-8")
    cedu(root, "issuer", "init")
    command = [sys.executable, "-m", "cedu", "certify", "r.csv", "--today", "2026-06-01"]
    environment = os.environ | {"CEDU_PASSPHRASE": PASSPHRASE}
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True)
    while process.poll() is None and not certificates(root):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=240)
    assert process.returncode == 130, complaint
    assert "the same command goes on" in complaint
    gone_on = cedu(root, "certify", "r.csv", "--today", "2026-06-01")
    assert "went on where an earlier run stopped" in gone_on.stderr
    assert len(certificates(root)) == 2 * count
    listed = json.loads(cedu(root, "credential", "list", "--format", "json").stdout)["credentials"]
    assert len(listed) == 2 * count


def test_a_title_gives_a_terminal_no_orders(root: Path) -> None:
    path = root / "git.certification.yaml"
    path.write_text(FILES[path.name].replace("Certified Git user", r'"Certified\u202e user"'), encoding="utf-8")
    table = cedu(root, "certify", "r.csv", "--dry-run", "--today", "2026-06-01", expected=1).stdout
    assert "Certified" in table and "\u202e" not in table
    path.write_text(FILES[path.name].replace("Certified Git user", r'"\e[31mCertified\u009b2J user"'), encoding="utf-8")
    refused = cedu(root, "certify", "r.csv", "--dry-run", "--today", "2026-06-01", expected=1)
    assert "CE018" in refused.stderr
    assert not {"\x1b", "\x9b"} & set(refused.stdout + refused.stderr)


def test_wrong_usage_is_told_from_what_is_refused(root: Path) -> None:
    cedu(root, "certify", "gone.csv", expected=2)
    cedu(root, "certify", expected=2)
    cedu(root, "credential", "reissue", expected=2)
    cedu(root, "credential", "show", "EXA-2026-XXXX-XXXXX", expected=1)

"""`cedu certify` as people run it, and its certificate as a phone sees it."""

import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

HEADER = "learner_id;name;kind;id;score;passed;completed_on;language;source\r\n"
FILES = {
    "cedu.yaml": """\
cedu: 1
namespace: https://learn.example.org/
organization: {name: Example Learning}
issuer: {name: Example Academy, url: https://verify.example.org/c/, number_prefix: EXA}
""",
    "git.course.yaml": """\
id: git
title: Git
summary: Git.
version: 1.0.0
language: en
objectives: [{id: commit, text: Commit a change, bloom: apply}]
modules: [{id: m, title: M, lessons: [{id: l, title: L, type: article, body: l.md, minutes: 5, objectives: [commit]}]}]
""",
    "l.md": "# L\n",
    "git.certification.yaml": """\
id: certified
title: Certified Git user
summary: For users.
levels: [{id: associate, title: Associate, achievement: commits changes, requires: [{course: git}]}]
""",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "r.csv").write_bytes((HEADER + "u-1;Zoë Łukasz;course;git;;WAHR;31.01.2026;de;client\r\n").encode("utf-8-sig"))
    assert cedu(tmp_path, "issuer", "init").returncode == 0
    return tmp_path


def cedu(root: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"CEDU_PASSPHRASE": "a phrase for testing"}
    command = [sys.executable, "-m", "cedu", *arguments]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8")


def certificate_in(root: Path) -> Path:
    (certificate,) = (root / "private" / "certificates").glob("*.pdf")
    return certificate


def picture(pdf: Path) -> Path:
    subprocess.run(["pdftoppm", "-r", "110", "-png", "-singlefile", pdf, pdf.with_suffix(".page")], check=True)
    return pdf.with_suffix(".page.png")


def test_who_was_awarded_what_is_a_table_and_the_rest_is_talk(root: Path) -> None:
    first = cedu(root, "certify", "r.csv", "--today", "2026-06-01")
    assert first.returncode == 0, first.stderr
    number = certificate_in(root).stem
    head, row = first.stdout.splitlines()
    assert head.split()[:3] == ["Learner", "Name", "Level"]
    assert row.split() == ["u-1", "Zoë", "Łukasz", "Certified", "Git", "user:", "Associate", "awarded", "2026-01-31", number]
    assert first.stderr.splitlines()[-1] == "1 awarded, 0 already held, 0 not yet, 0 refused"
    again = cedu(root, "certify", "r.csv", "--today", "2026-06-01")
    assert again.returncode == 0
    assert "already held" in again.stdout
    assert number in again.stdout


def test_a_title_gives_a_terminal_no_orders(root: Path) -> None:
    path = root / "git.certification.yaml"
    path.write_text(FILES[path.name].replace("Certified Git user", r'"Certified\u202e user"'), encoding="utf-8")
    table = cedu(root, "certify", "r.csv", "--dry-run", "--today", "2026-06-01").stdout
    assert "Certified" in table and "\u202e" not in table
    path.write_text(FILES[path.name].replace("Certified Git user", r'"\e[31mCertified\u009b2J user"'), encoding="utf-8")
    refused = cedu(root, "certify", "r.csv", "--dry-run", "--today", "2026-06-01")
    assert refused.returncode == 1 and "CE018" in refused.stderr
    assert not {"\x1b", "\x9b"} & set(refused.stdout + refused.stderr)


def test_a_bad_row_and_a_refusal_end_in_1(root: Path) -> None:
    rows = f"u-1;Ada;course;gti;;yes;2026-01-31;en;server\nu-2;{'W' * 150};course;git;;yes;2026-01-31;en;server\n"
    (root / "r.csv").write_text(HEADER + rows, encoding="utf-8")
    found = cedu(root, "certify", "r.csv", "--today", "2026-06-01")
    assert found.returncode == 1
    assert found.stderr.splitlines()[:2] == ["r.csv", "  2:1     error CE715 no course `gti`"]
    assert "refused" in found.stdout and "too long for its place" in found.stdout
    assert cedu(root, "certify", "gone.csv").returncode == 2


def test_the_qr_code_leads_to_the_verification_page(root: Path) -> None:
    assert cedu(root, "certify", "r.csv", "--today", "2026-06-01").returncode == 0
    certificate = certificate_in(root)
    seen = subprocess.run(["zbarimg", "-q", "--raw", picture(certificate)], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == f"https://verify.example.org/c/c/{certificate.stem}/"
    fonts = subprocess.run(["pdffonts", certificate], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert len(fonts) == 4
    assert all(line.split()[-5] == "yes" for line in fonts)


def test_the_credential_travels_inside(root: Path) -> None:
    assert cedu(root, "certify", "r.csv", "--today", "2026-06-01").returncode == 0
    certificate = certificate_in(root)
    assert certificate.stat().st_size < 60_000
    with pikepdf.open(certificate) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.attachments["credential.json"].get_file().read_bytes() == certificate.with_suffix(".json").read_bytes()
        assert pdf.open_metadata().pdfa_status == "3B"


def test_one_may_look_before_anybody_is_awarded_anything(root: Path) -> None:
    looked = cedu(root, "certify", "--preview", "certified.associate", "--today", "2026-06-01")
    assert (looked.returncode, looked.stdout) == (0, "dist/certificate/certified.associate.pdf\n"), looked.stderr
    assert not (root / "private" / "certificates").exists()
    said = subprocess.run(["pdftotext", root / looked.stdout.strip(), "-"], capture_output=True, text=True, check=True).stdout
    assert "SPECIMEN" in said and "Certified Git user · Associate" in said
    (root / "cedu.yaml").write_text(FILES["cedu.yaml"] + "certificate: {design: modern, paper: letter, orientation: portrait}\n")
    other = cedu(root, "certify", "--preview", "certified.associate", "--language", "ja")
    assert other.stdout == "dist/certificate/certified.associate.ja.pdf\n"
    shown = subprocess.run(["pdfinfo", root / other.stdout.strip()], capture_output=True, text=True, check=True).stdout
    assert "612 x 792 pts (letter)" in shown.replace("611.999", "612").replace("791.999", "792")
    wrong = cedu(root, "certify", "--preview", "certified.asociate")
    assert wrong.returncode == 1 and "did you mean `certified.associate`?" in wrong.stderr
    assert cedu(root, "certify").returncode == 2

import subprocess
from datetime import date
from pathlib import Path

import pytest

from academy import Academy
from cedu.jobs.preview_certificate import preview


def text(path: Path) -> str:
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()


def test_a_level_is_drawn_for_nobody_with_its_dates_and_a_number_that_is_none(academy: Academy) -> None:
    found = preview(academy.root, "certified.associate", today=date(2024, 2, 29))
    assert (found.path, found.problem) == ("dist/certificate/certified.associate.pdf", "")
    said = text(academy.root / found.path)
    assert "EXA-2024-0000-00000" in said
    assert "29 February 2024" in said
    assert "28 February 2026" in said


def test_it_speaks_the_language_that_is_asked_for(academy: Academy) -> None:
    found = preview(academy.root, "certified.expert", language="de", today=date(2026, 6, 1))
    assert found.path == "dist/certificate/certified.expert.de.pdf"
    assert "1. Juni 2026" in text(academy.root / found.path)


def test_nothing_is_issued(academy: Academy) -> None:
    before = {path: path.read_bytes() for path in (academy.root / "private").rglob("*") if path.is_file()}
    preview(academy.root, "certified.associate")
    assert {path: path.read_bytes() for path in (academy.root / "private").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        ("certified.asociate", "no level `certified.asociate`: did you mean `certified.associate`?"),
        ("associate", "no level `associate`: "),
        ("", "no level ``: there are `certified.associate`, `certified.expert`"),
    ],
)
def test_a_level_that_is_none(academy: Academy, wanted: str, problem: str) -> None:
    found = preview(academy.root, wanted)
    assert found.path == ""
    assert found.problem.startswith(problem)


def test_what_is_wrong_with_the_files_is_told(academy: Academy) -> None:
    (academy.root / "git.certification.yaml").write_text("id: certified\n", encoding="utf-8")
    found = preview(academy.root, "certified.associate")
    assert (found.path, found.problem) == ("", "")
    assert "git.certification.yaml" in {finding.span.path for finding in found.findings}


def test_what_is_wrong_with_a_design_is_told_at_its_line(academy: Academy) -> None:
    path = academy.root / "cedu.yaml"
    path.write_text(path.read_text() + "certificate: {design: clasic}\n")
    found = preview(academy.root, "certified.associate")
    assert (found.path, found.problem) == ("", "")
    wrong = [finding for finding in found.findings if finding.severity == "error"]
    assert [(finding.span.line, finding.message, finding.hint) for finding in wrong] == [
        (5, "no design `clasic`", "did you mean `classic`?")
    ]

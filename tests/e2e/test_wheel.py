"""The wheel, installed as users install it and with the sources out of reach: the golden cases hold, and a new workspace builds."""

import sys
import zipfile
from pathlib import Path

from commands import run

ROOT = Path(__file__).resolve().parents[2]


def test_the_wheel_carries_what_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {"cedu/py.typed", "cedu/schemas/course.schema.json", "cedu/schemas/items/number.schema.json"} <= names
    for folder in ("schemas", "templates"):
        shipped = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert {f"cedu/{path}" for path in shipped} == {name for name in names if name.startswith(f"cedu/{folder}/")}
    assert {f"cedu/player/{path.name}" for path in (ROOT / "src/cedu/player").glob("*.js")} <= names
    assert {f"cedu/lms/{path.name}" for path in (ROOT / "src/cedu/lms").glob("*.yaml")} <= names
    assert not [name for name in names if name.startswith(("tests", "curricula", "src"))]


def test_nothing_of_the_checkout_is_used(installed: Path, tmp_path: Path) -> None:
    code = "import cedu, cedu.resources as r; print(cedu.__file__, r.shipped('schemas'), r.shipped('templates'))"
    said = run(installed.with_name("python"), "-c", code, cwd=tmp_path)
    assert str(ROOT / "src") not in said
    assert all(str(installed.parents[1]) in word for word in said.split())


def test_golden_cases_hold_for_the_wheel(installed: Path, tmp_path: Path) -> None:
    said = run(
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", ROOT / "tests" / "test_cases.py", cwd=tmp_path, CEDU=str(installed)
    )
    assert "passed" in said


def test_a_new_workspace_validates_and_builds(installed: Path, tmp_path: Path) -> None:
    run(installed, "init", ".", cwd=tmp_path)
    run(installed, "validate", "--strict", cwd=tmp_path)
    run(installed, "build", cwd=tmp_path)
    assert list((tmp_path / "dist" / "scorm12" / "course").glob("*.zip"))

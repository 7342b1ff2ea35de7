"""Site, documents and player in each language that we speak, and in one that a workspace adds in part: read in a real browser."""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cedu.rendering.words import SETS, words_in

HERE = Path(__file__).resolve().parent
CEDU = Path(sys.executable).with_name("cedu")
WORKSPACE = {
    "cedu.yaml": """\
cedu: 1
namespace: https://learn.example.org/
organization: {name: Ö, language: LANGUAGE}
build: {targets: [site, docs, scorm12]}
""",
    "c/course.yaml": """\
id: c
title: Ö
summary: Ö
version: 1.0.0
modules:
  - id: m
    title: Ö
    lessons:
      - {id: read, title: Ö, type: article, body: read.md, minutes: 65}
      - {id: check, title: Ö, type: quiz, assessment: check, minutes: 5}
completion: {lessons: all, assessments: passed}
""",
    "c/read.md": "Ö\n\n```python\nprint(1)\n```\n",
    "c/check.assessment.yaml": """\
id: check
title: Ö
purpose: formative
stakes: graded
passing_score: 66.5
attempts: 3
time_limit_minutes: 15
items:
  - {id: yes, type: true-false, stem: Ö, answer: true}
  - {id: order, type: ordering, stem: Ö, sequence: [{id: a, text: Ä}, {id: b, text: Ü}]}
  - {id: match, type: matching, stem: Ö, pairs: [{id: a, premise: Ä, response: Ö}, {id: b, premise: Ü, response: ß}]}
""",
}


def read(root: Path, served: tuple[Path, str], node: Callable[..., Any], language: str) -> Any:
    """What a browser shows of the workspace at `root` in `language`."""
    for name, text in WORKSPACE.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text.replace("LANGUAGE", language), encoding="utf-8")
    done = subprocess.run([CEDU, "build", "--quiet", "--today", "2026-06-01"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    folder, home = served
    place = folder / f"languages-{language}"
    for package in (root / "dist").rglob("*.zip"):
        with zipfile.ZipFile(package) as archive:
            archive.extractall(place / "player")
    (root / "dist").rename(place / "dist")
    pages = ["player/index.html", *(f"dist/site/{name}.html" for name in ("index", "course/c/index", "course/c/read", "course/c/check"))]
    return node(HERE / "languages" / "visit.js", f"{home}/{place.name}", json.dumps([*pages, "dist/docs/curriculum-guide.html"]))


def plain(language: str, root: Path | None = None) -> dict[str, set[str]]:
    """Our texts that have no gap, by the language that they are in on a page in `language`."""
    words = words_in(language, root)
    found: dict[str, set[str]] = {}
    for texts in (words, words.player):
        for tag, group in texts.by_language().items():
            found.setdefault(tag or language, set()).update(text for text in group.values() if "{" not in text)
    return found


@pytest.mark.parametrize("language", ["ar", "ja", "de"])
def test_in_its_own_language_nothing_is_english(
    language: str, tmp_path: Path, served: tuple[Path, str], node: Callable[..., Any], modules: Path
) -> None:
    found = read(tmp_path, served, node, language)
    assert found["troubles"] == []
    assert found["direction"] == ("rtl" if language == "ar" else "ltr")
    said = {text for text, _, _ in found["texts"]}
    assert len(said & plain(language)[language]) > 30
    assert not said & (plain("en")["en"] - plain(language)[language])
    assert not [text for text in said if re.fullmatch("[a-z]+(_[a-z]+)+|.*[{}].*", text)]  # the name of a text, or a gap
    assert {tag for _, tag, _ in found["texts"]} == {language}
    assert any(("66,5" if language == "de" else "66.5") in text for text in said)
    assert {direction for text, _, direction in found["texts"] if text == "print"} == {"ltr"}


def test_in_a_language_that_a_workspace_adds_in_part_the_rest_says_that_it_is_english(
    tmp_path: Path, served: tuple[Path, str], node: Callable[..., Any], modules: Path
) -> None:
    english = words_in("en")
    own = {
        name: {key: f"« {text} »" for index, (key, text) in enumerate(texts.by_language()[""].items()) if index % 2}
        for name, texts in zip(SETS, (english, english.player, english.statistics, english.credential), strict=True)
    }
    folder = tmp_path / "templates" / "words"
    folder.mkdir(parents=True)
    (folder / "fr.json").write_text(json.dumps(own), encoding="utf-8")
    found = read(tmp_path, served, node, "fr-CA")
    assert found["troubles"] == []
    known = plain("fr-CA", tmp_path)
    wrong = [(text, tag) for text, tag, _ in found["texts"] for real, texts in known.items() if text in texts and tag != real]
    assert wrong == []
    said = {text for text, _, _ in found["texts"]}
    assert len(said & known["fr-CA"]) > 15 and len(said & known["en"]) > 15

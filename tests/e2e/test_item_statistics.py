"""The page of item statistics in a browser: for everyone, without a script or a request, and with the figures that JSON has."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CEDU = Path(sys.executable).with_name("cedu")
SAMPLE = ROOT / "curricula/samples/responses.csv"
LANGUAGES = ("en", "de", "ja", "ar")
# The checker has no hash to hold a style against; a browser has.
POLICY = "Inline style violates Content Security Policy (meta tag): blocked by"


def told(*arguments: object) -> str:
    done = subprocess.run([CEDU, "items", SAMPLE, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's page in each language."""
    folder = tmp_path_factory.mktemp("statistics")
    for language in LANGUAGES:
        told("--html", folder / f"{language}.html", "--language", language)
    return folder


def test_everyone_can_read_it_and_it_asks_for_nothing(pages: Path, modules: Path, node: Callable[..., Any]) -> None:
    """axe-core at two widths, in light and dark; a word on the console would be a rule of the page's policy that it breaks itself."""
    names = json.dumps([f"{language}.html" for language in LANGUAGES])
    assert node(HERE / "site/visit.js", "everyone", json.dumps(pages.as_uri()), names) == {"seen": [], "troubles": []}


def test_it_is_valid_html(pages: Path, modules: Path) -> None:
    command = ["java", "-jar", modules / "vnu-jar/build/dist/vnu.jar", "--format", "json", "--stdout", "--exit-zero-always", pages]
    messages = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["messages"]
    # Most of the words of the page are those of the assessment, which is in English.
    foreign = "This document appears to be written in English"
    assert [one["message"] for one in messages if not one["message"].startswith((POLICY, foreign))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_all_that_json_says(pages: Path, language: str) -> None:
    page = html.parse(pages / f"{language}.html")
    (test,) = json.loads(told("--format", "json"))["tests"]
    mark = "," if language == "de" else "."

    def shown(value: float) -> str:
        return f"{value:.2f}".replace("-", "−").replace(".", mark)

    rows = page.xpath("//table[@class='overview']/tbody/tr")
    assert len(rows) == len(test["items"]) == 8
    for row, item in zip(rows, test["items"], strict=True):
        said = [cell.text_content() for cell in row]
        assert said[1] == item["item"]
        assert said[2] == str(item["n"])
        assert said[3].startswith(f"{item['difficulty']['value'] * 100:.0f}")
        assert said[5] == shown(item["discrimination"]["value"])
        assert said[6] == f"{shown(item['discrimination']['low'])} – {shown(item['discrimination']['high'])}"
    assert len(page.xpath("//ol[@class='looks']/li")) == len(test["look_at"]) > 2
    assert [code.text for code in page.xpath("//ol[@class='looks']//code")] == [
        f"{look['path']}:{look['line']}" for look in test["look_at"]
    ]
    ids = set(page.xpath("//@id"))
    links = [link.removeprefix("#") for link in page.xpath("//@href")]
    assert len(links) > 16 and set(links) <= ids
    assert not page.xpath("//script | //@style | //@src | //link")


def test_no_learner_is_named_anywhere(pages: Path) -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in pages.iterdir()) + told() + told("--format", "json", "--attempts", "all")
    assert "l-2" not in written

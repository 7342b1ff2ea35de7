"""The site and the documents of our own curriculum, in a browser: readable by everyone, quiet, and at home on a server and on a disk."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
COURSE = "site/course/authoring"
TYPES = {"article", "video", "slides", "infographic", "walkthrough", "lab", "live-session", "webinar", "quiz"}

Visit = Callable[..., Any]


@pytest.fixture(scope="module")
def dist(served: tuple[Path, str]) -> Path:
    """What the `cedu` command builds of a copy of our workspace, in a folder that is served."""
    root = served[0] / "curriculum"
    root.mkdir()
    shutil.copyfile(ROOT / "cedu.yaml", root / "cedu.yaml")
    shutil.copytree(ROOT / "curricula", root / "curricula")
    cedu = Path(sys.executable).with_name("cedu")
    command = [cedu, "build", "--target", "site", "--target", "docs", "--today", "2026-06-01"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return root / "dist"


@pytest.fixture(scope="module")
def home(dist: Path, served: tuple[Path, str]) -> str:
    """The address of what was built."""
    return f"{served[1]}/curriculum/dist"


@pytest.fixture(scope="module")
def visit(modules: Path, node: Callable[..., Any]) -> Visit:
    """Plays a scenario of `site/visit.js`, which must end without a word on the console and without a request to anywhere else."""

    def run(scenario: str, *arguments: Any) -> Any:
        found = node(HERE / "site/visit.js", scenario, *map(json.dumps, arguments))
        assert found["troubles"] == []
        return found["seen"]

    return run


def lessons(dist: Path) -> dict[str, list[str]]:
    """The pages of our largest course by the type of the lesson."""
    found: dict[str, list[str]] = {}
    for link in html.parse(dist / COURSE / "index.html").xpath("//ol[@class='lessons']//a"):
        kind = link.xpath("span[starts-with(@class, 'kind ')]/@class")[0].split()[1]
        found.setdefault(kind, []).append(f"{COURSE}/{link.get('href')}")
    return found


def test_every_kind_of_page_passes_axe_and_fits_a_narrow_window(dist: Path, home: str, visit: Visit) -> None:
    by_type = lessons(dist)
    assert set(by_type) == TYPES
    pages = ["site/index.html", f"{COURSE}/index.html", "site/path/authors/index.html", "site/certification/author/index.html"]
    pages += [found[0] for found in by_type.values()]
    pages += [f"{COURSE}/item-types.html", "docs/curriculum-guide.html", "docs/path/authors/index.html"]
    assert visit("everyone", home, pages) == []


@pytest.mark.parametrize("page", [f"{COURSE}/check-questions.html", "site/course/publishing/check.html"])
def test_a_self_check_is_answered_by_keyboard_alone(page: str, dist: Path, home: str, visit: Visit) -> None:
    fields = {json.loads(field.get("data-item"))["id"]: field for field in html.parse(dist / page).xpath("//fieldset")}
    items = {id: json.loads(field.get("data-item")) for id, field in fields.items()}
    wrong = next(id for id, item in items.items() if item["type"] == "single" and fields[id].xpath(".//div[@data-when='incorrect']"))
    said = {when: fields[wrong].xpath(f"string(.//div[@data-when='{when}'])") for when in ("correct", "incorrect")}

    found = visit("quiz", home, page, wrong)
    points = sum(item["points"] for item in items.values())
    earned = points - items[wrong]["points"]
    assert f"{earned:g} of {points:g} points, {round(100 * earned / points, 1):g} %" in found["result"]
    shown = {item["id"]: item for item in found["shown"]}
    assert {id: item["verdict"] for id, item in shown.items()} == {id: "Not correct" if id == wrong else "Correct" for id in items}
    assert said["incorrect"] in shown[wrong]["feedback"] and said["correct"] not in shown[wrong]["feedback"]
    praised = [id for id, field in fields.items() if id != wrong and field.xpath(".//div[@data-when='correct']")]
    assert praised
    assert all(fields[id].xpath("string(.//div[@data-when='correct'])") in shown[id]["feedback"] for id in praised)
    assert found["focus"] == "result"
    assert found["again"]
    assert found["violations"] == []


def test_the_skip_link_leads_into_the_content(home: str, visit: Visit) -> None:
    pages = ["site/index.html", f"{COURSE}/index.html", f"{COURSE}/check-questions.html", "docs/curriculum-guide.html"]
    assert visit("skip", home, pages) == dict.fromkeys(pages, True)


@pytest.mark.parametrize(("place", "course", "length"), [("server", "authoring", 24), ("disk", "publishing", 8)])
def test_a_reader_walks_through_a_whole_course_and_back(place: str, course: str, length: int, dist: Path, home: str, visit: Visit) -> None:
    walked = visit("walk", f"{home}/site" if place == "server" else (dist / "site").as_uri(), course)
    assert len(walked["lessons"]) >= length
    assert walked["there"] == walked["back"] == walked["lessons"]
    assert walked["seen"] == len(walked["lessons"])
    assert walked["styled"] == "rgb(31, 95, 191)"


def test_paper_has_the_text_and_no_navigation(home: str, visit: Visit) -> None:
    assert visit("print", home, f"{COURSE}/life-of-a-change.html") == {
        "navigation": [], "text": True, "transcript": True, "paper": "#ffffff",
        "backgroundColor": "rgb(255, 255, 255)", "color": "rgb(0, 0, 0)",
    }  # fmt: skip


def test_a_drawing_can_be_read_on_a_telephone(home: str, visit: Visit) -> None:
    found = visit("drawing", home, f"{COURSE}/life-of-a-change.html")
    assert found["drawing"] >= 660 > 375 > found["window"]

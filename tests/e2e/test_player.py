"""The course player in a browser: for everyone, one window at a time, with a search, on paper, and closed to what content brings along."""

import json
import re
import shutil
import subprocess
import wave
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cedu.jobs.build import build

HERE = Path(__file__).resolve().parent
LESSONS = [
    "Why a history?",
    "Commit a change",
    "A film of it",
    "Elsewhere",
    "The slides",
    "Listen",
    "Check yourself",
    "Branches",
    "Before you go",
]
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"

FILES = {
    "cedu.yaml": """\
cedu: 1
namespace: https://learn.example.org/
organization: {name: Example Learning}
build: {targets: [scorm12, scorm2004, cmi5], video_hosts: [www.youtube-nocookie.com]}
lint: {ignore: [CE302]}
""",
    "git/course.yaml": """\
id: git-basics
title: "Git & <you>: the basics"
summary: Keep a history of your work.
version: 1.2.0
modules:
  - id: start
    title: Start
    lessons:
      - {id: why, title: Why a history?, type: article, body: lessons/why.md, minutes: 5}
      - {id: commit, title: Commit a change, type: lab, body: lessons/commit.md, minutes: 10}
      - {id: film, title: A film of it, type: video, body: lessons/film.md, media: "https://youtu.be/dQw4w9WgXcQ?t=9",
         captions: assets/film.vtt, minutes: 3}
      - {id: elsewhere, title: Elsewhere, type: webinar, body: lessons/film.md, media: "https://vimeo.com/76979871",
         transcript: lessons/said.md, minutes: 3}
      - {id: slides, title: The slides, type: slides, body: lessons/film.md, media: assets/three commits.svg,
         transcript: lessons/said.md, minutes: 3}
      - {id: listen, title: Listen, type: live-session, body: lessons/film.md, media: assets/talk.wav,
         transcript: lessons/said.md, minutes: 3}
      - {id: check, title: Check yourself, type: quiz, assessment: git-check, minutes: 10}
  - id: share
    title: Share
    lessons:
      - {id: branch, title: Branches, type: infographic, body: lessons/branch.md, minutes: 5}
      - {id: survey, title: Before you go, type: quiz, assessment: git-practice, minutes: 2}
""",
    "git/assets/film.vtt": "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ada>A commit is a <b>snapshot</b>.\n",
    "git/lessons/film.md": "Look at it, and take your time.\n",
    "git/lessons/said.md": "Three circles in a row, each of them a snapshot of the whole.\n",
    "git/lessons/branch.md": """\
A branch is a name that moves. It costs $2^0$ files. Going back is in [its second step](commit.md#the-second-step).

## Émigré résumé

The Straße is long; ΟΔΟΣ is Greek for it, and the ﬁrst cafe\u0301 is at its end. You do not have to pay for any of what you see on
the way, and whoever walks along it has all the time in the world to look at what the others have put into their windows.

## Zum Schluß

Nothing more.
""",
    # No word of these fits into a line of a telephone.
    "de/course.yaml": f"""\
id: lang
title: {LONG} {LONG}
summary: Lange Wörter.
version: 1.0.0
language: de
modules:
  - id: teil
    title: {LONG}
    lessons:
      - {{id: wort, title: {LONG}, type: article, body: wort.md, minutes: 5}}
      - {{id: probe, title: Probe {LONG}, type: quiz, assessment: probe, minutes: 5}}
""",
    "de/wort.md": f"{LONG} `{LONG}` <https://example.org/{LONG}>\n\n| {LONG} | {LONG} |\n|---|---|\n| {LONG} | {LONG} |\n",
    "de/probe.assessment.yaml": f"""\
id: probe
title: {LONG}
purpose: formative
stakes: practice
items:
  - id: wahl
    type: single-choice
    stem: {LONG}?
    choices:
      - {{id: ja, text: {LONG}, correct: true, feedback: {LONG}}}
      - {{id: nein, text: "`{LONG}`"}}
    feedback: {{correct: {LONG}}}
  - {{id: folge, type: ordering, stem: Folge, sequence: [{{id: a, text: {LONG}}}, {{id: b, text: B}}]}}
  - id: paare
    type: matching
    stem: Paare
    pairs: [{{id: a, premise: {LONG}, response: {LONG}}}, {{id: b, premise: B, response: b}}]
""",
    "ja/course.yaml": """\
id: rireki
title: 変更の履歴
summary: 作業の履歴を残します。
version: 1.0.0
language: ja
modules:
  - id: hajime
    title: はじめに
    lessons:
      - {id: naze, title: なぜ履歴を残すのか, type: article, body: naze.md, minutes: 5}
      - {id: kakunin, title: 確認テスト, type: quiz, assessment: kakunin, minutes: 5}
""",
    "ja/naze.md": """\
履歴を残すと、だれが何をなぜ変更したのかがわかります。変更のたびに記録しておけば、いつでも以前の状態に戻ることができ、ほかの人の作業とも安全に合わせられます。

## ガードの設定

ハードウェアの記録はカードに残ります。バージョンは１２です。
""",
    "ja/kakunin.assessment.yaml": """\
id: kakunin
title: 確認テスト
purpose: formative
stakes: practice
passing_score: 50
items:
  - {id: modoru, type: true-false, stem: 記録した状態には戻れる。, answer: true}
""",
    "ar/course.yaml": """\
id: tarikh
title: "أساسيات Git"
summary: احتفظ بسجل لعملك.
version: 1.0.0
language: ar
modules:
  - id: bidaya
    title: البداية
    lessons:
      - {id: limadha, title: لماذا السجل؟, type: article, body: limadha.md, minutes: 5}
      - {id: ikhtibar, title: اختبر نفسك, type: quiz, assessment: ikhtibar, minutes: 5}
""",
    "ar/limadha.md": """\
يُخبرك السِّجِلُّ بمن غيّر ماذا ولماذا، ويمكنك الرجوع إلى كل حالة حفظتها من قبل، ومقارنة ما كان بما صار، ومشاركة عملك مع غيرك دون أن يضيع شيء منه.

```bash
git log --oneline
```

1. غيّر ملفًا.
2. احفظه.
""",
    "ar/ikhtibar.assessment.yaml": """\
id: ikhtibar
title: اختبر نفسك
purpose: formative
stakes: practice
items:
  - id: tartib
    type: ordering
    stem: رتّب الخطوات.
    sequence:
      - {id: ghayyir, text: غيّر ملفًا}
      - {id: ihfaz, text: احفظه}
""",
}


@pytest.fixture(scope="module")
def source(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tests' workspace with a lesson of each type, films, and courses in other scripts."""
    root = tmp_path_factory.mktemp("player")
    shutil.copytree(workspace / "git", root / "git")
    (root / "git/exam.assessment.yaml").unlink(missing_ok=True)
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    with wave.open(str(root / "git/assets/talk.wav"), "wb") as talk:
        talk.setparams((1, 1, 8000, 0, "NONE", ""))
        talk.writeframes(bytes([128]) * 800)
    return root


@pytest.fixture(scope="module")
def packages(source: Path) -> Path:
    """What is built of it: `dist`."""
    built = build(source)
    assert [str(finding) for finding in built.findings if finding.severity == "error"] == []
    return source / "dist"


@pytest.fixture(scope="module")
def learn(packages: Path, source: Path, modules: Path, served: tuple[Path, str], node: Callable[..., Any]) -> Callable[..., Any]:
    """Plays a scenario of `player/visit.js`, which must end without a word on the console and without a request to anywhere else."""
    folder = served[0] / "player"
    folder.mkdir()
    shutil.copyfile(HERE / "player/lms.html", folder / "lms.html")
    shutil.copyfile(modules / "scorm-again/dist/scorm12.min.js", folder / "scorm-again.js")
    for name, id in (("git", "git-basics"), ("ja", "rireki"), ("ar", "tarikh"), ("de", "lang")):
        with zipfile.ZipFile(packages / f"scorm12/course/{id}.zip") as archive:
            archive.extractall(folder / name)
    text = FILES["cedu.yaml"].replace("build: {", "build: {scos: module, ")
    root = source.with_name("modules")
    shutil.copytree(source, root, ignore=shutil.ignore_patterns("dist", ".cedu"))
    (root / "cedu.yaml").write_text(text, encoding="utf-8")
    assert build(root, names=["course/git-basics"], only=["scorm12"]).outputs
    with zipfile.ZipFile(root / "dist/scorm12/course/git-basics.zip") as archive:
        archive.extractall(folder / "modules")

    def run(scenario: str, *arguments: Any) -> Any:
        found = node(HERE / "player/visit.js", scenario, f"{served[1]}/player", *map(json.dumps, arguments))
        assert found["troubles"] == []
        return found["seen"]

    return run


def test_every_type_of_page_passes_axe_in_light_and_dark_on_telephone_and_desk(learn: Callable[..., Any]) -> None:
    assert learn("everyone", ["git", "ja", "ar", "de"]) == []


def test_a_whole_course_is_finished_by_keyboard_alone(learn: Callable[..., Any]) -> None:
    seen = learn("keyboard")
    assert seen["stops"] == [
        "Skip to the lesson",
        "Cedu-contents-toggle",
        "Cedu-search-text",
        *LESSONS,
        "Cedu-print",
        "Cedu-print-all",
        "Commit a change",
        "its second step",
        "FIGURE",
        "table-scroll",
        "Cedu-next",
    ]
    assert seen["focused"] == [*LESSONS[1:7], "result", *LESSONS[7:], "result"]
    assert seen["end"] == (
        "You have passed this: Git & <you>: the basics\n\n"
        "Your learning platform has recorded it. You can close the course, or go on reading.\n\nClose"
    )
    assert seen["status"] == "passed"


def test_the_focus_is_never_under_something_else(learn: Callable[..., Any]) -> None:
    assert learn("focus") == {
        "skipped": "Cedu-lesson",
        "inside": ["contents", "out"],
        "cleared": ["", True],
        "closed": ["false", "Cedu-contents-toggle"],
    }


def test_what_is_searched_for_is_found_whatever_its_case_and_diacritics(learn: Callable[..., Any]) -> None:
    found = learn(
        "search", "git", ["STRASSE", "resume", "οδος", "first CAFÉ", "schluss", "snapshot", "forty hexadecimal", "password", "x y z"]
    )
    assert found["STRASSE"]["titles"] == ["Émigré résumé"] and found["STRASSE"]["marks"] == ["Straße"]
    assert found["resume"]["titles"] == ["Émigré résumé"] and found["resume"]["marks"] == []
    assert found["οδος"]["marks"] == ["ΟΔΟΣ"]
    assert found["first CAFÉ"]["marks"] == ["ﬁrst", "cafe\u0301"]
    assert found["schluss"]["titles"] == ["Zum Schluß"] and found["schluss"]["pieces"] == ["Nothing more."]
    assert found["snapshot"]["titles"] == ["A film of it", "Elsewhere", "The slides", "Listen"]
    assert found["snapshot"]["count"] == "Places found: 4"
    for nothing in ("forty hexadecimal", "password", "x y z"):
        assert found[nothing] == {"count": "Nothing found.", "titles": [], "marks": [], "pieces": []}
    assert len(found["STRASSE"]["pieces"][0]) < 160


def test_words_are_found_in_scripts_without_spaces_and_without_vowels(learn: Callable[..., Any]) -> None:
    found = learn("search", "ja", ["残す", "カード", "12", "ﾊｰﾄﾞｳｪｱ"])
    assert found["残す"]["titles"] == ["なぜ履歴を残すのか"] and found["残す"]["marks"] == ["残す"]
    assert found["カード"]["marks"] == ["カード"]  # and not ガード
    assert found["12"]["marks"] == ["１２"] and found["ﾊｰﾄﾞｳｪｱ"]["marks"] == ["ハードウェア"]
    assert learn("search", "ar", ["السجل"])["السجل"]["marks"] == ["السِّجِلُّ"]


def test_what_was_found_is_one_key_away(learn: Callable[..., Any]) -> None:
    assert learn("found", "emigre", 0) == {"title": "Branches", "focus": "Émigré résumé", "seen": True}
    assert learn("found", "snapshot", 2) == {"title": "The slides", "focus": "The slides", "seen": True}


def test_a_second_window_asks_takes_over_and_loses_nothing(learn: Callable[..., Any]) -> None:
    seen = learn("windows")
    assert seen["waiting"] == {
        "title": "This course is open in another window",
        "controls": ["Skip to the lesson", "Go on here"],
        "calls": [],
    }
    assert seen["taken"] == {"title": "Check yourself", "word": "branch", "focus": "H1"}
    assert seen["gone"] == {
        "title": "You have gone on in another window",
        "controls": ["Skip to the lesson"],
        "last": ["LMSCommit", "LMSFinish"],
        "times": 1,
        "after": 0,
    }
    assert seen["end"]["title"] == "Check yourself"
    assert seen["end"]["result"].startswith("Passed: 9 of 9 points")
    assert seen["end"]["shelf"] == []


def test_nobody_is_asked_without_need(learn: Callable[..., Any]) -> None:
    assert learn("alone") == {"both": "Why a history?", "next": "Branches"}


def test_what_the_lms_did_not_take_is_there_the_next_time_for_the_same_learner(learn: Callable[..., Any]) -> None:
    seen = learn("shelf")
    assert seen["said"].startswith("Your learning platform did not take what the course told it")
    assert seen["record"] is None
    assert seen["other"] == seen["review"] == ["", 1]
    assert seen["back"] == seen["again"] == ["branch", 0]


def test_a_page_that_is_loaded_again_goes_on_where_an_lms_takes_no_second_session(learn: Callable[..., Any]) -> None:
    seen = learn("reload")
    assert seen["again"] == ["Check yourself", "bra"]
    assert seen["said"].startswith("This course is not connected to a learning platform.")
    assert seen["sessions"] == ["LMSInitialize", "LMSFinish", "LMSInitialize"]
    assert seen["next"] == ["Check yourself", "branch", "Welcome back. You left off here: Check yourself\n\nClose"]
    assert seen["shelf"] == 0


def test_a_page_that_the_browser_has_kept_goes_on(learn: Callable[..., Any]) -> None:
    assert learn("back") == {"kept": "true", "title": "Check yourself", "word": "branch"}


def test_what_a_visit_is_for_is_said_and_heeded(learn: Callable[..., Any]) -> None:
    browse, review, no_credit, passed = learn(
        "modes",
        [{"mode": "browse"}, {"mode": "review"}, {"credit": "no-credit"}, {"status": "passed", "score": "90"}],
    )
    assert browse["start"].startswith("This is a preview.") and review["start"].startswith("You are looking at something")
    for visit in (browse, review):
        assert visit["names"] == ["LMSInitialize", "LMSGetValue", "LMSFinish"]
        assert visit["end"] == visit["start"] and visit["outcome"] == "Passed: 100 %"
    assert no_credit["start"].startswith("This visit does not count")
    assert "You have passed this" in no_credit["end"] and "has recorded it" not in no_credit["end"]
    assert no_credit["status"] == no_credit["score"] == []
    assert passed["start"] == "" and passed["outcome"] == "Passed: 90 %"
    assert set(passed["status"]) <= {"passed"} and set(passed["score"]) <= {"90"}


def text(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout


def test_a_lesson_and_the_whole_course_can_be_printed(learn: Callable[..., Any], tmp_path: Path) -> None:
    assert learn("print", str(tmp_path)) == {"loaded": True, "left": 0, "cut": []}
    lesson, course = text(tmp_path / "lesson.pdf"), text(tmp_path / "course.pdf")
    assert "A film of it" in lesson and "https://youtu.be/dQw4w9WgXcQ" in lesson and "A commit is a snapshot." in lesson
    for gone in ("Why a history", "Print this lesson", "Next", "not connected"):
        assert gone not in lesson
    pages = course.split("\f")
    assert pages[0].strip() == "Git & <you>: the basics"
    starts = [page.strip().splitlines()[0].strip() for page in pages if page.strip()]
    assert [title for title in LESSONS if title in starts] == LESSONS
    assert "chooses what to commit · shows the history · deletes the history" in re.sub(r"\s+", " ", course)  # what a list holds
    assert "What belongs to a commit?" in course and "The newest commit comes first" not in course and "Check my answers" not in course


def test_it_fits_a_telephone_a_projector_and_every_direction(learn: Callable[..., Any]) -> None:
    seen = learn("sizes", ["git", "ja", "ar"])
    assert [course["rtl"] for course in seen.values()] == [False, False, True]
    for name, course in seen.items():
        sizes = {int(width): found for width, found in course.items() if width != "rtl"}
        assert [width for width, found in sizes.items() if found["over"] > 0] == []
        assert sizes[3840]["size"] >= 1.75 * sizes[1280]["size"] > sizes[320]["size"] * 0.99
        # WCAG 2.2, 1.4.8: at most 80 characters, 40 of a script as wide as Japanese.
        assert max(found["characters"] for found in sizes.values()) <= (40 if name == "ja" else 80), name


def test_it_takes_a_reader_s_own_colours_rests_where_asked_and_says_that_it_needs_scripts(learn: Callable[..., Any]) -> None:
    seen = learn("settings")
    assert seen["forced light"] == seen["forced dark"] == {"bars": True, "here": ["solid", "none"], "track": "solid"}
    assert (seen["motion"], seen["no motion"]) == (True, 0)
    assert seen["no scripts"]["text"][-1] == "This course needs JavaScript. Please allow it for this page, and load it again."
    assert seen["no scripts"]["controls"] == 0


def test_a_screen_reader_hears_what_is_seen(learn: Callable[..., Any]) -> None:
    seen = learn("aloud")
    for line in (
        'group "Which command shows the history?"',
        'radio "git log"',
        'checkbox "its author"',
        'textbox "What is a name that moves with each commit called?"',
        'combobox "git add"',
    ):
        assert line in seen["asked"]
    assert re.search(r'button "Move (up|down): change a file"', seen["asked"])
    page = seen["page"]
    places = ["- banner:", '- progressbar "Progress in the course"', "- search:", '- navigation "Contents":', "- main:"]
    assert [line for line in page.replace("  ", "").splitlines() if line in places] == places
    assert [line.strip(" -") for line in page.splitlines() if "heading" in line] == [
        'heading "Start" [level=2]',
        'heading "Share" [level=2]',
        'heading "Check yourself" [level=1]',
    ]
    # What a sign and a colour show is in words, too, and what was said before is over.
    for line in ('radio "git push Not correct" [checked]', 'checkbox "its author Correct" [checked]', 'checkbox "its message" [disabled]'):
        assert line in page
    assert "Partly correct" in page and "Not answered yet" not in page and "✓" not in page and "✕" not in page


def test_a_module_can_be_launched_by_itself(learn: Callable[..., Any]) -> None:
    start, share = learn("modules", ["modules/module-start.html", "modules/module-share.html"])
    assert (start["title"], start["titles"]) == ("Start", LESSONS[:7])
    assert (share["title"], share["titles"], share["links"]) == ("Share", LESSONS[7:], [])
    assert (start["status"], share["status"]) == ("passed", "completed")  # only the first has something to pass
    assert {id.split(".")[0] for id in start["answers"]} == {"git-check"}
    assert {id.split(".")[0] for id in share["answers"]} == {"git-practice"}


def test_content_can_do_nothing_but_be_read(learn: Callable[..., Any]) -> None:
    seen = learn("policy")
    film = seen["film"]
    assert film["src"] == seen["shown"] == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
    assert film["sandbox"] == "allow-scripts allow-same-origin" and film["allow"] == "fullscreen; picture-in-picture"
    assert film["referrerpolicy"] == "strict-origin-when-cross-origin" and film["title"] == "A film of it" and film["loading"] == "lazy"
    assert seen["link"] == "https://youtu.be/dQw4w9WgXcQ?t=9"
    assert seen["elsewhere"]["frames"] == 0 and seen["elsewhere"]["link"] == "https://vimeo.com/76979871"
    assert "Transcript" in seen["elsewhere"]["transcript"]
    assert seen["refused"]["ran"] == 0 and seen["refused"]["color"] != "rgb(255, 0, 0)"
    assert seen["refused"]["found"] == sorted(
        ["EvalError", "TypeError", "connect-src", "frame-src", "img-src", "script-src", "script-src-elem", "style-src-attr"]
    )


@pytest.mark.parametrize("target", ["scorm12", "scorm2004", "cmi5"])
def test_script_and_style_are_small(target: str, packages: Path) -> None:
    with zipfile.ZipFile(packages / target / "course/git-basics.zip") as archive:
        assert sum(one.file_size for one in archive.infolist() if re.fullmatch(r"player/[\w-]+\.(js|css)", one.filename)) < 64_000

"""An import as a whole: what it writes, and what a second one does to what it finds."""

import io
import tarfile
from pathlib import Path
from typing import Any

import pytest

from cedu.diagnostics import Severity
from cedu.importers import Place
from cedu.jobs.importing import CannotImportError, ImportReport, NoObjectiveError, import_file, writing
from cedu.jobs.importing.naming import Ids
from cedu.jobs.importing.parts import parts
from cedu.jobs.validate import validate
from cedu.model.ids import kebab
from cedu.source.text import read

QUIZ = """Quiz title: Coffee
Quiz description: What people know of it.

1. What is in it?
... See the label.
a) Tea
*b) Caffeine

2. How many beans?
= 100 +- 5

3. Which are hot?
[*] Coffee
[ ] Ice
"""
WORKSPACE = "cedu: 1\nnamespace: https://learn.example.org/\norganization: {name: Example, language: en}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "workspace"
    (root / "curricula").mkdir(parents=True)
    (root / "cedu.yaml").write_text(WORKSPACE)
    return root


def imported(root: Path, text: str, name: str = "quiz.txt", **more: Any) -> ImportReport:
    path = root.parent / name
    path.write_text(text)
    return import_file(root, path, **more)


def kinds(report: ImportReport) -> list[tuple[str, str]]:
    return [(entry.kind, entry.id) for entry in report.entries if entry.kind not in ("changed", "refused")]


def test_it_writes_what_is_valid(root: Path) -> None:
    report = imported(root, QUIZ)
    assert report.format == "text2qti"
    assert report.files == ("curricula/quiz/quiz.assessment.yaml",)
    assert kinds(report) == [("written", "item-1"), ("written", "item-2"), ("written", "item-3")]
    assert [finding for finding in report.findings if finding.severity is Severity.ERROR] == []
    assert report.findings == validate(root).findings
    written = (root / report.files[0]).read_text()
    assert written.startswith(
        "id: quiz\ntitle: Coffee\npurpose: formative\nstakes: practice\nsummary: What people know of it.\nitems:\n  - id: item-1\n"
    )
    assert "    imported: {format: text2qti, id: item-1, digest: " in written


def test_an_objective_for_items_without_one_stays(root: Path) -> None:
    (root / "course.yaml").write_text(
        "id: coffee\ntitle: Coffee\nsummary: All.\nversion: 1.0.0\nobjectives: [{id: brew, text: Brew it, bloom: apply}]\nmodules: []\n"
    )
    with pytest.raises(NoObjectiveError, match=r"write it as course\.objective"):
        imported(root, QUIZ, objective="whatever-it-is")
    path = root / imported(root, QUIZ).files[0]
    plain = path.read_text()
    given = imported(root, QUIZ, objective="coffee.brew")
    assert given.counts["updated"] == 3
    assert path.read_text().count("objective: coffee.brew\n") == 3
    assert imported(root, QUIZ).files == imported(root, QUIZ, objective="coffee.brew").files == ()
    path.write_text(plain.replace("    stem: How", "    objective: coffee.brew\n    stem: How"))
    (kept,) = (entry for entry in imported(root, QUIZ).entries if entry.kind == "kept")
    assert kept.text == "it was edited here; the source is as it was"


def test_files_of_another_format_in_the_folder_are_named(root: Path) -> None:
    folder = root.parent / "old"
    folder.mkdir()
    (folder / "a.gift").write_text("::tea:: Is it hot? {T}\n")
    (folder / "b.xml").write_text(
        '<quiz><question type="truefalse"><name><text>q</text></name><questiontext><text>So?</text></questiontext>'
        '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question></quiz>'
    )
    (folder / "notes.md").write_text("No question.\n")
    with pytest.raises(CannotImportError, match="say which with --format"):
        import_file(root, folder)
    report = import_file(root, folder, format="gift")
    assert report.counts_of("item") == {"written": 1}
    (left,) = (entry for entry in report.entries if entry.kind == "refused")
    assert left.place == Place("b.xml")
    assert left.text == "it is moodle-xml, and not read with the files in gift: import it by itself"


def test_a_dry_run_says_the_same_and_writes_nothing(root: Path) -> None:
    dry = imported(root, QUIZ, dry_run=True)
    assert list((root / "curricula").iterdir()) == []
    assert dry.dry_run
    assert dry.entries == imported(root, QUIZ).entries


def test_again_nothing_is_written(root: Path) -> None:
    path = root / imported(root, QUIZ).files[0]
    before = path.stat().st_mtime_ns
    again = imported(root, QUIZ)
    assert again.files == ()
    assert {entry.kind for entry in again.entries} == {"unchanged"}
    assert path.stat().st_mtime_ns == before


def test_what_changed_at_the_source_is_replaced_in_its_place(root: Path) -> None:
    path = root / imported(root, QUIZ).files[0]
    text = path.read_text()
    path.write_text("# our own remark\n" + text.replace("  - id: item-2", "  # on numbers\n  - id: item-2") + "# the end\n")
    again = imported(root, QUIZ.replace("How many beans?", "How many beans are in it?"))
    assert kinds(again) == [("unchanged", "item-1"), ("updated", "item-2"), ("unchanged", "item-3")]
    (updated,) = (entry for entry in again.entries if entry.kind == "updated")
    assert updated.diff[:2] == ("-    stem: How many beans?", "+    stem: How many beans are in it?")
    now = path.read_text()
    assert "# our own remark\n" in now and "  # on numbers\n  - id: item-2\n" in now and now.endswith("# the end\n")
    assert "stem: How many beans are in it?" in now
    assert imported(root, QUIZ.replace("How many beans?", "How many beans are in it?")).files == ()


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("stem: How many beans?", "stem: How many beans, about?"),
        ("    stem: How many beans?\n", "    stem: How many beans?  # sure\n"),
        ("    answer: 100\n", '    "answer": 100\n'),
        ("    answer: 100\n", "    reviewed_by: [ann]\n    answer: 100\n"),
    ],
)
def test_what_somebody_edited_here_is_kept(root: Path, here: str, there: str) -> None:
    path = root / imported(root, QUIZ).files[0]
    text = path.read_text()
    assert here in text
    path.write_text(text.replace(here, there))
    edited = path.read_text()
    again = imported(root, QUIZ.replace("= 100", "= 200"))
    assert kinds(again) == [("unchanged", "item-1"), ("kept", "item-2"), ("unchanged", "item-3")]
    (text,) = {entry.text for entry in again.entries if entry.text.startswith("it was edited here; the source has changed, too")}
    assert "delete it here and import again" in text
    assert path.read_text() == edited
    same = imported(root, QUIZ)
    assert "it was edited here; the source is as it was" in [entry.text for entry in same.entries]


def test_new_items_stand_at_the_end_and_lost_ones_stay(root: Path) -> None:
    path = root / imported(root, QUIZ).files[0]
    path.write_text(path.read_text() + "review_by: 2027-01-01\n# the end\n")
    less = QUIZ.replace("2. How many beans?\n= 100 +- 5\n", "") + "\n4. New?\n* Yes\n"
    again = imported(root, less)
    assert kinds(again) == [
        ("unchanged", "item-1"),
        ("unchanged", "item-3"),
        ("kept", "item-2"),
        ("written", "item-4"),
    ]
    assert "`item-2` is not in the source any more" in [entry.text for entry in again.entries]
    document, findings = read("x", path.read_bytes())
    assert document is not None and not findings
    assert [item["id"] for item in document.value["items"]] == ["item-1", "item-2", "item-3", "item-4"]
    assert path.read_text().endswith("}\nreview_by: 2027-01-01\n# the end\n")
    assert validate(root).errors == 0


def test_an_item_without_a_name_is_known_by_its_stem_and_by_its_neighbour(root: Path) -> None:
    imported(root, QUIZ)
    other = (
        "Quiz title: Coffee\n\n1. New?\n* Yes\n\n2. Which are hot?\n[*] Coffee\n[ ] Ice\n\n3. What is in it?\na) Tea\n*b) Caffeine\n\n"
        "4. How many, then?\n= 100 +- 5\n"
    )
    again = imported(root, other)
    # The first is new, the second was the third, and the last stands after the same one as before, in other words.
    assert kinds(again) == [("unchanged", "item-3"), ("updated", "item-1"), ("updated", "item-2"), ("written", "item-4")]


def test_windows_line_ends_stay(root: Path) -> None:
    path = root / imported(root, QUIZ).files[0]
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    imported(root, QUIZ.replace("How many beans?", "How many?") + "\n4. New?\n* Yes\n")
    content = path.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert validate(root).errors == 0


def test_an_id_of_the_source_is_kept_as_well_as_can_be(root: Path) -> None:
    table = "id,stem,answer\nQ_1 Über,One?,true\nq-1-uber,Two?,true\n,Three?,true\n日本,Four?,true\n"
    report = imported(root, table, "My Items.csv")
    assert report.files == ("curricula/my-items/my-items.bank.yaml",)
    assert [entry.id for entry in report.entries if entry.kind == "written"] == ["q-1-uber", "q-1-uber-2", "item-1", "item-2"]
    document, _ = read("x", (root / report.files[0]).read_bytes())
    assert document is not None
    assert [item["imported"]["id"] for item in document.value["items"]] == ["Q_1 Über", "q-1-uber", "item-1", "日本"]
    renamed = imported(root, "id,stem,answer\n日本,Five?,false\n", "My Items.csv", into=root / "curricula/my-items")
    assert next((entry.kind, entry.id) for entry in renamed.entries) == ("updated", "item-2")


def test_objectives_are_kept_where_they_are_here(root: Path) -> None:
    course = root / "curricula" / "coffee" / "course.yaml"
    course.parent.mkdir()
    course.write_text(
        "id: coffee\ntitle: Coffee\nsummary: All of it.\nversion: 1.0.0\n"
        "objectives: [{id: brew, text: Brew coffee, bloom: apply}]\nmodules: []\n"
    )
    table = "stem,answer,objective,tags,difficulty,points\nOne?,true,coffee.brew,Hot Drinks,hard,3\nTwo?,true,tea.brew_it,,,0\n"
    report = imported(root, table, "items.csv")
    document, _ = read("x", (root / "curricula/items/items.bank.yaml").read_bytes())
    assert document is not None
    one, two = document.value["items"]
    assert (one["objective"], one["tags"], one["difficulty"], one["points"]) == ("coffee.brew", ["hot-drinks"], "hard", 3)
    assert ("objective" in two, two["tags"], "points" in two) == (False, ["brew-it"], False)
    assert [entry.text for entry in report.entries if entry.kind == "changed"] == [
        "the tag `Hot Drinks` is now `hot-drinks`",
        "there is no objective `tea.brew_it` here, so it is a tag",
        "it was worth 0 points, and is now worth 1",
    ]


def test_what_the_schema_refuses_is_refused_alone(root: Path) -> None:
    choices = "".join(f",choice_{number}" for number in range(1, 4))
    table = f"stem,answer,points{choices}\nGood?,A,1,a,b,\nBad?,A,99999,a,b,\nAlso good?,B,1,a,b,\n"
    report = imported(root, table, "items.csv")
    assert [(entry.place.line if entry.place else 0, entry.text) for entry in report.entries if entry.kind == "refused"] == [
        (3, "`points` is above 1000")
    ]
    assert [entry.id for entry in report.entries if entry.kind == "written"] == ["item-1", "item-3"]
    assert validate(root).errors == 0


def test_settings_that_no_file_can_hold_are_left_out(root: Path) -> None:
    quiz = QUIZ.replace("What people know of it.", "What\x1e people\x7f know.")
    report = imported(root, quiz)
    assert "summary: What people know.\n" in (root / report.files[0]).read_text()
    assert validate(root).errors == 0


def test_banks_of_groups_have_the_ids_that_draws_name(root: Path) -> None:
    (root / "curricula" / "quiz-group-1.bank.yaml").write_text(
        "id: quiz-group-1\ntitle: Taken\nitems: [{id: a, type: true-false, stem: Is it?, answer: true}]\n"
    )
    quiz = "1. a\n*a) b\nb) c\n\nGROUP\npick: 1\n\n1. d\n*a) b\nb) c\n\n2. e\n*a) b\nb) c\nEND_GROUP\n"
    report = imported(root, quiz)
    assert report.files == ("curricula/quiz/quiz-group-1-2.bank.yaml", "curricula/quiz/quiz.assessment.yaml")
    assert "{bank: quiz-group-1-2, count: 1}" in (root / "curricula/quiz/quiz.assessment.yaml").read_text()
    assert validate(root).errors == 0
    assert imported(root, quiz).files == ()


def course(**changes: str) -> bytes:
    members = {
        "c/course.xml": '<course display_name="Coffee"><chapter display_name="One">'
        '<sequential url_name="quiz" display_name="Quiz"><vertical>'
        '<html url_name="intro" filename="intro" display_name="Intro"/><html url_name="more" filename="more" display_name="More"/>'
        '<problem url_name="p1"><p>Really?</p><stringresponse answer="yes" type="ci"/></problem>'
        "</vertical></sequential></chapter></course>",
        "c/html/intro.html": '<p>Hello <img src="/static/a.png" alt="A"></p>',
        "c/html/more.html": "<p>More</p>",
        "c/static/a.png": "png",
    } | changes
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content.encode()))
    return made.getvalue()


def test_pages_become_the_lessons_of_a_course(root: Path) -> None:
    path = root.parent / "coffee.tar.gz"
    path.write_bytes(course())
    report = import_file(root, path)
    folder = root / "curricula" / "coffee"
    assert report.files == tuple(
        f"curricula/coffee/{name}"
        for name in ("assets/a.png", "course.yaml", "lessons/intro.md", "lessons/more.md", "quiz.assessment.yaml")
    )
    assert (folder / "lessons/intro.md").read_text().startswith("Hello ![A](../assets/a.png)\n\n<!-- cedu: imported olx intro ")
    assert validate(root).errors == 0
    assert import_file(root, path).files == ()
    # Somebody edits one lesson; both change at the source, a third one comes, and so does another image.
    (folder / "lessons/intro.md").write_text("Mine.\n" + (folder / "lessons/intro.md").read_text())
    path.write_bytes(
        course(
            **{
                "c/html/intro.html": "<p>Other</p>",
                "c/html/more.html": "<p>Even more</p>",
                "c/static/a.png": "new",
                "c/course.xml": '<course><chapter><html url_name="intro" filename="intro"/><html url_name="more" filename="more"/>'
                '<html url_name="third"><p>Third <img src="/static/a.png" alt="A"/></p></html></chapter></course>',
            }
        )
    )
    again = import_file(root, path)
    told = {(entry.kind, entry.path.removeprefix("curricula/coffee/"), entry.text) for entry in again.entries}
    assert ("kept", "lessons/intro.md", "it was edited here") in told
    assert ("updated", "lessons/more.md", "") in told
    assert ("written", "lessons/third.md", "") in told
    assert ("updated", "course.yaml", "a new lesson stands at its end") in told
    assert ("kept", "assets/a.png", "it differs from the source's; delete it here, and import again to take that one") in told
    assert (folder / "lessons/more.md").read_text().startswith("Even more\n")
    assert validate(root).errors == 0


def test_a_page_is_known_again_whatever_is_written_below_its_last_line(root: Path) -> None:
    path = root.parent / "coffee.tar.gz"
    path.write_bytes(course())
    import_file(root, path)
    lesson = root / "curricula/coffee/lessons/intro.md"
    lesson.write_text(lesson.read_text() + "\nMine.\n")
    again = import_file(root, path)
    assert again.files == ()
    assert ("kept", "intro") in kinds(again)


def test_a_page_of_another_format_is_left_alone(root: Path) -> None:
    path = root.parent / "coffee.tar.gz"
    path.write_bytes(course())
    import_file(root, path)
    lesson = root / "curricula/coffee/lessons/other.md"
    lesson.write_text("Other\n\n<!-- cedu: imported cartridge other 0123456789ab -->\n")
    assert [entry for entry in import_file(root, path).entries if entry.id == "other"] == []


def test_a_large_bank_is_several_files(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cedu.jobs.importing import parts as module

    monkeypatch.setattr(module, "MOST_CHARACTERS", 300)
    assert [count for _, count in parts([{"id": f"item-{number}", "stem": "x" * 100} for number in range(7)])] == [2, 2, 2, 1]
    report = imported(root, QUIZ + "\n4. New?\n* Yes\n")
    assert len(report.files) > 2
    assert validate(root).errors == 0
    assert imported(root, QUIZ + "\n4. New?\n* Yes\n").files == ()


@pytest.mark.parametrize(
    ("name", "text", "more", "said"),
    [
        ("note.txt", "Just a note.", {}, "`note.txt` is in no format that is recognised; name it with --format:"),
        ("quiz.txt", QUIZ, {"into": Path("/tmp")}, "lies outside the workspace"),
        ("quiz.txt", QUIZ, {"into": "dist/quiz"}, "`dist/quiz` is a folder that cedu does not look into; name another with --into"),
        ("quiz.txt", QUIZ, {"into": "cedu.yaml"}, "is a file"),
        ("quiz.zip", "PK\x03\x04", {}, "it is no sound zip"),
    ],
)
def test_what_can_not_be_imported(root: Path, name: str, text: str, more: dict[str, Any], said: str) -> None:
    if isinstance(more.get("into"), str):
        more = {"into": root / more["into"]}
    with pytest.raises(CannotImportError, match=said.replace("(", "\\(")):
        imported(root, text, name, **more)
    assert list((root / "curricula").iterdir()) == []


def test_a_broken_file_in_the_folder_is_not_passed_over(root: Path) -> None:
    imported(root, QUIZ)
    (root / "curricula/quiz/quiz.assessment.yaml").write_text("id: [\n")
    with pytest.raises(CannotImportError, match="can't be read, and may hold what is imported"):
        imported(root, QUIZ)


def test_no_link_leads_out_of_the_workspace(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "curricula" / "linked").symlink_to(outside)
    with pytest.raises(CannotImportError, match="lies outside the workspace"):
        imported(root, QUIZ, into=root / "curricula" / "linked" / "quiz")
    (root / "curricula" / "coffee").mkdir()
    (root / "curricula" / "coffee" / "lessons").symlink_to(outside)
    path = root.parent / "coffee.tar.gz"
    path.write_bytes(course())
    with pytest.raises(OSError, match="leads out of the workspace"):
        import_file(root, path)
    assert list(outside.iterdir()) == []


def test_all_of_it_is_there_or_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device", str(self))

    path = root.parent / "coffee.tar.gz"
    path.write_bytes(course())
    with monkeypatch.context() as patched:
        patched.setattr(writing.Path, "write_bytes", full)
        with pytest.raises(OSError, match="No space left"):
            import_file(root, path)
    assert list((root / "curricula").iterdir()) == []


def test_ids() -> None:
    assert [kebab(name) for name in ("Q_1 Über", "日本", "a--b", "-", "x" * 100)] == ["q-1-uber", "", "a-b", "", "x" * 64]
    ids = Ids({"item-2"})
    assert [ids.take("", "item") for _ in range(3)] == ["item-1", "item-3", "item-4"]
    assert [ids.take("x" * 64, "item") for _ in range(2)] == ["x" * 64, "x" * 62 + "-2"]


def test_what_was_moved_since_is_named_and_updated_where_it_is(root: Path) -> None:
    imported(root, QUIZ)
    (root / "curricula/drinks").mkdir()
    (root / "curricula/quiz/quiz.assessment.yaml").rename(root / "curricula/drinks/quiz.assessment.yaml")
    report = imported(root, QUIZ, dry_run=True)
    assert [entry.text for entry in report.entries if entry.kind == "changed"] == [
        "there is the assessment `quiz` in curricula/drinks/quiz.assessment.yaml, so this is another one: "
        "to update that, add `--into curricula/drinks`"
    ]
    assert imported(root, QUIZ, into=root / "curricula/drinks").counts == {"unchanged": 3}

# ruff: noqa: E501
"""What a schema refuses is said in an author's words, at its place."""

import time
from pathlib import Path

import pytest

from cedu.diagnostics import Finding
from cedu.source import schema
from cedu.source.text import read

COURSE = """\
id: pumps
title: Pumps
summary: All of them.
version: 1.0.0
modules:
  - id: start
    title: Start
    lessons:
      - {id: read, title: Read, type: article, body: read.md, minutes: 5}
"""
ITEM = "  - {id: dry, type: true-false, stem: A pump may run dry., answer: false}\n"
ASSESSMENT = f"id: check\ntitle: Check\npurpose: formative\nstakes: practice\nitems:\n{ITEM}"
PATH = "id: all\ntitle: All\nsummary: All of it.\naudience: all\nsteps:\n  - {course: pumps}\n"
WORKSPACE = "cedu: 1\nnamespace: https://x.example/\norganization: {name: X}\n"
TEXTS = {"course": COURSE, "assessment": ASSESSMENT, "path": PATH, "workspace": WORKSPACE}


def findings(text: str, kind: str, root: Path | None = None) -> list[Finding]:
    document, problems = read("x.yaml", text.encode())
    assert document is not None, problems
    return schema.check(document, kind, root)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_valid_document_has_no_findings(kind: str) -> None:
    assert findings(TEXTS[kind], kind) == []


@pytest.mark.parametrize(
    ("kind", "old", "new", "expected"),
    [
        # Unknown keys.
        ("course", "title: Pumps", "title: Pumps\nsumary: x", "2 3:1 CE101 unknown key `sumary` | `summary` is there already; delete one of the two"),
        ("course", "summary: All", "sumary: All", "1 3:1 CE101 unknown key `sumary` | did you mean `summary`?"),
        ("course", "lessons:\n", "lesons:\n", "1 8:5 CE101 unknown key `lesons` | did you mean `lessons`?"),
        ("course", "minutes: 5", "minutes: 5, colour: red", "1 9:75 CE101 unknown key `colour` | keys here: "),
        ("assessment", "answer: false", "answer: false, answr: true", "1 6:75 CE101 unknown key `answr` | `answer` is there already"),
        # Missing keys, named together.
        ("course", "summary: All of them.\nversion: 1.0.0\n", "", "1 1:1 CE102 the file lacks `summary` and `version` | "),
        ("course", "title: Read, ", "", "1 9:9 CE102 `read` in `lessons` lacks `title` | "),
        ("course", "id: read, title: Read, ", "", "1 9:9 CE102 number 1 of `lessons` lacks `id` and `title` | "),
        ("course", "body: read.md, ", "", "1 9:9 CE102 `read` in `lessons` lacks `body` | "),
        ("course", "type: article, body: read.md", "type: quiz", "1 9:9 CE102 `read` in `lessons` lacks `assessment` | "),
        ("workspace", "{name: X}", "{language: en}", "1 3:1 CE102 `organization` lacks `name` | "),
        ("assessment", "type: true-false, ", "", "1 6:5 CE102 `dry` in `items` lacks `type` | "),
        ("assessment", "type: true-false", "typ: true-false", "1 6:5 CE102 `dry` in `items` lacks `type` | write `type` for `typ`"),
        ("assessment", f"items:\n{ITEM}", "", "1 1:1 CE102 the file lacks one of `items`, `blueprint` | "),
        ("path", "{course: pumps}", "{note: x}", "1 6:5 CE102 number 1 of `steps` lacks one of `course`, `certification`, `level`, `path` | "),
        # Wrong types, in YAML's words.
        ("course", "1.0.0", "1.10", '1 4:10 CE103 `version` has to be a text, not the number 1.10 | quote it to make it a text: "1.10"'),
        ("course", "title: Pumps", "title: true", '1 2:8 CE103 `title` has to be a text, not `true` | quote it to make it a text: "true"'),
        ("course", "title: Pumps", "title:", "1 2:7 CE103 `title` has to be a text, not nothing | write a value, or delete the key"),
        ("course", "title: Pumps", "title: null", "1 2:8 CE103 `title` has to be a text, not nothing | write a value, or delete the key"),
        ("course", "minutes: 5", "minutes: 1.5", "1 9:72 CE103 `minutes` has to be a whole number, not the number 1.5 | "),
        ("course", "minutes: 5", "minutes: 05", "1 9:72 CE103 `minutes` has to be a whole number, not the text `05` | write it without quotation marks, without"),
        ("course", "minutes: 5", "minutes: 1:30", "1 9:72 CE103 `minutes` has to be a whole number, not the text `1:30` | "),
        ("course", "title: Pumps", "title: [Pumps]", "1 2:8 CE103 `title` has to be a text, not a list | "),
        ("course", "summary: All of them.", "summary: {en: All}", "1 3:10 CE103 `summary` has to be a text, not a mapping | "),
        ("course", "title: Pumps", "title: Pumps\nprerequisites: valves", "1 3:16 CE103 `prerequisites` has to be a list, not the text `valves` | put it in brackets"),
        ("assessment", "answer: false", "answer: no", "1 6:68 CE103 `answer` has to be `true` or `false`, not the text `no` | write `false`, without quotation marks"),
        ("assessment", "answer: false", 'answer: "Yes"', "1 6:68 CE103 `answer` has to be `true` or `false`, not the text `Yes` | write `true`, without quotation marks"),
        # Values that are not allowed, the nearest first.
        ("assessment", "formative", "formativ", "1 3:10 CE104 `purpose` can't be the text `formativ` | did you mean `formative`? allowed: `formative`, `diagnostic`, `summative`, `posttest`"),
        ("assessment", "formative", "Formative", "1 3:10 CE104 `purpose` can't be the text `Formative` | did you mean `formative`?"),
        ("assessment", "formative", "exam", "1 3:10 CE104 `purpose` can't be the text `exam` | allowed: `diagnostic`, `formative`"),
        ("assessment", "true-false", "truefalse", "1 6:21 CE104 `type` can't be the text `truefalse` | did you mean `true-false`?"),
        ("course", "article", "artikel", "1 9:39 CE104 `type` can't be the text `artikel` | did you mean `article`?"),
        ("workspace", "{name: X}\n", "{name: X}\nbuild: {cartridge: {edition: 1.3}}\n", "1 4:30 CE104 `edition` can't be the number 1.3 | quote it to make it a text: \"1.3\""),
        # Patterns, said in words.
        ("workspace", "{name: X}\n", "{name: X}\nbuild: {video_hosts: [https://Player.vimeo.com/video/1]}\n", "1 4:23 CE105 number 1 of `video_hosts` is `https://Player.vimeo.com/video/1`: write a host alone, in small letters, such as `player.vimeo.com` | such as `player.vimeo.com`"),
        ("course", "id: pumps", "id: Pumps_1", "1 1:5 CE105 `id` is `Pumps_1`: an id is written in kebab-case: small letters a to z, digits, and single hyphens between them | such as `pumps-1`"),
        ("course", "id: pumps", "id: Überblick", "1 1:5 CE105 `id` is `Überblick`: an id is written in kebab-case: small letters a to z, digits, and single hyphens between them | such as `uberblick`"),
        ("course", "id: pumps", "id: pumpsAndValves", "1 1:5 CE105 `id` is `pumpsAndValves`: an id is written in kebab-case: small letters a to z, digits, and single hyphens between them | such as `pumps-and-valves`"),
        ("course", "1.0.0", "'1'", "1 4:10 CE105 `version` is `1`: a version is three numbers with dots, such as `1.4.0` | "),
        ("course", "read.md", "'..\\read.md'", "1 9:54 CE105 `body` is `..\\read.md`: a path has forward slashes, and neither a backslash nor a colon | "),
        ("workspace", "https:", "http:", "1 2:12 CE105 `namespace` is `http://x.example/`: a web address starts with `https://` and has no spaces | "),
        ("workspace", "cedu: 1\n", "cedu: 1\nlint: {severity: {ce101: error}}\n", "1 2:19 CE105 the key `ce101`: a rule's code is `CE` and three digits, such as `CE303` | "),
        # Bounds.
        ("course", "title: Pumps", "title: ''", "1 2:8 CE106 `title` is empty | write a text, or delete the key"),
        ("course", "title: Pumps", "title: ' \u00a0'", "1 2:8 CE106 `title` is empty | write a text, or delete the key"),
        ("course", "id: pumps", f"id: {'x' * 65}", "1 1:5 CE106 `id` has 65 characters; at most 64 are allowed | "),
        ("course", "minutes: 5", "minutes: 0", "1 9:72 CE106 `minutes` is below 1 | "),
        ("course", "minutes: 5", "minutes: 99999", "1 9:72 CE106 `minutes` is above 10080 | "),
        ("assessment", "answer: false", "answer: false, points: 0", "1 6:83 CE106 `points` has to be more than 0 | "),
        ("assessment", ITEM, "  []\n", "1 5:1 CE106 `items` has no entries; at least 1 | "),
        # Twice, and beside what excludes it.
        ("course", "title: Pumps", "title: Pumps\nprerequisites: [a, b, a]", "1 3:23 CE107 `prerequisites` has `a` twice: number 1 is the same | delete one of the two"),
        ("path", "{course: pumps}", "{path: a, course: b}", "1 6:6 CE108 `path` can't stand beside `course` | delete one of the two, or make two entries of them"),
        ("path", "{course: pumps}", "{level: a.b, certification: b}", "1 6:6 CE108 `level` can't stand beside `certification` | delete one of the two"),
    ],
)  # fmt: skip
def test_message(kind: str, old: str, new: str, expected: str) -> None:
    assert old in TEXTS[kind]
    found = findings(TEXTS[kind].replace(old, new, 1), kind)
    line, _, rest = expected.partition(" ")
    said = [f"{each.span.line}:{each.span.column} {each.code} {each.message} | {each.hint}" for each in found]
    assert len(said) == 1 or line == "2", said
    assert any(each.startswith(rest) for each in said), said


@pytest.mark.parametrize("top", ["- a\n", "text\n", "12\n", "true\n"])
def test_a_file_that_is_no_mapping_says_so_once(top: str) -> None:
    (found,) = findings(top, "course")
    assert found.code == "CE103"
    assert found.message.startswith("the file has to be a mapping of keys to values, not ")


def test_several_mistakes_are_all_named_in_their_order() -> None:
    found = findings(COURSE.replace("Pumps", "''").replace("1.0.0", "1").replace("minutes: 5", "minutes: x"), "course")
    assert [(each.code, each.span.line) for each in found] == [("CE106", 2), ("CE103", 4), ("CE103", 9)]


def test_a_workspaces_own_schema_adds_to_ours_with_its_description_as_the_hint(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    own = '{"required": ["owner"], "description": "Each course has an owner.", "properties": {"title": {"maxLength": 3, "description": "Short."}}}'
    (tmp_path / "schemas" / "course.schema.json").write_text(own, encoding="utf-8")
    found = findings(COURSE.replace("minutes: 5", "minutes: 0"), "course", tmp_path)
    assert [(each.code, each.hint) for each in found] == [("CE102", "Each course has an owner."), ("CE106", "Short."), ("CE106", "")]
    assert findings(PATH, "path", tmp_path) == []


def test_a_workspaces_own_schema_may_use_any_keyword(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    own = '{"properties": {"modules": {"contains": {"required": ["week"]}}}}'
    (tmp_path / "schemas" / "course.schema.json").write_text(own, encoding="utf-8")
    (found,) = findings(COURSE, "course", tmp_path)
    assert (found.code, found.span.line) == ("CE109", 5)


def test_many_entries_of_which_two_are_alike_take_time_in_proportion() -> None:
    """Comparing each with each took minutes."""
    ids = ", ".join(f"id-{number}" for number in range(50_000))
    started = time.process_time()
    found = findings(f"{COURSE}formerly: [{ids}, id-1]\n", "course")
    assert time.process_time() - started < 10
    assert [finding.message for finding in found] == ["`formerly` has `id-1` twice: number 2 is the same"]


# A schema of the workspace's own.


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ('{"dependentRequired": {"version": ["owner", "id"], "status": ["owner"]}}', "4:1 `version` needs `owner` beside it"),
        ('{"not": {"required": ["summary"]}}', "1:1 the file does not fit `not` in the workspace's own schema"),
        ('{"oneOf": [{"type": "string"}, {"type": "null"}]}', "1:1 the file does not fit `oneOf` in the workspace's own schema"),
        ('{"anyOf": [{"properties": {"id": {"const": "x"}}}]}', "1:1 the file does not fit `anyOf` in the workspace's own schema"),
        ('{"properties": {"modules": {"contains": {"const": 1}}}}', "5:1 `modules` does not fit `contains` in the workspace's own schema"),
        ('{"$ref": "https://x.example/a.json"}', "1:1 the workspace's own schema can't be used: there is no schema"),
        ('{\n  "type": object\n}', "2:11 the workspace's own schema can't be used: broken JSON"),
    ],
)
def test_what_a_workspace_asks_for_is_said_in_our_words(own: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "course.schema.json").write_text(own, encoding="utf-8")
    (finding,) = findings(COURSE, "course", tmp_path)
    assert f"{finding.span.line}:{finding.span.column} {finding.message}".startswith(said)
    assert finding.code == "CE109"


def test_a_pattern_that_backtracks_is_answered_at_once(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "course.schema.json").write_text('{"properties": {"title": {"pattern": "^(a+)+$"}}}', encoding="utf-8")
    start = time.monotonic()
    (finding,) = findings(COURSE.replace("Pumps", f"{'a' * 60}b"), "course", tmp_path)
    assert finding.code == "CE105"
    assert time.monotonic() - start < 2

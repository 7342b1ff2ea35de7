"""Every rule has its page; the page's bad example raises the rule, and its good one does not."""

import re
from datetime import date
from pathlib import Path

import pytest

from cedu.jobs.validate import validate
from cedu.rules import Rule, rules

TODAY = date(2026, 11, 21)
SOURCE = Path(__file__).resolve().parents[3] / "src" / "cedu"
CASES = Path(__file__).resolve().parents[2] / "cases"
# What no file in git can show: files over the limits, and one that root may not read (they have unit tests in `source/` and beside this
# one), and names that not every system takes (they have tests in `test_rules.py`); and how many of our texts a language lacks, which
# changes with each new one.
NOT_IN_A_CASE = {"CE009", "CE010", "CE015", "CE217", "CE612", "CE621"}

# A small workspace without findings, whose keys the examples replace.
BASE = {
    "cedu.yaml": """\
cedu: 1
namespace: https://learn.example.org/
organization: {name: Example Learning, language: en}
products: [{id: installer, version: "2.1"}]
""",
    "course.yaml": """\
id: authoring
title: Author your first course
summary: How to author your first course.
version: 1.0.0
audience: authors
objectives:
  - {id: install-it, text: Use the installer on a fresh machine, bloom: apply, competency: platform.install}
modules:
  - id: first-steps
    title: First steps
    lessons:
      - {id: install, title: Install, type: article, body: lessons/install.md, minutes: 10, objectives: [install-it]}
      - {id: check, title: Check yourself, type: quiz, assessment: first-steps, minutes: 5}
""",
    "first-look.course.yaml": """\
id: first-look
title: A first look
summary: What it is for.
version: 1.0.0
objectives:
  - {id: open-it, text: Use the menu to open it, bloom: apply}
modules:
  - id: look
    title: Look
    lessons:
      - {id: open, title: Open it, type: article, body: lessons/open.md, minutes: 5, objectives: [open-it]}
""",
    "first-steps.assessment.yaml": """\
id: first-steps
title: First steps
purpose: posttest
stakes: practice
passing_score: 70
items:
  - {id: opens, type: true-false, objective: first-look.open-it, stem: The menu opens it., answer: true}
  - {id: file, type: true-false, objective: authoring.install-it, stem: The installer is one file., answer: true}
""",
    "exam.assessment.yaml": """\
id: exam
title: Exam
purpose: summative
stakes: certification
objectives: [authoring.install-it]
blueprint:
  draws:
    - {bank: exam, count: 1}
""",
    "exam.bank.yaml": """\
id: exam
title: Questions for the exam
items:
  - {id: starts, type: true-false, objective: authoring.install-it, stem: The installer starts by itself., answer: true}
""",
    "author.certification.yaml": """\
id: author
title: Certified author
summary: For those who author courses.
levels:
  - {id: associate, title: Associate, achievement: installs it, requires: [{course: authoring}, {assessment: exam, least_score: 80}]}
""",
    "authors.path.yaml": """\
id: authors
title: For authors
summary: From first steps to certified author.
audience: authors
steps:
  - {course: first-look}
  - {course: authoring}
  - {certification: author}
""",
    "authors.audience.yaml": """\
id: authors
title: Authors
summary: People who write lessons.
role: Product trainer
risk: low
scale: high
needs: [{competency: platform.install, proficiency: foundation}]
""",
    "expert.certification.yaml": """\
id: expert
title: Certified expert
summary: For those who teach others.
levels:
  - {id: expert, title: Expert, achievement: teaches it, requires: [{assessment: exam, least_score: 90}]}
""",
    "experts.path.yaml": """\
id: experts
title: For experts
summary: For those who teach others.
audience: authors
steps: [{certification: expert}]
""",
    "platform.framework.yaml": """\
id: platform
title: The platform
summary: What it takes.
scale: [{id: foundation, title: Foundation}]
competencies: [{id: install, title: Install it}]
""",
    "lessons/install.md": "How to install.\n",
    "lessons/open.md": "How to open it.\n",
}


def examples(rule_module: str, heading: str) -> list[tuple[str, str]]:
    """The files that a page shows under `heading`: name and text."""
    _, _, section = rule_module.partition(f"\n## {heading}\n")
    section = section.partition("\n## Good\n")[0]
    return [(match[1], match[2]) for match in re.finditer(r"^```[a-z]+ (\S+)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)]


def write(root: Path, shown: list[tuple[str, str]]) -> None:
    """Write the small workspace, with the keys that the examples show in place of its own, and the pictures that they name."""
    files = dict(BASE)
    for name, text in shown:
        files.update({f"{name.rpartition('/')[0]}/{picture}": "<svg/>" for picture in re.findall(r"!\[.*\]\(([a-z]+\.svg)\)", text)})
    for name, text in shown:
        files[name] = merged(files.get(name, ""), text) if name.endswith(".yaml") else text
    for name, text in files.items():
        path = root / name if name == "cedu.yaml" or name.startswith(("schemas/", "templates/")) else root / "curricula" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def merged(base: str, text: str) -> str:
    """`base` without the blocks of the keys that `text` has, then `text`."""
    blocks = re.findall(r"^[a-z_]+:.*(?:\n(?![a-z_]+:).*)*", base, re.MULTILINE)
    keys = set(re.findall(r"^([a-z_]+):", text, re.MULTILINE))
    kept = [block.rstrip("\n") for block in blocks if block.partition(":")[0] not in keys]
    return "\n".join([*kept, text])


def codes(root: Path) -> list[str]:
    return [finding.code for finding in validate(root, today=TODAY).findings]


def pages() -> list[tuple[Rule, str]]:
    """Each rule with the docstring of its module."""
    from importlib import import_module
    from pkgutil import iter_modules

    import cedu.rules

    found = []
    for info in iter_modules(cedu.rules.__path__):
        module = import_module(f"cedu.rules.{info.name}")
        if rule := getattr(module, "RULE", None):
            found.append((rule, module.__doc__ or ""))
    return sorted(found, key=lambda each: each[0].code)


def is_raised_elsewhere(rule: Rule) -> bool:
    """Does another command raise it, such as `cedu certify`, so that a test of that command shows it?"""
    return rule.check is None and rule.code >= "CE2"


def by_code(each: object) -> str:
    return each.code if isinstance(each, Rule) else ""


every_page = pytest.mark.parametrize(("rule", "page"), pages(), ids=by_code)
# The others' mistakes are not in the text of a file that is validated: tests of their own show them.
shown = [(rule, page) for rule, page in pages() if examples(page, "Bad") and not is_raised_elsewhere(rule)]


def test_the_small_workspace_has_no_findings(tmp_path: Path) -> None:
    write(tmp_path, [])
    assert codes(tmp_path) == []


@every_page
def test_a_page_has_its_parts(rule: Rule, page: str) -> None:
    title, _, rest = page.partition("\n")
    assert title.endswith(".")
    unfenced = re.sub(r"^```.*?^```$", "(example)", rest, flags=re.MULTILINE | re.DOTALL)
    assert re.findall(r"^## (.*)$", unfenced, re.MULTILINE) == ["What it finds", "Why it matters", "Bad", "Good"]
    for part in re.split(r"^## .*$", unfenced, flags=re.MULTILINE)[1:]:
        assert part.strip()


@pytest.mark.parametrize(("rule", "page"), shown, ids=by_code)
def test_the_bad_example_raises_the_rule_and_the_good_one_does_not(rule: Rule, page: str, tmp_path: Path) -> None:
    bad, good = examples(page, "Bad"), examples(page, "Good")
    write(tmp_path / "bad", bad)
    assert rule.code in codes(tmp_path / "bad")
    kept = [(name, text) for name, text in bad if name not in dict(good) and not name.endswith((".md", ".png"))]
    write(tmp_path / "good", [*kept, *good])
    assert codes(tmp_path / "good") == []


def test_every_code_in_the_source_has_a_page() -> None:
    used = {code for path in SOURCE.rglob("*.py") for code in re.findall(r"\"(CE[0-9]{3})\"", path.read_text(encoding="utf-8"))}
    assert used - set(rules()) == set()


def test_every_rule_has_a_golden_case() -> None:
    shown = "".join(path.read_text(encoding="utf-8") for path in CASES.glob("*/expected"))
    assert {code for code, rule in rules().items() if code not in shown and not is_raised_elsewhere(rule)} == NOT_IN_A_CASE

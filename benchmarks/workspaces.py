"""Workspaces for benchmarks: as many realistic documents as are asked for, the same ones each time.

Their texts are as long as those of the bundled curriculum: 12 to 15 bytes of YAML for each event of the parser.
"""

import random
from pathlib import Path

TOPICS = (
    *("pipeline", "permission", "report", "dashboard", "import", "workflow", "integration", "notification", "template", "filter"),
    *("account", "schedule", "connector", "webhook", "segment", "audit log", "backup", "role", "field", "export"),
)
VERBS = ("Configure", "Use", "Build", "Apply", "Choose", "Install", "Solve", "Demonstrate")
CHOICES = (
    ("The list of owners in the settings", "So owners decide."),
    ("The schedule that starts each run", "That says when it runs."),
    ("The limit on how often a run is tried again", "That stops a run that fails."),
    ("The template that it was copied from", "That is where it began."),
)
BODY = """\
## Why a {topic} matters

A {topic} decides what the people in an account see first. Teams that set it up in the first week need *half as many* support
tickets later, because nobody has to ask where a {topic} went. See [the next part](#step-by-step) before you start.

![A {topic} between two systems](../assets/figure.svg)

## Step by step

1. Open **Settings** and choose the {topic}.
2. Give it a name that others will understand, such as `{slug}-daily`.
3. Save it, and look at the preview.

```yaml
{slug}:
  name: {slug}-daily
  retries: {number}
  owner: operations
```

> A {topic} without an owner is the first thing that breaks.

### What can go wrong

| symptom | cause | what to do |
|---|---|---|
| nothing happens | it is switched off | switch it on |
| it runs twice | two schedules overlap | keep one |

When it still fails, read the log: it names the {topic}, the time, and the reason. Lesson {number} has an example that you can copy.
"""
FIGURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#234"/></svg>\n'


def write_workspace(root: Path, documents: int, *, bodies: bool) -> None:
    """Write a workspace of `documents` entities: of ten, four are courses, four assessments, one is a path and one a certification.

    A course has 5 modules of 4 lessons, an assessment 20 items. Without `bodies` the lessons share one text, so that YAML is what counts.
    """
    root.mkdir(parents=True)
    (root / "cedu.yaml").write_text(
        "cedu: 1\nnamespace: https://bench.example.org/\norganization: {name: Bench, language: en}\n"
        "products: [{id: product, version: 2.4.0}]\nbuild: {targets: [scorm12]}\nlint: {ignore: [CE601]}\n"
    )
    shared = root / "shared"
    shared.mkdir()
    (shared / "users.audience.yaml").write_text(
        "id: users\ntitle: Users\nsummary: Those who use the product.\nrole: User\nrisk: low\nscale: high\n"
    )
    (shared / "product.framework.yaml").write_text(
        "id: product\ntitle: Product skills\nsummary: What users master.\nscale: [{id: foundation, title: Foundation}]\n"
        "competencies: [{id: operate, title: Operate the product}]\n"
    )
    if not bodies:
        text = BODY.format(topic="report", slug="report", number=3)
        (shared / "lesson.md").write_text(text.replace("![A report between two systems](../assets/figure.svg)\n", ""))
    count = max(1, round(documents * 0.4))
    for number in range(count):
        _course(root / f"group-{number // 50:03}" / f"course-{number:05}", number, bodies=bodies)
    for number in range(max(1, documents // 10)):
        _path_and_certification(root / "programme", number, count)


def _course(folder: Path, number: int, *, bodies: bool) -> None:
    rng = random.Random(number)
    (folder / "lessons").mkdir(parents=True)
    id = f"course-{number:05}"
    lines = [
        f"id: {id}",
        f"title: Course {number} on the {rng.choice(TOPICS)}",
        "summary: From the first look to daily work, with exercises that use your own account.",
        f"version: 1.{number % 10}.0",
        "language: en",
        "owner: product-education",
        "audience: users",
        "proficiency: foundation",
        'applies_to: "product >= 2.0"',
        "review_by: 2027-11-30",
        *([f"prerequisites: [course-{number - 1:05}]"] if number % 5 else []),
        "objectives:",
    ]
    topics = rng.sample(TOPICS, 5)
    for index, topic in enumerate(topics):
        lines += [
            f"  - id: objective-{index}",
            f"    text: {rng.choice(VERBS)} a {topic} for the people of one account, from a blank page to the first review",
            "    bloom: apply",
            "    competency: product.operate",
        ]
    lines.append("modules:")
    for module in range(5):
        lines += [
            f"  - id: module-{module}",
            f"    title: Working with the {topics[module]} from day to day",
            f"    summary: What a {topics[module]} is for, how it is set up, and how to tell that it does what it should.",
            f"    week: {module + 1}",
            "    lessons:",
        ]
        for lesson in range(4):
            name = f"lesson-{module}-{lesson}"
            if (module, lesson) == (4, 3):
                lines.append(f"      - {{id: {name}, title: Check yourself, type: quiz, assessment: quiz-{number:05}, minutes: 15}}")
                continue
            body = f"lessons/{name}.md" if bodies else "../../shared/lesson.md"
            lines += [
                f"      - id: {name}",
                f"        title: The {topics[module]} in practice, part {lesson + 1} of 3",
                "        type: article",
                f"        body: {body}",
                f"        minutes: {5 + lesson * 5}",
                f"        objectives: [objective-{module}]",
            ]
            if bodies:
                text = BODY.format(topic=topics[module], slug=topics[module].replace(" ", "-"), number=lesson + 1)
                (folder / "lessons" / f"{name}.md").write_text(text)
    lines.append("completion: {lessons: all, assessments: passed}\n")
    (folder / "course.yaml").write_text("\n".join(lines))
    if bodies:
        (folder / "assets").mkdir()
        (folder / "assets" / "figure.svg").write_text(FIGURE)
    else:
        (folder / "lessons").rmdir()
    (folder / "quiz.assessment.yaml").write_text(_assessment(number, id, topics, rng))


def _assessment(number: int, course: str, topics: list[str], rng: random.Random) -> str:
    lines = [
        f"id: quiz-{number:05}",
        f"title: What you know after course {number}",
        "purpose: formative",
        "stakes: practice",
        "passing_score: 80",
        "attempts: 3",
        "time_limit_minutes: 30",
        "shuffle: true",
        "items:",
    ]
    for item in range(20):
        topic = topics[item % 5]
        lines += [
            f"  - id: item-{item}",
            "    type: single-choice",
            f"    objective: {course}.objective-{item % 5}",
            f"    difficulty: {rng.choice(('easy', 'medium', 'hard'))}",
            "    points: 1",
            f"    stem: In account {number} with {item + 2} teams, which setting of a {topic} decides who may change it?",
            "    choices:",
        ]
        key = rng.randrange(4)
        for index, (text, why) in enumerate(CHOICES):
            correct = ", correct: true" if index == key else ""
            lines.append(f'      - {{id: choice-{index}, text: "{text} of the {topic}"{correct}, feedback: "{why}"}}')
        lines += [
            "    feedback:",
            "      correct: Only its owners, and those whom they name.",
            f"      incorrect: See the part on the {topic}.",
        ]
    return "\n".join(lines) + "\n"


def _path_and_certification(folder: Path, number: int, courses: int) -> None:
    folder.mkdir(exist_ok=True)
    chosen = [f"course-{(number * 4 + step) % courses:05}" for step in range(4)]
    steps = "\n".join(f"  - {{course: {course}}}" for course in dict.fromkeys(chosen))
    (folder / f"path-{number:05}.path.yaml").write_text(
        f"id: path-{number:05}\ntitle: Path {number}\nsummary: Courses in the order that works best.\naudience: users\nsteps:\n{steps}\n"
        f"  - {{certification: certification-{number:05}}}\n"
    )
    (folder / f"certification-{number:05}.certification.yaml").write_text(
        f"id: certification-{number:05}\ntitle: Certification {number}\n"
        "summary: Shows that its holder can do the work.\naudience: users\nlevels:\n"
        "  - id: associate\n    title: Associate\n    achievement: uses the product every day\n"
        "    validity_months: 24\n    renewal_months: 3\n"
        f"    requires: [{{course: {chosen[0]}}}]\n"
        f"  - id: professional\n    title: Professional\n    achievement: teaches others to use the product\n    validity_months: 24\n"
        f"    requires: [{{level: associate}}, {{course: {chosen[-1]}}}]\n"
    )

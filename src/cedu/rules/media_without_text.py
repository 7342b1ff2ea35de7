"""Media without captions or transcript.

## What it finds

A lesson with `media` that names neither `captions` nor a `transcript`.

## Why it matters

Who can't hear, or has no sound at work, is left out (WCAG 2.2, 1.2.1 and 1.2.2). A text can also be searched and
translated.

## Bad

```yaml course.yaml
modules:
  - id: first-steps
    title: First steps
    lessons:
      - id: install
        title: Install
        type: video
        media: https://media.example.org/install.mp4
        body: lessons/install.md
        minutes: 10
        objectives: [install-it]
      - {id: check, title: Check yourself, type: quiz, assessment: first-steps, minutes: 5}
```

## Good

```yaml course.yaml
modules:
  - id: first-steps
    title: First steps
    lessons:
      - id: install
        title: Install
        type: video
        media: https://media.example.org/install.mp4
        transcript: lessons/transcript.md
        body: lessons/install.md
        minutes: 10
        objectives: [install-it]
      - {id: check, title: Check yourself, type: quiz, assessment: first-steps, minutes: 5}
```

```markdown lessons/transcript.md
A hand opens the installer.
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.course import Course
from cedu.rules import Rule, Settings


def check(course: Course, _settings: Settings) -> Iterator[Finding]:
    """The lessons with media that have neither."""
    for lesson in course.lessons:
        if lesson.media and not lesson.captions and not lesson.transcript:
            message = f"the media of `{lesson.id}` have neither captions nor a transcript"
            yield Finding(lesson.origin.key("media"), message, "name a WebVTT file in `captions`, or a page in `transcript`")


RULE = Rule("CE506", Severity.ERROR, check, each=(Course,))

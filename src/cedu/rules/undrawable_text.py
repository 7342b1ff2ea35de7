"""Text that can't be printed.

## What it finds

A text of an assessment or a bank that is built for paper (`exam-pdf`), with a character that can't be printed: one that
no font here has, an emoji, or a mark without a letter; and an assessment in a language whose script no font here has.

## Why it matters

A letter that is missing on the paper makes a question that nobody can answer, and nobody sees it before the day of the
exam. So nothing is printed then. On the site, in courses and in an LMS such texts are shown as they should be.

## Bad

```yaml cedu.yaml
build: {targets: [exam-pdf]}
```

```yaml first-steps.assessment.yaml
items:
  - {id: opens, type: true-false, objective: first-look.open-it, stem: "The menu is called 🍔.", answer: true}
  - {id: file, type: true-false, objective: authoring.install-it, stem: The installer is one file., answer: true}
```

## Good

```yaml cedu.yaml
build: {targets: [exam-pdf]}
```

```yaml first-steps.assessment.yaml
items:
  - {id: opens, type: true-false, objective: first-look.open-it, stem: "The menu is called القائمة.", answer: true}
  - {id: file, type: true-false, objective: authoring.install-it, stem: The installer is one file., answer: true}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity, Span
from cedu.items import lower
from cedu.model.annotations import IsMarkdown
from cedu.model.assessment import Assessment, Bank
from cedu.model.interaction import (
    ChoiceInteraction,
    FormulaInteraction,
    GapInteraction,
    Interaction,
    NumberEntryInteraction,
    TextEntryInteraction,
)
from cedu.rules import Rule, Settings


def check(entity: Assessment | Bank, settings: Settings) -> Iterator[Finding]:
    """Each text with something that can't be drawn, where the entity is built for paper."""
    if not settings.workspace.says_what_is_built or entity.status == "retired":
        return
    from cedu.deliveries import labels, planned

    plans = [plan for plan in planned(settings.workspace, entity) if plan.target.scored_by == "person"]
    if not plans:
        return
    from cedu.rendering.paper.type import problem
    from cedu.rendering.words import words_in

    language = entity.language or settings.workspace.organization.language
    if why := problem(words_in(language).say("exam_before"), language):
        yield Finding(entity.origin.key("language"), f"{labels(plans)}: `{language}` can't be printed: {why}", _HINT)
    for span, text in _texts(entity):
        if why := problem(text, language):
            yield Finding(span, f"{labels(plans)}: this can't be printed: {why}", _HINT)


_HINT = "write it otherwise, or leave `exam-pdf` out of `build: {targets: […]}` in cedu.yaml"


def _texts(entity: Assessment | Bank) -> Iterator[tuple[Span, str]]:
    """All that is printed of it, and where each text stands."""
    from cedu.source.parts import texts

    yield entity.origin.span("title"), entity.title
    yield entity.origin.span("summary"), entity.summary
    for text in texts(entity, (IsMarkdown,)):
        if not text.field.endswith("hint"):
            yield text.span, text.value
    for item in entity.items:
        yield from ((item.origin.span("id"), text) for text in _plain(lower(item)))


def _plain(interaction: Interaction) -> Iterator[str]:
    """The texts of an interaction that are no Markdown."""
    match interaction:
        case TextEntryInteraction():
            yield from (*interaction.answers, *interaction.patterns)
        case NumberEntryInteraction() | FormulaInteraction():
            yield from (unit.name for unit in interaction.units)
        case GapInteraction():
            for gap in interaction.gaps:
                if isinstance(gap.entry, ChoiceInteraction):
                    yield from (choice.text for choice in gap.entry.choices)
                else:
                    yield from _plain(gap.entry)
        case _:
            return


RULE = Rule("CE615", Severity.ERROR, check, each=(Assessment, Bank))

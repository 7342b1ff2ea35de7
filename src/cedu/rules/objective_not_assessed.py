"""Objective that nothing assesses.

## What it finds

An objective of a course that no item of any assessment or bank is about. Drafts and retired courses are left alone.

## Why it matters

Nobody will ever know whether learners reach it: not the learner, not the trainer, not the customer who paid for it.

## Bad

```yaml course.yaml
objectives:
  - {id: install-it, text: Use the installer on a fresh machine, bloom: apply}
  - {id: remove-it, text: Use the installer to remove everything, bloom: apply}
```

## Good

```yaml course.yaml
objectives:
  - {id: install-it, text: Use the installer on a fresh machine, bloom: apply}
  - {id: remove-it, text: Use the installer to remove everything, bloom: apply}
```

```yaml exam.bank.yaml
items:
  - {id: starts, type: true-false, objective: authoring.install-it, stem: The installer starts by itself., answer: true}
  - {id: removes, type: true-false, objective: authoring.remove-it, stem: The installer removes your files., answer: false}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.rules import Rule, Settings


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every objective of an active course that no item names."""
    if not library.broken_kinds.isdisjoint(("assessment", "bank")):
        return  # the items that are missing may be in the file that could not be read
    assessed = {library.meant("objective", item.objective) for outline in library.everything for item in outline.items}
    for course in library.of("course"):
        if course.status != "active":
            continue
        for declared in course.declared:
            if declared.kind == "objective" and declared.name not in assessed:
                local = declared.name.partition(".")[2]
                yield Finding(declared.span, f"no item is about the objective `{local}`", f"write one with `objective: {declared.name}`")


RULE = Rule("CE301", Severity.WARNING, check)

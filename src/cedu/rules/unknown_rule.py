"""Rule that is not there.

## What it finds

A code in `lint` of `cedu.yaml` that stands for no rule of this cedu.

## Why it matters

It switches nothing off. Most likely another rule is meant, or one of a newer cedu.

## Bad

```yaml cedu.yaml
lint: {ignore: [CE999]}
```

## Good

```yaml cedu.yaml
lint: {ignore: [CE303]}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity, Span
from cedu.model.workspace import Lint, Workspace
from cedu.rules import Rule, Settings, rules


def check(workspace: Workspace, _settings: Settings) -> Iterator[Finding]:
    """The codes in `lint` that stand for no rule."""
    if workspace.lint is None:
        return
    known = rules()
    for code, span in _written(workspace.lint):
        if code not in known:
            yield Finding(span, f"no rule `{code}`", "`cedu explain` lists them all")


def _written(lint: Lint) -> Iterator[tuple[str, Span]]:
    """Every code in `lint`, and where."""
    for index, code in enumerate(lint.ignore):
        yield code, lint.origin.span("ignore", index)
    for code in lint.severity:
        yield code, lint.origin.key("severity", code)
    for path in lint.paths:
        for index, code in enumerate(path.ignore):
            yield code, path.origin.span("ignore", index)


RULE = Rule("CE216", Severity.WARNING, check, each=(Workspace,))

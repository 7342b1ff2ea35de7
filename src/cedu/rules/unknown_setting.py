"""Target or rule that is not there.

## What it finds

A target in `build`, or the code of a rule in `lint`, that this cedu does not know.

## Why it matters

Nothing would be built for that target, and nothing would be ignored by that code.

## Bad

```yaml cedu.yaml
build: {targets: [site, scrom12]}
```

## Good

```yaml cedu.yaml
build: {targets: [site]}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity, Span, did_you_mean
from cedu.model.workspace import Workspace
from cedu.rules import Rule, Settings


def check(workspace: Workspace, _settings: Settings) -> Iterator[Finding]:
    """The names in `cedu.yaml` that stand for no target or no rule."""
    if workspace.build and workspace.build.targets:
        yield from _targets(workspace.build.targets, workspace)
    if workspace.lint:
        yield from _codes(workspace)


def _targets(names: tuple[str, ...], workspace: Workspace) -> Iterator[Finding]:
    from cedu.targets import targets

    known = targets()
    for index, name in enumerate(names):
        if name not in known:
            hint = did_you_mean(name, known) or "targets: " + ", ".join(f"`{each}`" for each in known)
            yield Finding(workspace.origin.span("build", "targets", index), f"no target `{name}`", hint)


def _codes(workspace: Workspace) -> Iterator[Finding]:
    from cedu.rules import rules

    known = rules()
    for code, span in _written(workspace):
        if code not in known:
            yield Finding(span, f"no rule `{code}`", did_you_mean(code, known))


def _written(workspace: Workspace) -> Iterator[tuple[str, Span]]:
    """Every code in `lint`, and where."""
    lint = workspace.lint
    if lint is None:
        return
    for index, code in enumerate(lint.ignore):
        yield code, lint.origin.span("ignore", index)
    for code in lint.severity:
        yield code, lint.origin.key("severity", code)
    for path in lint.paths:
        for index, code in enumerate(path.ignore):
            yield code, path.origin.span("ignore", index)


RULE = Rule("CE214", Severity.ERROR, check, each=(Workspace,))

"""What a target can't express.

## What it finds

Something in an entity that a target of `build: {targets: …}` changes or drops, such as the time limit in a GIFT file.
Each is reported once for a file, at its first place; what happens to several things alike, and in several targets
alike, is one finding.

## Why it matters

The LMS gets less than was written here, and whoever uploads it has to know: a time limit that a file can't carry is set
in the LMS by hand. Where that is settled, switch the rule off for those files.

## Bad

```yaml cedu.yaml
build: {targets: [gift]}
```

```yaml first-steps.assessment.yaml
time_limit_minutes: 10
```

## Good

```yaml cedu.yaml
build: {targets: [gift]}
lint: {paths: [{path: curricula, ignore: [CE601]}]}
```

```yaml first-steps.assessment.yaml
time_limit_minutes: 10
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity, Span
from cedu.formats.loss import Loss
from cedu.model.entity import Entity
from cedu.rules import Rule, Settings

# What becomes of it, in which targets.
_Fate = tuple[str, tuple[str, ...]]


def check(entity: Entity, settings: Settings) -> Iterator[Finding]:
    """What the workspace's targets lose of `entity`."""
    if not settings.workspace.target_names or entity.status == "retired":
        return
    found: dict[tuple[str, str], tuple[list[Span], list[str]]] = {}
    remedies: dict[str, str] = {}
    for name, loss, spans in _losses(entity, settings.workspace.target_names):
        found.setdefault((loss.feature, loss.becomes), (spans, []))[1].append(name)
        remedies[loss.becomes] = loss.remedy
    fates: dict[_Fate, tuple[list[Span], list[str]]] = {}
    for (feature, becomes), (spans, names) in found.items():
        places, features = fates.setdefault((becomes, tuple(names)), ([], []))
        places += spans
        features.append(feature)
    for (becomes, targets), (places, features) in fates.items():
        more = f" (and {len(places) - len(features)} more here)" if len(places) > len(features) else ""
        message = f"{', '.join(targets)}: {_and(features)} {becomes}{more}"
        yield Finding(min(places), message, remedies[becomes] or "if that will do, say so: `# cedu: ignore CE601`")


def _losses(entity: Entity, names: tuple[str, ...]) -> Iterator[tuple[str, Loss, list[Span]]]:
    """Each target's name, what it loses, and where `entity` has it."""
    from cedu.targets import named

    for target in named(names):
        if isinstance(entity, target.kinds):
            for loss in target.loses:
                if spans := list(loss.where(entity)):
                    yield target.name, loss, spans


def _and(features: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(features[:-1]), features[-1]]))


RULE = Rule("CE601", Severity.WARNING, check, each=(Entity,))

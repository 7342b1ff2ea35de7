"""What a target can't express.

## What it finds

Something in an entity that a target of `build: {targets: …}` or of a delivery changes or drops, such as the time limit
in a GIFT file. Each is reported once for a file, at its first place; what happens to several things alike, and in
several targets alike, is one finding.

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
from typing import TYPE_CHECKING

from cedu.diagnostics import Finding, Severity, Span
from cedu.formats.loss import Loss
from cedu.model.entity import Entity
from cedu.model.workspace import Workspace
from cedu.rules import Rule, Settings

if TYPE_CHECKING:
    from cedu.deliveries import Planned

# What becomes of it, in which targets.
_Fate = tuple[str, tuple[str, ...]]


def check(entity: Entity, settings: Settings) -> Iterator[Finding]:
    """What the workspace's targets lose of `entity`."""
    if not settings.workspace.says_what_is_built or entity.status == "retired":
        return
    found: dict[tuple[str, str], tuple[list[Span], list[str]]] = {}
    remedies: dict[str, str] = {}
    for name, loss, spans in _losses(entity, settings.workspace):
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


def _losses(entity: Entity, workspace: Workspace) -> Iterator[tuple[str, Loss, list[Span]]]:
    """What each target is called in a message, what it loses, and where `entity` has it."""
    from cedu.deliveries import carried, labels, planned

    plans: dict[str, list[Planned]] = {}
    for plan in (*planned(workspace, entity), *carried(workspace, entity)):
        plans.setdefault(plan.target.name, []).append(plan)
    for same in plans.values():
        for loss in same[0].target.loses:
            if not loss.silent and (spans := list(loss.where(entity, same[0].options))):
                yield labels(same), loss, spans


def _and(features: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(features[:-1]), features[-1]]))


RULE = Rule("CE601", Severity.WARNING, check, each=(Entity,))

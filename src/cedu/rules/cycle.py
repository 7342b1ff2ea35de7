"""Cycle.

## What it finds

Courses that are prerequisites of one another, paths that contain one another, or levels that require one another. The
message shows the whole cycle. A level that is only one of several ways to meet a requirement closes none, nor does one
that renews.

## Why it matters

No learner could ever start: each of them waits for the next.

## Bad

```yaml course.yaml
prerequisites: [authoring]
```

## Good

```yaml course.yaml
prerequisites: [first-look]
```
"""

from collections.abc import Iterator, Mapping

from cedu.diagnostics import Finding, Severity, Span
from cedu.model.library import Library
from cedu.rules import Rule, Settings

# What leads from one node to the next, and where it was written.
_Edges = Mapping[str, list[tuple[str, Span]]]


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every way that leads back to where it started, once, at the reference that closes it."""
    for kind, edges, words in (
        ("course", _edges(library, "course", "prerequisites"), "these courses are prerequisites of one another"),
        ("path", _edges(library, "path", "steps.path"), "these paths contain one another"),
        ("level", _levels(library), "these levels require one another"),
    ):
        for cycle, span in _cycles(edges):
            way = " → ".join(f"`{name}`" for name in cycle)
            message = f"the {kind} `{cycle[0]}` leads back to itself" if len(cycle) == 2 else f"{words}: {way}"
            yield Finding(span, message, "take one of the references away")


def _edges(library: Library, kind: str, field: str) -> _Edges:
    return {
        outline.id: [(reference.name, reference.span) for reference in outline.references if reference.field == field]
        for outline in library.of(kind)
    }


def _levels(library: Library) -> _Edges:
    edges: dict[str, list[tuple[str, Span]]] = {}
    for outline in library.of("certification"):
        for requirement in outline.requirements:
            if requirement.kind == "level" and requirement.is_needed and not requirement.renews:
                edges.setdefault(requirement.level, []).append((requirement.name, requirement.span))
    return edges


def _cycles(edges: _Edges) -> Iterator[tuple[list[str], Span]]:
    """Depth first, without recursion: an edge to a node that is still open closes a cycle."""
    done: set[str] = set()
    for start in edges:
        if start in done or not edges[start]:
            continue
        way = [start]
        place = {start: 0}
        waiting = [iter(edges[start])]
        while way:
            step = next(waiting[-1], None)
            if step is None:
                done.add(way[-1])
                del place[way.pop()]
                waiting.pop()
            elif step[0] in place:
                yield [*way[place[step[0]] :], step[0]], step[1]
            elif step[0] not in done and edges.get(step[0]):
                place[step[0]] = len(way)
                way.append(step[0])
                waiting.append(iter(edges[step[0]]))


RULE = Rule("CE204", Severity.ERROR, check)

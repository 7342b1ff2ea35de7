"""Area of a hotspot that nobody can hit, or both right and wrong.

## What it finds

In hotspot items: an area without extent, one that lies outside the image (in part or as a whole), a polygon whose
coordinates are no pairs, and a right area that overlaps a wrong one.

## Why it matters

A click outside the image is none. Where a right and a wrong area overlap, LMSs differ in which of them counts.

## Bad

```yaml exam.bank.yaml
items:
  - id: where-to-save
    type: hotspot
    objective: authoring.install-it
    stem: Where do you save?
    image: {file: assets/window.svg, text: A window with a bar at the top, width: 400, height: 300}
    areas:
      - {id: save, label: at the top right, shape: rectangle, coordinates: [360, 10, 420, 30], correct: true}
      - {id: menu, label: at the top left, shape: circle, coordinates: [20, 20, 10]}
```

## Good

```yaml exam.bank.yaml
items:
  - id: where-to-save
    type: hotspot
    objective: authoring.install-it
    stem: Where do you save?
    image: {file: assets/window.svg, text: A window with a bar at the top, width: 400, height: 300}
    areas:
      - {id: save, label: at the top right, shape: rectangle, coordinates: [360, 10, 390, 30], correct: true}
      - {id: menu, label: at the top left, shape: circle, coordinates: [20, 20, 10]}
```

```svg assets/window.svg
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"/>
```
"""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from cedu.diagnostics import Finding, Severity
from cedu.items.hotspot import Area, Hotspot, Image
from cedu.rules import Rule, Settings

_GRID = 16  # so many points across, and so many down, tell whether two areas overlap


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


def check(item: Hotspot, _settings: Settings) -> Iterator[Finding]:
    """Each area that is none, and each pair that is both."""
    sound = []
    for area in item.areas:
        if problem := _problem(area, item.image):
            yield Finding(area.origin.span("coordinates"), f"the area `{area.id}` of `{item.id}` {problem[0]}", problem[1])
        else:
            sound.append(area)
    for right, wrong in product(filter(lambda area: area.correct, sound), filter(lambda area: not area.correct, sound)):
        if _overlap(right, wrong):
            message = f"the right area `{right.id}` of `{item.id}` overlaps the wrong one `{wrong.id}`"
            yield Finding(right.origin.span("coordinates"), message, "make one of them smaller")


def _problem(area: Area, image: Image) -> tuple[str, str] | None:
    """What is wrong with an area by itself, and what to do."""
    numbers = area.coordinates
    if area.shape == "polygon" and len(numbers) % 2:
        return f"has {len(numbers)} coordinates, an odd number", "write an x and a y for each corner"
    box = _box(area)
    if box.left >= box.right or box.top >= box.bottom:
        order = (
            "left, top, right, bottom"
            if area.shape == "rectangle"
            else "x, y, radius"
            if area.shape == "circle"
            else "x and y of each corner"
        )
        return "has no extent", f"the coordinates are {order}"
    if box.left < 0 or box.top < 0 or box.right > image.width or box.bottom > image.height:
        return f"lies outside the image, which has {image.width} × {image.height} pixels", "coordinates count from the image's top left"
    return None


def _box(area: Area) -> _Box:
    """The smallest rectangle that holds an area."""
    numbers = area.coordinates
    if area.shape == "rectangle":
        return _Box(*numbers)
    if area.shape == "circle":
        x, y, radius = numbers
        return _Box(x - radius, y - radius, x + radius, y + radius)
    return _Box(min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2]))


def _overlap(one: Area, other: Area) -> bool:
    """Do two areas share more than a border? Points spread evenly over what they could share tell."""
    first, second = _box(one), _box(other)
    left, top = max(first.left, second.left), max(first.top, second.top)
    width, height = min(first.right, second.right) - left, min(first.bottom, second.bottom) - top
    if width <= 0 or height <= 0:
        return False
    steps = [(number + 0.5) / _GRID for number in range(_GRID)]
    points = ((left + across * width, top + down * height) for across in steps for down in steps)
    return any(_holds(one, *point) and _holds(other, *point) for point in points)


def _holds(area: Area, x: float, y: float) -> bool:
    numbers = area.coordinates
    if area.shape == "rectangle":
        return True  # no point is asked for that is outside its box
    if area.shape == "circle":
        return float(numbers[0] - x) ** 2 + float(numbers[1] - y) ** 2 < float(numbers[2]) ** 2
    corners = [*zip(numbers[::2], numbers[1::2], strict=True)]
    crossed = 0  # how often a line to the right of the point meets the border
    for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        crossed += (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return crossed % 2 == 1


RULE = Rule("CE408", Severity.ERROR, check, each=(Hotspot,), breaks_item=True)

"""Size of an image that is another one in its file.

## What it finds

A hotspot item whose `width` and `height` are not those of the image's file (PNG, JPEG, GIF, WebP; of SVG, the `viewBox`
or the size that it says).

## Why it matters

The areas are measured in these pixels. Where the image is twice as wide, they lie beside what they are meant to cover.

## Bad

```yaml exam.bank.yaml
items:
  - id: where-to-save
    type: hotspot
    objective: authoring.install-it
    stem: Where do you save?
    image: {file: assets/window.svg, text: A window with a bar at the top, width: 800, height: 300}
    areas:
      - {id: save, label: at the top right, shape: rectangle, coordinates: [360, 10, 390, 30], correct: true}
      - {id: menu, label: at the top left, shape: circle, coordinates: [20, 20, 10]}
```

```svg assets/window.svg
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"/>
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
from contextlib import suppress

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.rules import Rule, Settings
from cedu.source.image_size import ENOUGH, sizes


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every image of an item that has another size; what can't be read as an image is left alone."""
    known: dict[str, tuple[tuple[float, float], ...]] = {}
    for outline in library.everything:
        for image in outline.images:
            if image.path not in library.files:  # reported as missing, or as outside
                continue
            if image.path not in known:
                known[image.path] = ()
                with suppress(OSError), (library.root / image.path).open("rb") as file:
                    known[image.path] = sizes(file.read(ENOUGH))
            found = known[image.path]
            if found and (image.width, image.height) not in found:
                width, height = found[0]
                message = f"the image has {width:g} × {height:g} pixels, not {image.width} × {image.height}"
                yield Finding(image.span, message, "write its own size, and measure the areas again")


RULE = Rule("CE409", Severity.ERROR, check)

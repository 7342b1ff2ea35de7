"""Design of a certificate that can't be drawn.

## What it finds

A design of your own in `templates/certificate/` that lacks a file, names a font or a colour that its `design.yaml` does
not have, or has a box of which nobody can tell where it lies; and words in `templates/certificate/words.yaml` that are
not complete for a language.

## Why it matters

No certificate can be drawn, so `cedu certify` awards nothing.

## Bad

```yaml templates/certificate/ours/design.yaml
title: Ours
fonts:
  display: {package: font_source_serif_pro, file: SourceSerifPro-Semibold.ttf, style: serif}
colours: {ink: "#142a3e"}
```

```yaml templates/certificate/ours/landscape.yaml
boxes:
  - {type: text, text: "{{ holder.name }}", left: 24, top: 48, font: display, size: 40, colour: ink}
```

## Good

```yaml templates/certificate/ours/design.yaml
title: Ours
fonts:
  display: {package: font_source_serif_pro, file: SourceSerifPro-Semibold.ttf, style: serif}
colours: {ink: "#142a3e"}
```

```yaml templates/certificate/ours/landscape.yaml
boxes:
  - {type: text, text: "{{ holder.name }}", left: 24, right: 24, top: 48, font: display, size: 40, colour: ink}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.rules import Rule, Settings


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """What is wrong with the workspace's own designs."""
    if (library.root / "templates" / "certificate").is_dir():
        from cedu.rendering.certificate.design import check

        yield from check(library.root)


RULE = Rule("CE724", Severity.ERROR, check)

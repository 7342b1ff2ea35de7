"""SCORM schema that a publisher's folder lacks.

## What it finds

A folder that `build: {scorm: {control_documents: …}}` names, without a schema file that the SCORM packages of this
workspace name, or that another of its schema files names in turn; or that lies outside of the workspace.

## Why it matters

The files go to the root of each package, and its manifest refers to them there. A checker that reads them, such as
ADL's own, refuses a package where one is missing. SCORM 1.2 and 2004 have files of their own; one folder may hold both.

## Bad

```yaml cedu.yaml
build: {targets: [scorm12], scorm: {control_documents: curricula/scorm}}
```

```xml scorm/imscp_rootv1p1p2.xsd
<schema xmlns="http://www.w3.org/2001/XMLSchema"/>
```

## Good

```yaml cedu.yaml
build: {targets: [scorm12], scorm: {control_documents: curricula/scorm}}
```

```xml scorm/imscp_rootv1p1p2.xsd
<schema xmlns="http://www.w3.org/2001/XMLSchema"/>
```

```xml scorm/adlcp_rootv1p2.xsd
<schema xmlns="http://www.w3.org/2001/XMLSchema"/>
```

```xml scorm/imsmd_rootv1p2p1.xsd
<schema xmlns="http://www.w3.org/2001/XMLSchema"/>
```
"""

from collections.abc import Iterator
from pathlib import Path
from posixpath import normpath

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.rules import Rule, Settings


def check(library: Library, settings: Settings) -> Iterator[Finding]:
    """The folder, for each SCORM version that is built for anybody and names what it lacks."""
    scorm = settings.workspace.build.scorm if settings.workspace.build else None
    if not (scorm and scorm.control_documents):
        return
    from cedu.deliveries import receivers
    from cedu.formats.scorm import binding, control_documents

    span, folder = scorm.origin.span("control_documents"), scorm.control_documents
    if library.leads_outside(normpath(folder)):
        yield Finding(span, f"`{folder}` lies outside the workspace", "copy the files into the workspace")
        return

    def file(path: str) -> Path | None:
        return library.root / path if path in library.files else None

    built = [(target.name, each.options) for each in receivers(settings.workspace) for target in each.targets.get("course", ())]
    bindings = {target: found for target, options in built if (found := binding(target, options))}
    for target, found in sorted(bindings.items()):
        missing = [f"`{name}`" for name, there in control_documents(folder, found, file) if there is None or name.startswith("../")]
        if missing:
            message = f"{target}: `{folder}` lacks {', '.join(missing)}"
            yield Finding(span, message, "copy them there from the standard's own set of schemas")


RULE = Rule("CE607", Severity.ERROR, check)

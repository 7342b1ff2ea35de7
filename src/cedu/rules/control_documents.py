"""SCORM schema that a publisher's folder lacks.

## What it finds

A folder that `build: {scorm: {control_documents: …}}` names, without a schema file that the SCORM packages of this
workspace name.

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

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.rules import Rule, Settings


def check(library: Library, settings: Settings) -> Iterator[Finding]:
    """The folder, for each SCORM version that is built for anybody and names what it lacks."""
    scorm = settings.workspace.build.scorm if settings.workspace.build else None
    if not (scorm and scorm.control_documents):
        return
    from cedu.deliveries import receivers
    from cedu.formats.scorm import binding, missing_documents

    built = [(target.name, each.options) for each in receivers(settings.workspace) for target in each.targets.get("course", ())]
    bindings = {target: found for target, options in built if (found := binding(target, options))}
    for target, found in sorted(bindings.items()):
        missing = missing_documents(scorm.control_documents, found, library.files)
        if missing:
            names = ", ".join(f"`{name}`" for name in missing)
            message = f"{target}: `{scorm.control_documents}` lacks {names}"
            yield Finding(scorm.origin.span("control_documents"), message, "copy them there from the standard's own set of schemas")


RULE = Rule("CE607", Severity.ERROR, check)

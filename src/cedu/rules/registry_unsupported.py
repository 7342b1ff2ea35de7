"""Registry that can't be used.

## What it finds

A registry that a newer or an older cedu wrote, that was made with another `private/number.key`, that is no database, or a
`CEDU_REGISTRY` that is no URL of a PostgreSQL database.

## Why it matters

An older cedu could damage what a newer one keeps. With another secret, the same award would get another number, and who was
erased could be awarded again. A damaged registry has to come back from a backup: `cedu registry restore FILE`.

## Bad

A registry of version 2, and a cedu that knows version 1.

## Good

The same registry, and a newer cedu. (Of an older one, `cedu registry backup FILE`, then `cedu registry upgrade`.)
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE726", Severity.ERROR)

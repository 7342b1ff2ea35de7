"""Registry that can't be read.

## What it finds

A `private/registry.sqlite` that a newer cedu wrote, or that is no database.

## Why it matters

An older cedu could damage what a newer one keeps; a damaged registry has to come back from a backup.

## Bad

A registry of version 2, and a cedu that knows version 1.

## Good

The same registry, and a newer cedu.
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE726", Severity.ERROR)

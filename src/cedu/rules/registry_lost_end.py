"""Registry that is older than what was seen here.

## What it finds

A registry that ends before the last event that this workspace has seen, or goes on otherwise: it was lost, cut off, or
restored from an old backup.

## Why it matters

What was awarded since then is out in the world, and this registry doesn't know it: it would give places in status lists a
second time, and could revoke nothing of what is missing. Nothing is awarded.

## Bad

An old copy of `private/registry.sqlite`, put back by hand, and then `cedu certify`.

## Good

The newest backup, brought back with `cedu registry restore`, which notes that; and then the results since then once more.
Where there is no backup at all, delete `private/registry.anchor`: the same results give the same numbers again.
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE752", Severity.ERROR)

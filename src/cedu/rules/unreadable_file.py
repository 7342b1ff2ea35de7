"""File that can't be read.

## What it finds

A file that the operating system refuses to open.

## Why it matters

Nothing is known of it, so it is neither checked nor built.

## Bad

A file that belongs to another user, with permissions `0600`.

## Good

The same file after `chmod u+r`, or checked out anew.
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE015", Severity.ERROR)

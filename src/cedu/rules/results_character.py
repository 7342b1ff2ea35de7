"""Cell of results that can't be printed.

## What it finds

A cell with a control character, such as one that turns the direction of writing round, or with over 200 characters.

## Why it matters

It could make a name on a certificate look like another one.

## Bad

A name that was copied from a web page, with an invisible U+202E in it.

## Good

The same name, typed again.
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE720", Severity.ERROR)

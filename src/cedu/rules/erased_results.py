"""Results of somebody who was erased.

## What it finds

A results file that names a learner whose data were erased from the registry.

## Why it matters

Whoever asked to be erased is not to come back by an old file. Their results are not looked at, and nobody is awarded
anything for them; but the file still holds personal data that should have gone, too.

## Bad

`cedu certify` with last year's results, after `cedu credential erase l-1001`, and with `l-1001` in them.

## Good

The same file without the rows of `l-1001`.
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE751", Severity.WARNING)

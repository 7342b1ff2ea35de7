"""Result without a day.

## What it finds

A score in a gradebook that has no days, in a file whose name has none either.

## Why it matters

The day of the result is the day of the award. Where a file has no days, the day of the export is taken, which is the
latest that the result can be of; such a result renews no level and lies within no months, for it may be old.

## Bad

`cedu certify grades.csv`

## Good

`cedu certify "2026-01-31 grades.csv"`
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE729", Severity.ERROR)

"""Clock that was set back.

## What it finds

A day that lies before the day of the last run that the registry knows of.

## Why it matters

What is valid, expired or to be renewed is told by today's day. A wrong one awards levels that nobody holds any more, and
refuses results as being of the future. Nothing is awarded.

## Bad

`cedu certify results.csv` on 2025-01-01, after a run on 2026-01-31.

## Good

The same on 2026-02-01, with a clock that is right.
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE728", Severity.ERROR)

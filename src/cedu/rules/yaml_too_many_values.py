"""Too many values.

## What it finds

More than 1,000,000 values in one file.

## Why it matters

A course of hundreds of lessons has some ten thousand. A larger file is most likely a mistake of the script that wrote
it, and would slow everything down.

## Bad

One bank with all the items of a whole company.

## Good

Several banks, by subject; a blueprint can draw from all of them.
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE009", Severity.ERROR)

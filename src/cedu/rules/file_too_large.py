"""File too large.

## What it finds

A YAML file of more than two million bytes.

## Why it matters

No curriculum file is that long. Something else was given its name, or a script ran wild.

## Bad

A video that was saved as `install.course.yaml`.

## Good

Several files, each with one course, assessment or bank.
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE010", Severity.ERROR)

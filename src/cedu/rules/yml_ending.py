"""A name that ends in `.yml`.

## What it finds

A file that would declare an entity if its name ended in `.yaml`, such as `course.yml`.

## Why it matters

It is not read, so its course is missing from every build.

## Bad

A file called `course.yml`.

## Good

The same file, called `course.yaml`.
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE012", Severity.ERROR)

"""Empty file.

## What it finds

A YAML file of an entity without anything in it, or with nothing but comments.

## Why it matters

It declares nothing, and whatever refers to its id leads nowhere.

## Bad

A file `course.yaml` that holds only `# to do`.

## Good

What `cedu new course ID` writes: a small course that is valid. Give it `status: draft` until it is ready.
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE014", Severity.ERROR)

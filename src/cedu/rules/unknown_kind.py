"""File name with an unknown kind.

## What it finds

A YAML file whose name almost ends in a kind of entity, such as `git.cuorse.yaml`.

## Why it matters

The last word before `.yaml` says what a file declares. A file with another word is not cedu's, and is not read.

## Bad

A file called `git.cuorse.yaml`.

## Good

The same file, called `git.course.yaml`. Where it is meant for another tool, call it something else, such as
`git-courses.yaml`.
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE016", Severity.WARNING)

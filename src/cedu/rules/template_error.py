"""Template that can't be filled in.

## What it finds

A template of the workspace's own that stops while a page is built: a name that it does not get, an error in its
syntax, or more work than a template may do.

## Why it matters

The page would be missing or half written, so the build stops.

## Bad

A template `templates/site/lesson.html` with `{{ leson.title }}`.

## Good

The same template with `{{ lesson.title }}`. A template that begins with `{% extends "shipped/site/lesson.html" %}`
says only what is different.
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE610", Severity.ERROR)

"""File that is not UTF-8.

## What it finds

A YAML or Markdown file whose bytes are not UTF-8, such as one that an old editor saved as Windows-1252 or UTF-16.

## Why it matters

Whoever reads it has to guess what its letters are, and learners see `Ã¤` or `?` where an `ä` was meant.

## Bad

A file that was saved as Windows-1252 or as UTF-16 ("Unicode" in old editors).

## Good

The same file, saved as UTF-8. In VS Code: *Save with Encoding*, then *UTF-8*.
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE007", Severity.ERROR)

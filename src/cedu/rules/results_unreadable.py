"""Results that are no text.

## What it finds

A results file that is over 512 MB, has over five million results, or holds no text, such as a spreadsheet's own `.xlsx`
format.

## Why it matters

`cedu certify` reads text: JSON, or CSV in UTF-8, in UTF-16 with its mark, or in Windows-1252, with commas, semicolons or
tabs.

## Bad

`cedu certify results.xlsx`

## Good

`cedu certify results.csv`, after *Save as*, *CSV UTF-8* in the spreadsheet.
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE710", Severity.ERROR)

"""Export that is not declared.

## What it finds

A name after `--export` that is none of `results: exports:` in cedu.yaml.

## Why it matters

Which column is which would be a guess.

## Bad

`cedu certify --export docebbo report.csv`

## Good

`cedu certify --export docebo report.csv`
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE735", Severity.ERROR)

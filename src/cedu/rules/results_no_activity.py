"""Export without anything known.

## What it finds

A gradebook or a report in which no column has the title or the id of a course or an assessment of the workspace.

## Why it matters

Nothing in it says who achieved what. LMSs let people call activities anything, so cedu.yaml says which is which.

## Bad

```csv grades.csv
First name,Last name,ID number,Quiz: Final test v3 (Percentage),Last downloaded from this course
Ada,Lovelace,u-17,82.50 %,1769855400
```

## Good

```yaml cedu.yaml
results:
  exports:
    moodle:
      format: moodle
      activities:
        "Quiz: Final test v3 (Percentage)": {assessment: author-exam}
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE730", Severity.ERROR)

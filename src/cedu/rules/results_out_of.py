"""Points out of nobody knows how many.

## What it finds

A score in points, where neither the file nor cedu.yaml says how many there are to earn.

## Why it matters

8 may be 80 % or 8 %. Levels are earned by percent, so none of these scores is read.

## Bad

```csv grades.csv
First name,Last name,ID number,Quiz: Author exam (Real),Last downloaded from this course
Ada,Lovelace,u-17,8.25,1769855400
```

## Good

The same export with percentages, or:

```yaml cedu.yaml
results:
  exports:
    moodle:
      format: moodle
      activities:
        "Quiz: Author exam (Real)": {assessment: author-exam, out_of: 10}
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE731", Severity.ERROR)

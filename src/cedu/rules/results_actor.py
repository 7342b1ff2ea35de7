"""Statement of nobody.

## What it finds

An xAPI statement whose actor lacks what the workspace takes for learner ids: the name in an account, or, with
`results: {learner: email}`, an `mbox`.

## Why it matters

Nobody can tell whose result it is. The statement is left out.

## Bad

```json statements.jsonl
{"actor": {"mbox_sha1sum": "ebd31e95054c018b10727ccffd2ef2ec3a016ee9"}, "verb": …, "object": …}
```

## Good

```json statements.jsonl
{"actor": {"account": {"homePage": "https://lms.example.org", "name": "u-17"}}, "verb": …, "object": …}
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE732", Severity.ERROR)

"""Stem that is harder to read than its content.

## What it finds

A stem of 30 words or more that asks for more than 18 years of schooling by Flesch and Kincaid's formula (Kincaid and
others, 1975): long sentences of long words. Code does not count. English only.

## Why it matters

It measures reading. Abedi and Lord (2001) put mathematics items into plainer words without changing the mathematics,
and pupils solved more of them. Guideline 8 of Haladyna, Downing and Rodriguez (2002) asks for words that fit the
learners.

## Bad

```yaml exam.bank.yaml
items:
  - id: license-file
    type: short-text
    objective: authoring.install-it
    stem: >-
      Notwithstanding the configuration parameters previously communicated to administrators responsible for organizational
      infrastructure, which particular additional supplementary documentation accompanying the installation procedures necessarily
      communicates contractual obligations, considerations and accompanying organizational responsibilities?
    answers: [licence]
```

## Good

```yaml exam.bank.yaml
items:
  - id: license-file
    type: short-text
    objective: authoring.install-it
    stem: Which file that comes with the installer says what you may do with the program?
    answers: [licence]
```
"""

import re
from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.rules import Rule, Settings
from cedu.source.questions import Question, without_code

_WORDS, _YEARS = 30, 18
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_SENTENCE = re.compile(r"[.!?:;]+(?=\s|$)|\n\s*\n|\n\s*[-*|0-9]")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^aeiouyl]e|[^aeiouytd]ed|[^aeiouscxzhg]es)$")


def check(question: Question, _settings: Settings) -> Iterator[Finding]:
    """The stem, if it is long and hard."""
    stem = question.item.stem
    if not question.english or stem.count(" ") < _WORDS - 1 or question.item.type == "passage":
        return
    prose = without_code(stem)
    words = _WORD.findall(prose)
    if len(words) < _WORDS:
        return
    sentences = len(_SENTENCE.findall(f"{prose.strip()}."))
    years = 0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59
    if years > _YEARS:
        message = f"the stem of `{question.item.id}` takes {years:.0f} years of schooling to read"
        hint = "write shorter sentences and plainer words, or tell the case in a `passage`"
        yield Finding(question.item.origin.span("stem"), message, hint)


def _syllables(word: str) -> int:
    """About how many syllables an English word has."""
    word = word.lower()
    return max(1, len(_VOWELS.findall(word)) - bool(_SILENT.search(word)))


RULE = Rule("CE426", Severity.WARNING, check, each=(Question,))

"""Choice that does not fit the grammar of the stem.

## What it finds

A single-choice item whose stem ends in “a” or “an”, or in “is”, “are”, “was” or “were”, where the right choice fits
and most of the wrong ones do not: they start with the wrong sound, or are plural where one is asked for. English
only.

## Why it matters

The ear finds the answer. It is a flaw of guideline 28 of Haladyna, Downing and Rodriguez (2002) and of the NBME's
Item-Writing Guide (2020), which both name grammar among the cues that help the testwise.

## Bad

```yaml exam.bank.yaml
items:
  - id: made-of
    type: single-choice
    objective: authoring.install-it
    stem: What the installer unpacks is an
    choices:
      - {id: folder, text: folder}
      - {id: archive, text: archive, correct: true}
      - {id: program, text: program}
```

## Good

```yaml exam.bank.yaml
items:
  - id: made-of
    type: single-choice
    objective: authoring.install-it
    stem: What does the installer unpack?
    choices:
      - {id: folder, text: a folder}
      - {id: archive, text: an archive, correct: true}
      - {id: program, text: a program}
```
"""

import re
from collections.abc import Callable, Iterator

from cedu.diagnostics import Finding, Severity
from cedu.rules import Rule, Settings
from cedu.source.questions import ChoiceQuestion

_END = re.compile(r"\b(an?|is|are|was|were)[ _.…:–—-]*$", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiou]|hour|heir|hono", re.IGNORECASE)
_CONSONANT = re.compile(r"uni(?:[tqvfc]|on)|us[eau]|ut|eu|one\b|once\b", re.IGNORECASE)
_PLURAL = re.compile(r"[a-z-]+[a-rt-z]s\Z", re.IGNORECASE)


def check(question: ChoiceQuestion, _settings: Settings) -> Iterator[Finding]:
    """The item, if only its key fits, or nearly so."""
    if not question.english or question.key is None:
        return
    found = _END.search(question.stem[-12:])
    if not found:
        return
    fits = _fits(found[1].lower())
    words = [text.split()[0].strip("\"'“‘(") if text.split() else "" for text in question.texts]
    if any(not word.isalpha() or (word.isupper() and len(word) > 1) for word in words):  # nobody can say how it is pronounced
        return
    fitting = [fits(word) for word in words]
    right = fitting.pop(question.key)
    if right and 2 * fitting.count(False) > len(fitting):
        others = f"{fitting.count(True) or 'none'} of the others"
        message = f"the stem of `{question.item.id}` ends in “{found[1]}”, which fits the right choice and {others}"
        yield Finding(question.item.origin.span("stem"), message, "write a whole question, or a stem that fits all choices")


def _fits(end: str) -> Callable[[str], bool]:
    """Does a word fit after the last one of the stem? Of “is” and “are”, only a single word's plural can be told."""
    if end == "an":
        return _sounds_like_a_vowel
    if end == "a":
        return lambda word: not _sounds_like_a_vowel(word)
    is_many = end in ("are", "were")
    return lambda word: bool(_PLURAL.fullmatch(word)) is is_many


def _sounds_like_a_vowel(word: str) -> bool:
    return bool(_VOWEL.match(word)) and not _CONSONANT.match(word)


RULE = Rule("CE418", Severity.WARNING, check, each=(ChoiceQuestion,))

"""Negation that is easy to miss.

## What it finds

A stem that asks for what is *not* so (“Which of these does not …?”, “All … except”, “A draft is not”) without
emphasis on the word. It is the main clause that counts: “What do you do when it does not start?” is left alone, as
are questions after why and how. English only.

## Why it matters

Who overlooks the word knows the answer and gets it wrong. Guideline 17 of Haladyna, Downing and Rodriguez (2002) asks
for positive stems, and where there has to be a negation, for emphasis. Emphasis does not cure all: Chiavaroli (2017)
shows good students who answer negative items as if they were positive, and Harasym and others (1992) found that
“choose all that are” measures better.

## Bad

```yaml exam.bank.yaml
items:
  - id: not-installed
    type: single-choice
    objective: authoring.install-it
    stem: Which of these does the installer not replace?
    choices:
      - {id: program, text: The program}
      - {id: settings, text: Your settings, correct: true}
      - {id: help, text: The help pages}
```

## Good

```yaml exam.bank.yaml
items:
  - id: not-installed
    type: single-choice
    objective: authoring.install-it
    stem: Which of these does the installer **not** replace?
    choices:
      - {id: program, text: The program}
      - {id: settings, text: Your settings, correct: true}
      - {id: help, text: The help pages}
```
"""

import re
from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.rules import Rule, Settings
from cedu.source.questions import ChoiceQuestion

_SIGNS = ("not", "n't", "n’t", "ever", "xcept", "least")
_NEGATION = re.compile(r"\b(?:not(?! only\b)|never|except|cannot|(?<!at )least likely|\w+n['’]t)\b")
_SENTENCE = re.compile(r"[^.?!:;]+[?:]?\s*$|[^.?!:;]+\?")
_ASKS = re.compile(r"\s*(?:\W*)(?:which|what|who|whom|whose|where|all|each|every|choose|select|pick|mark|name|find)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:when|if|that|because|where|while|who|whose|so|until|unless|although|though|after|before|since|but|even|to|than)\b|,",
    re.IGNORECASE,
)


def check(question: ChoiceQuestion, _settings: Settings) -> Iterator[Finding]:
    """The stem, if it hides one."""
    stem = question.item.stem
    if not question.english or not any(part in stem for part in _SIGNS):
        return
    completes = "?" not in stem and not stem.rstrip().endswith((".", "!"))
    for sentence in _SENTENCE.findall(question.prose):
        asks = _ASKS.match(sentence)
        if not asks and not completes:
            continue
        rest = sentence[asks.end() :] if asks else sentence
        end = _CLAUSE.search(rest)
        main = rest if end is None or "except" in rest[end.start() :] else rest[: end.start()]
        if found := _NEGATION.search(main):
            message = f"the stem of `{question.item.id}` asks for the opposite with a word that is easy to miss: “{found[0]}”"
            hint = f"ask for what is so; or emphasise it: `**{found[0]}**`"
            yield Finding(question.item.origin.span("stem"), message, hint)
            return


RULE = Rule("CE416", Severity.WARNING, check, each=(ChoiceQuestion,))

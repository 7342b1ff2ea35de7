"""What is said after an answer in QTI 1.2: of a right one, of a wrong one, and of each choice."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from cedu.formats.qti12.parsed import ParsedItem
from cedu.formats.qti12.scoring import Given, Scoring

# What Canvas tells by name (`assessment_item_converter.rb`: get_feedback), as others do.
_WRONG = re.compile(r"wrong|incorrect|_ic$", re.IGNORECASE)
_RIGHT = re.compile(r"correct|_c$", re.IGNORECASE)
_ALWAYS = re.compile(r"general_|_all$", re.IGNORECASE)
_FOR_ALL = "what was said to everybody is said after right and after wrong answers"
_LEFT_OUT = "what is said of a particular answer that is typed is left out"


@dataclass(frozen=True, slots=True)
class Said:
    """HTML that is said after a right and a wrong answer, and `of` each choice by its ident; and what is not as it was."""

    correct: str = ""
    incorrect: str = ""
    of: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[str, ...] = ()

    def joined(self, keys: Collection[str]) -> "Said":
        """With what is said of single choices as what is said of right and wrong ones."""
        right = [text for ident, text in self.of.items() if ident in keys]
        wrong = [text for ident, text in self.of.items() if ident not in keys]
        return replace(self, correct=_blocks(*right, self.correct), incorrect=_blocks(*wrong, self.incorrect), of={})


def sorted_out(item: ParsedItem, scoring: Scoring, right: Given, alone: Mapping[str, Given], keys: Collection[str] = ()) -> Said:
    """What is said when, found by giving the `right` answer, none at all, and each choice `alone`."""
    texts = {ident: text for ident, text in item.said.items() if text.strip()}
    if not texts:
        return Said()
    after_right = set(scoring.outcome(right)[1]) if right else set()
    after_none = set(scoring.outcome({})[1])
    after = {ident: set(scoring.outcome(given)[1]) for ident, given in alone.items()}
    correct, incorrect, of, changes = [], [], dict[str, str](), dict[str, None]()
    for ident, text in texts.items():
        owners = {label for label, shown in after.items() if ident in shown}
        label = next((label for label in alone if ident in (label, f"{label}_fb")), "")
        if label or (len(owners) == 1 and not _by_name(ident)):
            label = label or owners.pop()
            of[label] = _blocks(of.get(label, ""), text)
            continue
        match _by_name(ident) or _by_use(ident in after_right or bool(owners & set(keys)), ident in after_none or bool(owners - set(keys))):
            case "right":
                correct.append(text)
            case "wrong":
                incorrect.append(text)
            case "always":
                correct.append(text)
                incorrect.append(text)
                changes[_FOR_ALL] = None
            case _:
                changes[_LEFT_OUT] = None
    return Said(_blocks(*correct), _blocks(*incorrect), of, tuple(changes))


def _by_name(ident: str) -> str:
    if _WRONG.search(ident):
        return "wrong"
    if _RIGHT.search(ident):
        return "right"
    return "always" if _ALWAYS.search(ident) else ""


def _by_use(after_right: bool, after_wrong: bool) -> str:
    if after_right and after_wrong:
        return "always"
    return "right" if after_right else "wrong" if after_wrong else ""


def _blocks(*texts: str) -> str:
    there = [text for text in texts if text]
    return "".join(f"<div>{text}</div>" for text in there) if len(there) > 1 else "".join(there)

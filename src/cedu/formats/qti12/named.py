"""What dialects of QTI 1.2 call a type of question, and the ids that idents stand for."""

import re
from collections.abc import Mapping, Sequence

from cedu.model.ids import ID, letters

# What follows what our own writers put before an id.
_OURS = re.compile(rf"(?:choice|step|area|[mcg]\d+|response_\d+)-({ID})")
_LABELS = ("question_type", "bbmd_questiontype", "qmd_questiontype", "cc_profile", "question type", "qmd_itemtype", "itemtype")
_KINDS = (
    (r"true.?false|truefalse", "true-false"),
    (r"fill_in_multiple_blanks|fill in the blank plus|fill in multiple", "gap-text"),
    (r"multiple_dropdowns|jumbled sentence", "gap-choice"),
    (r"likert|opinion scale|survey", "likert"),
    (r"multiple_answers|multiple answer|multi-select|multiple response|multiple_response", "multiple"),
    (r"calculated", "calculated"),
    (r"numerical|^numeric", "number"),
    (r"file_upload|file upload|file response", "upload"),
    (r"text_only|text information|text info", "passage"),
    (r"essay|long answer|written response|short response|short_answer_as_essay", "essay"),
    (r"matching", "matching"),
    (r"ordering", "ordering"),
)


def kind_of(fields: Mapping[str, str]) -> str:
    """What a question is, as far as its metadata say it in words that are known; else an empty text."""
    for label in _LABELS:
        written = fields.get(label, "").lower()
        for pattern, kind in _KINDS:
            if re.search(pattern, written):
                return kind
    return ""


def names_of(idents: Sequence[str]) -> list[str]:
    """The ids that our own writers made idents of; letters for anybody else's."""
    found = [match[1] for ident in idents if (match := _OURS.fullmatch(ident))]
    return found if len(set(found)) == len(idents) else letters(len(idents))

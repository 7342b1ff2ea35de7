"""Gaps in Moodle's notation, `{1:SHORTANSWER:=dried~=dry}` (`question/type/multianswer/questiontype.php`): there and back.

Moodle ends an answer at `~`, `#` or `}`, decodes entities, and takes a backslash off `}` and `#`. So all that could mean something is
written as an entity.
"""

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import NamedTuple

from cedu.formats.moodle.answers import Given
from cedu.formats.moodle.wildcards import escaped, wildcard
from cedu.model.interaction import ChoiceInteraction, Gap

_SPECIAL = re.compile(r"""[\\~#{}=%&<>"':/*\r\n]""")
_GAP = re.compile(
    r"\{(?P<weight>\d{0,4}):(?P<type>[A-Z_]{2,20}):(?P<answers>(?:[^{}\\]|\{(?!\d{0,4}:[A-Z_]{2,20}:)|\\.){1,20000}+)\}", re.DOTALL
)
_BETWEEN = re.compile(r"(?<!\\)~")
_FEEDBACK = re.compile(r"(?<![\\&])(?<!&amp;)#")
_SHARE = re.compile(r"=|%(-?\d{1,3}(?:[.,]\d{0,9})?)%")
_NEEDLESS = re.compile(r"\\([~\"/])")
TYPED = ("SHORTANSWER", "SA", "MW")
TYPED_WITH_CASE = ("SHORTANSWER_C", "SAC", "MWC")
NUMBER = ("NUMERICAL", "NM")
CHOSEN = ("MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH")
SHUFFLED = ("MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS")


class Written(NamedTuple):
    """A gap in a text: where it starts and ends, what it weighs, its type in Moodle's words, and its answers."""

    start: int
    end: int
    weight: int
    type: str
    answers: tuple[Given, ...]


def gap(one: Gap, weight: int) -> str:
    """One gap, for the HTML of a question."""
    entry = one.entry
    if isinstance(entry, ChoiceInteraction):
        type = "MULTICHOICE_S" if entry.shuffle else "MULTICHOICE"
        answers = [("=" if choice.id in entry.keys else "") + _encoded(escape(choice.text, quote=False)) for choice in entry.choices]
    else:
        type = "SHORTANSWER_C" if entry.case_sensitive else "SHORTANSWER"
        wild = (found for pattern in entry.patterns if (found := wildcard(pattern)))
        answers = [f"={_encoded(answer)}" for answer in (*map(escaped, entry.answers), *wild)]
    return f"{{{weight}:{type}:{'~'.join(answers)}}}"


def gaps(text: str) -> Iterator[Written]:
    """The gaps of a text, in order; answers are what Moodle makes of them: HTML where it is chosen, a text where it is typed."""
    for found in _GAP.finditer(text):
        answers = tuple(_answer(part) for part in _BETWEEN.split(found["answers"]))
        yield Written(found.start(), found.end(), int(found["weight"] or 1), found["type"], answers)


def _encoded(text: str) -> str:
    text = text.replace("}", "\\}").replace("#", "\\#")  # Moodle takes this backslash off after it has decoded
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", text)


def _answer(written: str) -> Given:
    share = _SHARE.match(written)
    worth = 0.0 if share is None else 100.0 if share[1] is None else float(share[1].replace(",", "."))
    text, *feedback = _FEEDBACK.split(written[share.end() if share else 0 :], maxsplit=1)
    return Given(_decoded(text), worth, _decoded(feedback[0]) if feedback else "")


def _decoded(text: str) -> str:
    return unescape(_NEEDLESS.sub(r"\1", text)).replace("\\}", "}").replace("\\#", "#")

"""The text that text2qti reads: Markdown in pieces, each of which starts a line with a sign (its README, version 0.8)."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from cedu.model.interaction import NumberEntryInteraction

# Signs that a text follows, and those that stand alone; `label` is a word and a colon.
_SIGN = re.compile(
    r"""(?:(?P<question>\d+\.)
      | (?P<choice>\*?[A-Za-z]\))
      | (?P<answer>\[[ *]?\])
      | (?P<feedback>\.\.\.)
      | (?P<correct>\+) | (?P<incorrect>-) | (?P<solution>!) | (?P<number>=) | (?P<short>\*)
      | (?P<label>(?:Quiz[ ]title|Quiz[ ]description|Text[ ]title|Text|Title|Points|Pick|Solutions[ ]pick|Points[ ]per[ ]question
        |Shuffle[ ]answers|Show[ ]correct[ ]answers|One[ ]question[ ]at[ ]a[ ]time|Can't[ ]go[ ]back|Feedback[ ]is[ ]solution
        |Solutions[ ]sample[ ]groups|Solutions[ ]randomize[ ]groups):)
      )[ \t]+(?=\S)""",
    re.VERBOSE | re.IGNORECASE,
).match
_ALONE = re.compile(r"(?P<essay>_{3,})\s*$|(?P<upload>\^{3,})\s*$|(?P<group>GROUP)\s*$|(?P<end>END_GROUP)\s*$|(?P<code>```+)").match
_NUMBER = r"[-+]?(?:\d[\d_]*)(?:\.\d*)?(?:[eE][-+]?\d{1,2})?|[-+]?\.\d+(?:[eE][-+]?\d{1,2})?"
_RANGE = re.compile(rf"\[\s*({_NUMBER})\s*,\s*({_NUMBER})\s*\]").fullmatch
_MARGIN = re.compile(rf"({_NUMBER})(?:\s*\+-\s*({_NUMBER})\s*(%?))?").fullmatch
_LONGEST_NUMBER = 60
# siunitx: numbers and units outside of maths, as far as text2qti knows it.
_UNIT = re.compile(r"\\(?:num|si|SI)\{([^{}$]{0,80})\}(?:(?<=\})\{([^{}$]{0,80})\})?")
_UNITS = {r"\degree": "°", r"\celsius": "°C", r"\fahrenheit": "°F", r"\ohm": "Ω", r"\micro": "µ"}
_EXPONENT = re.compile(r"([-+]?[\d.]+)[eE]([-+]?\d+)")
_RAISED = str.maketrans("0123456789-+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺")


class Piece(NamedTuple):
    """One sign with its text: what it is, what stands at its start, the text, and its line from 1."""

    kind: str
    sign: str
    text: str
    line: int


def pieces(text: str) -> Iterator[Piece]:
    """The pieces in order; what has no sign is a piece of no `kind`. Comments are left out, and so is code to be run but for its start."""
    lines = text.split("\n")
    index = 0
    while index < len(lines):
        line, number = lines[index].rstrip(), index + 1
        index += 1
        if not line or line[0] == "%":
            continue
        if found := _SIGN(line):
            more, index = _continued(lines, index, found.end())
            kind = found.lastgroup or ""
            yield Piece(kind, found[kind], "\n".join([line[found.end() :], *more]), number)
        elif found := _ALONE(line):
            kind = found.lastgroup or ""
            yield Piece(kind, line, "", number)
            if kind == "code":
                index = _after(lines, index, found["code"])
        elif line == "COMMENT":
            index = _after(lines, index, "END_COMMENT")
        else:
            yield Piece("", "", line, number)


def _continued(lines: list[str], index: int, width: int) -> tuple[list[str], int]:
    """The indented lines from `index` on, without the indentation, and where they end."""
    found: list[str] = []
    end = index
    while index < len(lines):
        line = lines[index]
        if not line.strip():
            found.append("")
        elif line[0] in " \t":
            expanded = line.expandtabs(4).rstrip()
            found.append(expanded[width:] if not expanded[:width].strip() else expanded.lstrip())
            end = index + 1
        else:
            break
        index += 1
    return found[: len(found) - (index - end)], end


def _after(lines: list[str], index: int, mark: str) -> int:
    """The line after the next one that is `mark`."""
    while index < len(lines) and lines[index].rstrip() != mark:
        index += 1
    return index + 1


def number(written: str) -> NumberEntryInteraction | None:
    """How `[1, 2]`, `5 +- 1%` or `5` is answered; None for anything else."""
    if len(written) > _LONGEST_NUMBER:
        return None
    try:
        if found := _RANGE(written):
            lowest, highest = sorted(map(_decimal, found.groups()))
            return NumberEntryInteraction.between(float(lowest), float(highest))
        if found := _MARGIN(written):
            answer, margin = _decimal(found[1]), _decimal(found[2] or "0")
            return NumberEntryInteraction(float(answer), float(abs(answer * margin / 100) if found[3] else abs(margin)))
    except InvalidOperation:
        pass
    return None


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace("_", ""))


def units(text: str) -> str:
    """`text` with what siunitx would print of its numbers and units."""
    return _UNIT.sub(lambda found: " ".join(_printed(each) for each in found.groups() if each), text) if "\\" in text else text


def _printed(written: str) -> str:
    for name, sign in _UNITS.items():
        written = written.replace(name, sign)
    if found := _EXPONENT.fullmatch(written.strip()):
        return f"{found[1]}×10{found[2].lstrip('+').translate(_RAISED)}"
    return written.replace(".", "·") if not written[:1].isdigit() else written

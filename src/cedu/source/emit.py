"""Values to YAML in the style of this house, which `cedu.source.text` reads back to the same values.

Long Markdown is a block, a short choice is one line, and a text is quoted only where YAML would read something else.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

WIDTH = 120
_STEP = 2
_LONGEST_NUMBER = 18
# A text that can mean nothing else, whatever stands around it: it starts with a letter and holds no sign of YAML's.
_PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ _./()'%+*=<>;@$^~?!\"&|\\`-])*", re.ASCII).fullmatch
_WORDY = re.compile(r"[^\W\d_][^\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff:#,\[\]{}\\`]*").fullmatch
# A version, or letters after a digit: no number, day or time of any YAML's.
_LIKE_NUMBER = re.compile(r"\d+(?:\.\d+){2,}|\d[0-9a-zA-Z]*[a-df-nq-wyzA-Z][0-9a-zA-Z-]*", re.ASCII).fullmatch
_CONSTANTS = frozenset({"true", "false", "null"})
# Raw in a block: what YAML 1.1 neither forbids nor takes for the end of a line.
_IN_BLOCK = re.compile(r"[\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*").fullmatch
_ESCAPED = re.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# What a text from elsewhere can hold and YAML here can't, however it is written.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def writable(text: str) -> str:
    """`text` without the characters that no file of ours may hold: controls, and halves of characters."""
    return _UNWRITABLE.sub("", text) if _UNWRITABLE.search(text) else text


def emit(value: Mapping[str, Any]) -> str:
    """A whole file. `value` holds mappings with texts for keys, sequences, texts that are `writable`, numbers that are finite, True, False
    and None."""
    return "".join(f"{line}\n" for line in _mapping(value, 0))


def entry(value: Mapping[str, Any], indent: int) -> str:
    """One entry of a list in blocks, such as an item; its dash stands after `indent` spaces."""
    return "".join(f"{line}\n" for line in _entry(value, indent))


def _mapping(value: Mapping[str, Any], indent: int) -> list[str]:
    lines: list[str] = []
    pad = " " * indent
    for key, each in value.items():
        name = f"{pad}{scalar(key, flow=False)}:"
        if isinstance(each, str):
            lines += _text(name, each, indent + _STEP)
        elif isinstance(each, dict) and each:
            short = _flow(each)
            lines += [f"{name} {short}"] if _fits(name, short) else [name, *_mapping(each, indent + _STEP)]
        elif isinstance(each, list | tuple) and each:
            lines += _sequence(name, each, indent)
        else:
            lines.append(f"{name} {_flow(each)}")
    return lines


def _text(start: str, text: str, indent: int) -> list[str]:
    """A text after its key or dash; one of several lines as a block, where a block can hold it."""
    if "\n" in text and text[0] not in " \n\t" and text[-1] != "\n" and _IN_BLOCK(text):
        pad = " " * indent
        return [f"{start} |-", *(pad + line if line else "" for line in text.split("\n"))]
    return [f"{start} {scalar(text, flow=False)}"]


def _sequence(start: str, values: Sequence[Any], indent: int) -> list[str]:
    if not any(isinstance(each, dict | list | tuple) for each in values):
        short = _flow(values)
        if _fits(start, short):
            return [f"{start} {short}"]
    return [start, *(line for each in values for line in _entry(each, indent + _STEP))]


def _entry(value: Any, indent: int) -> list[str]:
    pad = " " * indent
    if isinstance(value, str):
        return _text(f"{pad}-", value, indent + _STEP)
    if isinstance(value, dict) and value and (indent <= _STEP or not _fits(f"{pad}-", _flow(value))):
        first, *rest = _mapping(value, indent + _STEP)
        return [f"{pad}- {first.lstrip(' ')}", *rest]
    return [f"{pad}- {_flow(value)}"]


def _fits(start: str, short: str) -> bool:
    """Is it one line that people can read?"""
    return len(start) + 1 + len(short) <= WIDTH and "\\n" not in short


def _flow(value: Any) -> str:
    """A value in one line."""
    if isinstance(value, str):
        return scalar(value, flow=True)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key, flow=True)}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, float):
        return _number(value)
    return json.dumps(value)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    written = repr(value)
    if len(written) <= _LONGEST_NUMBER:
        return written
    # With an exponent, because a number has at most 17 digits after its point.
    return next(text for text in (f"{value:.{digits}e}" for digits in range(18)) if float(text) == value)


def scalar(text: str, *, flow: bool = True) -> str:
    """A text in one line, in quotation marks where it has to be; `flow`: between brackets, where more has to be."""
    if _PLAIN(text) or _WORDY(text):
        if text not in _CONSTANTS and not text.endswith(" "):
            return text
    elif _LIKE_NUMBER(text) or (not flow and _is_plain_in_block(text)):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _is_plain_in_block(text: str) -> bool:
    """Outside of brackets, a comma and a bracket mean nothing after the start, nor does a colon that no space follows."""
    return bool(
        text[:1].isalpha()
        and text not in _CONSTANTS
        and not text.endswith((" ", ":"))
        and "\n" not in text
        and ": " not in text
        and "#" not in text
        and _IN_BLOCK(text)
        and "\xa0" not in text
    )

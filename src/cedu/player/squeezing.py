"""Scripts and styles in fewer bytes: a package is loaded where a telephone stands in a train, and 60 KB is all that it gets.

This is no parser of JavaScript: it knows what our own scripts are written in. ES2019, each file one function that is called at once, every
statement closed with its `;` and none empty, and what belongs to the window named so (`window.open`). A name of a script's own becomes a
short one where it is sure to be no property: where it stands after a dot, or as a key in braces, anywhere in the file, it stays.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<space>\s+|/\*.*?\*/|//[^\n]*)
    |(?P<text>"(?:[^"\\\n]|\\.)*")
    |(?P<word>[A-Za-z_$][\w$]*)
    |(?P<number>\.?\d(?:[\w.]|(?<=[eE])[+-])*)
    |(?P<sign>=>|\.\.\.|[=!]==?|[<>]=|&&|\|\||\+\+|--|\*\*|>>>|>>|<<|[-+*/%&|^]=|[{}()\[\];,<>+\-*/%&|^!~?:=.])""",
    re.VERBOSE | re.DOTALL,
)
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*", re.DOTALL)
_PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\[\n])+/[a-z]*")
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_RESERVED = frozenset(
    re.findall(
        r"\w+",
        "arguments async await break case catch class const continue debugger default delete do else export extends false finally for "
        "function get if import in instanceof let new null of return set static super switch this throw true try typeof undefined var void "
        "while with yield",
    )
)
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
# In a style: a string, or a comment, or spaces, around what separates already or anywhere else, or the zero before a point.
_STYLE = re.compile(r'("[^"\n]*")|/\*.*?\*/|\s*([{};,])\s*|(:)\s+|\s+|(?<![\w.#])0(?=\.\d)', re.DOTALL)


class _Token(NamedTuple):
    kind: str
    text: str


_SEMICOLON, _BRACE = _Token("sign", ";"), _Token("sign", "}")


def script(code: str) -> str:
    """One of our scripts without comments and spaces, its own names cut short. Raises ValueError for what none of ours is written in."""
    tokens, end = _read(code, 0, inside=False)
    if end < len(code):
        raise ValueError(f"no JavaScript of ours: {code[end : end + 30]!r}")
    own = _declared(tokens) - _properties(tokens)
    often = Counter(token.text for token in tokens if token.kind == "word" and token.text in own)
    free = _short({token.text for token in tokens if token.kind == "word"} - own)
    names = {name: next(free) for name, _ in sorted(often.items(), key=lambda one: (-one[1], one[0]))} | {"const": "let"}
    parts: list[str] = []
    last = ""
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        if token == _SEMICOLON and after == _BRACE:
            continue
        text = names.get(token.text, token.text) if token.kind == "word" else token.text
        if (_wordy(last[-1:]) and _wordy(text[:1])) or (last[-1:] in ("+", "-") and text[:1] == last[-1:]):
            parts.append(" ")
        parts.append(text)
        last = text
    return "".join(parts)


def style(code: str) -> str:
    """One of our styles without comments and spaces."""
    found = _STYLE.sub(lambda one: one[1] or one[2] or one[3] or (" " if one[0].isspace() else ""), code)
    return found.replace(";}", "}").strip()


def _read(code: str, at: int, *, inside: bool) -> tuple[list[_Token], int]:
    """The tokens from `at` to the end, or `inside` a template to the brace that closes this gap of it; and where they end."""
    tokens: list[_Token] = []
    depth = 0
    while at < len(code):
        if code[at] == "`":
            parts, at = _template(code, at)
            tokens += parts
            continue
        if found := _pattern(code, at, tokens):
            tokens.append(_Token("pattern", found))
            at += len(found)
            continue
        if inside and code[at] == "}" and not depth:
            return tokens, at
        token = _TOKEN.match(code, at)
        if not token:
            return tokens, at
        depth += (token[0] == "{") - (token[0] == "}")
        if token.lastgroup != "space":
            tokens.append(_Token(str(token.lastgroup), token[0]))
        at = token.end()
    return tokens, at


def _template(code: str, at: int) -> tuple[list[_Token], int]:
    """A template's texts, and what is in its gaps, in order; and where it ends."""
    tokens: list[_Token] = []
    start = at
    while True:
        found = _TEMPLATE.match(code, at + 1)
        end = found.end() if found else at + 1
        if code[end] == "`":
            return [*tokens, _Token("text", code[start : end + 1])], end + 1
        tokens.append(_Token("text", code[start : end + 2]))
        gap, at = _read(code, end + 2, inside=True)
        tokens += gap
        start = at


def _pattern(code: str, at: int, before: list[_Token]) -> str:
    """The regular expression that begins at `at`, where a value may begin; nothing where none does."""
    if code[at] != "/" or code[at + 1] in "/*":
        return ""
    last = before[-1] if before else _Token("sign", ";")
    divides = (last.kind in ("word", "number", "text") and last.text != "return") or last.text in (")", "]", "}")
    found = None if divides else _PATTERN.match(code, at)
    return found[0] if found else ""


def _closing(tokens: list[_Token]) -> dict[int, int]:
    """Where each bracket is closed, by where it is opened."""
    found = {}
    waiting = []
    for index, token in enumerate(tokens):
        if token.kind == "sign" and token.text in _PAIRS:
            waiting.append(index)
        elif token.kind == "sign" and token.text in _PAIRS.values():
            found[waiting.pop()] = index
    return found


def _declared(tokens: list[_Token]) -> set[str]:
    """The names that are declared one by one, in a list in brackets, or as parameters."""
    found = set()
    closing = _closing(tokens)

    def listed(opening: int) -> None:
        for index in range(opening + 1, closing[opening]):
            begins, ends = tokens[index - 1].text in ("(", "[", ",", "..."), tokens[index + 1].text in (")", "]", ",", "=")
            if tokens[index].kind == "word" and begins and ends:
                found.add(tokens[index].text)

    for index, (kind, text) in enumerate(tokens):
        before, after = (tokens[at].text if 0 <= at < len(tokens) else "" for at in (index - 1, index + 1))
        if kind == "word" and (before in ("const", "let", "function") or after == "=>"):
            found.add(text)
        elif text == "[" and before in ("const", "let"):
            listed(index)
        elif text == "(" and before not in ("if", "for", "while", "switch"):
            follows = tokens[closing[index] + 1].text if closing[index] + 1 < len(tokens) else ""
            if follows in ("=>", "{"):
                listed(index)
    return found - _RESERVED


def _properties(tokens: list[_Token]) -> set[str]:
    """The names after a dot, and those at a key's place in braces."""
    found = set()
    closing = _closing(tokens)
    waiting: list[int] = []
    for index, (kind, text) in enumerate(tokens):
        if kind == "sign" and text in _PAIRS:
            waiting.append(index)
        elif kind == "sign" and text in _PAIRS.values():
            waiting.pop()
        if kind != "word" or not index:
            continue
        before, after = tokens[index - 1].text, tokens[index + 1].text
        is_key = bool(waiting) and tokens[waiting[-1]].text == "{" and before in ("{", ",", "async", "get", "set")
        if before == "." or (is_key and (after in (",", "}", "=", ":") or (after == "(" and tokens[closing[index + 1] + 1].text == "{"))):
            found.add(text)
    return found


def _short(taken: set[str]) -> Iterator[str]:
    """Names of one letter, then of two, that nothing else has."""
    for first in ("", *_LETTERS):
        yield from (name for letter in _LETTERS if (name := first + letter) not in taken and name not in _RESERVED)


def _wordy(sign: str) -> bool:
    return sign.isalnum() or sign in ("_", "$")

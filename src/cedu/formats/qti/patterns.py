"""Regular expressions: RE2's, which authors write, as XML Schema's, which QTI's `patternMatch` has.

XML Schema Part 2, appendix F: no anchors (a pattern is matched as a whole, as ours is), no `(?`, no lazy repetition, and `^` or `$` are
characters like others in some readers and anchors in others. What can't be said there is None.
"""

import re

_TOKEN = re.compile(
    r"\\(?P<escape>.)|(?P<class>\[\^?(?:\\.|[^\[\]\\])+\])|(?P<group>\((?:\?:)?)|(?P<repeat>[*+?]|\{\d+(?:,\d*)?\})|(?P<sign>[.|)])|(?P<plain>[^\\\[\](){}^$*+?])",
    re.DOTALL,
)
_PART = re.compile(r"\\(?P<escape>.)|(?P<range>[^\\]-[^\\])|(?P<plain>.)", re.DOTALL)
# What is ASCII's alone for RE2 is Unicode's in XML Schema.
_CLASSES = {"d": "0-9", "w": "A-Za-z0-9_", "s": r" \t\n\r"}
_ESCAPES = {"n": r"\n", "t": r"\t", "r": r"\r"}
_SPECIAL = frozenset("\\|.?*+(){}[]-^")


def schema_pattern(pattern: str, case_sensitive: bool) -> str | None:
    """`pattern` as XML Schema writes it; both cases of each letter where case does not matter."""
    if pattern.startswith("(?i)"):
        pattern, case_sensitive = pattern[4:], False
    found, position, depth, repeated = [], 0, 0, True
    while position < len(pattern):
        token = _TOKEN.match(pattern, position)
        if token is None:
            return None
        position = token.end()
        kind = token.lastgroup
        if kind == "repeat" and repeated:
            return None
        depth += (kind == "group") - (token[0] == ")")
        written = _written(token, case_sensitive)
        if written is None or depth < 0:
            return None
        found.append(written)
        repeated = kind in ("repeat", "group") or token[0] == "|"
    return "".join(found) if depth == 0 else None


def _written(token: re.Match[str], case_sensitive: bool) -> str | None:
    match token.lastgroup:
        case "escape":
            return _escape(token["escape"], case_sensitive)
        case "class":
            return _class(token["class"], case_sensitive)
        case "group":
            return "("
        case "plain":
            return _letter(token["plain"], case_sensitive)
        case _:
            return token[0]


def _escape(character: str, case_sensitive: bool) -> str | None:
    if character in _CLASSES:
        return f"[{_CLASSES[character]}]"
    if character.lower() in _CLASSES:
        return f"[^{_CLASSES[character.lower()]}]"
    if character in _ESCAPES:
        return _ESCAPES[character]
    return None if character.isalnum() else _letter(character, case_sensitive)


def _letter(character: str, case_sensitive: bool) -> str:
    cases = dict.fromkeys((character, character.lower(), character.upper()))
    if case_sensitive or len(cases) == 1 or any(len(case) != 1 for case in cases):
        return _literal(character)
    return f"[{''.join(cases)}]"


def _literal(character: str) -> str:
    return f"\\{character}" if character in _SPECIAL else character


def _class(text: str, case_sensitive: bool) -> str | None:
    inner = text[1:-1]
    start, inner = ("[^", inner[1:]) if inner.startswith("^") else ("[", inner)
    parts = []
    for part in _PART.finditer(inner):
        if part["escape"] is not None:
            escape = part["escape"]
            written = _CLASSES.get(escape) or _ESCAPES.get(escape) or (None if escape.isalnum() else _literal(escape))
            if written is None:
                return None
            parts.append(written)
        elif part["range"] is not None:
            low, high = part["range"][0], part["range"][2]
            if low in _SPECIAL or high in _SPECIAL:
                return None
            parts.append(part["range"])
            if not case_sensitive and (low + high).isalpha() and low.isascii() and high.isascii() and low.islower() == high.islower():
                parts.append(part["range"].swapcase())
        else:
            parts += [_literal(case) for case in _cases(part["plain"], case_sensitive)]
    return f"{start}{''.join(dict.fromkeys(parts))}]"


def _cases(character: str, case_sensitive: bool) -> list[str]:
    cases = (character,) if case_sensitive else (character, character.lower(), character.upper())
    return [case for case in dict.fromkeys(cases) if len(case) == 1]

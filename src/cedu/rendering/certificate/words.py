"""The words of certificates by language: `templates/certificate/words.yaml`, the workspace's own in addition to ours."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from cedu.diagnostics import Finding
from cedu.resources import layers
from cedu.source.text import Document, read

CODE = "CE724"
WORDS = ("certificate", "certifies", "earned", "because", "awarded", "valid_until", "number", "verify", "test", "specimen", "date")
# Which script Chinese is written in where nothing but a place, or nothing at all, is said (CLDR, likely subtags).
_CHINESE = {"zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant", "zh-mo": "zh-Hant"}


class Words(NamedTuple):
    """All words, by language."""

    tables: Mapping[str, Mapping[str, Any]]

    def of(self, *languages: str) -> tuple[str, Mapping[str, Any]]:
        """The first of these languages that there are words for, also as `de` where `de-CH` is asked for; English where there is none."""
        for tag in (*languages, "en"):
            for candidate in _candidates(tag):
                if candidate in self.tables:
                    return candidate, self.tables[candidate]
        return "en", {}


def _candidates(tag: str) -> Iterator[str]:
    """A tag as it is, and with less and less behind its language."""
    while tag:
        yield _CHINESE.get(tag.lower(), tag)
        tag = tag.rpartition("-")[0]


def all_words(root: Path | None, findings: list[Finding]) -> Words:
    """The words of the workspace at `root`; what is wrong with its own is added to `findings`."""
    tables: dict[str, dict[str, Any]] = {}
    for folder in reversed(layers("templates", root)):
        path = folder / "certificate" / "words.yaml"
        if path.is_file():
            shown = path.relative_to(root).as_posix() if root and path.is_relative_to(root) else "shipped/certificate/words.yaml"
            document, found = read(shown, path.read_bytes())
            wrong = found or (list(_wrong(document, tables)) if document else [])
            findings += wrong
            for language, table in document.value.items() if document and not wrong else ():
                tables[language] = {**_base(language, tables), **table}
    return Words(tables)


def _base(language: str, tables: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """What a language has already, or else the language that it is a variety of."""
    return next((tables[each] for each in _candidates(language) if each in tables), {})


def _wrong(document: Document, tables: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """What keeps words from being used."""
    if not isinstance(document.value, dict):
        yield Finding(document.origin.span(), "words are a mapping of languages, each with its words", code=CODE)
        return
    known = dict(tables)
    for language, table in document.value.items():
        if not isinstance(table, dict):
            yield Finding(document.origin.span(language), f"the words of `{language}` are no mapping", code=CODE)
            continue
        whole = known[language] = {**_base(language, known), **table}
        if missing := [f"`{word}`" for word in (*WORDS, "months") if word not in whole]:
            yield Finding(document.origin.key(language), f"the words for `{language}` lack {', '.join(missing)}", code=CODE)
        for word, value in table.items():
            if reason := _unusable(word, value):
                yield Finding(document.origin.span(language, word), reason, code=CODE)


def _unusable(word: str, value: Any) -> str:
    if word == "months":
        return "" if isinstance(value, list) and len(value) == 12 and all(map(_is_text, value)) else "`months` are twelve texts"
    if word == "direction":
        return "" if value in ("ltr", "rtl") else "`direction` is `ltr` or `rtl`"
    if word == "digits":
        return "" if isinstance(value, str) and len(value) == 10 else "`digits` are ten characters, from 0 to 9"
    return "" if _is_text(value) else f"`{word}` is no text"


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())

"""The words that we add to an author's own, in the language of the page: `templates/words/<language>.json`, a workspace's before ours.

A file has sets of texts by name, any part of each: `pages` (what templates and lessons say), `player` (what its scripts say), `statistics`
(what a page on items says, which no learner reads), and `credential` (what the pages of certificates say).
A text comes from the first file that has it: of the page's language (`pt-BR`), of a shorter tag (`pt`; RFC 4647, 3.4), or of English;
and a text in another language than the page's names it (WCAG 2.2, 3.1.2). `{name}` is a gap for a value. A text that counts something may
have another of the same name with `_one` at its end, for a `count` of 1; a language that needs more forms says `Lessons: {count}`.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from cedu.resources import layers, shipped

FOLDER = "words"
SETS = ("pages", "player", "statistics", "credential")
GAP = re.compile(r"\{(\w+)\}")
# A language, as our schemas have it: a BCP 47 tag.
TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur", "yi"))
_RIGHT_TO_LEFT_SCRIPTS = frozenset(("adlm", "arab", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa"))

# Texts by name, of each language to look through, the best first.
_Chain = tuple[tuple[str, Mapping[str, str]], ...]


class Texts:
    """One set of texts, for a page in `language` (a BCP 47 tag)."""

    def __init__(self, language: str, chain: _Chain) -> None:
        self.language = language
        self._chain = chain

    def say(self, name: str, **values: object) -> str:
        """The text `name` with `values` filled in. Raises LookupError where there is none, even in English."""
        return _filled(self._found(name, values)[1], {key: str(value) for key, value in values.items()})

    def html(self, name: str, **values: object) -> str:
        """What `say` says, as HTML that names its language where that is not the page's; a value that is HTML itself stays it."""
        tag, text = self._found(name, values)
        html = {key: value.__html__() if hasattr(value, "__html__") else escape(str(value)) for key, value in values.items()}
        filled = _filled(escape(text), html)
        return f'<span lang="{escape(tag)}">{filled}</span>' if self._is_foreign(tag) else filled

    def lang(self, name: str) -> str:
        """The attribute, with a space before it, that an element with just this text has: none where the text is in the page's language."""
        tag = self._found(name, {})[0]
        return f' lang="{escape(tag)}"' if self._is_foreign(tag) else ""

    def by_language(self) -> dict[str, dict[str, str]]:
        """Every text, by its language and name; at an empty language, those in the page's."""
        groups: dict[str, dict[str, str]] = {}
        taken: set[str] = set()
        for tag, texts in self._chain:
            group = groups.setdefault(tag if self._is_foreign(tag) else "", {})
            group |= {name: text for name, text in texts.items() if name not in taken}
            taken |= texts.keys()
        return {tag: group for tag, group in groups.items() if group}

    def _found(self, name: str, values: Mapping[str, object]) -> tuple[str, str]:
        for tag, texts in self._chain:
            if name in texts:
                return tag, texts.get(f"{name}_one", texts[name]) if values.get("count") == 1 else texts[name]
        raise LookupError(f"there is no text `{name}`")

    def _is_foreign(self, tag: str) -> bool:
        return _primary(tag) != _primary(self.language)


class Words(Texts):
    """The texts of pages, of the `player`, of `statistics`, and of a `credential`'s pages, for a page in `language`."""

    def __init__(self, language: str, chains: Mapping[str, _Chain]) -> None:
        super().__init__(language, chains["pages"])
        self.player = Texts(language, chains["player"])
        self.statistics = Texts(language, chains["statistics"])
        self.credential = Texts(language, chains["credential"])

    @property
    def direction(self) -> str:
        """`rtl` where the language is written from right to left, else `ltr`."""
        primary, *rest = self.language.lower().split("-")
        script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
        return "rtl" if (script in _RIGHT_TO_LEFT_SCRIPTS if script else primary in _RIGHT_TO_LEFT) else "ltr"

    def duration(self, minutes: int) -> str:
        """A span of time, in hours where it is long."""
        name, values = _duration(minutes)
        return self.say(name, **values)

    def for_templates(self, html: bool = True) -> dict[str, Callable[..., str]]:
        """`say` and `duration` as templates call them; in an attribute, `striptags` takes the mark of `html` away."""
        from markupsafe import Markup

        from cedu.rendering.sandbox import offered

        def said(name: str, **values: object) -> str:
            return Markup(self.html(name, **values)) if html else self.say(name, **values)  # noqa: S704 - escaped there

        def duration(minutes: int) -> str:
            name, values = _duration(minutes)
            return said(name, **values)

        return {
            "say": offered(said),
            "duration": offered(duration),
        }


def words_in(language: str, root: Path | None = None) -> Words:
    """The words for a page in `language`: those of the workspace at `root` before ours."""
    parts = language.split("-")
    tags = dict.fromkeys([*("-".join(parts[:end]).lower() for end in range(len(parts), 0, -1)), "en"])
    files = [_files(folder / FOLDER) for folder in reversed(layers("templates", root))]
    chains: dict[str, list[tuple[str, Mapping[str, str]]]] = {name: [] for name in SETS}
    for tag in tags:
        found = [layer[tag] for layer in files if tag in layer]
        for name, chain in chains.items():
            merged = {key: text for path in found for key, text in _read(path, path.stat().st_mtime_ns)[name].items()}
            if merged:
                chain.append((found[-1].stem, merged))
    return Words(language, {name: tuple(chain) for name, chain in chains.items()})


def own_files(root: Path) -> list[Path]:
    """Everything in the folder where the workspace at `root` keeps words of its own."""
    own = layers("templates", root)[0]
    return sorted((own / FOLDER).glob("*")) if own != shipped("templates") else []


def english() -> dict[str, dict[str, str]]:
    """All our texts in English, by set and name."""
    path = shipped("templates") / FOLDER / "en.json"
    return _read(path, path.stat().st_mtime_ns)


def _files(folder: Path) -> dict[str, Path]:
    """The files of a folder by their language in small letters; none that leads out of it."""
    inside = folder.resolve()
    return {path.stem.lower(): path for path in sorted(folder.glob("*.json")) if path.resolve().is_relative_to(inside)}


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> dict[str, dict[str, str]]:
    """The texts in a file, by set and name, as far as they are any; a rule says what is wrong with the others."""
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        value = None
    return {name: _texts(value.get(name)) if isinstance(value, dict) else {} for name in SETS}


def _texts(value: Any) -> dict[str, str]:
    return {name: text for name, text in value.items() if isinstance(text, str)} if isinstance(value, dict) else {}


def _filled(text: str, values: Mapping[str, str]) -> str:
    return GAP.sub(lambda gap: values.get(gap[1], gap[0]), text)


def _duration(minutes: int) -> tuple[str, dict[str, object]]:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return "minutes", {"minutes": rest}
    return ("hours_minutes", {"hours": hours, "minutes": rest}) if rest else ("hours", {"hours": hours})


def _primary(tag: str) -> str:
    return tag.split("-")[0].lower()

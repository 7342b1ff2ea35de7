"""The texts of a certificate: Jinja templates of a design, filled in with what is the same for many, or with one award."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from cedu.diagnostics import did_you_mean
from cedu.rendering.certificate.contents import Face, Facts
from cedu.rendering.certificate.words import Words

if TYPE_CHECKING:
    from jinja2 import Environment, Template

# The names that stand for one award: a box that speaks of them is drawn for each.
_OF_ONE = frozenset(("holder", "award"))
_NAME = re.compile(r"\{\{ (\w+)\.(\w+) \}\}")
_NO = ("", "no", "False", "None")
_UNKNOWN = re.compile(r"(?:'dict object' has no attribute )?'(\w+)'(?: is undefined)?")
_TURKIC = str.maketrans("iı", "İI")


class Texts:
    """The texts of one face. Raises Jinja's errors, or TemplateProblem, where a template is wrong."""

    def __init__(self, environment: "Environment", face: Face, language: str, words: Mapping[str, Any]) -> None:
        # What is drawn is text, not HTML: `&` stays as it is.
        self._environment = environment.overlay(autoescape=False)
        self._language = language
        self._words = words
        self._digits = str.maketrans("0123456789", words["digits"]) if words.get("digits") else {}
        self._templates: dict[str, Template] = {}
        self._differs: dict[str, bool] = {}
        self._face = _face_values(face, language, words)

    @property
    def is_rtl(self) -> bool:
        """Is the language written from right to left?"""
        return self._words.get("direction") == "rtl"

    def differs(self, *templates: str) -> bool:
        """Does any of these speak of the holder or the award?"""
        from jinja2 import meta

        for template in templates:
            if template not in self._differs:
                named = meta.find_undeclared_variables(self._environment.parse(template)) if "{" in template else set()
                self._differs[template] = bool(_OF_ONE & named)
            if self._differs[template]:
                return True
        return False

    def word(self, name: str) -> str:
        """One of the language's words."""
        return str(self._words[name])

    def names_holder(self, template: str) -> bool:
        """Does a template speak of the holder?"""
        from jinja2 import meta

        return "{" in template and "holder" in meta.find_undeclared_variables(self._environment.parse(template))

    def dates(self) -> str:
        """A date of each month, and all digits."""
        return " ".join((*(self.day(date(2034, month, 26)) for month in range(1, 13)), self.day(date(1987, 1, 15))))

    def values(self, facts: Facts) -> dict[str, Any]:
        """What templates may name, of one award."""
        holder = {"name": normalize("NFC", facts.name)}
        award = {
            "number": facts.number,
            "on": self.day(facts.awarded_on),
            "valid_until": self.day(facts.valid_until) if facts.valid_until else "",
            "link": facts.link,
            "test": facts.test,
        }
        return self._face | {"holder": holder, "award": award}

    def rendered(self, template: str, values: Mapping[str, Any] | None = None) -> str:
        """A template's text, with white space collapsed."""
        if "{" not in template:
            return " ".join(template.split())
        values = self._face if values is None else values
        if name := _NAME.fullmatch(template):  # most are no more than that, and need no rendering
            group = values.get(name[1])
            if isinstance(group, Mapping) and isinstance(text := group.get(name[2]), str):
                return " ".join(text.split())
        if template not in self._templates:
            self._templates[template] = self._environment.from_string(template)
        return " ".join(self._templates[template].render(values).split())

    def is_shown(self, when: str, values: Mapping[str, Any] | None = None) -> bool:
        """Does a box's `when` say yes?"""
        return self.rendered(when, values) not in _NO

    def day(self, day: date) -> str:
        """A date in words, in the Gregorian calendar and in the language's order and digits."""
        values = {"day": day.day, "month": day.month, "year": day.year, "month_name": self._words["months"][day.month - 1]}
        return self.rendered(self._words["date"], values).translate(self._digits)

    def capitals(self, text: str) -> str:
        """`text` in capital letters, as the language has them: Turkish has two letters i, and Greek capitals bear no accent."""
        base = self._language.partition("-")[0]
        if base in ("tr", "az"):
            text = text.translate(_TURKIC)
        if base == "el":
            text = normalize("NFC", re.sub("\u0301", "", unicodedata.normalize("NFD", text)))
        return text.upper()


def _face_values(face: Face, language: str, words: Mapping[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "organization": {"name": face.organization, "logo": face.logo},
        "certification": {"title": face.certification},
        "level": {"title": face.level, "achievement": face.achievement},
        "issuer": {
            "name": face.issuer,
            "site": face.site.removeprefix("https://").removeprefix("http://").rstrip("/"),
            "signatory": face.signatory,
            "signatory_role": face.signatory_role,
            "signature": face.signature,
        },
        "page": {"paper": face.look.paper, "orientation": face.look.orientation},
    }
    composed = {group: {key: normalize("NFC", value) for key, value in each.items()} for group, each in plain.items()}
    return {**composed, "language": language, "words": words}


class Trial:
    """Tries templates on a certificate that nobody has."""

    def __init__(self, root: Path, words: Words) -> None:
        from cedu.rendering.templates import environment

        face = Face(organization="-", issuer="-", certification="-", level="-", achievement="-", language="en", logo="-", signature="-")
        facts = Facts(name="-", number="-", awarded_on=date(2026, 1, 31), valid_until=date(2026, 12, 31), link="-")
        self._texts = Texts(environment(root), face, *words.of("en"))
        self._values = self._texts.values(facts)

    def problem(self, template: str) -> tuple[str, str]:
        """What is wrong with a template, and what to do about it; empty where nothing is."""
        from jinja2 import TemplateError

        from cedu.rendering.templates import TemplateProblem

        try:
            self._texts.rendered(template, self._values)
        except TemplateProblem as error:
            message = error.message
        except TemplateError as error:
            message = (error.message or "").partition("\n")[0].rstrip(".")
        else:
            return "", ""
        if match := _UNKNOWN.fullmatch(message):
            known = [*self._values, *(name for each in self._values.values() if isinstance(each, Mapping) for name in each)]
            return f"nothing is called `{match[1]}` here", did_you_mean(match[1], known)
        return message, ""

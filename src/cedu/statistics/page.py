"""An analysis as one page that needs nothing else: `templates/items/report.html`, with its style sheet and its charts inside."""

import base64
from collections.abc import Sequence
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Protocol

from cedu.rendering.words import Texts, Words
from cedu.statistics import FEW, Choice, Figure, ItemFigures, WholeTest, charts
from cedu.statistics.looking import THRESHOLDS, Look
from cedu.statistics.wording import Writer, interval, isolated, line, number, percent, seconds, sentence

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATE, STYLE = "items/report.html", "items/report.css"


class Told(Protocol):
    """What a page tells of an analysis."""

    @property
    def tests(self) -> Sequence[WholeTest]:
        """The tests."""

    @property
    def looks(self) -> Sequence[Sequence[Look]]:
        """What to look at, in each of them."""


def render(told: Told, facts: dict[str, Any], templates: "Environment", words: Words) -> bytes:
    """The page. `facts` are what it says of the file: `file`, `attempts`, `loose` columns and `problems`.

    Raises TemplateProblem where a template is wrong.
    """
    from markupsafe import Markup

    from cedu.rendering.sandbox import offered
    from cedu.rendering.templates import unrendered

    texts = words.statistics

    def say(name: str, **values: object) -> str:
        return Markup(texts.html(name, **values))  # noqa: S704 - escaped there

    style = unrendered(templates, STYLE).decode()
    page = templates.get_template(TEMPLATE).render(
        say=offered(say),
        language=words.language,
        direction=words.direction,
        style=Markup(style.replace("</", "<\\/")),  # noqa: S704 - nothing in it ends the element
        style_hash=base64.b64encode(sha256(style.replace("</", "<\\/").encode()).digest()).decode(),
        tests=[_test(test, looks, index, texts) for index, (test, looks) in enumerate(zip(told.tests, told.looks, strict=True), 1)],
        few=FEW,
        **facts,
    )
    return page.encode()


def _svg(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - charts escape what they are given


def _test(test: WholeTest, looks: Sequence[Look], index: int, words: Texts) -> dict[str, Any]:
    numbers = {item.name: position for position, item in enumerate(test.items, 1)}
    sure = {look.item for look in looks if look.sure}
    points = [
        charts.Point(numbers[item.name], f"#item-{index}-{numbers[item.name]}", item.difficulty, item.discrimination, item.name in sure)
        for item in test.items
    ]
    difficulty, discrimination = (words.say(name) for name in ("difficulty", "discrimination"))
    in_percent = words.say("in_percent", what=words.say("band"))
    map_axes = charts.Axes(words.say("map"), words.say("in_percent", what=difficulty), discrimination, words.say("decimal"))
    cut = test.cut.percent if test.cut else None
    untold = [test.reliability.value, *(test.cut[1:] if test.cut else ()), *(item.discrimination for item in test.items)]
    return {
        "id": index,
        "title": test.assessment.title if test.assessment else test.name,
        "language": test.assessment.language if test.assessment else None,
        "learners": test.learners,
        "attempts": test.attempts,
        "whole": _whole(test, words),
        "has_untold": any(found.value is None for found in untold),
        "has_few": test.attempts < FEW or any(item.n and item.difficulty.few for item in test.items),
        "scores": _svg(charts.scores(test.scores, cut, charts.Axes(words.say("scores"), in_percent, words.say("learners")))),
        "bands": [{"name": f"{band * 10}–{band * 10 + 10} %", "count": count} for band, count in enumerate(test.scores)],
        "map": _svg(charts.item_map(points, THRESHOLDS["low_discrimination"].value, map_axes)),
        "looks": [_look(look, index, numbers, words) for look in looks],
        "items": [_item(item, index, numbers[item.name], [look for look in looks if look.item == item.name], words) for item in test.items],
    }


def _figure(found: Figure, words: Texts, write: Writer = number) -> dict[str, Any]:
    return {"value": write(found.value, words), "interval": interval(found, words, write), "n": found.n, "few": found.few}


def _whole(test: WholeTest, words: Texts) -> list[dict[str, Any]]:
    """The figures of the test, a row for each: what it is called, a remark, and the figure."""
    reliability, cut = test.reliability, test.cut
    some = reliability.items < len(test.items)
    remark = words.say("common", count=reliability.items, all=len(test.items)) if some else ""
    rows: list[tuple[str, str, Figure, Writer, dict[str, str]]] = [
        ("score", "", test.score, percent, {}),
        ("spread", "", test.spread, percent, {}),
        ("kr20" if reliability.method == "kr20" else "alpha", remark, reliability.value, number, {}),
        ("error", remark, reliability.error, percent, {}),
    ]
    if cut:
        rows += [
            ("passed", "", cut.passed, percent, {"percent": f"{cut.percent:g}"}),
            ("agreement", "", cut.agreement, percent, {}),
            ("kappa", "", cut.kappa, number, {}),
        ]
    return [
        {"name": words.say(name, **values), "remark": said, **_figure(found, words, write)} for name, said, found, write, values in rows
    ]


def _look(look: Look, index: int, numbers: dict[str, int], words: Texts) -> dict[str, Any]:
    from markupsafe import Markup

    return {
        "number": numbers.get(look.item, 0),
        "url": f"#item-{index}-{numbers[look.item]}" if look.item in numbers else f"#whole-{index}",
        "item": look.item,
        "place": f"{look.place.path}:{look.place.line}" if look.place else "",
        "file": f"{PurePosixPath(look.place.path).name}:{look.place.line}" if look.place else "",
        "sentence": Markup(sentence(look, words, html=True)),  # noqa: S704 - escaped there
        "sure": look.sure,
        "few": look.figure.few,
        "n": look.figure.n,
        "line": isolated(line(look, words), numeric=True),
        "source": isolated(look.source),
    }


def _item(item: ItemFigures, index: int, position: int, looks: Sequence[Look], words: Texts) -> dict[str, Any]:
    return {
        "id": f"item-{index}-{position}",
        "number": position,
        "name": item.name,
        "stem": item.stem,
        "language": item.language,
        "place": f"{item.place.path}:{item.place.line}" if item.place else "",
        "n": item.n,
        "few": bool(item.n) and item.difficulty.few,
        "unscored": item.unscored,
        "difficulty": _figure(item.difficulty, words, percent),
        "discrimination": _figure(item.discrimination, words),
        "omitted": _figure(item.omitted, words, percent),
        "seconds": _figure(item.seconds, words, seconds),
        "choices": [_choice(choice, words) for choice in item.choices],
        "marked": any(look.sure for look in looks),
        "looks": [_look(look, index, {item.name: position}, words) for look in looks],
    }


def _choice(choice: Choice, words: Texts) -> dict[str, Any]:
    return {
        "id": choice.id,
        "text": choice.text,
        "key": choice.key,
        "bar": _svg(charts.bar(choice.share, choice.key)),
        "share": _figure(choice.share, words, percent),
        "rest": _figure(choice.rest, words, percent),
        "discrimination": _figure(choice.discrimination, words),
    }

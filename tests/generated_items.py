"""Items of every type with any of its features, as YAML has them, for property tests. Their Markdown is written in one way only."""

from typing import Any

from hypothesis import strategies as st

Item = dict[str, Any]

# Texts that some format gives a meaning to; each is what it says in Markdown.
_PLAIN = ("bean", "roast it", "50%", "a:b", "{x}", "~ten", "=1", "#2", "1->2", "é", "日本語", "قهوة", "Q&A", '"so"', "it's", "A) one", "🍵")
_MARKED = (
    "`x = {1}`",
    "*soft*",
    "**strong**",
    "[more](https://example.org/a?b=1&c=2)",
    "$x^2$",
    r"2\*3",
    r"\_b\_",
    r"[x]\(y)",
    r"1 \<b",
    "2 * 3 < a_b",
)
_SHAPES = {"rectangle": 4, "circle": 3, "polygon": 6}


def texts(*more: str) -> st.SearchStrategy[str]:
    """A line of Markdown that starts with a word."""
    parts = st.lists(st.sampled_from((*_PLAIN, *_MARKED, *more)), max_size=3)
    return st.builds(lambda first, rest: " ".join((first, *rest)), st.sampled_from(("Bean", "Which", "Über", "Why not")), parts)


def stems() -> st.SearchStrategy[str]:
    """A line, or blocks: a code block, a list, an image of the workspace."""
    block = st.sampled_from(
        (
            '```python\nif a < b:\n    print({1: "x"})\n```',
            "- one\n- *two*",
            "1. first\n2. second",
            "![A curve](assets/curve.svg)",
            "| a | b |\n| --- | --- |\n| 1 | 2 |",
            "> Said so.",
        )
    )
    return st.builds(lambda first, blocks: "\n\n".join((first, *blocks)), texts(), st.lists(block, max_size=2, unique=True))


def plain_texts() -> st.SearchStrategy[str]:
    """Text as it is typed."""
    return st.builds(" ".join, st.lists(st.sampled_from(_PLAIN), min_size=1, max_size=2))


def _ids(count: int) -> st.SearchStrategy[list[str]]:
    names = ("one", "two", "three", "four", "five-b", "a", "b", "c1")
    return st.permutations(names).map(lambda found: found[:count])


@st.composite
def _options(draw: st.DrawFn, least: int = 2, most: int = 5, feedback: bool = False, key: str = "text", plain: bool = False) -> list[Item]:
    wording = plain_texts() if plain else texts("![turn](assets/turn.png)")
    found = draw(st.lists(wording, min_size=least, max_size=most, unique_by=str.casefold))
    made = [{"id": id, key: text} for id, text in zip(draw(_ids(len(found))), found, strict=True)]
    for each in made if feedback else ():
        if draw(st.booleans()):
            each["feedback"] = draw(texts())
    return made


@st.composite
def _keyed(draw: st.DrawFn, options: list[Item], one: bool) -> list[Item]:
    """Some of `options` are correct: one, or at least one."""
    right = {draw(st.integers(0, len(options) - 1))} if one else draw(st.sets(st.integers(0, len(options) - 1), min_size=1))
    return [{**option, **({"correct": True} if place in right else {})} for place, option in enumerate(options)]


def _maybe(name: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Item]:
    return st.one_of(st.just({}), values.map(lambda value: {name: value}))


def _numbers() -> st.SearchStrategy[float]:
    return st.one_of(st.integers(-1000, 1000), st.decimals(-100, 100, places=2).map(float))


_UNITS = st.sampled_from(([{"name": "kg"}], [{"name": "m"}, {"name": "km", "factor": 1000}]))
_CASE = _maybe("case_sensitive", st.just(True))
_ANSWERS = st.lists(plain_texts(), min_size=1, max_size=3, unique_by=str.casefold)
_PATTERNS = _maybe("patterns", st.just(["gr[ae]y"]))
_RUBRIC = _maybe("rubric", st.just([{"id": "why", "text": "Says *why*", "points": 2}, {"id": "how", "text": "Says how"}]))


@st.composite
def _choice(draw: st.DrawFn, type: str) -> Item:
    choices = draw(_keyed(draw(_options(feedback=True)), one=type == "single-choice"))
    return {"choices": choices, **draw(_maybe("shuffle", st.just(False)))}


@st.composite
def _multiple(draw: st.DrawFn) -> Item:
    made = draw(_choice("multiple-choice"))
    if draw(st.booleans()):
        made |= {"scoring": "partial", **draw(_maybe("penalty", st.sampled_from((0, 0.5))))}
    return made


@st.composite
def _number(draw: st.DrawFn) -> Item:
    units = draw(_maybe("units", _UNITS))
    if draw(st.booleans()):
        lowest = draw(_numbers())
        return {"lowest": lowest, "highest": lowest + draw(st.integers(1, 50)), **units}
    return {"answer": draw(_numbers()), **draw(_maybe("tolerance", st.sampled_from((1, 0.5, 0.01)))), **units}


@st.composite
def _matching(draw: st.DrawFn) -> Item:
    premises = draw(_options(2, 4, key="premise"))
    responses = draw(st.lists(plain_texts(), min_size=2, max_size=4, unique=True))
    pairs = [{**premise, "response": draw(st.sampled_from(responses))} for premise in premises]
    spare = [text for text in responses if text not in {pair["response"] for pair in pairs}]
    more = [{"id": f"spare-{place}", "response": text} for place, text in enumerate(spare)]
    return {"pairs": pairs, **({"distractors": more} if more else {})}


@st.composite
def _categorization(draw: st.DrawFn) -> Item:
    categories = draw(_options(2, 3))
    elements = [{**each, "id": f"e-{each['id']}", "category": draw(st.sampled_from(categories))["id"]} for each in draw(_options(2, 5))]
    return {"categories": categories, "elements": elements}


@st.composite
def _gaps(draw: st.DrawFn, chosen: bool) -> Item:
    ids = draw(_ids(draw(st.integers(1, 3))))
    stem = "Fill " + " and ".join(f"{draw(texts())} [[{id}]]" for id in ids)
    gaps = []
    for id in ids:
        if chosen:
            gaps.append({"id": id, "choices": draw(_keyed(draw(_options(2, 4, plain=True)), one=True))})
        else:
            gaps.append({"id": id, "answers": draw(_ANSWERS), **draw(_PATTERNS), **draw(_CASE)})
    return {"stem": stem, "gaps": gaps, **(draw(_maybe("shuffle", st.just(False))) if chosen else {})}


@st.composite
def _hotspot(draw: st.DrawFn) -> Item:
    areas = []
    for each in draw(_options(2, 4, feedback=True, key="label")):
        shape = draw(st.sampled_from(sorted(_SHAPES)))
        spots = {"rectangle": [1, 2, 11, 12], "circle": [20, 15, 5], "polygon": [1, 1, 20, 1, 10, 20]}
        areas.append({"id": each["id"], "label": each["label"], "shape": shape, "coordinates": spots[shape], **each})
    several = draw(st.booleans())
    image = {"file": "assets/turn.png", "text": "A curve", "width": 40, "height": 30}
    return {"image": image, "areas": draw(_keyed(areas, one=not several)), **({"multiple": True} if several else {})}


@st.composite
def _formula(draw: st.DrawFn) -> Item:
    variables = [{"name": "a", "lowest": 1, "highest": 20}, {"name": "b", "lowest": 0.5, "highest": 5, "step": 0.5}]
    formula = draw(st.sampled_from(("a * b", "a + 2*b", "(a - b) / 3", "sqrt(a) + b^2")))
    more = (
        draw(_maybe("tolerance", st.sampled_from((0.1, 0.01))))
        | draw(_maybe("variants", st.integers(1, 4)))
        | draw(_maybe("units", _UNITS))
    )
    return {"stem": f"{draw(texts())} [[a]] and [[b]]?", "variables": variables, "formula": formula, **more}


def _essay() -> st.SearchStrategy[Item]:
    fields = (_RUBRIC, _maybe("model_answer", texts()), _maybe("lines", st.just(4)), _maybe("max_characters", st.just(500)))
    return st.tuples(*fields).map(lambda found: {key: value for each in found for key, value in each.items()})


def _upload() -> st.SearchStrategy[Item]:
    fields = (_RUBRIC, _maybe("file_types", st.just(["pdf", "zip"])), _maybe("files", st.just(3)))
    return st.tuples(*fields).map(lambda found: {key: value for each in found for key, value in each.items()})


TYPES: dict[str, st.SearchStrategy[Item]] = {
    "single-choice": _choice("single-choice"),
    "multiple-choice": _multiple(),
    "true-false": st.booleans().map(lambda answer: {"answer": answer}),
    "short-text": st.builds(lambda answers, patterns, case: {"answers": answers, **patterns, **case}, _ANSWERS, _PATTERNS, _CASE),
    "number": _number(),
    "matching": _matching(),
    "ordering": _options(2, 5).map(lambda options: {"sequence": options}),
    "categorization": _categorization(),
    "gap-text": _gaps(chosen=False),
    "gap-choice": _gaps(chosen=True),
    "hotspot": _hotspot(),
    "formula": _formula(),
    "essay": _essay(),
    "upload": _upload(),
    "scale": _options(2, 5).map(lambda steps: {"steps": steps}),
    "passage": st.just({}),
}


@st.composite
def items(draw: st.DrawFn, type: str, id: str = "it") -> Item:
    """One item of a type."""
    made = {"id": id, "type": type, "stem": draw(stems()), **draw(TYPES[type])}
    if type not in ("scale", "passage"):
        made |= draw(_maybe("points", st.sampled_from((2, 3, 0.5))))
        made |= draw(_maybe("feedback", st.fixed_dictionaries({"correct": texts(), "incorrect": texts()})))
    made |= draw(_maybe("objective", st.just("roasting.choose-beans")))
    made |= draw(_maybe("difficulty", st.sampled_from(("easy", "hard"))))
    made |= draw(_maybe("hint", texts()))
    return made | draw(_maybe("tags", st.just(["beans", "heat-2"])))

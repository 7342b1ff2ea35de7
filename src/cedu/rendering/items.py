"""Items as forms that a keyboard and a screen reader can use; `player/answers.js` documents them in full.

`player/quiz.js` asks and scores them, and `player/memory.js` keeps what was answered.

A form holds its keys in `data-item`, one JSON object per item, so whoever looks can read them: a form is for practice only. Where the
stakes are `certification` there is no form at all.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any, assert_never

from cedu.items import lower
from cedu.model.assessment import Assessment
from cedu.model.interaction import (
    ChoiceInteraction,
    Interaction,
    MatchInteraction,
    NumberEntryInteraction,
    Option,
    OrderInteraction,
    TextEntryInteraction,
    extent,
)
from cedu.model.item import Item
from cedu.model.pool import Pooled
from cedu.rendering.markdown import Rewrite, as_written, inline, plain
from cedu.rendering.words import Words

_BLOCKS = ("<p>", "<pre", "<ul", "<ol", "<div", "<figure", "<blockquote")


def assessment_form(assessment: Assessment, asked: Sequence[Pooled], words: Words, rewriting: Callable[[str], Rewrite]) -> str:
    """What is `asked`, in one form with the settings of `assessment`; `rewriting` gives where the links of the file at a path lead.

    Raises ValueError where a certificate depends on it.
    """
    if assessment.stakes == "certification":
        raise ValueError(f"the keys of {assessment.id!r} must not leave for a browser")
    settings = [f'data-assessment="{escape(assessment.lasting_id)}" data-stakes="{assessment.stakes}"']
    settings += [
        f'data-{name}="{value:g}"'
        for name, value in (
            ("passing", assessment.passing_score),
            ("attempts", assessment.attempts),
            ("minutes", assessment.time_limit_minutes),
        )
        if value is not None
    ]
    if assessment.shuffle:
        settings.append("data-shuffle")
    named = zip(asked, item_names(item for _, item in asked), strict=True)
    fields = "\n".join(item_field(item, assessment.lasting_id, name, words, rewriting(owner.origin.path)) for (owner, item), name in named)
    return f'<form class="assessment" {" ".join(settings)}>\n<div class="items">\n{fields}\n</div>\n</form>'


def item_names(items: Iterable[Item]) -> list[str]:
    """What items are called in one form: their lasting ids; of items of two banks that share one, the later has a number after it."""
    names: list[str] = []
    for item in items:
        name, number = item.lasting_id, 1
        while name in names:
            number += 1
            name = f"{item.lasting_id}-{number}"
        names.append(name)
    return names


def item_field(item: Item, scope: str, id: str, words: Words, rewrite: Rewrite = as_written) -> str:
    """One item as a fieldset, called `id`; `scope` keeps its ids apart from those of other assessments on the page."""
    interaction = lower(item)
    name = f"{scope}.{id}"
    stem = inline(item.stem, rewrite)
    data = {"id": id, "points": item.points, **_key(interaction)}
    opening = f'<fieldset class="item" data-item="{escape(json.dumps(data, ensure_ascii=False, separators=(",", ":")))}"'
    if stem.startswith(_BLOCKS):
        # A legend may hold only a line of text.
        head = f'{opening} aria-labelledby="{name}.stem"><div class="stem" id="{name}.stem">{stem}</div>'
    else:
        head = f'{opening}><legend class="stem" id="{name}.stem">{stem}</legend>'
    return f"{head}{_answer(interaction, name, words, rewrite)}{_feedback(item, rewrite)}</fieldset>"


def _key(interaction: Interaction) -> dict[str, Any]:
    """What `quiz.js` has to know of an interaction, which is all of it but the texts."""
    match interaction:
        case ChoiceInteraction():
            keys = [choice.id for choice in interaction.choices if choice.id in interaction.keys]
            found: dict[str, Any] = {"type": interaction.response, "keys": keys}
            return found | ({"partial": True} if interaction.partial_credit else {}) | ({"shuffle": True} if interaction.shuffle else {})
        case TextEntryInteraction():
            return {"type": "text", "answers": list(interaction.answers), "caseSensitive": interaction.case_sensitive}
        case NumberEntryInteraction():
            return {"type": "number", "answer": interaction.answer, "tolerance": interaction.tolerance}
        case OrderInteraction():
            return {"type": "order", "keys": [option.id for option in interaction.options]}
        case MatchInteraction():
            return {"type": "match", "keys": dict(interaction.key)}
    assert_never(interaction)


def _answer(interaction: Interaction, name: str, words: Words, rewrite: Rewrite) -> str:
    """Where the answer goes."""
    match interaction:
        case ChoiceInteraction():
            kind = "checkbox" if interaction.response == "multiple" else "radio"
            ours = {id: words.html(id) for id in ("true", "false")} if interaction.response == "true-false" else {}
            choices = "".join(_choice(choice, kind, name, rewrite, ours.get(choice.id, "")) for choice in interaction.choices)
            return f'<div class="choices">{choices}</div>'
        case TextEntryInteraction():
            return f'<input type="text" {_typed(interaction, name)} spellcheck="false">'
        case NumberEntryInteraction():
            return f'<input type="text" inputmode="decimal" {_typed(interaction, name)}>'
        case OrderInteraction():
            # By id, because the order of the source is the right one.
            rows = (f'<li data-option="{o.id}"><span>{inline(o.text, rewrite)}</span></li>' for o in _by_id(interaction.options))
            return f'<ol class="order">{"".join(rows)}</ol>'
        case MatchInteraction():
            options = "".join(f'<option value="{o.id}">{escape(plain(o.text))}</option>' for o in _by_id(interaction.targets))
            first = f'<option value=""{words.lang("choose")}>{escape(words.say("choose"))}</option>'
            rows = (
                f'<div class="pair"><label for="{name}.{o.id}">{inline(o.text, rewrite)}</label>'
                f'<select id="{name}.{o.id}" data-source="{o.id}">{first}{options}</select></div>'
                for o in interaction.sources
            )
            return f'<div class="pairs">{"".join(rows)}</div>'
    assert_never(interaction)


def _typed(interaction: Interaction, name: str) -> str:
    """What every field has to type in."""
    return f'class="answer" name="{name}" aria-labelledby="{name}.stem" maxlength="{extent(interaction).characters}" autocomplete="off"'


def _choice(choice: Option, kind: str, name: str, rewrite: Rewrite, ours: str) -> str:
    """One choice; `ours` is what stands there instead of a text of the author's."""
    note = f'<div class="feedback" hidden>{inline(choice.feedback, rewrite)}</div>' if choice.feedback else ""
    box = f'<input type="{kind}" name="{name}" value="{choice.id}">'
    return f'<div class="choice"><label>{box}<span>{ours or inline(choice.text, rewrite)}</span></label>{note}</div>'


def _feedback(item: Item, rewrite: Rewrite) -> str:
    if not item.feedback:
        return ""
    said = (("correct", item.feedback.correct), ("incorrect", item.feedback.incorrect))
    return "".join(f'<div class="feedback" data-when="{when}" hidden>{inline(text, rewrite)}</div>' for when, text in said if text)


def _by_id(options: Iterable[Option]) -> list[Option]:
    return sorted(options, key=lambda option: option.id)

"""Items as forms that a keyboard and a screen reader can use; `player/kinds.js` documents them in full.

`player/quiz.js` asks and scores them, and `player/memory.js` keeps what was answered.

A form holds its keys in `data-item`, one JSON object per item, so whoever looks can read them: a form is for practice only. Where the
stakes are `certification` there is no form at all.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from html import escape

from cedu.items import keyed_points, lower
from cedu.model.assessment import Assessment
from cedu.model.interaction import (
    Criterion,
    ExtendedTextInteraction,
    FormulaInteraction,
    GapInteraction,
    Interaction,
    PassageInteraction,
    UploadInteraction,
    marked_by,
)
from cedu.model.item import Item
from cedu.model.marks import filled, with_marks
from cedu.model.pool import Pooled
from cedu.rendering.answers import answer, gaps
from cedu.rendering.keys import drawn, key
from cedu.rendering.markdown import Rewrite, as_written, inline
from cedu.rendering.words import Words

_BLOCKS = ("<p>", "<pre", "<ul", "<ol", "<div", "<figure", "<blockquote", "<h", "<table", "<math display", "<dl")
_HEADING_ID = re.compile(r'(<h[1-6]) id="[^"]*"')  # a lesson may have a heading of the same name


def assessment_form(assessment: Assessment, asked: Sequence[Pooled], words: Words, rewriting: Callable[[str], Rewrite]) -> str:
    """What is `asked`, in one form with the settings of `assessment`; `rewriting` gives where the links of the file at a path lead.

    Where no key marks anything, nothing can be passed. Raises ValueError where a certificate depends on it.
    """
    if assessment.stakes == "certification":
        raise ValueError(f"the keys of {assessment.id!r} must not leave for a browser")
    settings = [f'data-assessment="{escape(assessment.lasting_id)}" data-stakes="{assessment.stakes}"']
    settings += [
        f'data-{name}="{value:g}"'
        for name, value in (
            ("passing", assessment.passing_score if any(keyed_points(item) for _, item in asked) else None),
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
    """One item as a fieldset, called `id`, or a passage; `scope` keeps its ids apart from those of other assessments on the page."""
    interaction = lower(item)
    hint = f'<details class="hint"><summary>{words.html("hint")}</summary>{_shown(item.hint, rewrite)}</details>' if item.hint else ""
    if isinstance(interaction, PassageInteraction):
        return f'<div class="passage" data-passage>{_shown(item.stem, rewrite)}{hint}</div>'
    name = f"{scope}.{id}"
    stem = _stem(item, interaction, name, words, rewrite)
    data = {"id": id, "points": keyed_points(item), **key(interaction)}
    opening = f'<fieldset class="item" data-item="{escape(json.dumps(data, ensure_ascii=False, separators=(",", ":")))}"'
    if stem.startswith(_BLOCKS) or isinstance(interaction, GapInteraction):
        # A legend may hold only a line of text.
        head = f'{opening} aria-labelledby="{name}.stem"><div class="stem" id="{name}.stem">{stem}</div>'
    else:
        head = f'{opening}><legend class="stem" id="{name}.stem">{stem}</legend>'
    return f"{head}{hint}{answer(interaction, name, words, rewrite)}{_said(item, interaction, words, rewrite)}</fieldset>"


def _stem(item: Item, interaction: Interaction, name: str, words: Words, rewrite: Rewrite) -> str:
    """The stem with the fields of its gaps; where it has variants, once for each, of which the script shows one."""
    if isinstance(interaction, GapInteraction):
        fields = gaps(interaction, name, words)
        shown = with_marks(lambda text: _shown(text, rewrite), item.stem, fields)
        # Without a field the whole form would not work; CE403 says where none can be.
        return shown + "".join(f"<p>{field}</p>" for field in fields.values() if field not in shown)
    if not isinstance(interaction, FormulaInteraction):
        return _shown(item.stem, rewrite)
    names = [variable.name for variable in interaction.variables]
    stems = [_shown(filled(item.stem, dict(zip(names, variant.values, strict=True))), rewrite) for variant in drawn(interaction)]
    tag = "div" if any(stem.startswith(_BLOCKS) for stem in stems) else "span"
    return "".join(f"<{tag} data-variant{' hidden' if number else ''}>{stem}</{tag}>" for number, stem in enumerate(stems))


def _shown(text: str, rewrite: Rewrite) -> str:
    return _HEADING_ID.sub(r"\1", inline(text, rewrite))


def _said(item: Item, interaction: Interaction, words: Words, rewrite: Rewrite) -> str:
    """What a learner reads after answering: the item's feedback, or what whoever marks it looks at."""
    if isinstance(interaction, ExtendedTextInteraction | UploadInteraction):
        return _looked_at(interaction, words, rewrite)
    if not item.feedback or marked_by(interaction) != "key":
        return ""
    said = (("correct", item.feedback.correct), ("incorrect", item.feedback.incorrect))
    return "".join(f'<div class="feedback" data-when="{when}" hidden>{inline(text, rewrite)}</div>' for when, text in said if text)


def _looked_at(interaction: ExtendedTextInteraction | UploadInteraction, words: Words, rewrite: Rewrite) -> str:
    rows = "".join(_criterion(one, words, rewrite) for one in interaction.rubric)
    rubric = f"<p><b>{words.html('rubric')}</b></p><ul>{rows}</ul>" if rows else ""
    model = interaction.model_answer if isinstance(interaction, ExtendedTextInteraction) else ""
    best = f"<p><b>{words.html('exam_model')}</b></p><div>{inline(model, rewrite)}</div>" if model else ""
    return f'<div class="feedback rubric" data-when="handed-in" hidden>{rubric}{best}</div>' if rubric or best else ""


def _criterion(criterion: Criterion, words: Words, rewrite: Rewrite) -> str:
    earns = words.html("exam_points", count=1 if criterion.points == 1 else f"{criterion.points:g}")
    return f"<li>{inline(criterion.text, rewrite)} ({earns})</li>"

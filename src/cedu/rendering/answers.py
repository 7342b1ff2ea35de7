"""Where the answers to items go, as HTML that a keyboard and a screen reader can use."""

from collections.abc import Iterable
from html import escape
from typing import assert_never

from cedu.model.ids import capital
from cedu.model.interaction import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    FormulaInteraction,
    Gap,
    GapInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    NumberEntryInteraction,
    Option,
    OrderInteraction,
    PassageInteraction,
    ScaleInteraction,
    TextEntryInteraction,
    Unit,
    UploadInteraction,
    extent,
)
from cedu.rendering.hotspots import picture
from cedu.rendering.markdown import Rewrite, inline, plain
from cedu.rendering.words import Words

_NARROWEST, _WIDEST = 8, 24  # characters of a gap that are seen


def answer(interaction: Interaction, name: str, words: Words, rewrite: Rewrite) -> str:
    """Where the answer to the item `name` goes; nothing where that is in the stem, or elsewhere."""
    match interaction:
        case ChoiceInteraction():
            ours = {id: words.html(id) for id in ("true", "false")} if interaction.response == "true-false" else {}
            kind = "checkbox" if interaction.response == "multiple" else "radio"
            return _choices(_choice(each, kind, name, rewrite, ours.get(each.id, "")) for each in interaction.choices)
        case HotspotInteraction():
            return picture(interaction, rewrite) + _places(interaction, name, rewrite)
        case ScaleInteraction():
            return _choices((_choice(option, "radio", name, rewrite, "") for option in interaction.options), "scale")
        case TextEntryInteraction():
            return f'<input type="text" {_typed(interaction, name)} spellcheck="false">'
        case NumberEntryInteraction() | FormulaInteraction():
            return _number(interaction, interaction.units, name, words)
        case OrderInteraction():
            # By id, because the order of the source is the right one.
            rows = (f'<li data-option="{o.id}"><span>{inline(o.text, rewrite)}</span></li>' for o in _by_id(interaction.options))
            return f'<ol class="order">{"".join(rows)}</ol>'
        case MatchInteraction():
            return _pairs(interaction, name, words, rewrite)
        case ExtendedTextInteraction():
            return f'<textarea {_typed(interaction, name)} rows="{interaction.lines}"></textarea>'
        case UploadInteraction():
            types = f" {words.html('exam_types', types=', '.join(interaction.file_types))}" if interaction.file_types else ""
            return f'<p class="note">{words.html("upload", count=interaction.files)}{types}</p>'
        case GapInteraction() | PassageInteraction():
            return ""
    assert_never(interaction)


def gaps(interaction: GapInteraction, name: str, words: Words) -> dict[str, str]:
    """The field of each gap, by its id."""
    size, count = _size(interaction.gaps), len(interaction.gaps)
    labels = (words.say("gap", number=number, gaps=count) for number in range(1, count + 1))
    return {gap.id: _gap(gap, f"{name}.{gap.id}", label, size, words) for gap, label in zip(interaction.gaps, labels, strict=True)}


def _size(gaps: tuple[Gap, ...]) -> int:
    """How wide every field of a stem is, so that none tells how long its own answer is."""
    longest = max((len(answer) for gap in gaps if isinstance(gap.entry, TextEntryInteraction) for answer in gap.entry.answers), default=0)
    return min(max(longest + 2, _NARROWEST), _WIDEST)


def _gap(gap: Gap, name: str, label: str, size: int, words: Words) -> str:
    said = f'class="gap" name="{name}" data-gap="{gap.id}" aria-label="{escape(label)}"{words.lang("gap")}'
    if isinstance(gap.entry, ChoiceInteraction):
        options = _by_id(gap.entry.choices) if gap.entry.shuffle else gap.entry.choices
        return f"<select {said}>{_first(words)}{_options(options)}</select>"
    room = extent(gap.entry).characters
    return f'<input type="text" {said} size="{size}" maxlength="{room}" autocomplete="off" autocapitalize="off" spellcheck="false">'


def _number(interaction: NumberEntryInteraction | FormulaInteraction, units: tuple[Unit, ...], name: str, words: Words) -> str:
    if not units:
        return f'<input type="text" inputmode="decimal" {_typed(interaction, name)}>'
    accepted = words.html("exam_units", units=", ".join(unit.name for unit in units))
    field = f'<input type="text" {_typed(interaction, name)} aria-describedby="{name}.units" spellcheck="false">'
    return f'{field}<p class="note" id="{name}.units">{accepted}</p>'


def _pairs(interaction: MatchInteraction, name: str, words: Words, rewrite: Rewrite) -> str:
    options = _first(words) + _options(_by_id(interaction.targets))
    rows = (_pair(source, f"{name}.{source.id}", options, inline(source.text, rewrite)) for source in interaction.sources)
    return f'<div class="pairs">{"".join(rows)}</div>'


def _pair(source: Option, name: str, options: str, shown: str) -> str:
    label = f'<label for="{name}">{shown}</label>'
    return f'<div class="pair">{label}<select id="{name}" data-source="{source.id}"{_spoken(source.text, shown)}>{options}</select></div>'


def _spoken(text: str, shown: str, before: str = "") -> str:
    """The name of a control whose label has formulas in it, which browsers leave out of names: with LaTeX, which is never ambiguous."""
    return f' aria-label="{escape(before + plain(text))}"' if "<math" in shown else ""


def _first(words: Words) -> str:
    return f'<option value=""{words.lang("choose")}>{escape(words.say("choose"))}</option>'


def _options(options: Iterable[Option]) -> str:
    return "".join(f'<option value="{option.id}">{escape(plain(option.text))}</option>' for option in options)


def _typed(interaction: Interaction, name: str) -> str:
    """What every field has to type in."""
    return f'class="answer" name="{name}" aria-labelledby="{name}.stem" maxlength="{extent(interaction).characters}" autocomplete="off"'


def _choices(choices: Iterable[str], kind: str = "") -> str:
    return f'<div class="choices{f" {kind}" if kind else ""}">{"".join(choices)}</div>'


def _places(interaction: HotspotInteraction, name: str, rewrite: Rewrite) -> str:
    kind = "checkbox" if interaction.response == "multiple" else "radio"
    return _choices(
        _choice(Option(area.id, area.label, area.feedback), kind, name, rewrite, "", capital(index))
        for index, area in enumerate(interaction.areas)
    )


def _choice(choice: Option, kind: str, name: str, rewrite: Rewrite, ours: str, letter: str = "") -> str:
    """One choice; `ours` is what stands there instead of a text of the author's, `letter` what it is called on an image."""
    note = f'<div class="feedback" hidden>{inline(choice.feedback, rewrite)}</div>' if choice.feedback else ""
    shown = ours or inline(choice.text, rewrite)
    box = f'<input type="{kind}" name="{name}" value="{choice.id}"{_spoken(choice.text, shown, f"{letter} " if letter else "")}>'
    pin = f'<b class="letter">{letter}</b> ' if letter else ""
    return f'<div class="choice"><label>{box}{pin}<span>{shown}</span></label>{note}</div>'


def _by_id(options: Iterable[Option]) -> list[Option]:
    return sorted(options, key=lambda option: option.id)

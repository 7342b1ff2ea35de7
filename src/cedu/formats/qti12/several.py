"""Items of QTI 1.2 with several responses: gaps in a text, and things to match."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cedu.formats.qti12.named import names_of
from cedu.formats.qti12.parsed import HOLE, Asked, is_negated, plain, text_of
from cedu.formats.qti12.saying import Said, sorted_out
from cedu.formats.qti12.typed import UnreadableError
from cedu.model.ids import kebab, letters
from cedu.model.interaction import (
    ChoiceInteraction,
    Gap,
    GapInteraction,
    Interaction,
    MatchInteraction,
    Option,
    OrderInteraction,
    TextEntryInteraction,
)

if TYPE_CHECKING:
    from cedu.formats.qti12.lifted import Lifting

_NOTHING = "…"
_HOLES = re.compile(rf"(?:</div>)?{HOLE}(?:<div>)?")


def several(its: "Lifting", asked: Sequence[Asked]) -> tuple[Interaction, Said]:
    """Gaps, by their name or by how they are typed into; else things to match. Raises UnreadableError."""
    if all(each.answers for each in asked):
        if its.kind in ("gap-text", "gap-choice"):
            return _gaps(its, asked)
        return _matching(its, asked)
    if all(each.kind in ("str", "num") for each in asked):
        return _gaps(its, asked)
    raise UnreadableError("it asks in several ways at once")


def _gaps(its: "Lifting", asked: Sequence[Asked]) -> tuple[Interaction, Said]:
    """Gaps by the names that stand in brackets in the text, or where the responses stand in it."""
    names = [each.ident.removeprefix("response_") for each in asked]
    ids = _gap_ids(names) if all(f"[{name}]" in its.html for name in names) else letters(len(names))
    gaps, right = [], {}
    for place, (id, each) in enumerate(zip(ids, asked, strict=True)):
        word = f"gapmark{place}x"
        its.marks[word] = f"[[{id}]]"
        _place(its, each.ident.removeprefix("response_"), word)
        entry, first = _gap(its, each)
        gaps.append(Gap(id, entry))
        right[each.ident] = (first,)
    order = sorted(gaps, key=lambda gap: its.html.find(f"gapmark{ids.index(gap.id)}x"))
    return GapInteraction(tuple(order)), sorted_out(its.item, its.scoring, right, {})


def _place(its: "Lifting", name: str, word: str) -> None:
    """Put a word where a gap is: at its name in brackets, at the next hole, or else at the end."""
    if f"[{name}]" in its.html:
        its.html = its.html.replace(f"[{name}]", word, 1)
    elif HOLE in its.html and not any(each.answers for each in its.item.asked):
        its.html = _HOLES.sub(f" {word} ", its.html, count=1)
    else:
        its.html += f"<div>{word}</div>"
        its.changes["a gap that has no place in the text is put at its end"] = None


def _gap(its: "Lifting", asked: Asked) -> tuple[TextEntryInteraction | ChoiceInteraction, str]:
    """One gap, and an ident or a text that is right in it."""
    if not asked.answers:
        answers, patterns, exact = its.answers(asked.ident)
        if not answers:
            raise UnreadableError("nothing is said to be right in one of its gaps")
        return TextEntryInteraction(tuple(answers), exact, tuple(patterns)), answers[0]
    texts = [plain(answer.html) for answer in asked.answers]
    if its.kind == "gap-text":
        return TextEntryInteraction(tuple(dict.fromkeys(text for text in texts if text))), asked.answers[0].ident
    right = [answer.ident for answer in asked.answers if its.scoring.score({asked.ident: (answer.ident,)}) > 0]
    if len(right) != 1:
        raise UnreadableError("not exactly one choice is right in one of its gaps")
    ids = names_of([answer.ident for answer in asked.answers])
    options = tuple(Option(id, text or _NOTHING) for id, text in zip(ids, texts, strict=True))
    keys = frozenset(id for id, answer in zip(ids, asked.answers, strict=True) if answer.ident == right[0])
    return ChoiceInteraction(options, keys, "single", asked.shuffle), right[0]


def _matching(its: "Lifting", asked: Sequence[Asked]) -> tuple[Interaction, Said]:
    """Each response is one thing to match; the targets of all are those of the first, by their idents or else by their texts."""
    shown: dict[str, str] = {}
    for answer in (answer for each in asked for answer in each.answers):
        shown.setdefault(answer.ident, answer.html)
    by_text = len(shown) > len(asked[0].answers)
    first: dict[str, str] = {}
    for ident, html in shown.items():
        first.setdefault(html if by_text else ident, ident)
    target_ids = dict(zip(first.values(), names_of(list(first.values())), strict=True))
    targets = tuple(Option(target_ids[ident], its.words(shown[ident])) for ident in first.values())
    key, right, sources = [], {}, []
    # Blackboard only names what belongs to what, and says elsewhere what that earns.
    named = {each.ident: _named(its, each.ident) for each in asked}
    for source_id, each in zip(names_of([each.ident for each in asked]), asked, strict=True):
        found = [answer for answer in each.answers if its.scoring.score({each.ident: (answer.ident,)}) > 0]
        found = found or [answer for answer in each.answers if answer.ident in named.get(each.ident, ())]
        if len(found) != 1:
            raise UnreadableError("not exactly one thing is said to belong to each that is to be matched")
        target = first[shown[found[0].ident] if by_text else found[0].ident]
        sources.append(Option(source_id, its.words(each.prompt)))
        key.append((source_id, target_ids[target]))
        right[each.ident] = (found[0].ident,)
    said = sorted_out(its.item, its.scoring, right, {})
    idents = list(first.values())
    if all(re.fullmatch(r"place-\d{1,3}", ident) for ident in idents) and len({target for _, target in key}) == len(key) == len(idents):
        places = {target_ids[ident]: int(ident.removeprefix("place-")) for ident in idents}
        order = sorted(zip(sources, key, strict=True), key=lambda pair: places[pair[1][1]])
        return OrderInteraction(tuple(source for source, _ in order)), said
    categories = all(re.match(r"c\d+-", ident) for ident in idents)
    return MatchInteraction(tuple(sources), targets, tuple(key), "categories" if categories else "pairs"), said


def _named(its: "Lifting", ident: str) -> set[str]:
    """What some condition says that a response is."""
    equal = (each for condition in its.item.conditions for each in condition.test.iter("varequal"))
    return {text_of(each) for each in equal if each.get("respident") == ident and not is_negated(each)}


def _gap_ids(names: Sequence[str]) -> list[str]:
    """Ids for gaps: their names in kebab-case, if that tells them apart; else letters."""
    made = [kebab(name) for name in names]
    return made if len(set(made)) == len(made) and all(made) else letters(len(names))

"""Which item of the workspace each question of a file is: by its lasting id, or as a last resort by its stem."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from cedu.formats.moodle import idnumber
from cedu.items import lower
from cedu.model.assessment import Assessment, Bank
from cedu.model.interaction import (
    ChoiceInteraction,
    HotspotInteraction,
    MatchInteraction,
    OrderInteraction,
    PassageInteraction,
    ScaleInteraction,
)
from cedu.model.pool import Find, Pooled, asked, pool
from cedu.rendering.items import item_names
from cedu.responses import Question
from cedu.statistics import Known
from cedu.statistics.scoring import bare

_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_SHORTEST = 8  # letters of a stem that tell it apart at the beginning of a longer text


class Tied(NamedTuple):
    """What became of the questions of a file: the item of each that is one, how it was found, and why others are none."""

    items: Mapping[str, Known]
    by: Mapping[str, str]
    untied: Mapping[str, str]


class Catalogue:
    """Every item of a workspace, by whatever a file may call it. `plain` gives the words of a Markdown text."""

    def __init__(self, entities: Sequence[Assessment | Bank], find: Find, plain: Callable[[str], str]) -> None:
        self._entities = entities
        self._find = find
        self._plain = plain
        self._known: dict[str, Known] = {}
        self.assessments = {id: entity for entity in entities if isinstance(entity, Assessment) for id in (entity.id, *entity.formerly)}

    def pool(self, assessment: Assessment) -> dict[str, Pooled]:
        """What an assessment asks or may ask, by its name for good."""
        return {pooled.name: pooled for pooled in pool(assessment, self._find)}

    @cached_property
    def _names(self) -> Mapping[str, list[Pooled]]:
        """Items by each id that they ever had, with that of their owner and alone, and by what packages and Moodle call them."""
        found: dict[str, list[Pooled]] = {}

        def add(name: str, pooled: Pooled) -> None:
            if all(other.name != pooled.name for other in found.setdefault(name, [])):
                found[name].append(pooled)

        for entity in self._entities:
            for item in entity.items:
                pooled = Pooled(entity, item)
                for id in (item.id, *item.formerly):
                    add(id, pooled)
                    for owner in (entity.id, *entity.formerly):
                        add(f"{owner}.{id}", pooled)
                add(idnumber(pooled), pooled)
        for assessment in (entity for entity in self._entities if isinstance(entity, Assessment)):
            drawn = asked(assessment, self._find)
            named = {f"{assessment.lasting_id}.{name}": one for name, one in zip(item_names(one.item for one in drawn), drawn, strict=True)}
            for pooled in pool(assessment, self._find):
                if (name := f"{assessment.lasting_id}.{pooled.item.lasting_id}") not in named:
                    add(name, pooled)
            for name, pooled in named.items():
                add(name, pooled)
        return found

    @cached_property
    def _stems(self) -> Mapping[str, list[Pooled]]:
        found: dict[str, list[Pooled]] = {}
        for entity in self._entities:
            for item in entity.items:
                for text in {item.stem, _IMAGE.sub("", item.stem)}:  # Canvas says nothing of images
                    found.setdefault(bare(self._plain(text)), []).append(Pooled(entity, item))
        return found

    @cached_property
    def _beginnings(self) -> Mapping[str, list[str]]:
        """Stems by their first letters."""
        found: dict[str, list[str]] = {}
        for stem in self._stems:
            if len(stem) >= _SHORTEST:
                found.setdefault(stem[:_SHORTEST], []).append(stem)
        return found

    def named(self, name: str) -> Sequence[Pooled]:
        """The items that are, or were, called `name`."""
        return self._names.get(name, ())

    def stemmed(self, question: Question) -> Sequence[Pooled]:
        """The items with the stem of a question; of several that it begins with, those with the longest."""
        stem = bare(question.stem)
        if not stem:
            return ()
        if stem in self._stems or not question.begins:
            return self._stems.get(stem, ())
        longest = max((other for other in self._beginnings.get(stem[:_SHORTEST], ()) if stem.startswith(other)), key=len, default="")
        return self._stems.get(longest, ())

    def known(self, pooled: Pooled) -> Known:
        """All that there is to know of an item."""
        if pooled.name not in self._known:
            interaction = lower(pooled.item)
            options = {id: self._plain(text) for id, text in _options(interaction)}
            self._known[pooled.name] = Known(pooled, interaction, self._plain(pooled.item.stem), options)
        return self._known[pooled.name]


def _options(interaction: object) -> Iterator[tuple[str, str]]:
    """What can be picked, by its id, in Markdown."""
    match interaction:
        case ChoiceInteraction():
            yield from ((choice.id, choice.text) for choice in interaction.choices)
        case HotspotInteraction():
            yield from ((area.id, area.label) for area in interaction.areas)
        case ScaleInteraction() | OrderInteraction():
            yield from ((option.id, option.text) for option in interaction.options)
        case MatchInteraction():
            yield from ((option.id, option.text) for option in (*interaction.sources, *interaction.targets))


def tie(questions: Mapping[str, Question], catalogue: Catalogue, columns: Mapping[str, str], assessment: Assessment | None = None) -> Tied:
    """Tie each of `questions` to an item. `columns` says of some items what the file calls them; `assessment` is what was asked.

    Where that is not known, what has one name only decides what was asked, and so which of several items another name means.
    """
    theirs = {name: ours for ours, name in columns.items()}
    found = {key: _candidates(question, catalogue, theirs) for key, question in questions.items()}
    sure = {candidates[0].name for _, candidates in found.values() if len(candidates) == 1}
    asked = assessment or _fitting(sure, catalogue)
    own = catalogue.pool(asked) if asked else {}
    by_position = _positions(questions.values(), assessment, catalogue)
    items: dict[str, Known] = {}
    by: dict[str, str] = {}
    untied: dict[str, str] = {}
    for key, (how, candidates) in found.items():
        if len(candidates) > 1:
            candidates = [one for one in candidates if one.name in own]
        if not candidates and questions[key].position in by_position:
            how, candidates = "position", [by_position[questions[key].position]]
        if len(candidates) == 1:
            items[key], by[key] = catalogue.known(candidates[0]), how
        else:
            untied[key] = "several" if how != "none" else "none"
    return Tied(items, by, untied)


def _candidates(question: Question, catalogue: Catalogue, theirs: Mapping[str, str]) -> tuple[str, Sequence[Pooled]]:
    for name in (question.column, *question.names):
        if name in theirs and (found := catalogue.named(theirs[name])):
            return "column", found
    for name in question.names:
        if found := catalogue.named(name):
            return "id", found
    if found := catalogue.stemmed(question):
        return "stem", found
    return "none", ()


def _fitting(names: set[str], catalogue: Catalogue) -> Assessment | None:
    """The assessment that asks, or may ask, all of these; the one with the smallest pool of several."""
    pools = [(len(own), id) for id, entity in catalogue.assessments.items() if names and names <= (own := catalogue.pool(entity)).keys()]
    return catalogue.assessments[min(pools)[1]] if pools else None


def fitting(known: Iterable[Known], catalogue: Catalogue) -> Assessment | None:
    """The assessment that these items are of, if it is one."""
    return _fitting({one.pooled.name for one in known}, catalogue)


def _positions(questions: Iterable[Question], assessment: Assessment | None, catalogue: Catalogue) -> Mapping[int, Pooled]:
    """The items of an assessment that somebody has named by their places, if it asks as many as the file has and draws none."""
    places = {question.position for question in questions if question.position}
    if assessment is None or assessment.blueprint:
        return {}
    items = [one for one in catalogue.pool(assessment).values() if not isinstance(lower(one.item), PassageInteraction)]
    return dict(enumerate(items, 1)) if places == set(range(1, len(items) + 1)) else {}

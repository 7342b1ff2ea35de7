"""What an item of QTI 1.2 means in our terms: its interaction, found out by asking its conditions what answers earn."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cedu.formats.qti12.named import kind_of, names_of
from cedu.formats.qti12.parsed import HOLE, Asked, ParsedItem, is_negated, text_of
from cedu.formats.qti12.saying import Said, sorted_out
from cedu.formats.qti12.scoring import FULL, MOST, Given, Scoring
from cedu.formats.qti12.several import several
from cedu.formats.qti12.typed import UnreadableError, calculated, number
from cedu.model.interaction import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    Interaction,
    Option,
    OrderInteraction,
    PassageInteraction,
    ScaleInteraction,
    TextEntryInteraction,
    UploadInteraction,
)

_MOST_ANSWERS = 200
_LINES, _MOST_LINES = 10, 100
_CHARACTERS, _MOST_CHARACTERS = 2000, 64_000
NOTHING = "…"
_SURVEYS = ("likert", "opinion scale", "survey")


@dataclass(frozen=True, slots=True)
class Lifted:
    """An item in our terms; `changes` says what is not as it was, each a sentence without a full stop."""

    stem: str
    interaction: Interaction
    correct: str
    incorrect: str
    hint: str
    changes: tuple[str, ...]


def lifted(item: ParsedItem, points: float, markdown: Callable[[str], tuple[str, Sequence[str]]]) -> Lifted:
    """`item` in our terms; `markdown` gives Markdown for HTML, and what was left out of it. Raises UnreadableError."""
    return Lifting(item, points, markdown).lifted()


class Lifting:
    """One item while it is lifted; `html` and `marks` change as gaps are found in what is shown."""

    def __init__(self, item: ParsedItem, points: float, markdown: Callable[[str], tuple[str, Sequence[str]]]) -> None:
        self.item = item
        self.points = points
        self.markdown = markdown
        self.kind = kind_of(item.fields)
        self.changes: dict[str, None] = {}
        self.marks: dict[str, str] = {}  # a word for each mark, which stands in the HTML until it is Markdown
        self.html = item.html
        texts = all(asked.kind in ("str", "num") for asked in item.asked)
        self.scoring = Scoring(item.conditions, texts)

    def lifted(self) -> Lifted:
        """All of it. Raises UnreadableError."""
        if len(self.item.conditions) > MOST or any(len(asked.answers) > _MOST_ANSWERS for asked in self.item.asked):
            raise UnreadableError("it has more conditions or choices than anybody could read")
        interaction, said = self.interaction()
        stem = self.words(self.html.replace(HOLE, ""))
        for word, mark in self.marks.items():
            stem = stem.replace(word, mark)
        changes = [*self.changes, *said.changes]
        return Lifted(stem, interaction, self.said(said.correct), self.said(said.incorrect), self.said(self.item.hint), tuple(changes))

    def words(self, html: str) -> str:
        """HTML as Markdown; an ellipsis where nothing is left."""
        text, lost = self.markdown(html)
        for what in lost:
            self.changes[f"is read without {what}"] = None
        return text if text.strip() else NOTHING

    def said(self, html: str) -> str:
        """HTML that need not say anything."""
        return self.words(html) if html.strip() else ""

    def interaction(self) -> tuple[Interaction, Said]:
        """How it is answered, and what is said afterwards."""
        asked = self.item.asked
        if self.item.calculated is not None and (self.kind == "calculated" or self.item.calculated.find("var_sets") is not None):
            return self.formula()
        if not asked:
            return self.nothing()
        if any(each.on_image or each.kind == "xy" for each in asked):
            raise UnreadableError("it asks to point at an image, which is not read from QTI 1.2")
        if len(asked) > 1 or self.kind in ("gap-text", "gap-choice"):
            return several(self, asked)
        (one,) = asked
        if one.kind in ("str", "num") or not one.answers:
            return self.typed(one)
        if one.cardinality == "ordered":
            return self.ordered(one)
        return self.multiple(one) if one.cardinality == "multiple" else self.single(one)

    def nothing(self) -> tuple[Interaction, Said]:
        """A text to read, or a file to hand in."""
        said = sorted_out(self.item, self.scoring, {}, {})
        if self.kind == "upload":
            return UploadInteraction(1), said
        if self.kind in ("", "passage"):
            return PassageInteraction(), said
        raise UnreadableError(f"it asks nothing that is read: its type is `{self.kind}`")

    def options(self, asked: Asked) -> list[Option]:
        """What can be chosen; ids of our own come back, others are letters."""
        ids = names_of([answer.ident for answer in asked.answers])
        return [Option(id, self.words(answer.html)) for id, answer in zip(ids, asked.answers, strict=True)]

    def choice(self, asked: Asked, options: list[Option], keys: set[str], right: Given, **more: Any) -> tuple[Interaction, Said]:
        """A choice of these keys (idents), with what is said of each."""
        alone = {answer.ident: {asked.ident: (answer.ident,)} for answer in asked.answers}
        said = sorted_out(self.item, self.scoring, right, alone, keys)
        idents = [answer.ident for answer in asked.answers]
        told = [Option(option.id, option.text, self.said(said.of.get(ident, ""))) for ident, option in zip(idents, options, strict=True)]
        found = frozenset(option.id for ident, option in zip(idents, options, strict=True) if ident in keys)
        return ChoiceInteraction(tuple(told), found, shuffle=asked.shuffle, **more), said

    def single(self, asked: Asked) -> tuple[Interaction, Said]:
        """One choice; a scale where no answer earns anything, or each all of nothing."""
        scores = {answer.ident: self.scoring.score({asked.ident: (answer.ident,)}) for answer in asked.answers}
        best = max(scores.values(), default=0)
        keys = {ident for ident, score in scores.items() if score == best and best > 0}
        options = self.options(asked)
        if (not keys and (self.kind in _SURVEYS or self.points == 0)) or (len(keys) == len(scores) > 1 and self.points == 0):
            return ScaleInteraction(tuple(options)), sorted_out(self.item, self.scoring, {}, {})
        if not keys:
            raise UnreadableError("none of its choices is said to be right")
        if any(0 < score < best for score in scores.values()):
            self.changes["a choice that earned a part earns nothing"] = None
        right = {asked.ident: (next(ident for ident in scores if ident in keys),)}
        if len(keys) > 1:
            raise UnreadableError(f"each of {len(keys)} choices is right by itself, and only one may be chosen")
        truth = self.truth(asked)
        if truth and (self.kind == "true-false" or set(scores) == set(truth.values())):
            answer = truth["true"] in keys
            alone = {answer.ident: {asked.ident: (answer.ident,)} for answer in asked.answers}
            said = sorted_out(self.item, self.scoring, right, alone, keys)
            if said.of:
                said = said.joined(keys)
            fields = {"true": Option("true", "True"), "false": Option("false", "False")}
            found = ChoiceInteraction(tuple(fields.values()), frozenset({"true" if answer else "false"}), "true-false", shuffle=False)
            return found, said
        return self.choice(asked, options, keys, right, response="single")

    def truth(self, asked: Asked) -> dict[str, str]:
        """The idents of true and false, if these are what can be chosen."""
        found: dict[str, str] = {}
        for answer in asked.answers:
            for word in (answer.ident.lower(), re.sub(r"<[^>]*>", "", answer.html).strip().lower()):
                if word in ("true", "false"):
                    found.setdefault(word, answer.ident)
        return found if len(asked.answers) == 2 and len(found) == 2 and found["true"] != found["false"] else {}

    def multiple(self, asked: Asked) -> tuple[Interaction, Said]:
        """Several choices: all or nothing, or in parts where fewer choices earn less."""
        idents = [answer.ident for answer in asked.answers]
        keys = self.keys(asked, idents)
        wrong = [ident for ident in idents if ident not in keys]

        def score(*chosen: str) -> float:
            return self.scoring.score({asked.ident: chosen})

        nothing, full = score(), score(*keys)
        share = (full - nothing) / len(keys)
        singly = [score(key) - nothing for key in keys]
        partial = (
            all(each > 0 for each in singly)
            if len(keys) > 1
            else any(score(each) < nothing or score(*keys, each) > nothing for each in wrong)
        )
        penalty = 1.0
        partial = partial and share > 0
        if partial and wrong:
            lost = [round((full - score(*keys, each)) / share, 3) for each in wrong]
            penalty = max(lost[0], 0)
            if len(set(lost)) > 1 or any(abs(each - share) > 1 for each in singly):
                self.changes["choices that earned or cost different shares earn and cost equal ones"] = None
        given = {asked.ident: tuple(keys)}
        return self.choice(
            asked, self.options(asked), set(keys), given, response="multiple", partial_credit=partial, penalty=penalty
        )  # fmt: skip

    def keys(self, asked: Asked, idents: list[str]) -> list[str]:
        """The set of choices that earns most."""
        candidates = [[ident for ident in idents if self.scoring.score({asked.ident: (ident,)}) > 0], idents]
        every: set[str] = set()
        for test in self.scoring.earning:
            named = {text_of(each) for each in test.iter("varequal", "varsubset") if not is_negated(each)}
            every |= named
            candidates.append([ident for ident in idents if ident in named])
        candidates.append([ident for ident in idents if ident in every])
        scored = [(self.scoring.score({asked.ident: tuple(each)}), -len(each), number) for number, each in enumerate(candidates) if each]
        if not scored or max(scored)[0] <= 0:
            raise UnreadableError("none of its choices is said to be right")
        return candidates[max(scored)[2]]

    def ordered(self, asked: Asked) -> tuple[Interaction, Said]:
        """Things in the order that earns something."""
        known = {answer.ident: option for answer, option in zip(asked.answers, self.options(asked), strict=True)}
        places = {each.get("respident"): text_of(each) for test in self.scoring.earning for each in test.iter("varequal")}
        if set(known) <= set(places) and all(places[ident].isdecimal() and len(places[ident]) < 5 for ident in known):
            idents = sorted(known, key=lambda ident: int(places[ident]))  # D2L has the place of each thing
            return OrderInteraction(tuple(known[ident] for ident in idents)), sorted_out(self.item, self.scoring, {}, {})
        for test in self.scoring.earning:
            idents = [text_of(each) for each in test.iter("varequal", "varsubset")]
            if len(idents) == 1:
                idents = [each.strip() for each in idents[0].split(",")]
            if sorted(idents) == sorted(known):
                given = {asked.ident: tuple(idents)}
                return OrderInteraction(tuple(known[ident] for ident in idents)), sorted_out(self.item, self.scoring, given, {})
        raise UnreadableError("its order is not said in a way that is read")

    def typed(self, asked: Asked) -> tuple[Interaction, Said]:
        """A number, a short text, or where nothing is said to be right, a long one."""
        numeric = asked.kind == "num" or asked.attributes.get("fibtype", "").lower() in ("integer", "decimal", "scientific")
        tests = list(self.scoring.earning)
        if self.kind == "number" or (self.kind == "" and (numeric or any(True for test in tests for _ in test.iter("vargte", "varlte")))):
            found = number(tests, self.changes)
            return found, sorted_out(self.item, self.scoring, {asked.ident: (f"{found.answer:g}",)}, {})
        answers, patterns, exact = self.answers(asked.ident)
        if self.kind == "essay" or not answers:
            return self.essay(asked)
        found_text = TextEntryInteraction(tuple(answers), exact, tuple(patterns))
        return found_text, sorted_out(self.item, self.scoring, {asked.ident: (answers[0],)}, {})

    def essay(self, asked: Asked) -> tuple[Interaction, Said]:
        """A long text, which a person marks."""
        lines = _whole(asked.attributes.get("rows", ""), _LINES, _MOST_LINES)
        characters = _whole(asked.attributes.get("maxchars", ""), _CHARACTERS, _MOST_CHARACTERS)
        answer = self.said(self.item.solution)
        return ExtendedTextInteraction(lines, characters, (), answer), sorted_out(self.item, self.scoring, {}, {})

    def answers(self, ident: str) -> tuple[list[str], list[str], bool]:
        """The texts that are right, patterns for what only has to be in them, and does case matter?"""
        right: dict[str, bool] = {}
        patterns = []
        for test in self.scoring.earning:
            for each in test.iter("varequal", "varsubstring"):
                text = " ".join(text_of(each).split())
                if each.get("respident") != ident or not text or is_negated(each) or len(right) >= _MOST_ANSWERS:
                    continue
                if len(self.item.asked) > 1 or self.scoring.score({ident: (text,)}) > 0:
                    right.setdefault(text, (each.get("case") or "No").lower() == "yes")
                    if each.tag == "varsubstring":
                        patterns.append(f".*{re.escape(text)}.*")
        if right and any(0 < self.scoring.score({ident: (text,)}) < FULL for text in right) and len(self.item.asked) == 1:
            self.changes["an answer that earned a part earns all"] = None
        if len(set(right.values())) > 1:
            self.changes["case matters in all answers, because it does in one"] = None
        return list(right), patterns, any(right.values())

    def formula(self) -> tuple[Interaction, Said]:
        """What Canvas calculates."""
        assert self.item.calculated is not None  # noqa: S101 - whoever calls has looked
        found, names = calculated(self.item.calculated, self.changes)
        for place, (written, name) in enumerate(names.items()):
            word = f"valuemark{place}x"
            self.marks[word] = f"[[{name}]]"
            for mark in (f"[{written}]", f"{{{written}}}"):
                self.html = self.html.replace(mark, word)
        return found, sorted_out(self.item, self.scoring, {}, {})


def _whole(text: str, otherwise: int, most: int) -> int:
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 9 and int(text) else otherwise

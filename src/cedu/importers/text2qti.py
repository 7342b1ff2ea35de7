"""text2qti's Markdown, read: quizzes as plain text.

As its README says (version 0.8): questions of every type that it has, titles, points, feedback, groups, text regions, images and options.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cedu.formats.images import with_images
from cedu.formats.table import decode
from cedu.formats.text2qti import Piece, number, pieces, units
from cedu.importers import Imported, ImportedItem, ImportedItems, Importer, Note, Place, Source
from cedu.model.ids import letter
from cedu.model.interaction import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    Interaction,
    Option,
    PassageInteraction,
    TextEntryInteraction,
    UploadInteraction,
)

_ENDINGS = (".txt", ".md", ".text2qti")
_QUESTION = re.compile(r"(?m)^\d+\.[ \t]+\S")
_RESPONSE = re.compile(r"(?m)^(?:\*?[a-z]\)[ \t]+\S|\[[ *]?\][ \t]+\S|=[ \t]+\S|\*[ \t]+\S|___+[ \t]*$|\^\^\^+[ \t]*$)")
_RIGHT = re.compile(r"(?m)^(?:\*[a-z]\)|\[\*\]|=[ \t]|\*[ \t]|___|\^\^\^)")
_AIKEN = re.compile(r"(?m)^ANSWER:")
_LABELS = {"shuffle answers": "shuffle", "show correct answers": "", "one question at a time": "", "can't go back": ""}


@dataclass(slots=True)
class _Question:
    """A question as it grows; `answer` is the one sign that says how it is answered, where it isn't by choices."""

    line: int
    stem: str
    title: str
    points: float
    choices: list[tuple[str, str, bool]] = field(default_factory=list)
    several: bool = False
    answers: list[str] = field(default_factory=list)
    answer: Piece | None = None
    said: dict[str, str] = field(default_factory=dict)
    on_choices: dict[int, str] = field(default_factory=dict)


class _Quiz:
    """One file."""

    def __init__(self, member: str, text: str, members: Mapping[str, bytes]) -> None:
        self.member = member
        self.members = members
        self.title = self.description = ""
        self.shuffle = False
        self.notes: list[Note] = []
        self.assets: dict[str, bytes] = {}
        self.items: list[ImportedItem] = []
        self.groups: list[tuple[list[ImportedItem], int]] = []
        self._text = text
        self._next_title, self._next_points = "", 0.0
        self._question: _Question | None = None
        self._group: list[ImportedItem] | None = None
        self._group_points = 0.0
        self._pick = 1
        self._region = ""

    def read(self) -> None:
        """Read the whole text."""
        for piece in pieces(self._text):
            if piece.kind in ("choice", "answer", "feedback", "correct", "incorrect", "solution", "number", "short", "essay", "upload"):
                self._part(piece)
                continue
            self._finish()
            match piece.kind:
                case "question":
                    points = self._next_points or self._group_points or 1
                    self._question = _Question(piece.line, piece.text, self._next_title, points)
                    self._next_title, self._next_points = "", 0.0
                case "label":
                    self._label(piece.sign[:-1].lower(), piece)
                case "group":
                    self._group, self._pick, self._group_points = [], 1, 0.0
                case "end":
                    self._end_group()
                case "code":
                    self._note("refused", piece, "code that writes questions is not run; import what text2qti makes of it")
                case _:
                    self._note("refused", piece, "no sign says what this line is; a line that goes on with a text is indented")
        self._finish()
        self._end_group()

    def _note(self, kind: Any, piece: Piece, text: str) -> None:
        self.notes.append(Note(Place(self.member, piece.line, piece.text[:60]), kind, text))

    def _label(self, name: str, piece: Piece) -> None:
        text = piece.text.strip()
        match name:
            case "quiz title":
                self.title = text
            case "quiz description":
                self.description = text
            case "title":
                self._next_title = text
            case "points" | "points per question":
                points = _points(text)
                if not points:
                    self._note("changed", piece, "points are a positive number; this is taken for 1")
                elif name == "points":
                    self._next_points = points
                else:
                    self._group_points = points
            case "pick":
                self._pick = int(text) if text.isascii() and text.isdigit() and 0 < int(text[:9]) < 1000 else 1
            case "text title":
                self._region = text
            case "text":
                self._text_region(piece)
            case "shuffle answers":
                self.shuffle = text.lower() == "true"
            case _:
                self._note("changed", piece, f"the setting `{name}` has nothing that it could become here, and is left out")

    def _text_region(self, piece: Piece) -> None:
        stem = f"**{self._region}**\n\n{piece.text}" if self._region else piece.text
        place = Place(self.member, piece.line, self._region)
        self._add(ImportedItem("", place, self._markdown(stem, piece.line), PassageInteraction(), points=0))
        self._region = ""

    def _add(self, item: ImportedItem) -> None:
        (self.items if self._group is None else self._group).append(item)

    def _end_group(self) -> None:
        if self._group:
            self.groups.append((self._group, self._pick))
        self._group, self._group_points = None, 0.0

    def _part(self, piece: Piece) -> None:
        """What belongs to the question before it."""
        question = self._question
        if question is None:
            self._note("refused", piece, "this belongs to a question, and none stands before it")
            return
        match piece.kind:
            case "choice" | "answer":
                right = "*" in piece.sign
                question.several = piece.kind == "answer"
                question.choices.append((piece.text, "", right))
            case "short":
                question.answers.append(" ".join(piece.text.split()))
            case "number" | "essay" | "upload":
                question.answer = piece
            case "feedback" if question.choices:
                question.on_choices[len(question.choices) - 1] = piece.text
            case _:
                question.said[piece.kind] = piece.text

    def _finish(self) -> None:
        """The question ends here."""
        question, self._question = self._question, None
        if question is None:
            return
        place = Place(self.member, question.line, question.title or question.stem[:60])
        interaction = self._interaction(question)
        if isinstance(interaction, str):
            self.notes.append(Note(place, "refused", interaction))
            return
        said = question.said
        general = "\n\n".join(said[kind] for kind in ("feedback", "solution") if kind in said)
        correct, incorrect = (
            self._markdown("\n\n".join(filter(None, (said.get(kind, ""), general))), question.line) for kind in ("correct", "incorrect")
        )
        if isinstance(interaction, ChoiceInteraction) and interaction.response == "true-false":
            by_id = {text.strip().lower(): question.on_choices.get(index, "") for index, (text, _, _) in enumerate(question.choices)}
            (key,) = interaction.keys
            other = "false" if key == "true" else "true"
            correct, incorrect = (
                correct or self._markdown(by_id[key], question.line),
                incorrect or self._markdown(by_id[other], question.line),
            )
        stem = self._markdown(question.stem, question.line)
        self._add(ImportedItem("", place, stem, interaction, points=question.points, correct=correct, incorrect=incorrect))

    def _interaction(self, question: _Question) -> Interaction | str:
        """How it is answered, or why that can't be said."""
        if question.choices:
            return self._choices(question)
        if question.answers:
            return TextEntryInteraction(tuple(dict.fromkeys(question.answers)))
        if question.answer is None:
            return "nothing says how the question is answered"
        if question.answer.kind == "essay":
            return ExtendedTextInteraction(10, 2000)
        if question.answer.kind == "upload":
            return UploadInteraction(1)
        return number(question.answer.text.strip()) or f"`{question.answer.text[:60]}` is no number, range, or number with a margin"

    def _choices(self, question: _Question) -> Interaction | str:
        right = [index for index, (_, _, is_right) in enumerate(question.choices) if is_right]
        if not right:
            return "no choice is marked as right"
        if len(right) > 1 and not question.several:
            return "several choices are marked as right, and learners could choose one; write `[*]` and `[ ]`"
        texts = [text.strip().lower() for text, _, _ in question.choices]
        if sorted(texts) == ["false", "true"] and not question.several:
            pair = (Option("true", "True"), Option("false", "False"))
            return ChoiceInteraction(pair, frozenset({texts[right[0]]}), "true-false", shuffle=False)
        options = tuple(
            Option(letter(index), self._markdown(text, question.line), self._markdown(question.on_choices.get(index, ""), question.line))
            for index, (text, _, _) in enumerate(question.choices)
        )
        keys = frozenset(letter(index) for index in right)
        return ChoiceInteraction(options, keys, "multiple" if question.several else "single", shuffle=self.shuffle)

    def _markdown(self, text: str, line: int) -> str:
        """A text as we write it."""
        if "\\" in text:
            text = units(text)
        if "](" not in text:
            return text
        text, missing = with_images(text, self.member, self.members, self.assets)
        for name in missing:
            why = f"the image `{name}` is not in the source, so its text stands instead; import the folder that has both"
            self.notes.append(Note(Place(self.member, line), "changed", why))
        return text


def _points(text: str) -> float:
    return float(text) if re.fullmatch(r"\d{1,4}(?:\.\d{1,2})?", text) else 0


def _texts(source: Source) -> Iterator[tuple[str, str]]:
    """The members that may be quizzes, and their texts."""
    for name, content in source.members.items():
        if len(source.members) == 1 or name.lower().endswith(_ENDINGS):
            text = decode(content)
            if text is not None and (len(source.members) == 1 or _sure(text)):
                yield name, text.replace("\r\n", "\n").replace("\r", "\n")


def _sure(text: str) -> float:
    if _AIKEN.search(text) or not _QUESTION.search(text) or not _RESPONSE.search(text):
        return 0
    return 0.95 if re.search(r"(?mi)^quiz title:", text) else 0.8 if _RIGHT.search(text) else 0.3


def recognises(source: Source) -> float:
    """Questions with a number, and answers with the signs that only text2qti has."""
    texts = (decode(content[:100_000]) for name, content in source.members.items() if name.lower().endswith(_ENDINGS))
    return max((_sure(text.replace("\r\n", "\n")) for text in texts if text), default=0)


def read(source: Source) -> Imported:
    """Every quiz in the source, and of each group of questions a bank that its quiz draws from."""
    found: list[ImportedItems] = []
    notes: list[Note] = []
    assets: dict[str, bytes] = {}
    title = ""
    for name, text in _texts(source):
        quiz = _Quiz(name if len(source.members) > 1 else "", text, source.members)
        quiz.read()
        found += _items(quiz, name)
        notes += quiz.notes
        assets |= quiz.assets
        title = title or quiz.title
    if not found and not notes:
        notes.append(Note(Place(), "refused", "no question was found"))
    return Imported(title, tuple(found), assets=assets, notes=tuple(notes))


def _items(quiz: _Quiz, name: str) -> Iterator[ImportedItems]:
    stem = name.rpartition("/")[2].rpartition(".")[0] or name
    asked = sum(item.points > 0 for item in quiz.items)
    draws: list[dict[str, Any]] = [{"count": asked}] if asked and quiz.groups else []
    for place, (items, pick) in enumerate(quiz.groups, 1):
        ident = f"{stem}-group-{place}"
        draws.append({"bank": ident, "count": min(pick, len(items))})
        yield ImportedItems(ident, f"{quiz.title or stem}: group {place}", tuple(items), id=ident)
    settings = {**({"summary": quiz.description} if quiz.description else {}), **({"blueprint": {"draws": draws}} if quiz.groups else {})}
    if quiz.items or quiz.groups:
        yield ImportedItems(stem, quiz.title, tuple(quiz.items), id=stem, settings=settings)


IMPORTER = Importer("text2qti", "text2qti's Markdown", recognises, read)

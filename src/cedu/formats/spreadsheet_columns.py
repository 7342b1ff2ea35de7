"""Which column of a stranger's table is which of ours."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from cedu.formats.spreadsheet import LETTERS, bare
from cedu.formats.table import Row

# What people call our columns, in small letters and with one space between words.
_NAMES = {
    "id": ("identifier", "item id", "question id", "number", "no", "nr"),
    "type": ("question type", "item type", "kind"),
    "stem": ("question", "question text", "question stem", "prompt", "text", "item", "frage", "fragetext"),
    "answer": (
        "answers",
        "correct answer",
        "correct answers",
        "right answer",
        "correct option",
        "correct choice",
        "key",
        "solution",
        "richtig",
        "richtige antwort",
        "lösung",
    ),
    "feedback": ("explanation", "rationale", "general feedback", "comment", "erklärung"),
    "correct": ("correct feedback", "feedback correct", "feedback if correct"),
    "incorrect": ("incorrect feedback", "feedback incorrect", "wrong feedback", "feedback if incorrect"),
    "hint": ("hints", "hinweis"),
    "points": ("point", "score", "marks", "weight", "punkte"),
    "difficulty": ("level", "schwierigkeit"),
    "objective": ("learning objective", "outcome", "learning outcome", "lernziel"),
    "tags": ("tag", "keywords", "topic", "topics", "category", "thema", "schlagworte"),
    "more": (),
}
_OURS = {name: ours for ours, names in _NAMES.items() for name in (ours, *names)}
_NUMBERED = re.compile(
    r"(?:(choice|option|answer|antwort|alternative|response|distractor|feedback|explanation|rationale|match) ?)?(\d{1,2}|[a-z])"
)
_MEANS = {"feedback": "feedback", "explanation": "feedback", "rationale": "feedback", "match": "match"}


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[\s_:*.()-]+", " ", name.lower()).split())


def _why_unused(given: Mapping[str, str], names: Sequence[str], header: Sequence[str]) -> Iterator[str]:
    """Why a pair of OURS and THEIRS that was given leads nowhere."""
    for ours, theirs in given.items():
        if _plain(ours) not in _OURS and not _NUMBERED.fullmatch(_plain(ours)):
            yield f"there is no column `{ours}` of ours; there are {', '.join(_NAMES)}, and choice_1, feedback_1, match_1 and so on"
        elif _plain(theirs) not in names:
            yield f"no column is called `{theirs}`; the table has {', '.join(f'`{name}`' for name in header if name) or 'none'}"


class Columns:
    """The columns of one table: `places` says where each of ours is; those with a number stand for themselves.

    `unused` says why a pair that was given leads nowhere.
    """

    def __init__(self, header: Sequence[str], given: Mapping[str, str]) -> None:
        self._header = header
        self.places: dict[str, int] = {}
        self._numbered: dict[tuple[str, int], int] = {}
        names = [_plain(name) for name in header]
        self.unused = tuple(_why_unused(given, names, header))
        for ours, theirs in given.items():
            if _plain(theirs) in names:
                self._put(_plain(ours), names.index(_plain(theirs)))
        used = {*self.places.values(), *self._numbered.values()}
        for place, name in enumerate(names):
            if place not in used:
                self._put(name, place)
        if "correct" in self.places and not {"answer", "incorrect"} & {*self.places}:
            # Where no other column has the key, this one does not hold what is said of it.
            self.places["answer"] = self.places.pop("correct")

    def _put(self, name: str, place: int) -> None:
        if ours := _OURS.get(name):
            self.places.setdefault(ours, place)
        elif found := _NUMBERED.fullmatch(name):
            number = int(found[2]) - 1 if found[2].isdigit() else LETTERS.index(found[2])
            if 0 <= number < len(LETTERS) and (found[1] or not found[2].isdigit()):
                self._numbered.setdefault((_MEANS.get(found[1], "choice"), number), place)

    def __len__(self) -> int:
        return len(self.places) + len(self._numbered)

    def of(self, cells: Sequence[str]) -> Callable[[str], str]:
        """Gives the text of a column of ours in a row; nothing where there is no such column."""
        places = self.places

        def cell(name: str) -> str:
            return bare(cells[places[name]].strip()) if name in places else ""

        return cell

    def numbered(self, cells: Sequence[str]) -> dict[tuple[str, int], str]:
        """What the numbered columns of a row hold, by their name and their number from 0."""
        return {key: bare(text) for key, place in self._numbered.items() if (text := cells[place].strip())}

    def unread(self, rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
        """The columns that are none of ours, and hold something."""
        used = {*self.places.values(), *self._numbered.values()}
        for place, name in enumerate(self._header):
            if place not in used and (count := sum(bool(row.cells[place].strip()) for row in rows)):
                why = f"this column is none that is known, and its {count:,} cells are left out; `--column OURS=NAME` says what it is"
                yield name or f"column {place + 1}", why

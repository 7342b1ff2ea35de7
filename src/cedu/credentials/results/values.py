"""What results are made of."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from cedu.credentials.award import Learner

Kind = Literal["course", "assessment", "practical", "exemption"]
Source = Literal["server", "client"]


class Result(NamedTuple):
    """A learner completed a course, was scored in an assessment, had practical work assessed, or is exempt from a requirement.

    `id` is what the workspace calls it today: `certification.practical` of a practical, and of an exemption the requirement that it is
    from, as `assessment/author-exam`; `level` is then the level (`certification.level`) that it is for, or empty for all. `score` is in
    percent. `assessor` assessed, or granted; `reason` is the exemption's. `undated` says that `completed_on` is only the latest day that
    it can have been, such as that of an export.
    """

    kind: Kind
    id: str
    completed_on: date
    file: str
    line: int
    score: float | None = None
    passed: bool | None = None
    source: Source = "server"
    assessor: str = ""
    reason: str = ""
    level: str = ""
    undated: bool = False


@dataclass(slots=True)
class Candidate:
    """A learner, and their results; named as of the latest of these that names them, which is in `line` of `file`."""

    id: str
    name: str
    email: str
    language: str
    named_on: date
    file: str
    line: int
    results: list[Result] = field(default_factory=list)

    @classmethod
    def of(cls, learner: Learner) -> "Candidate":
        """A learner without results."""
        return cls(learner.id, learner.name, learner.email, learner.language, date.min, "", 0)

    @property
    def learner(self) -> Learner:
        """Whom an award goes to."""
        return Learner(id=self.id, name=self.name, email=self.email, language=self.language)

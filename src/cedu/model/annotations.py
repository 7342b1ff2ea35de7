"""What a text in a field stands for: a reference, a file of the workspace, or Markdown.

A field says so in its type, so that references, files and texts are found in every kind alike.
"""

from dataclasses import dataclass
from typing import Annotated, Literal


@dataclass(frozen=True, slots=True)
class RefersTo:
    """The field holds the id of a `kind`; where `local`, of a thing inside an entity: `owner.local`, or `local` in its own file."""

    kind: str
    local: bool = False


class WorkspaceFile:
    """The field holds a path, relative to the folder of the file that names it; or, where `or_url`, an https URL."""


class IsMarkdown:
    """The field holds Markdown."""


AudienceRef = Annotated[str, RefersTo("audience")]
AssessmentRef = Annotated[str, RefersTo("assessment")]
BankRef = Annotated[str, RefersTo("bank")]
CertificationRef = Annotated[str, RefersTo("certification")]
CompetencyRef = Annotated[str, RefersTo("competency", local=True)]
CourseRef = Annotated[str, RefersTo("course")]
DesignRef = Annotated[str, RefersTo("design")]
LevelRef = Annotated[str, RefersTo("level", local=True)]
ObjectiveRef = Annotated[str, RefersTo("objective", local=True)]
PathRef = Annotated[str, RefersTo("path")]
PracticalRef = Annotated[str, RefersTo("practical", local=True)]
ProficiencyRef = Annotated[str, RefersTo("proficiency")]

FilePath = Annotated[str, WorkspaceFile()]
Markdown = Annotated[str, IsMarkdown()]

Status = Literal["draft", "active", "retired"]
Bloom = Literal["remember", "understand", "apply", "analyze", "evaluate", "create"]
Difficulty = Literal["easy", "medium", "hard"]

"""What signed documents say of their achievement, as pages show it: what was said then stays, whatever has been renamed since."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import unquote


class Competency(NamedTuple):
    """A competency that a level proves, by the ids of its framework and in it."""

    framework: str
    framework_title: str
    id: str
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Achieved:
    """What a credential says that its holder has achieved. `criteria` is Markdown; `whole` the title of certification and level."""

    whole: str
    certification: str
    level: str
    achievement: str
    criteria: str
    language: str
    issuer: str
    competencies: tuple[Competency, ...]


def achieved(document: Mapping[str, Any]) -> Achieved:
    """What a credential of ours says, as `credentials.achievement` has written it."""
    said = document["credentialSubject"]["achievement"]
    ladder = said["resultDescription"][0]
    rungs = {rung["id"]: rung["name"] for rung in ladder["rubricCriterionLevel"]}
    return Achieved(
        said["name"],
        ladder["name"],
        rungs[ladder["requiredLevel"]],
        said["description"],
        said["criteria"].get("narrative", ""),
        said["inLanguage"],
        document["issuer"]["name"],
        tuple(_competencies(said.get("alignment", ()))),
    )


def _competencies(alignments: Any) -> Iterator[Competency]:
    for one in alignments:
        framework, _, local = one["targetUrl"].rpartition("/#")
        id = unquote(framework.rpartition("/")[2])
        yield Competency(id, one["targetFramework"], unquote(local), one["targetName"], one.get("targetDescription", ""))

"""What is known of each LMS: one YAML file per LMS, named after it, in which every statement names its source.

`presets()` gives them by name. What a delivery of `cedu.yaml` calls `lms` is such a name.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from functools import cache
from pathlib import Path
from typing import Literal

from cedu.model.entity import Part, frozen
from cedu.model.workspace import Build, Cartridge, Scorm
from cedu.source import structure, text

_HERE = Path(__file__).resolve().parent

# What a course must have, or how it must be built, for a fault to concern it; `always`: whatever it has.
When = Literal["always", "module-scos", "exam", "graded", "video-frame", "quiz", "verdict", "several-quizzes", "attempts", "time-limit"]


@frozen
class Source(Part):
    """Where something is said: an address on the web, or `owner/repository: path`; `read`: the day on which we read it there."""

    title: str
    at: str
    read: str


@frozen
class Fact(Part):
    """One thing to know or to do, why, and who says so: names of the preset's sources.

    Where `sources` are missing, it follows from cedu's own packages, or from the facts beside it.
    """

    text: str
    why: str = ""
    sources: tuple[str, ...] = ()


@frozen
class Size(Part):
    """The largest package that an LMS takes as it comes, in megabytes (10^6 bytes)."""

    megabytes: int
    text: str
    remedy: str
    sources: tuple[str, ...]


@frozen
class Endings(Part):
    """What the names of files inside a package must not end in, in small letters, with the dot."""

    refused: tuple[str, ...]
    text: str
    remedy: str
    sources: tuple[str, ...]


@frozen
class Fault(Part):
    """What an LMS is known to do wrong, or not to do: when it concerns a course, what happens, what to do about it, and who says so.

    `targets`: the formats that it concerns; all of them where none is named.
    """

    id: str
    when: When
    text: str
    remedy: str
    sources: tuple[str, ...]
    targets: tuple[str, ...] = ()


@frozen
class Procedure(Part):
    """How a publisher brings bundles of some targets into the LMS, which settings they need there, and how they are replaced."""

    title: str
    targets: tuple[str, ...]
    upload: tuple[Fact, ...]
    settings: tuple[Fact, ...] = ()
    check: tuple[Fact, ...] = ()
    replace: tuple[Fact, ...] = ()


@frozen
class Preset(Part):
    """One LMS: which target it takes for which kind of entity, in which edition, and what is known of it.

    `targets`: the name of a target by kind (`course`, `assessment`, `bank`); nothing is built of a kind that is not there. `open`: what we
    looked for and no source says.
    """

    name: str
    title: str
    summary: str
    targets: Mapping[str, str]
    procedures: tuple[Procedure, ...]
    scorm_edition: Literal["3rd", "4th"] | None = None
    cartridge_edition: Literal["1.1", "1.3"] | None = None
    size: Size | None = None
    endings: Endings | None = None
    faults: tuple[Fault, ...] = ()
    open: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)

    def options(self, build: Build) -> Build:
        """`build` of `cedu.yaml` with the editions that this LMS wants in its place."""
        if self.scorm_edition:
            build = replace(build, scorm=replace(build.scorm or Scorm(origin=build.origin), edition=self.scorm_edition))
        if self.cartridge_edition:
            build = replace(build, cartridge=replace(build.cartridge or Cartridge(origin=build.origin), edition=self.cartridge_edition))
        return build


@cache
def presets() -> dict[str, Preset]:
    """Every LMS that we know, by name."""
    return {preset.name: preset for preset in map(_read, sorted(_HERE.glob("*.yaml")))}


def _read(path: Path) -> Preset:
    document, findings = text.read(path.name, path.read_bytes())
    if document is None:
        raise ValueError(f"{path}: {findings}")
    return structure.build(Preset, document)

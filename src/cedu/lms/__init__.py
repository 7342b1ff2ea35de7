"""What is known of each LMS: one YAML file per LMS, named after it, in which every statement about it names its source.

`presets()` gives them by name: a delivery's `lms` in `cedu.yaml` is such a name, and so is what `cedu build --lms` takes. A statement
without a source is about cedu's own packages, or advice that holds anywhere; what no source could be found for is `unconfirmed`.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from functools import cache
from pathlib import Path
from typing import Literal

from cedu.model.entity import Part, frozen
from cedu.model.workspace import Build
from cedu.source import structure, text

_HERE = Path(__file__).resolve().parent

# What concerns whom: everybody (that is told in the upload steps alone); whoever launches each module by itself; whoever puts a mastery
# score into the manifest; whoever asks quizzes in lessons; whoever has a certification exam; and whoever has one that no lesson asks.
When = Literal["always", "module-scos", "mastery-score", "quiz", "exam", "exam-apart"]


@frozen
class Source(Part):
    """Who says so: an address on the web, or `owner/repository: path`; `read` is the day on which we read it."""

    title: str
    at: str
    read: str


@frozen
class Fact(Part):
    """One thing to do, to set or to know, why, and the names of the preset's sources for it."""

    text: str
    why: str = ""
    sources: tuple[str, ...] = ()


@frozen
class Endings(Part):
    """What the names of files in a package must not end in: small letters, with the dot."""

    refused: tuple[str, ...]
    remedy: str
    sources: tuple[str, ...]


@frozen
class Fault(Part):
    """What an LMS does wrong, or not at all: when it matters, what happens, and what to do about it.

    `targets`: the formats that it concerns, or all of them where none is named.
    """

    id: str
    text: str
    remedy: str
    when: When = "always"
    targets: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@frozen
class Procedure(Part):
    """How a publisher brings the bundles of some targets into the LMS, what they set and check there, and how they replace them."""

    title: str
    targets: tuple[str, ...]
    upload: tuple[Fact, ...]
    settings: tuple[Fact, ...] = ()
    check: tuple[Fact, ...] = ()
    replace: tuple[Fact, ...] = ()


@frozen
class Preset(Part):
    """One LMS.

    `targets`: the target that it takes best, by kind of entity; of a kind that is not there, nothing is built for it. `faults` are what a
    publisher has to know, `endings` the files that it refuses.
    """

    name: str
    title: str
    summary: Fact
    targets: Mapping[str, str]
    procedures: tuple[Procedure, ...]
    scorm_edition: Literal["3rd", "4th"] | None = None
    cartridge_edition: Literal["1.1", "1.3"] | None = None
    endings: Endings | None = None
    faults: tuple[Fault, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)

    def options(self, build: Build) -> Build:
        """`build` of `cedu.yaml`, with the editions that this LMS takes."""
        if self.scorm_edition:
            build = replace(build, scorm=replace(build.scorm_settings, edition=self.scorm_edition))
        if self.cartridge_edition:
            build = replace(build, cartridge=replace(build.cartridge_settings, edition=self.cartridge_edition))
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

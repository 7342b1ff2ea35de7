"""The workspace: what `cedu.yaml` says."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any, ClassVar, Literal

from cedu.model.annotations import AssessmentRef, CourseRef, FilePath, LevelRef, PracticalRef
from cedu.model.certificate import Certificate, Paper
from cedu.model.entity import Part, frozen


@frozen
class Organization(Part):
    """Who teaches."""

    name: str
    language: str = "en"
    logo: FilePath | None = None
    url: str | None = None


@frozen
class Product(Part):
    """A product that courses teach, and the release that customers have now."""

    id: str
    version: str
    title: str = ""


@frozen
class Issuer(Part):
    """Who signs certificates."""

    name: str
    url: str | None = None
    number_prefix: str = "CERT"
    signatory: str = ""
    signatory_role: str = ""
    signature: FilePath | None = None


Scos = Literal["course", "module"]


@frozen
class Scorm(Part):
    """How SCORM packages are made: the edition of 2004, whether the manifest names a mastery score, and XSDs to put at the root."""

    edition: Literal["3rd", "4th"] = "4th"
    mastery_score: bool = False
    control_documents: FilePath | None = None


@frozen
class Cartridge(Part):
    """How Common Cartridges are made."""

    edition: Literal["1.1", "1.3"] = "1.1"


@frozen
class Build(Part):
    """What `cedu build` builds when it is not told, and how.

    `scos`: what a learner launches, the whole course or each module (an SCO of SCORM, an AU of cmi5). `video_hosts`: whose players lessons
    may hold in a frame. `paper`: what tests are printed on.
    """

    targets: tuple[str, ...] = ()
    scos: Scos = "course"
    video_hosts: tuple[str, ...] = ()
    paper: Paper = "a4"
    scorm: Scorm | None = None
    cartridge: Cartridge | None = None

    @property
    def scorm_settings(self) -> Scorm:
        """What is written of SCORM packages, or else the usual."""
        return self.scorm or Scorm(origin=self.origin)

    @property
    def cartridge_settings(self) -> Cartridge:
        """What is written of cartridges, or else the usual."""
        return self.cartridge or Cartridge(origin=self.origin)


@frozen
class Delivery(Part):
    """What one customer is promised: the LMS that they have, and the courses that they get; all of them where none is named.

    `upload_megabytes` (of 10^6 bytes) is how much their LMS takes at once.
    """

    lms: str
    courses: tuple[CourseRef, ...] = ()
    scos: Scos | None = None
    upload_megabytes: int | None = None


Identity = Literal["id", "email", "username"]
DayOrder = Literal["year-month-day", "day-month-year", "month-day-year"]


@frozen
class Activity(Part):
    """What another system calls something: a course, an assessment, or a practical, its most points, and the column of its day."""

    course: CourseRef | None = None
    assessment: AssessmentRef | None = None
    practical: PracticalRef | None = None
    out_of: float | None = None
    completed_on: str | None = None
    source: Literal["server", "client"] | None = None


@frozen
class Export(Part):
    """How one system's results are to be read: its columns by ours, and its activities, or levels, by what it calls them."""

    format: Literal["table", "moodle", "canvas", "xapi", "holders"] = "table"
    columns: Mapping[str, str] = field(default_factory=dict)
    activities: Mapping[str, Activity] = field(default_factory=dict)
    levels: Mapping[str, LevelRef] = field(default_factory=dict)
    days: DayOrder = "year-month-day"
    out_of: float | None = None
    source: Literal["server", "client"] | None = None
    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


@frozen
class ResultsSettings(Part):
    """Where results come from: which of a learner's names in other systems is their id here, and how to read those systems' exports."""

    learner: Identity = "id"
    exports: Mapping[str, Export] = field(default_factory=dict)


@frozen
class LintPath(Part):
    """Rules that are switched off below one path."""

    path: str
    ignore: tuple[str, ...]


@frozen
class Lint(Part):
    """Which rules count, and how much."""

    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Literal["error", "warning"]] = field(default_factory=dict)
    paths: tuple[LintPath, ...] = ()
    review_within_days: int = 30


@frozen
class Workspace(Part):
    """A folder in git with `cedu.yaml` at its root."""

    kind: ClassVar[str] = "workspace"

    cedu: int
    namespace: str
    organization: Organization
    products: tuple[Product, ...] = ()
    issuer: Issuer | None = None
    certificate: Certificate | None = None
    build: Build | None = None
    deliveries: Mapping[str, Delivery] = field(default_factory=dict)
    results: ResultsSettings | None = None
    lint: Lint | None = None
    meta: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def build_settings(self) -> Build:
        """What is written of builds, or else the usual."""
        return self.build or Build(origin=self.origin)

    @property
    def results_settings(self) -> ResultsSettings:
        """What is written of results, or else the usual."""
        return self.results or ResultsSettings(origin=self.origin)

    @property
    def issuer_settings(self) -> Issuer:
        """What is written of the issuer, or else the organization with the usual."""
        return self.issuer or Issuer(origin=self.origin, name=self.organization.name)

    @property
    def target_names(self) -> tuple[str, ...]:
        """The targets that `build` names, as they are written."""
        return self.build_settings.targets

    @property
    def says_what_is_built(self) -> bool:
        """Does it name what is built, for everybody or for a customer? Rules about targets have nothing to say where it does not."""
        return bool(self.target_names or self.deliveries)

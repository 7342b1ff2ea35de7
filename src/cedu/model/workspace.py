"""The workspace: what `cedu.yaml` says."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any, ClassVar, Literal

from cedu.model.annotations import FilePath
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


@frozen
class Build(Part):
    """What `cedu build` builds when it is not told."""

    targets: tuple[str, ...] = ()


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
    build: Build | None = None
    lint: Lint | None = None
    meta: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def target_names(self) -> tuple[str, ...]:
        """The targets that `build` names, as they are written."""
        return self.build.targets if self.build else ()

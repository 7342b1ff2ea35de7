"""Where certificates are made: drawn, put into words and signed; in whatever process, and always the same bytes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cedu.credentials import achievement, badge, did, jsonld, jwt, status_index
from cedu.credentials.achievement import Claim
from cedu.credentials.award import Award, Credential, LevelKey
from cedu.credentials.data_integrity import Prover
from cedu.credentials.keys import Signers
from cedu.credentials.private import derived
from cedu.jobs.certify.claims import badge_face, claim, face
from cedu.jobs.certify.planning import Order
from cedu.jobs.certify.standing import Standing
from cedu.jobs.executors import Shared
from cedu.jobs.parallel import apart
from cedu.rendering.certificate.contents import Face, Facts
from cedu.rendering.certificate.printer import Printer
from cedu.rendering.certificate.template import Template
from cedu.rendering.certificate.writing import finished

# What the secret of salts is derived from that of numbers with.
SALTS = "identity salt"


class Page(NamedTuple):
    """A certificate as it is printed: what it has in common with others, and what follows."""

    template: Template
    page: bytes


class _Picture(NamedTuple):
    """The SHA-256 of a badge as PNG and as SVG."""

    png: str
    svg: str


@dataclass(frozen=True)
class Drawing:
    """What draws certificates for the workspace at `root`: `faces` has the levels by their lasting ids, `url` is the issuer's."""

    root: Path
    url: str
    faces: Mapping[LevelKey, Face]

    def page(self, order: Order) -> Page | str:
        """The printed page of an award, or why it can't be drawn."""
        award = order.award
        template = self.template(award, order.learner.language)
        if isinstance(template, str):
            return template
        facts = Facts(
            name=order.learner.name,
            number=award.number,
            awarded_on=award.awarded_on,
            valid_until=award.valid_until,
            link=achievement.page(self.url, award.number) if self.url else "",
            test=award.test,
        )
        page = self._printer.page(template, facts)
        return page if isinstance(page, str) else Page(template, page)

    def template(self, award: Award, language: str) -> Template | str:
        """What certificates of a level in a language have in common, or why it can't be drawn."""
        key = (award.certification, award.level, language)
        if key not in self._templates:
            self._templates[key] = self._printer.template(replace(self.faces[key[:2]], language=language))
        return self._templates[key]

    @cached_property
    def _printer(self) -> Printer:
        return Printer(self.root)

    @cached_property
    def _templates(self) -> dict[tuple[str, str, str], Template | str]:
        return {}

    def __getstate__(self) -> dict[str, object]:
        """What another process needs: what was drawn already is drawn again there."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True)
class Workshop:
    """All that is needed to make credentials; `claims` and `badges` have the levels by their lasting ids.

    `issued_at` is the run's time, in UTC; `secret` is that of numbers, from which others are derived.
    """

    drawing: Drawing
    signers: Signers
    secret: bytes = field(repr=False)
    issued_at: datetime
    claims: Mapping[LevelKey, Claim]
    badges: Mapping[LevelKey, badge.Face]

    def make(self, order: Order) -> Credential | str:
        """The signed credential of an award, or why its certificate can't be drawn."""
        award, learner = order.award, order.learner
        level = (award.certification, award.level)
        picture = self._badge(level)
        drawn = self.drawing.page(order)
        if isinstance(drawn, str):
            return drawn
        if isinstance(picture, str):
            return picture
        body = drawn.template.content + drawn.page
        place = status_index.place(self._index_secret, order.ordinal)
        unsigned = achievement.document(
            award,
            self.claims[level],
            achievement.identity(learner, award.number, order.version, self._salt_secret),
            version=order.version,
            issued_at=self.issued_at,
            status_list=place.status_list,
            status_index=place.status_index,
            pdf_sha256=sha256(body).digest(),
        )
        document = jsonld.written(self._prover.prove(unsigned))
        tail = finished(body, document)
        return Credential(
            number=award.number,
            version=order.version,
            issued_at=self.issued_at,
            name=learner.name,
            language=learner.language,
            status_list=place.status_list,
            status_index=place.status_index,
            keys=(self.signers.eddsa.public_key, self.signers.es256.public_key),
            document=document,
            jwt=jwt.signed(unsigned, self.signers.es256, self._did),
            template=drawn.template.sha256,
            page=drawn.page + tail,
            pdf_sha256=sha256(body + tail).hexdigest(),
            badge=picture.png,
            badge_svg=picture.svg,
        )

    def assets(self, order: Order) -> Iterator[bytes]:
        """What the credential of an award shares with others: the template of its certificate, and its badge as PNG and as SVG."""
        level = (order.award.certification, order.award.level)
        drawn = _drawn(self.badges[level], self.claims[level].language)
        template = self.drawing.template(order.award, order.learner.language)
        if not isinstance(template, str) and not isinstance(drawn, str):
            yield from (template.content, *drawn)

    def _badge(self, level: LevelKey) -> _Picture | str:
        """What a level's badge is known by; or why it can't be drawn."""
        if level not in self._pictures:
            drawn = _drawn(self.badges[level], self.claims[level].language)
            known = drawn if isinstance(drawn, str) else _Picture(*(sha256(each).hexdigest() for each in drawn))
            self._pictures[level] = known
        return self._pictures[level]

    @cached_property
    def _did(self) -> str:
        return did.identity(self.drawing.url)

    @cached_property
    def _prover(self) -> Prover:
        return Prover(self.signers.eddsa, self._did)

    @cached_property
    def _index_secret(self) -> bytes:
        return derived(self.secret, status_index.LABEL)

    @cached_property
    def _salt_secret(self) -> bytes:
        return derived(self.secret, SALTS)

    @cached_property
    def _pictures(self) -> dict[LevelKey, _Picture | str]:
        return {}

    def __getstate__(self) -> dict[str, object]:
        """What another process needs."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@cache
def _drawn(face: badge.Face, language: str) -> badge.Badge | str:
    """A badge, or why it can't be drawn; in a process of its own, for it takes much memory and is drawn once."""
    return apart(badge.drawn, face, language)


def drawing_of(standing: Standing) -> Drawing:
    """What draws the certificates of a workspace."""
    workspace = standing.library.workspace
    language = workspace.organization.language
    faces = {standing.lasting[key]: face(workspace, *standing.levels[key], language) for key in standing.levels}
    return Drawing(standing.root, workspace.issuer_settings.url or "", faces)


def workshop_of(standing: Standing, signers: Signers, secret: bytes, issued_at: datetime) -> Workshop:
    """What makes the credentials of a workspace whose issuer has an address."""
    claims = {standing.lasting[key]: claim(standing, key) for key in standing.levels}
    badges = {standing.lasting[key]: badge_face(standing, key) for key in standing.levels}
    return Workshop(drawing_of(standing), signers, secret, issued_at, claims, badges)


def made(shared: "Shared[Workshop]", orders: Sequence[Order]) -> list[Credential | str]:
    """The credentials of awards; a piece of work that any process can do."""
    return [shared.value.make(order) for order in orders]

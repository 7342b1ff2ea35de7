"""An issuer for tests: keys that nobody stores, credentials in every form, a DID document and status lists."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from cedu.credentials import achievement, data_integrity, did, jsonld, jwt, status_list
from cedu.credentials.achievement import Claim, Competency, Rung
from cedu.credentials.award import Award, Learner
from cedu.credentials.keys import LocalSigner
from cedu.credentials.verification import verify
from cedu.credentials.verification.sources import Document, Files
from cedu.credentials.verification.verdict import Verdict
from cedu.rendering.certificate.objects import HEADER, Objects, trailer
from cedu.rendering.certificate.writing import finished

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ISSUED = NOW - timedelta(days=10)
NUMBER = "CEDU-2026-4Q7F-9K2MW"
LEARNER = Learner(id="ada", name="Ada Lovelace", email="ada@example.org")
AWARD = Award(
    number=NUMBER,
    learner_id="ada",
    certification="author",
    level="practitioner",
    cycle=1,
    awarded_on=date(2026, 11, 1),
    valid_until=date(2028, 11, 1),
    certification_version="1.0.0",
    source_commit="0" * 40,
    assessments={"final": "1" * 64},
    results_sha256="2" * 64,
)


@dataclass
class Issuer:
    """An issuer that publishes at `url`; its keys may be replaced, and places in its status list revoked."""

    url: str = "https://learn.example.org/certificates/"
    eddsa: LocalSigner = field(default_factory=lambda: LocalSigner.generate("eddsa-rdfc-2022"))
    es256: LocalSigner = field(default_factory=lambda: LocalSigner.generate("ES256"))
    retired: list[str] = field(default_factory=list)
    revoked: set[int] = field(default_factory=set)

    @property
    def did(self) -> str:
        return did.identity(self.url)

    @property
    def claim(self) -> Claim:
        return Claim(
            url=self.url,
            did=self.did,
            issuer="Example Learning",
            site="https://example.org/",
            language="en",
            certification="author",
            certification_title="Author",
            version="1.0.0",
            level="practitioner",
            level_title="Practitioner",
            achievement="Writes courses that teach.",
            criteria="Pass the final exam.",
            levels=(Rung("practitioner", "Practitioner"), Rung("expert", "Expert")),
            competencies=(Competency("platform.write", "Write", "Writes lessons.", "Platform"),),
        )

    def unsigned(
        self, award: Award = AWARD, *, version: int = 1, at: datetime = ISSUED, index: int = 4711, pages: bytes | None = None
    ) -> dict[str, Any]:
        """A credential without a proof."""
        identity = achievement.identity(LEARNER, award.number, version, bytes(32))
        place = {"version": version, "issued_at": at, "status_list": 0, "status_index": index, "pdf_sha256": pages}
        return achievement.document(award, self.claim, identity, **place)  # type: ignore[arg-type]

    def proved(self, document: dict[str, Any]) -> bytes:
        """A document with its proof, as bytes."""
        return jsonld.written(data_integrity.Prover(self.eddsa, self.did).prove(document))

    def json(self, award: Award = AWARD, **how: Any) -> bytes:
        """A credential as JSON."""
        return self.proved(self.unsigned(award, **how))

    def jwt(self, award: Award = AWARD, **how: Any) -> bytes:
        """A credential as a JWT."""
        return jwt.signed(self.unsigned(award, **how), self.es256, self.did).encode()

    def pdf(self, award: Award = AWARD, *, name: str = LEARNER.name, **how: Any) -> bytes:
        """A certificate that prints a name, with its credential."""
        printed = body(f"{name}, {award.number}")
        return printed + finished(printed, self.json(award, pages=sha256(printed).digest(), **how))

    def did_document(self) -> dict[str, Any]:
        """What the issuer publishes of its keys."""
        return did.document(self.did, [self.eddsa.public_key, self.es256.public_key, *self.retired])

    def status_list(self, at: datetime = NOW - timedelta(hours=1), lasts: timedelta = timedelta(days=30)) -> dict[str, Any]:
        """What the issuer publishes of what it has revoked."""
        unsigned = status_list.document(self.url, self.did, 0, self.revoked, at, at + lasts)
        return data_integrity.Prover(self.eddsa, self.did).prove(unsigned)

    def files(self, **how: Any) -> Files:
        """What a stranger has at hand."""
        document, listed = self.did_document(), self.status_list(**how)
        return Files([Document(document, "did.json", NOW)], [Document(listed, "0.json", NOW)])

    def verdict(self, content: bytes, *, now: datetime = NOW, **how: Any) -> Verdict:
        """What a stranger who trusts this issuer says of a file."""
        return verify(content, self.files(**how), now)

    def rotated(self) -> "Issuer":
        """The same with new keys; the old ones are retired."""
        old = [*self.retired, self.eddsa.public_key, self.es256.public_key]
        return replace(self, eddsa=LocalSigner.generate("eddsa-rdfc-2022"), es256=LocalSigner.generate("ES256"), retired=old)

    def compromised(self) -> "Issuer":
        """The same with new keys; the old ones are in other hands."""
        return replace(self.rotated(), retired=list(self.retired))


def body(text: str) -> bytes:
    """A PDF of one page that prints `text`, as the bodies of certificates end."""
    objects = Objects()
    pages = objects.reserve()
    font = objects.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    drawn = f"BT /F1 24 Tf 72 500 Td ({text}) Tj ET"
    shown = objects.add(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
    resources = f"/Resources<</Font<</F1 {font} 0 R>>>>"
    page = objects.add(f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 842 595]/Contents {shown} 0 R{resources}>>")
    objects.put(pages, f"<</Type/Pages/Kids[{page} 0 R]/Count 1>>")
    root = objects.add(f"<</Type/Catalog/Pages {pages} 0 R>>")
    content, entries = objects.written(len(HEADER))
    identifier = sha256(content).hexdigest()[:32]
    sections = [(0, b"0000000000 65535 f \n" + entries)]
    end = trailer(sections, len(HEADER) + len(content), objects.following, root, (identifier, identifier))
    return HEADER + content + end

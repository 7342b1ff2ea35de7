"""A small workspace whose registry holds a certificate in every state, drawn and signed by the parts that `cedu certify` uses."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from cedu.credentials import badge, did, private
from cedu.credentials.achievement import Claim, Competency, Exam, Rung
from cedu.credentials.award import Award, Learner, Score
from cedu.credentials.keys import LocalSigner, Signers, store
from cedu.credentials.numbers import number
from cedu.credentials.registry import IssuerKey, Registry, opened
from cedu.jobs.certify.planning import Order
from cedu.jobs.certify.workshop import Drawing, Workshop
from cedu.rendering.certificate.contents import Face

PASSPHRASE = "a passphrase for tests"
URL = "https://learn.example.org/certificates/"
AT = datetime(2026, 11, 22, 7, 0, 0, tzinfo=UTC)
ISSUED = datetime(2026, 5, 5, 12, 0, 0, tzinfo=UTC)
NASTY = "<script>alert(\"x\")</script> & 'Co' =1+1"
WORKSPACE = """\
cedu: 1
namespace: https://learn.example.org/
organization: {name: "Ex <b>ample</b> & Co", language: en, url: "https://www.example.org/"}
issuer: {name: The examiners, url: "URL", number_prefix: EX, signatory: Ada Example, signatory_role: "Head <i>of</i> education"}
"""
LEVEL, TITLE = ("author", "associate"), "Certified author"
# Learner by what becomes of their award; the name is what the certificate says.
HOLDERS = {
    "listed": Learner(id="l-1", name="Zoë O’Neill", email="zoe@example.org", language="en", listed=True),
    "unlisted": Learner(id="l-2", name="Łukasz  Żak", email="lukasz@example.org", language="de"),
    "expired": Learner(id="l-3", name="山田 花子", email="hanako@example.org", language="ja", listed=True),
    "revoked": Learner(id="l-4", name="Grace Hopper", email="grace@example.org", language="en", listed=True),
    "replaced": Learner(id="l-5", name="Rene Descartes", email="rene@example.org", language="fr", listed=True),
    "erased": Learner(id="l-6", name="Alan Gone", email="alan@example.org", language="en", listed=True),
    "test": Learner(id="l-7", name="Tess Ting", email="tess@example.org", language="en", listed=True),
    "nasty": Learner(id="l-8", name=NASTY, email="nasty@example.org", language="en", listed=True),
    "arabic": Learner(id="l-9", name="ليلى حداد", email="layla@example.org", language="ar", listed=True),
}


class Published:
    """The workspace at `root`, with its registry; `numbers` are the certificates' by what has become of them."""

    def __init__(self, root: Path, url: str = URL) -> None:
        self.root = root
        self.url = url
        root.mkdir(parents=True, exist_ok=True)
        (root / "cedu.yaml").write_text(WORKSPACE.replace("URL", url), encoding="utf-8")
        self.signers = Signers(LocalSigner.generate("eddsa-rdfc-2022"), LocalSigner.generate("ES256"))
        for signer in self.signers:
            store(root, signer, PASSPHRASE)
        self.secret = private.number_secret(root)
        drawing = Drawing(root, url, {LEVEL: self._face()})
        shown = badge.Face(TITLE, "Associate author", "The examiners", 1, 2)
        self.workshop = Workshop(drawing, self.signers, self.secret, ISSUED, {LEVEL: self._claim()}, {LEVEL: shown})
        self.numbers: dict[str, str] = {}
        with opened(root) as registry:
            for signer in self.signers:
                registry.put_key(IssuerKey(signer.public_key, signer.suite, "active", ISSUED), ISSUED)
            run = registry.begin_run("0" * 64, "", ISSUED)
            for ordinal, (what, learner) in enumerate(HOLDERS.items()):
                self._issue(registry, Order(learner, self._award(what, learner), ordinal), run.id)
            again = Learner(id="l-5", name="René Descartes", email="rene@example.org", language="fr", listed=True)
            reissued = Order(again, self._award("replaced", again), len(HOLDERS), 2)
            self._keep(registry, reissued)
            registry.add_version(self._made(reissued), run.id)
            registry.finish_run(run.id)
            registry.revoke(self.numbers["revoked"], "Issued by mistake, to <nobody>", datetime(2026, 9, 1, 8, 0, 0, tzinfo=UTC))
            registry.erase("l-6", datetime(2026, 9, 2, 8, 0, 0, tzinfo=UTC))

    def _claim(self) -> Claim:
        return Claim(
            url=self.url,
            did=did.identity(self.url),
            issuer="The examiners",
            site="https://www.example.org/",
            language="en",
            certification=LEVEL[0],
            certification_title=TITLE,
            version="1.0.0",
            level=LEVEL[1],
            level_title="Associate author",
            achievement="writes & ships a <course>",
            criteria="- Complete the course *Authoring*\n- Pass the exam (≥ 80 %)\n",
            levels=(Rung("associate", "Associate author"), Rung("professional", "Professional author")),
            competencies=(Competency("engineering.write", "Write a course", "From an outline to lessons", "Engineering"),),
            exams=(Exam("author-exam", "The exam", 80),),
        )

    def _face(self) -> Face:
        return Face(
            organization="Ex <b>ample</b> & Co",
            issuer="The examiners",
            certification=TITLE,
            level="Associate author",
            achievement="writes & ships a <course>",
            language="en",
            site=self.url,
            signatory="Ada Example",
            signatory_role="Head <i>of</i> education",
        )

    def _award(self, what: str, learner: Learner) -> Award:
        awarded = date(2024, 8, 8) if what == "expired" else date(2026, 5, 4)
        key = ("https://learn.example.org/", learner.id, *LEVEL, 1)
        prefix = "TEST" if what == "test" else "EX"
        self.numbers[what] = number(self.secret, prefix, awarded.year, key, lambda _: False)
        return Award(
            number=self.numbers[what],
            learner_id=learner.id,
            certification=LEVEL[0],
            level=LEVEL[1],
            cycle=1,
            awarded_on=awarded,
            valid_until=date(2026, 8, 8) if what == "expired" else None if what == "arabic" else date(2028, 5, 4),
            certification_version="1.0.0",
            source_commit="",
            assessments={},
            results_sha256="0" * 64,
            scores=(Score("author-exam", 91.5, awarded),),
            test=what == "test",
        )

    def _made(self, order: Order) -> "object":
        made = self.workshop.make(order)
        assert not isinstance(made, str), made
        return made

    def _keep(self, registry: Registry, order: Order) -> None:
        for asset in self.workshop.assets(order):
            registry.put_asset(asset)

    def _issue(self, registry: Registry, order: Order, run: int) -> None:
        self._keep(registry, order)
        assert registry.issue(order.learner, order.award, self._made(order), run) == "issued"

    def pdf(self, what: str) -> bytes:
        """A certificate as PDF, whether it is published or not."""
        with opened(self.root) as registry:
            credential = registry.current(self.numbers[what])
            return registry.asset(credential.template) + credential.page


def every_file(folder: Path) -> Iterator[tuple[str, bytes]]:
    """All files below a folder."""
    yield from sorted((path.relative_to(folder).as_posix(), path.read_bytes()) for path in folder.rglob("*") if path.is_file())

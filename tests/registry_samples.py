"""Awards as a run makes them, with a document and a page that stand for the real ones; and a program that issues some."""

import sys
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cedu.credentials import private, registry, status_index
from cedu.credentials.award import Award, Credential, Learner, Score
from cedu.credentials.numbers import number

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEMPLATE = b"%PDF-1.7 what all share"
RESULTS = sha256(b"results").hexdigest()
COMMIT = "0" * 40


class Made(NamedTuple):
    learner: Learner
    award: Award
    credential: Credential


def made(root: Path, index: int, *, ordinal: int | None = None, version: int = 1, **award: object) -> Made:
    """An award for learner `u-<index>`, and its credential, the `ordinal`-th (as `index` says, if not given)."""
    secret = private.number_secret(root)
    learner_id = f"u-{index}"
    key = (learner_id, *(award.get(name, "") for name in ("certification", "level", "cycle", "test")))
    awarded = Award(
        **{
            "number": number(secret, "CERT", 2026, tuple(map(str, key)), lambda _: False),
            "learner_id": learner_id,
            "certification": "author",
            "level": "associate",
            "cycle": 1,
            "awarded_on": date(2026, 1, 31),
            "valid_until": date(2028, 1, 31),
            "certification_version": "1.0.0",
            "source_commit": COMMIT,
            "assessments": {"exam": sha256(b"exam").hexdigest()},
            "results_sha256": RESULTS,
            "scores": (Score("exam", 91.5, date(2026, 1, 31)),),
            "exemptions": ("Zoë 7 has done this before",),
            **award,
        }  # type: ignore[arg-type]
    )
    learner = Learner(id=awarded.learner_id, name=f"Zoë {index}", email=f"zoe.{index}@example.org", language="en")
    return Made(learner, awarded, credential(root, awarded.number, index if ordinal is None else ordinal, version, learner.name))


def credential(root: Path, number: str, ordinal: int, version: int, name: str) -> Credential:
    place = status_index.place(private.derived(private.number_secret(root), status_index.LABEL), ordinal)
    page = f"the page of {name} with {number}, version {version}\n".encode() * 20
    return Credential(
        number=number,
        version=version,
        issued_at=AT,
        name=name,
        language="en",
        status_list=place.status_list,
        status_index=place.status_index,
        keys=("z6MkTest", "zDnTest"),
        document=f'{{"id": "{number}", "of": "{name}", "place": {ordinal}}}'.encode(),
        jwt=f"{number}.{ordinal}.{name}",
        template=sha256(TEMPLATE).hexdigest(),
        page=page,
        pdf_sha256=sha256(TEMPLATE + page).hexdigest(),
        badge="",
        badge_svg="",
    )


def begun(kept: registry.Registry) -> int:
    """A run, and what its certificates share."""
    kept.put_asset(TEMPLATE)
    return kept.begin_run(RESULTS, COMMIT, AT).id


def issue(root: Path, count: int) -> int:
    """Issue awards to so many learners, as a run does; how many were new. Whatever kills it, it can be called again."""
    with registry.opened(root) as kept:
        run = kept.begin_run(RESULTS, COMMIT, AT)
        kept.put_asset(TEMPLATE)
        held = kept.held()
        new = 0
        for index in range(count):
            if (f"u-{index}", "author", "associate") in held:
                continue
            award = made(root, index, ordinal=run.first_ordinal + index)
            while (issued := kept.issue(*award, run.id)) == "index taken":
                award = made(root, index, ordinal=kept.next_ordinal())
            new += issued == "issued"
        kept.finish_run(run.id)
    return new


if __name__ == "__main__":
    sys.stdout.write(str(issue(Path(sys.argv[1]), int(sys.argv[2]))))

"""What a credential says (Open Badges 3.0, appendix B.1)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import base58
import pytest

from cedu.credentials import achievement, jsonld, shape
from cedu.credentials.achievement import Claim, Competency, Exam, Rung
from cedu.credentials.award import Award, Learner, Score

ISSUED = datetime(2026, 11, 12, 12, tzinfo=UTC)
URL = "https://learn.example.org/certificates"
CLAIM = Claim(
    url=URL + "/",
    did="did:web:learn.example.org:certificates",
    issuer="Example Learning",
    site="https://example.org/",
    language="en",
    certification="author",
    certification_title="Certified author",
    version="1.2.0",
    level="expert",
    level_title="Expert",
    achievement="writes courses that teach",
    criteria="- Pass the final exam\n",
    levels=(Rung("associate", "Associate"), Rung("expert", "Expert")),
    competencies=(
        Competency("platform.write", "Write", "Writes lessons.", "The platform"),
        Competency("platform.ship", "Ship", "", "The platform"),
    ),
    exams=(Exam("final", "The final exam", 80.0), Exam("lab", "Lab", None)),
)
AWARD = Award(
    number="EXA-2026-4Q7F-9K2MW",
    learner_id="u-1",
    certification="author",
    level="expert",
    cycle=1,
    awarded_on=date(2026, 11, 1),
    valid_until=date(2028, 11, 1),
    certification_version="1.2.0",
    source_commit="a" * 40,
    assessments={"final": "b" * 64},
    results_sha256="c" * 64,
    scores=(Score("final", 92.50, date(2026, 10, 30)), Score("lab", 66.6666, date(2026, 10, 31)), Score("other", 1, date(2026, 10, 31))),
)
LEARNER = Learner(id="u-1", name="Zoë Łukasz", email=" Zoe@Example.org ")
IDENTITY = achievement.identity(LEARNER, AWARD.number, 1, b"s" * 32)


def written(award: Award = AWARD, claim: Claim = CLAIM, **how: Any) -> dict[str, Any]:
    values: dict[str, Any] = {"version": 1, "issued_at": ISSUED, "status_list": 2, "status_index": 17, "pdf_sha256": bytes(32)} | how
    return achievement.document(award, claim, IDENTITY, **values)


def test_it_is_strict_and_of_the_right_shape() -> None:
    for award in (AWARD, replace(AWARD, test=True, basis="imported", exemptions=("ill",), valid_until=None, source_commit="", scores=())):
        for claim in (CLAIM, replace(CLAIM, competencies=(), exams=(), site="", levels=CLAIM.levels[1:])):
            document = written(award, claim)
            assert jsonld.strict(document) == ()
            assert shape.problems(document) == ()


def test_it_says_what_was_awarded_when_and_by_whom() -> None:
    document = written()
    assert document["@context"] == [jsonld.CREDENTIALS, jsonld.OPEN_BADGES, jsonld.EXTENSIONS]
    assert document["id"] == f"{URL}/c/EXA-2026-4Q7F-9K2MW/v1.json"
    assert document["name"] == "Certified author: Expert"
    assert document["issuer"] == {"id": CLAIM.did, "type": ["Profile"], "name": "Example Learning", "url": "https://example.org/"}
    assert document["validFrom"] == "2026-11-12T12:00:00Z"
    assert document["awardedDate"] == "2026-11-01T00:00:00Z"
    assert document["validUntil"] == "2028-11-01T23:59:59Z"
    assert "validUntil" not in written(replace(AWARD, valid_until=None))


def test_what_is_issued_after_its_end_is_not_valid_from_after_that() -> None:
    late = written(replace(AWARD, valid_until=date(2026, 11, 1)))
    assert late["validFrom"] == late["validUntil"] == "2026-11-01T23:59:59Z"
    assert written(replace(AWARD, valid_until=date(2026, 11, 12)))["validFrom"] == written()["validFrom"] == "2026-11-12T12:00:00Z"


def test_it_says_what_a_holder_can_do_and_what_it_takes() -> None:
    claimed = written()["credentialSubject"]["achievement"]
    assert claimed["id"] == f"{URL}/achievements/author/expert"
    assert claimed["achievementType"] == "Certification"
    assert claimed["criteria"] == {"id": f"{claimed['id']}#criteria", "narrative": "- Pass the final exam\n"}
    assert claimed["alignment"][0] == {
        "type": ["Alignment"],
        "targetType": "ext:Competency",
        "targetCode": "platform.write",
        "targetName": "Write",
        "targetFramework": "The platform",
        "targetUrl": f"{URL}/frameworks/platform/#write",
        "targetDescription": "Writes lessons.",
    }
    assert "targetDescription" not in claimed["alignment"][1]


def test_results_are_linked_to_what_they_are_results_of() -> None:
    """B.1.16: the result description, and a level, must be in the achievement that is asserted."""
    subject = written()["credentialSubject"]
    described = {each["id"]: each for each in subject["achievement"]["resultDescription"]}
    level, final, lab = subject["result"]
    ladder = described[level["resultDescription"]]
    assert level["achievedLevel"] == ladder["requiredLevel"] == ladder["rubricCriterionLevel"][1]["id"]
    assert [each["name"] for each in ladder["rubricCriterionLevel"]] == ["Associate", "Expert"]
    exam = described[final["resultDescription"]]
    assert (exam["name"], exam["resultType"], exam["requiredValue"], exam["valueMin"], exam["valueMax"]) == (
        "The final exam",
        "Percent",
        "80",
        "0",
        "100",
    )
    assert (final["value"], lab["value"]) == ("92.5", "66.67")
    assert "requiredValue" not in described[lab["resultDescription"]]


def test_two_results_are_never_the_same_node() -> None:
    """Which would be said once only: of several scores of an assessment, the last one counts."""
    scores = (Score("final", 90, ISSUED.date()), Score("final", 90, ISSUED.date()))
    assert len(written(replace(AWARD, scores=scores))["credentialSubject"]["result"]) == 2


def test_it_names_nobody() -> None:
    document = jsonld.written(written()).decode()
    for secret in ("Zoë", "Łukasz", "example.org ", "Zoe@", "zoe@", "u-1"):
        assert secret not in document


def test_the_holder_can_show_that_it_is_theirs() -> None:
    """B.3 of Open Badges: the SHA-256 of the identity and the salt."""
    (identity,) = written()["credentialSubject"]["identifier"]
    assert identity == {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": "sha256$" + sha256(("zoe@example.org" + IDENTITY.salt).encode()).hexdigest(),
        "identityType": "emailAddress",
        "salt": IDENTITY.salt,
    }
    by_id = achievement.identity(replace(LEARNER, email=""), AWARD.number, 1, b"s" * 32)
    assert (by_id.kind, by_id.hash) == ("systemId", "sha256$" + sha256(("u-1" + IDENTITY.salt).encode()).hexdigest())


def test_salts_repeat_on_a_rerun_and_nowhere_else() -> None:
    salts = {achievement.identity(LEARNER, n, v, s).salt for n in ("A-1", "A-11") for v in (1, 2, 11) for s in (b"s" * 32, b"t" * 32)}
    assert len(salts) == 12
    assert achievement.identity(LEARNER, AWARD.number, 1, b"s" * 32) == IDENTITY


def test_evidence_pins_what_the_award_stands_on_and_keeps_its_secrets() -> None:
    evidence = {each["id"].partition("#")[2]: each for each in written(replace(AWARD, exemptions=("was ill", "taught it")))["evidence"]}
    assert set(evidence) == {"source", "assessment-final", "results", "exemptions"}
    assert f"git commit {'a' * 40}" in evidence["source"]["narrative"]
    assert evidence["assessment-final"]["name"] == "The final exam"
    assert "b" * 64 in evidence["assessment-final"]["narrative"]
    assert "c" * 64 in evidence["results"]["narrative"]
    assert evidence["exemptions"]["narrative"] == "Requirements that the issuer waived: 2"
    assert written(replace(AWARD, basis="imported"))["evidence"][0]["name"] == "Records"


def test_an_award_without_any_evidence_says_nothing_of_it() -> None:
    """A list that is empty would not be signed."""
    bare = written(replace(AWARD, source_commit="", assessments={}, results_sha256=""))
    assert "evidence" not in bare
    assert jsonld.strict(bare) == ()


def test_a_test_says_so_wherever_it_is_named() -> None:
    document = written(replace(AWARD, test=True))
    claimed = document["credentialSubject"]["achievement"]
    for text in (document["name"], claimed["name"], claimed["description"], claimed["image"]["caption"]):
        assert text.startswith("TEST, NOT REAL: ")
    assert written()["name"] == "Certified author: Expert"


def test_the_printed_page_is_bound_by_its_hash() -> None:
    (resource,) = written()["relatedResource"]
    assert resource["id"] == f"{URL}/c/EXA-2026-4Q7F-9K2MW/v1.pdf#page"
    assert base58.b58decode(resource["digestMultibase"][1:]) == b"\x12\x20" + bytes(32)
    assert "relatedResource" not in written(pdf_sha256=None)


def test_its_status_is_in_a_list() -> None:
    assert written()["credentialStatus"] == {
        "id": f"{URL}/status/2.json#17",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "17",
        "statusListCredential": f"{URL}/status/2.json",
    }


@pytest.mark.parametrize("odd", ["a b", "ü", "a/b", "a#b", "100%"])
def test_ids_are_escaped_in_addresses(odd: str) -> None:
    claim = replace(CLAIM, certification=odd, level=odd, levels=(Rung(odd, "x"),), exams=(Exam(odd, "x", None),))
    assert jsonld.strict(written(replace(AWARD, assessments={odd: "d" * 64}), claim)) == ()

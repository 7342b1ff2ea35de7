"""Canonical N-Quads that are filled in are the ones that PyLD works out."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cedu.credentials import achievement, jsonld, status_list
from cedu.credentials.achievement import Claim, Competency, Exam, Identity, Rung
from cedu.credentials.award import Score
from cedu.credentials.canonical import Canonicalizer
from unit.credentials.issued import AWARD, ISSUED, NOW, Issuer

ISSUER = Issuer()
# Whatever a text may hold: quotes, line ends, other planes; what no document may hold is left out (jsonld.FORBIDDEN).
texts = st.text(st.characters(codec="utf-8").filter(lambda each: not jsonld.FORBIDDEN.match(each)), max_size=40) | st.sampled_from(
    [
        '"',
        "\\",
        "\\n",
        "\n\r\t",
        '\\"',
        "_:c14n0",
        "urn:cedu:text:0:",
        "%s %d %%",
        "{0}",
        "<b>&amp;",
        "x" * 5000,
        "\U0001d538\uffee",
        "\u2028\u0085",
    ]
)
ids = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A credential with any texts."""
    exams = draw(st.lists(ids, max_size=3, unique=True))
    claim = Claim(
        url=ISSUER.url,
        did=ISSUER.did,
        issuer=draw(texts),
        site=draw(st.sampled_from(["", "https://example.org/"])),
        language="en",
        certification=draw(ids),
        certification_title=draw(texts),
        version="1.0.0",
        level=draw(ids),
        level_title=draw(texts),
        achievement=draw(texts),
        criteria=draw(texts),
        levels=tuple(Rung(id, draw(texts)) for id in draw(st.lists(ids, min_size=1, max_size=3, unique=True))),
        competencies=tuple(
            Competency(f"f.{id}", draw(texts), draw(texts), draw(texts)) for id in draw(st.lists(ids, max_size=4, unique=True))
        ),
        exams=tuple(Exam(id, draw(texts), draw(st.none() | st.floats(0, 100))) for id in exams),
    )
    award = replace(
        AWARD,
        number=draw(st.from_regex(r"[A-Z]{2,4}-20\d\d-[0-9A-Z]{4}-[0-9A-Z]{5}", fullmatch=True)),
        certification=claim.certification,
        level=claim.level,
        valid_until=draw(st.none() | st.dates(date(2000, 1, 1), date(2999, 1, 1))),
        assessments={id: draw(texts) for id in exams},
        scores=tuple(Score(id, draw(st.floats(0, 100)), ISSUED.date()) for id in exams),
        exemptions=draw(st.sampled_from([(), ("ill",)])),
        test=draw(st.booleans()),
    )
    identity = Identity("emailAddress", draw(texts), draw(texts))
    pages = draw(st.none() | st.binary(min_size=32, max_size=32))
    return achievement.document(
        award, claim, identity, version=1, issued_at=ISSUED, status_list=0, status_index=draw(st.integers(0, 131_071)), pdf_sha256=pages
    )


# Shapes that were met before are filled in, so forms are kept from one example to the next.
KEPT = Canonicalizer()


@given(documents())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_filled_in_is_what_pyld_says(document: dict[str, Any]) -> None:
    wanted = jsonld.canonical(document)
    assert KEPT.canonical(document) == wanted
    assert KEPT.canonical(json.loads(json.dumps(document))) == wanted
    plain = _with_other_texts(document)
    filler = Canonicalizer()
    filler.canonical(plain)
    assert filler.canonical(document) == wanted


def _with_other_texts(value: Any, seen: dict[str, str] | None = None) -> Any:
    """A document of the same shape."""
    seen = {} if seen is None else seen
    if isinstance(value, dict):
        return {key: each if key in ("type", "@context") else _with_other_texts(each, seen) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_other_texts(each, seen) for each in value]
    return seen.setdefault(value, f"https://example.org/{len(seen)}") if isinstance(value, str) else value


def credential(**changes: Any) -> dict[str, Any]:
    return {**json.loads(json.dumps(ISSUER.unsigned())), **changes}


def test_lists_of_revocations_are_filled_in_too() -> None:
    kept = Canonicalizer()
    for revoked in ({1}, {2, 3}, set()):
        document = status_list.document(ISSUER.url, ISSUER.did, 0, revoked, ISSUED, NOW)
        assert kept.canonical(document) == jsonld.canonical(document)


@pytest.mark.parametrize("value", ["badge.png", "", "#here", "https://example.org/a b", "_:b0", "javascript:alert(1)", 'https://e.org/"'])
def test_an_address_that_is_none_is_refused_in_a_known_shape_too(value: str) -> None:
    kept = Canonicalizer()
    kept.canonical(credential(evidence=[{"id": "https://example.org/", "type": ["Evidence"]}]))
    with pytest.raises(ValueError, match=r"no absolute IRI|JSON-LD"):
        kept.canonical(credential(evidence=[{"id": value, "type": ["Evidence"]}]))


def test_a_control_character_is_refused_in_a_known_shape_too() -> None:
    kept = Canonicalizer()
    kept.canonical(credential())
    with pytest.raises(ValueError, match="control character"):
        kept.canonical(credential(name="a\x00b"))


@pytest.mark.parametrize("alike", [2, 3])
def test_nodes_that_look_alike_are_left_to_pyld(alike: int) -> None:
    """Two results differ only in what they are asked to hold, which is the same."""
    document = credential()
    results = [{"type": ["Result"], "alignment": [{"type": ["Alignment"], "targetName": f"{number // 2}"}]} for number in range(alike)]
    document["credentialSubject"]["result"] = [{**result, "value": str(number)} for number, result in enumerate(results)]
    kept = Canonicalizer()
    assert kept.canonical(document) == kept.canonical(document) == jsonld.canonical(document)


def test_true_is_not_one_and_a_text_not_a_number() -> None:
    kept = Canonicalizer()
    for value in (True, 1, "1", "true", False, 0):
        document = credential()
        document["credentialSubject"]["identifier"][0]["hashed"] = value
        assert kept.canonical(document) == jsonld.canonical(document)


def test_only_so_many_shapes_are_kept_and_none_that_is_large() -> None:
    kept = Canonicalizer()
    kept._templates.update({(number,): None for number in range(64)})  # type: ignore[misc]
    kept.canonical(credential())
    assert len(kept._templates) == 64
    assert (0,) not in kept._templates
    kept.canonical(credential(name="x" * 100_000, description="y"))
    assert (1,) in kept._templates


def test_depth_is_bounded() -> None:
    deep: Any = "x"
    for _ in range(2000):
        deep = [deep]
    with pytest.raises(ValueError, match="nested"):
        Canonicalizer().canonical(credential(name=deep))

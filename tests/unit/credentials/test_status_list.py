"""Bits that say what is revoked."""

import base64
import gzip
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedu.credentials import data_integrity, did, status_list
from cedu.credentials.proof import Verified
from cedu.credentials.status_index import SIZE
from unit.credentials.issued import NOW, Issuer

ISSUER = Issuer(revoked={0, 7, 8, 131_071})


def verified(**how: Any) -> Verified:
    keys = did.assertion_keys(ISSUER.did_document(), ISSUER.did)
    assert not isinstance(keys, str)
    found = data_integrity.verified(ISSUER.status_list(**how), keys, NOW)
    assert not isinstance(found, str), found
    return found


def encoded(bits: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(bits).rstrip(b"=").decode()


@given(st.sets(st.integers(0, SIZE - 1), max_size=50))
@settings(max_examples=50, deadline=None)
def test_what_is_put_in_comes_out(revoked: set[int]) -> None:
    bits = status_list.decoded(status_list.encoded(revoked))
    assert isinstance(bits, bytes)
    assert {index for index in range(SIZE) if bits[index // 8] & 0x80 >> index % 8} == revoked


def test_the_same_bits_are_the_same_bytes() -> None:
    text = status_list.encoded([5])
    assert text == status_list.encoded({5})
    content = base64.urlsafe_b64decode(text[1:] + "==")
    assert content[:10] == b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
    assert gzip.decompress(content)[0] == 0b0000_0100


@pytest.mark.parametrize("index", [-1, SIZE])
def test_a_place_that_is_none(index: int) -> None:
    with pytest.raises(ValueError, match="no place"):
        status_list.encoded([index])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "base64url"),
        ("zabc", "base64url"),
        ("uab+/", "base64url"),
        ("u", "can't be decompressed"),
        ("uAAAA", "can't be decompressed"),
        (encoded(gzip.compress(bytes(100))), "fewer than"),
        (encoded(gzip.compress(bytes(20_000_000))), "more than"),
        (encoded(gzip.compress(bytes(20_000))[:-9]), "can't be decompressed"),
        (encoded(gzip.compress(bytes(20_000)) + b"more"), "can't be decompressed"),
        (encoded(gzip.compress(bytes(20_000))[:-5] + b"12345"), "can't be decompressed"),
    ],
)
def test_what_is_no_list(text: str, reason: str) -> None:
    found = status_list.decoded(text)
    assert isinstance(found, str)
    assert reason in found


def test_the_first_bit_is_the_highest_of_the_first_byte() -> None:
    listed = verified()
    for index in (0, 1, 6, 7, 8, 9, 131_070, 131_071):
        entry = status_list.entry(ISSUER.url, 0, index)
        assert status_list.is_revoked(listed, entry, ISSUER.did, NOW) is (index in ISSUER.revoked)


@pytest.mark.parametrize(
    ("entry", "issuer", "reason"),
    [
        (status_list.entry(ISSUER.url, 1, 0), ISSUER.did, "another status list"),
        (status_list.entry(ISSUER.url, 0, 0), "did:web:thief.example", "another issuer's"),
        ({**status_list.entry(ISSUER.url, 0, 0), "statusPurpose": "suspension"}, ISSUER.did, "something else"),
        ({**status_list.entry(ISSUER.url, 0, 0), "type": "StatusList2021Entry"}, ISSUER.did, "something else"),
        ({**status_list.entry(ISSUER.url, 0, 0), "statusListIndex": "131072"}, ISSUER.did, "no place"),
        ({**status_list.entry(ISSUER.url, 0, 0), "statusListIndex": "-1"}, ISSUER.did, "no place"),
        ({**status_list.entry(ISSUER.url, 0, 0), "statusListIndex": "007"}, ISSUER.did, "no place"),
        ({**status_list.entry(ISSUER.url, 0, 0), "statusListIndex": "٧"}, ISSUER.did, "no place"),
        ({**status_list.entry(ISSUER.url, 0, 0), "statusListIndex": 7}, ISSUER.did, "no place"),
        ({**status_list.entry(ISSUER.url, 0, 0), "statusListIndex": "9" * 5000}, ISSUER.did, "no place"),
    ],
)
def test_a_list_that_does_not_answer(entry: dict[str, Any], issuer: str, reason: str) -> None:
    answer = status_list.is_revoked(verified(), entry, issuer, NOW)
    assert isinstance(answer, str)
    assert reason in answer


def test_a_stale_list_does_not_answer() -> None:
    listed = verified(at=NOW - timedelta(days=31))
    answer = status_list.is_revoked(listed, status_list.entry(ISSUER.url, 0, 0), ISSUER.did, NOW)
    assert isinstance(answer, str)
    assert "stale" in answer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cedu.credentials.encoding import base58btc, base64url, from_base58btc, from_base64url


@given(st.binary(max_size=100))
def test_what_is_written_is_read_again(data: bytes) -> None:
    assert from_base58btc(base58btc(data)) == data
    assert from_base64url(base64url(data)) == data


@pytest.mark.parametrize("text", ["", "2", "u2", "z0", "zl", "zé"])
def test_what_is_no_base58btc(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_base58btc(text)


@pytest.mark.parametrize("text", ["A", "AB", "AA==", "A A", "+A", "/A", "é", "AAAAA"])
def test_what_is_no_base64url_or_could_be_written_otherwise(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_base64url(text)

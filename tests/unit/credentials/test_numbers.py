"""Numbers: the same again, not guessable, and proof against slips."""

import re

from hypothesis import given
from hypothesis import strategies as st

from cedu.credentials.numbers import CROCKFORD, check_character, normalized, number

KEY = ("https://learn.example.org/", "u-1", "author", "associate", 1)


def free(_: str) -> bool:
    return False


def test_the_check_character_is_that_of_the_standard() -> None:
    # A donation number of ISBT 128, which uses the same one.
    assert check_character("G123489654321") == "Y"


def test_the_same_award_has_the_same_number_and_another_secret_another() -> None:
    found = number(b"s" * 32, "CEDU", 2026, KEY, free)
    assert re.fullmatch(rf"CEDU-2026-[{CROCKFORD}]{{4}}-[{CROCKFORD}]{{5}}", found)
    assert number(b"s" * 32, "CEDU", 2026, KEY, free) == found
    assert number(b"t" * 32, "CEDU", 2026, KEY, free) != found
    assert number(b"s" * 32, "CEDU", 2026, (*KEY[:-1], 2), free) != found


def test_a_number_that_is_taken_is_not_given_again() -> None:
    first = number(b"s" * 32, "CEDU", 2026, KEY, free)
    second = number(b"s" * 32, "CEDU", 2026, KEY, {first}.__contains__)
    assert second != first
    assert normalized(second) == second


@given(st.binary(min_size=32, max_size=32), st.integers(0, 18), st.sampled_from(CROCKFORD), st.data())
def test_a_slip_is_noticed(secret: bytes, place: int, other: str, data: st.DataObject) -> None:
    found = number(secret, "CEDU", 2026, KEY, free)
    assert normalized(found.lower().replace("-", " - ")) == found
    index = data.draw(st.sampled_from([index for index, character in enumerate(found) if character != "-" and index >= 10]))
    if found[index] != other:
        assert normalized(found[:index] + other + found[index + 1 :]) is None
    swapped = list(found)
    later = index + 1 if index + 1 < len(found) and found[index + 1] != "-" else index - 1
    swapped[index], swapped[later] = swapped[later], swapped[index]
    if found[later] not in (found[index], "-"):
        assert normalized("".join(swapped)) is None


def test_look_alikes_are_forgiven() -> None:
    secrets = (bytes([byte]) * 32 for byte in range(256))
    found = next(each for secret in secrets if "0" in (each := number(secret, "CEDU", 2026, KEY, free))[10:] and "1" in each[10:])
    typed = found[:10] + found[10:].replace("0", "O").replace("1", "l")
    assert normalized(typed) == found
    assert normalized("not a number") is None

"""Places in the status lists: the credentials' ordinals, shuffled with a secret, so that a place tells nothing of when or to whom.

Lists hold 131,072 places each, the least that lets one credential hide among many (W3C Bitstring Status List 1.0, 6.1). The n-th
credential lies in list n // 131,072, at a place that a keyed permutation of what is left gives: so no place is given twice, and none is
searched for.
"""

import hmac
from typing import NamedTuple

SIZE = 131_072
# What the place's secret is derived from that of numbers with.
LABEL = "status index"
# As many as NIST SP 800-38G asks of FF1 (algorithm 7).
_ROUNDS = 10
# 131,072 is 2 to the 17th, an odd power, so that the two halves of a number have 8 and 9 bits.
_LOW, _HIGH = 8, 9


class Place(NamedTuple):
    """A bit: the number of its list, and its index there."""

    status_list: int
    status_index: int


def place(secret: bytes, ordinal: int) -> Place:
    """The place of the credential with an `ordinal`, counted from 0; `secret` is 32 bytes."""
    number, index = divmod(ordinal, SIZE)
    for turn in range(_ROUNDS):
        index = _round(secret, number, turn, index, 1)
    return Place(number, index)


def ordinal(secret: bytes, place: Place) -> int:
    """The ordinal of the credential at a place: `place` backwards."""
    index = place.status_index
    for turn in reversed(range(_ROUNDS)):
        index = _round(secret, place.status_list, turn, index, -1)
    return place.status_list * SIZE + index


def _round(secret: bytes, number: int, turn: int, value: int, sign: int) -> int:
    """One round of an alternating, unbalanced Feistel network (NIST SP 800-38G, 5.3): one half takes on what a hash of the other says."""
    low, high = value & (1 << _LOW) - 1, value >> _LOW
    if turn % 2:
        low = low + sign * _hash(secret, number, turn, high) & (1 << _LOW) - 1
    else:
        high = high + sign * _hash(secret, number, turn, low) & (1 << _HIGH) - 1
    return high << _LOW | low


def _hash(secret: bytes, number: int, turn: int, half: int) -> int:
    message = b"".join((number.to_bytes(8), turn.to_bytes(1), half.to_bytes(2)))
    return int.from_bytes(hmac.digest(secret, message, "sha256")[:4])

"""Places in status lists: each taken once, in an order that tells nothing."""

from itertools import pairwise

from cedu.credentials.status_index import SIZE, Place, ordinal, place

SECRET = bytes(range(32))


def test_every_place_is_taken_once() -> None:
    places = [place(SECRET, 3 * SIZE + index) for index in range(SIZE)]
    assert {its.status_list for its in places} == {3}
    assert sorted(its.status_index for its in places) == list(range(SIZE))


def test_a_place_leads_back_to_its_ordinal() -> None:
    for number in (0, 1, 77, SIZE - 1, SIZE, 5 * SIZE + 12_345):
        assert ordinal(SECRET, place(SECRET, number)) == number
    assert place(SECRET, ordinal(SECRET, Place(2, 4_711))) == Place(2, 4_711)


def test_places_tell_nothing_of_their_order() -> None:
    """Neighbours lie apart, steps lead up and down, and neither another list nor another secret repeats them."""
    places = [place(SECRET, number).status_index for number in range(2_000)]
    close = sum(abs(first - second) < SIZE // 100 for first, second in pairwise(places))
    assert close < 2 * 0.02 * len(places)
    rising = sum(first < second for first, second in pairwise(places))
    assert 0.45 < rising / len(places) < 0.55
    assert 0.45 < sum(its < SIZE // 2 for its in places) / len(places) < 0.55
    again = [place(SECRET, SIZE + number).status_index for number in range(2_000)]
    other = [place(bytes(32), number).status_index for number in range(2_000)]
    assert sum(map(int.__eq__, places, again)) < 5
    assert sum(map(int.__eq__, places, other)) < 5


def test_places_are_the_same_for_ever() -> None:
    """What was published stays where it was."""
    assert [place(SECRET, number).status_index for number in (0, 1, 2, SIZE)] == [86_162, 113_316, 10_977, 122_220]

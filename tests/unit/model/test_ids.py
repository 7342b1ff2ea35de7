"""What has no name of its own is called by letters, however much there is of it."""

import re

from cedu.model.ids import ID, letters


def test_letters_tell_any_number_of_things_apart() -> None:
    found = letters(800)
    assert (found[0], found[25], found[26], found[52], found[702]) == ("a", "z", "aa", "ba", "aaa")
    assert len(set(found)) == 800
    assert all(re.fullmatch(ID, each) for each in found)

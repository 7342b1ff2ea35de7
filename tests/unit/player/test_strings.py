"""The player's texts: every language has all of them, with the same gaps to fill."""

import re
from pathlib import Path

import pytest

import cedu.player
from cedu.player import strings

FILES = sorted((Path(cedu.player.__file__).parent / "strings").glob("*.json"))


@pytest.mark.parametrize("language", [path.stem for path in FILES])
def test_each_language_says_all_of_it(language):
    def gaps(texts):
        return {name: set(re.findall(r"\{\w+\}", text)) for name, text in texts.items()}

    assert gaps(strings(language)) == gaps(strings("en"))


def test_a_language_that_is_missing_reads_english():
    assert strings("de-AT") == strings("de") != strings("en") == strings("fr")

"""What XML can hold, as a parser has it."""

from xml.etree import ElementTree

import pytest

from cedu.formats.xml import legal


@pytest.mark.parametrize("code", [0x0, 0x8, 0x9, 0xA, 0xB, 0xD, 0x1F, 0x20, 0x7F, 0xD7FF, 0xE000, 0xFFFD, 0xFFFE, 0x10000, 0x10FFFF])
def test_what_is_legal_can_be_read_back_and_nothing_else_is(code: int) -> None:
    def is_read(text: str) -> bool:
        element = ElementTree.Element("a")
        element.text = text
        try:
            ElementTree.fromstring(ElementTree.tostring(element, encoding="utf-8"))
        except ElementTree.ParseError:
            return False
        return True

    text = chr(code)
    assert is_read(legal(text)) and is_read(legal(text, ""))
    assert (legal(text) == text) is is_read(text)


def test_a_lone_half_of_a_pair_is_not_legal() -> None:
    assert legal("a\ud800b") == "a\ufffdb"

"""What XML can hold, as a parser has it."""

import copy
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cedu.formats.xml import XmlError, indented, legal, line_of, parse


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


def test_elements_know_their_line_and_comments_are_left_out() -> None:
    root = parse(b"<a>\n one<!-- x --> two\n  <b/>\n</a>")
    assert line_of(root[0]) == 3
    assert root.text == "\n one two\n  "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_encoding_is_the_declared_one(encoding: str) -> None:
    assert parse(f'<?xml version="1.0" encoding="{encoding}"?><a>é</a>'.encode(encoding)).text == "é"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (b"<a>\n<b></a>", 2, "opening and ending tag mismatch: b and a$"),
        (b"<a>\n<b>\n</a>", 3, "opening and ending tag mismatch: b line 2 and a$"),
        (b"", 1, "document is empty"),
        (b"<a>&nbsp;</a>", 1, "entity 'nbsp' not defined"),
        (b'\n<!DOCTYPE a [<!ENTITY x "y">]>\n<a>&x;</a>', 2, "declares a document type"),
        (b'<!-- <a> --><!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><a/>', 1, "declares a document type"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16"), 1, "declares a document type"),
        (b"<a>" * 150 + b"</a>" * 150, 0, "more than 100 elements inside one another"),
        (b"<a>" * 5000 + b"</a>" * 5000, 1, "excessive depth"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', 1, "no-such"),
    ],
)
def test_what_is_refused(text: bytes, line: int, reason: str) -> None:
    with pytest.raises(XmlError, match=reason) as refusal:
        parse(text)
    assert refusal.value.line == line


def test_a_document_type_that_declares_nothing_is_passed_over() -> None:
    root = parse(b'<?xml version="1.0"?>\n<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2.dtd">\n<a><b/></a>')
    assert line_of(root[0]) == 3
    assert parse(b"<!DOCTYPE a PUBLIC \"-//x\" 'http://example.org/x.dtd' ><a/>").tag == "a"


def test_no_laughing() -> None:
    entities = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
    with pytest.raises(XmlError):
        parse(f'<!DOCTYPE a [<!ENTITY l0 "ha">{entities}]><a>&l9;</a>'.encode())


_TEXTS = st.one_of(st.none(), st.text(alphabet="a <&>\"'\n\té", max_size=5))


def _element(tag: str, text: str | None, tail: str | None, name: str, children: list[ElementTree.Element]) -> ElementTree.Element:
    made = ElementTree.Element(tag, {"xml:lang": name, "href": name})
    made.text, made.tail = text, tail
    made.extend(children)
    return made


_TREES = st.recursive(
    st.builds(_element, st.sampled_from(("a", "imsmd:b")), _TEXTS, _TEXTS, st.text(alphabet='a<&>"\n\t\ré'), st.just([])),
    lambda inner: st.builds(_element, st.just("c"), _TEXTS, _TEXTS, st.text(alphabet='a"'), st.lists(inner, max_size=3).map(copy.deepcopy)),
)


@given(_TREES)
def test_a_document_is_indented_as_elementtree_does_it(tree: ElementTree.Element) -> None:
    tree.tail = None
    found = indented(tree)
    ElementTree.indent(tree)
    assert found == ElementTree.tostring(tree, encoding="unicode")

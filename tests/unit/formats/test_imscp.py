import re
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, fromstring

import pytest

from cedu.formats import imscp


@pytest.mark.parametrize(
    ("path", "href"),
    [
        ("index.html", "index.html"),
        ("assets/three commits.svg", "assets/three%20commits.svg"),
        ("assets/größe.png", "assets/gr%C3%B6%C3%9Fe.png"),
        ("assets/100%.png", "assets/100%25.png"),
        ("assets/a#b?c.png", "assets/a%23b%3Fc.png"),
        ("a/b&c.html", "a/b&c.html"),
    ],
)
def test_hrefs_are_percent_encoded(path: str, href: str) -> None:
    assert imscp.href(PurePosixPath(path)) == href


def test_text_holds_nothing_that_xml_cannot() -> None:
    assert imscp.text("a\x00b\x1bc\ufffe  d\n e") == "abc d e"


def test_a_document_reads_back_whatever_a_title_holds() -> None:
    root = Element("manifest", {"xmlns": "urn:x"})
    imscp.add_text(root, "title", 'Git & <you>: "größe" 日本')
    document = imscp.document(root)
    assert document.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    assert fromstring(document).findtext("{urn:x}title") == 'Git & <you>: "größe" 日本'


def test_an_identifier_is_a_name_that_xml_and_lmss_take() -> None:
    for names in (("course", "a" * 64, "organization"), ("course", "1st", "item"), ("course", "größe.x", "item")):
        assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9._-]*", imscp.identifier("https://learn.example.org/", *names))


def test_an_identifier_is_for_life() -> None:
    # Learners' history hangs on it: if this fails, the code is wrong, not the test.
    assert imscp.identifier("https://learn.example.org/", "course", "git-basics", "item") == "cedu-course-git-basics-item-d041120602e9"


def test_two_workspaces_stay_apart() -> None:
    assert imscp.identifier("https://a.example/", "course", "git") != imscp.identifier("https://b.example/", "course", "git")


def test_names_do_not_run_into_one_another() -> None:
    assert imscp.identifier("https://a.example/", "course", "a-b", "c") != imscp.identifier("https://a.example/", "course", "a", "b-c")

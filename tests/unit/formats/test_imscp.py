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

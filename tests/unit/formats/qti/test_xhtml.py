"""HTML as the XHTML of QTI's bodies."""

from xml.etree.ElementTree import Element, tostring

import pytest

from cedu.formats.qti.building import make
from cedu.formats.qti.xhtml import blocks, mark


def written(html: str) -> str:
    return "".join(tostring(block, encoding="unicode") for block in blocks(html))


@pytest.mark.parametrize(
    ("html", "xhtml"),
    [
        ("a < b &amp; c", "<p>a &lt; b &amp; c</p>"),
        ("<p>one</p>\n<ul><li>two</li></ul>", "<p>one</p><ul><li>two</li></ul>"),
        ('<p>a<br>b<img src="a.png"></p>', '<p>a<br />b<img src="a.png" alt="" /></p>'),
        ("<figure tabindex=0><img src=a.svg alt=A></figure>", '<div class="figure"><img src="a.svg" alt="A" /></div>'),
        ("<s>gone</s>", '<p><span class="s">gone</span></p>'),
        ('<a href="#fn">1</a> <a href="x.pdf" rel="y">x</a>', '<p><span>1</span> <a href="x.pdf">x</a></p>'),
        ('<pre tabindex="0"><code><span class="k">if</span> x</code></pre>', "<pre><code>if x</code></pre>"),
        ('<input type="checkbox" checked disabled> done', "<p>☑ done</p>"),
        ("a\x01b", "<p>a\ufffdb</p>"),
        (
            '<math display="inline"><mi>x</mi></math>',
            '<p><math xmlns="http://www.w3.org/1998/Math/MathML" display="inline"><mi>x</mi></math></p>',
        ),
    ],
)
def test_only_elements_of_xhtml_are_left(html: str, xhtml: str) -> None:
    assert written(html) == xhtml


def test_marks_give_way_to_what_is_made_for_them_wherever_they_stand() -> None:
    made: dict[str, Element] = {"a": make("printedVariable", {"identifier": "a"}), "b": make("x")}
    (box,) = blocks("[[a]]<b>1 [[b]] 2</b> [[a]] and [[c]] [[b]]")
    mark(box, made)
    one = '<printedVariable identifier="a" />'
    assert tostring(box, encoding="unicode") == f"<p>{one}<b>1 <x /> 2</b> {one} and [[c]] <x /></p>"

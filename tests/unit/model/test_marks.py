"""Marks in stems."""

from cedu.model.marks import fill, filled, marks, with_marks


def test_marks_are_found_in_their_order_and_nothing_else_is() -> None:
    text = "`[[one]]` and [[two-b]], [[a_b]]; not [[ three ]], [[Four]], [five], [[-x]] or [[]]"
    assert [mark.name for mark in marks(text)] == ["one", "two-b", "a_b"]
    assert all(text[mark.start :].startswith(f"[[{mark.name}]]") for mark in marks(text))


def test_a_mark_without_a_value_stays_as_it_is() -> None:
    assert filled("[[a]] of [[b]]", {"a": "2"}) == "2 of [[b]]"
    assert fill("[[a]][[a]]", str.upper) == "AA"


def test_html_stands_where_a_mark_is_and_never_in_an_attribute() -> None:
    def render(text: str) -> str:
        return f'<p title="{text}">{text} &gt; {text}</p>'

    assert with_marks(render, "[[a]] [[b]]", {"a": "<b>1</b>"}) == '<p title="[[a]] [[b]]"><b>1</b> [[b]] &gt; <b>1</b> [[b]]</p>'

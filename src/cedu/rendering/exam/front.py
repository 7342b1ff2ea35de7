"""What stands at the top of each paper of a test: whose it is, what it is called, which form."""

from cedu.model.assessment import Assessment
from cedu.rendering.exam.questions import Test
from cedu.rendering.paper.boxes import GREY, INK, Blank, Chance, stroke
from cedu.rendering.paper.canvases import Canvas
from cedu.rendering.paper.rows import Row, cells, room, said, text_rows
from cedu.rendering.paper.type import Style, glyphs, pieces

_BADGE = 58


def heading(test: Test, title: str, width: float, under: str = "") -> list[Row]:
    """The organization, the title, and at the right the letter of the form."""
    inner = width - (_BADGE + 16 if test.code else 0)
    rows = [
        *said(test.organization, inner, Style(size=9.5, bold=True, colour=GREY)),
        room(5),
        *said(title, inner, Style(size=23, face="title", leading=1.15)),
        *([room(2), *said(under, inner, Style(size=13, face="title", colour=GREY))] if under else []),
    ]
    columns = [(0.0, rows)]
    if test.code:
        columns.append((width - _BADGE, [_badge(test)]))
    return [cells(columns)]


def _badge(test: Test) -> Row:
    """The letter of the form in a box."""
    letter = glyphs(test.code, Style(size=30, face="title"))
    name = said(test.words.say("exam_form", form="").strip(), _BADGE, Style(size=8, colour=GREY), "centre")

    def paint(canvas: Canvas, x: float, top: float) -> None:
        stroke(canvas, INK, 1)
        canvas.roundRect(x, top - _BADGE, _BADGE, _BADGE, 4, stroke=1, fill=0)
        letter[0].draw(canvas, x + (_BADGE - letter[0].width) / 2, top - _BADGE + 13)
        if name and name[0].paint:
            name[0].paint(canvas, x, top - 4)

    return Row(_BADGE, paint)


def facts(test: Test) -> list[str]:
    """How many questions, how long, how many points, how many to pass."""
    words, entity = test.words, test.entity
    found = [words.say("items", count=test.count)]
    if test.points:
        found.append(test.points_of(test.points))
    if isinstance(entity, Assessment):
        if entity.time_limit_minutes:
            found.append(words.say("time_limit", minutes=entity.time_limit_minutes))
        if entity.passing_score is not None:
            found.append(words.say("passing_score", score=f"{entity.passing_score:g}"))
    return found


def name_fields(test: Test, width: float) -> list[Row]:
    """Where people write who they are, and when."""
    half = (width - 24) / 2
    name = _field(test.words.say("exam_name"), width)
    number, date = _field(test.words.say("exam_number"), half), _field(test.words.say("exam_date"), half)
    return [cells([(0, [name])]), room(8), cells([(0, [number]), (half + 24, [date])])]


def _field(label: str, width: float) -> Row:
    shown = pieces(label, Style(size=9.5, bold=True))
    taken = sum(piece.width for piece in glyphs(label, Style(size=9.5, bold=True)))
    return text_rows([*shown, Chance(), Blank(max(width - taken, 40))], width + 1)[0]

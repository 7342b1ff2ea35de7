"""What is lost where lessons are pages in a browser."""

from types import SimpleNamespace

import pytest

from cedu.formats.browser import LOSES
from cedu.items.essay import Essay
from cedu.items.scale import Scale
from cedu.items.true_false import TrueFalse
from cedu.model.assessment import Assessment, Bank, Blueprint, Draw
from cedu.model.course import Course, Lesson, Module
from cedu.model.item import Feedback
from cedu.model.origin import Origin, start_of
from cedu.model.workspace import Build

ORIGIN = start_of("git/exam.assessment.yaml")


@pytest.mark.parametrize(("stakes", "count"), [("graded", 1), ("certification", 0)])
def test_a_blueprint_is_lost_where_it_is_asked_in_a_browser(stakes: str, count: int) -> None:
    (loss,) = [loss for loss in LOSES if loss.feature == "a blueprint"]
    drawn = Blueprint(origin=ORIGIN, draws=(Draw(origin=ORIGIN, count=1),))
    one = Assessment(origin=ORIGIN, id="a", title="A", purpose="summative", stakes=stakes, blueprint=drawn)  # type: ignore[arg-type]
    assert len(list(loss.where(one, Build(origin=ORIGIN)))) == count


def course(media: str) -> Course:
    lesson = Lesson(origin=ORIGIN, id="one", title="One", type="video", minutes=1, media=media)
    module = Module(origin=ORIGIN, id="m", title="M", lessons=(lesson,))
    return Course(origin=ORIGIN, id="c", title="C", summary="S", version="1.0.0", modules=(module,))


@pytest.mark.parametrize(
    ("media", "hosts", "is_lost"),
    [
        ("film.mp4", (), False),
        ("https://vimeo.com/76979871", (), True),
        ("https://vimeo.com/76979871", ("player.vimeo.com",), False),
        ("https://vimeo.com/76979871", ("vimeo.com",), True),
        ("https://media.example.org/film", ("media.example.org",), False),
    ],
)
def test_media_elsewhere_is_lost_unless_its_player_is_listed(media: str, hosts: tuple[str, ...], is_lost: bool) -> None:
    (loss,) = [loss for loss in LOSES if loss.feature == "media on another site"]
    assert bool(list(loss.where(course(media), Build(origin=ORIGIN, video_hosts=hosts)))) == is_lost
    assert "video_hosts" in loss.remedy


@pytest.mark.parametrize(("stakes", "count"), [("practice", 1), ("certification", 0)])
def test_what_a_person_marks_is_lost_where_it_is_asked_in_a_browser(stakes: str, count: int) -> None:
    (loss,) = [loss for loss in LOSES if loss.feature == "an essay"]
    essay = Essay(origin=ORIGIN, id="e", type="essay", stem="Why?")
    one = Assessment(origin=ORIGIN, id="a", title="A", purpose="formative", stakes=stakes, items=(essay,))  # type: ignore[arg-type]
    assert len(list(loss.where(one, Build(origin=ORIGIN)))) == count
    bank = Bank(origin=ORIGIN, id="b", title="B", items=(essay,))
    assert list(loss.where(bank, Build(origin=ORIGIN))) == []


def test_feedback_is_lost_where_no_key_tells_which() -> None:
    (loss,) = [loss for loss in LOSES if loss.feature == "feedback on what no key marks"]
    said = Feedback(origin=ORIGIN, correct="Thanks.")
    there = SimpleNamespace(line=3, column=4, index=40)
    node = SimpleNamespace(start_mark=there, end_mark=there, style="")
    origin = Origin(ORIGIN.path, (None, ORIGIN.mark[1], {"feedback": (node, node, None)}))
    scale = Scale(origin=origin, id="s", type="scale", stem="How sure?", steps=(), feedback=said)
    truth = TrueFalse(origin=origin, id="t", type="true-false", stem="So?", answer=True, feedback=said)
    one = Assessment(origin=ORIGIN, id="a", title="A", purpose="formative", stakes="practice", items=(scale, truth))
    assert len(list(loss.where(one, Build(origin=ORIGIN)))) == 1

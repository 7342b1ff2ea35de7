import pytest

from cedu.formats.browser import LOSES
from cedu.model.assessment import Assessment, Blueprint, Draw
from cedu.model.origin import start_of

ORIGIN = start_of("git/exam.assessment.yaml")


@pytest.mark.parametrize(("stakes", "count"), [("graded", 1), ("certification", 0)])
def test_a_blueprint_is_lost_where_it_is_asked_in_a_browser(stakes: str, count: int) -> None:
    (loss,) = [loss for loss in LOSES if loss.feature == "a blueprint"]
    drawn = Blueprint(origin=ORIGIN, draws=(Draw(origin=ORIGIN, count=1),))
    one = Assessment(origin=ORIGIN, id="a", title="A", purpose="summative", stakes=stakes, blueprint=drawn)  # type: ignore[arg-type]
    assert len(list(loss.where(one))) == count

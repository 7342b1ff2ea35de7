"""What an answer says, as files write it: ids as xAPI has them, texts as Moodle and Canvas do."""

from types import SimpleNamespace

import pytest

from cedu.model.interaction import (
    Area,
    ChoiceInteraction,
    ExtendedTextInteraction,
    Gap,
    GapInteraction,
    HotspotInteraction,
    MatchInteraction,
    NumberEntryInteraction,
    Option,
    OrderInteraction,
    ScaleInteraction,
    TextEntryInteraction,
    Unit,
)
from cedu.statistics import Known
from cedu.statistics.scoring import Marked, Marker

OPTIONS = (Option("log", "git log"), Option("diff", "git diff; or so, it says"), Option("push", "git push"))
ONE = ChoiceInteraction(OPTIONS, frozenset({"log"}), "single", shuffle=True)
ALL = ChoiceInteraction(OPTIONS, frozenset({"log", "diff"}), "multiple", shuffle=True)
SOME = ChoiceInteraction(OPTIONS, frozenset({"log", "diff"}), "multiple", shuffle=True, partial_credit=True, penalty=0.5)
TRUE = ChoiceInteraction((Option("true", "True"), Option("false", "False")), frozenset({"false"}), "true-false", shuffle=False)
ORDER = OrderInteraction(OPTIONS)
MATCH = MatchInteraction(
    (Option("a", "one"), Option("b", "two")), (Option("a-response", "eins"), Option("x", "zwei")), (("a", "a-response"), ("b", "x"))
)
AREAS = HotspotInteraction(
    "a.svg", "", 9, 9, (Area("top", "the top", "circle", (1, 1, 1)), Area("low", "", "circle", (5, 5, 1))), frozenset({"top"})
)
GAPS = GapInteraction(
    (Gap("g", TextEntryInteraction(("one",))), Gap("h", ChoiceInteraction(OPTIONS, frozenset({"push"}), "single", False)))
)
SCALE = ScaleInteraction((Option("low", "Not at all"), Option("high", "Very")))
WORD = TextEntryInteraction(("Branch",), patterns=(r"br[ae]nch(es)?",))
METRES = NumberEntryInteraction(2000, 50, units=(Unit("m", 1), Unit("km", 1000)))


def marker(interaction, **texts) -> Marker:
    options = getattr(interaction, "choices", None) or getattr(interaction, "options", ())
    if isinstance(interaction, MatchInteraction):
        options = (*interaction.sources, *interaction.targets)
    named = {option.id: option.text for option in options} or {area.id: area.label for area in getattr(interaction, "areas", ())}
    return Marker(Known(SimpleNamespace(), interaction, "", named | texts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("interaction", "answer", "share", "picked"),
    [
        (ONE, "log", 1, ("log",)),
        (ONE, "GIT  log", 1, ("log",)),
        (ONE, "git diff; or so, it says", 0, ("diff",)),
        (ONE, "something else", None, ()),
        (ALL, "log[,]diff", 1, ("log", "diff")),
        (ALL, "git diff; or so, it says; git log", 1, ("diff", "log")),
        (ALL, r"git log,git diff\; or so\, it says", 1, ("log", "diff")),
        (ALL, "git log\ngit push", 0, ("log", "push")),
        (ALL, "log,nothing that there is", None, ()),
        (SOME, "log", 0.5, ("log",)),
        (SOME, "log;diff;push", 0.75, ("log", "diff", "push")),
        (SOME, "push", 0, ("push",)),
        (TRUE, "Falsch", 1, ("false",)),
        (TRUE, "true", 0, ("true",)),
        (TRUE, "誤", None, ()),
        (ORDER, "log[,]diff[,]push", 1, ()),
        (ORDER, "git push; git log; git diff; or so, it says", 0, ()),
        (MATCH, "a[.]a-response[,]b[.]a-response", 0.5, ()),
        (MATCH, "one -> eins; two -> zwei", 1, ()),
        (MATCH, "one=>zwei,two=>eins", 0, ()),
        (MATCH, "nothing", None, ()),
        (AREAS, "top", 1, ("top",)),
        (AREAS, "low", 0, ("low",)),
        (GAPS, "one; push", 1, ()),
        (GAPS, "one; log", 0.5, ()),
        (GAPS, "one", None, ()),
        (SCALE, "Very", None, ("high",)),
        (WORD, " branch ", 1, ("branch",)),
        (WORD, "BRENCHES", 1, ("brenches",)),
        (WORD, "tag", 0, ("tag",)),
        (TextEntryInteraction(("Branch",), case_sensitive=True), "branch", 0, ("branch",)),
        (METRES, "2 km", 1, ("2 km",)),
        (METRES, "1951 m", 1, ("1951 m",)),
        (METRES, "2000", 0, ("2000",)),
        (NumberEntryInteraction(0.3, 0.1), "0,4", 1, ("0,4",)),
        (NumberEntryInteraction(-1), "−1", 1, ("−1",)),
        (ExtendedTextInteraction(5, 500), "A long text", None, ()),
    ],
)
def test_an_answer(interaction, answer, share, picked):
    assert marker(interaction).mark(answer) == Marked(share, picked)


def test_a_text_that_two_choices_have_picks_neither():
    twins = ChoiceInteraction((Option("a", "the same"), Option("b", "The same!")), frozenset({"a"}), "single", shuffle=False)
    assert marker(twins).mark("the same") == Marked(1, ("a",))
    assert marker(twins).mark("the - same") == Marked(None)
    assert marker(twins, b="the same").mark("the same") == Marked(None)

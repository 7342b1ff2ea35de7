"""Response processing, carried out."""

import pytest

from cedu.formats.qti.evaluate import Given, NotUnderstoodError, Scoring, declared
from cedu.formats.qti.nodes import read
from cedu.formats.qti.operators import Value

ITEM = """<assessmentItem>
<responseDeclaration identifier="R" cardinality="{cardinality}" baseType="{base}"><correctResponse><value>2</value></correctResponse>
<mapping lowerBound="0" upperBound="3" defaultValue="-1">
<mapEntry mapKey="2" mappedValue="2"/><mapEntry mapKey="x" mappedValue="2"/></mapping>
</responseDeclaration>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
<responseProcessing>{rules}</responseProcessing></assessmentItem>"""
SET = '<setOutcomeValue identifier="SCORE">{}</setOutcomeValue>'
ONE = SET.format('<baseValue baseType="float">1</baseValue>')
R, C = '<variable identifier="R"/>', '<correct identifier="R"/>'


def scoring(rules: str, cardinality: str = "single", base: str = "float") -> Scoring:
    root = read(ITEM.format(rules=rules, cardinality=cardinality, base=base).encode())
    named = {
        kind: {node.get("identifier"): declared(node) for node in root.all(kind)} for kind in ("responseDeclaration", "outcomeDeclaration")
    }
    return Scoring(named["responseDeclaration"], named["outcomeDeclaration"], root.child("responseProcessing"))


def score(rules: str, given: Given, cardinality: str = "single", base: str = "float") -> Value:
    return scoring(rules, cardinality, base).outcomes(given)["SCORE"]


def when(test: str) -> str:
    return f"<responseCondition><responseIf>{test}{ONE}</responseIf></responseCondition>"


@pytest.mark.parametrize(
    ("test", "given", "right"),
    [
        (f"<match>{R}{C}</match>", 2.0, True),
        (f"<equal toleranceMode='absolute' tolerance='0.1 0.2'>{C}{R}</equal>", 2.2, True),
        (f"<equal toleranceMode='absolute' tolerance='0.1 0.2'>{C}{R}</equal>", 1.85, False),
        (f"<equal toleranceMode='relative' tolerance='10'>{C}{R}</equal>", 2.2, True),
        (f"<equal>{C}{R}</equal>", 2.0001, False),
        (f"<equalRounded roundingMode='decimalPlaces' figures='1'>{C}{R}</equalRounded>", 2.04, True),
        (f"<and><gt>{R}<baseValue baseType='float'>1</baseValue></gt><not><isNull>{R}</isNull></not></and>", 2.0, True),
        (f"<and><gt>{R}<baseValue baseType='float'>1</baseValue></gt><not><isNull>{R}</isNull></not></and>", None, False),
        (f"<or><lt>{R}{C}</lt><gte>{R}{C}</gte></or>", 5.0, True),
        (f"<match><sum>{R}{R}</sum><product>{R}{C}</product></match>", 7.0, True),
        (f"<isNull>{R}</isNull>", None, True),
    ],
)
def test_operators_do_what_the_standard_says(test: str, given: Value, right: bool) -> None:
    assert score(when(test), {"R": given}) == (1.0 if right else 0.0)


def test_mappings_add_up_within_their_bounds() -> None:
    rule = SET.format('<mapResponse identifier="R"/>')
    cases: list[tuple[tuple[str, ...], float]] = [(("2",), 2), (("2", "x"), 3), (("2", "y"), 1), (("y",), 0), (("2", "2"), 2)]
    for given, earned in cases:
        assert score(rule, {"R": given}, "multiple", "string") == earned


def test_the_first_branch_that_holds_is_taken_and_an_exit_ends_it() -> None:
    other = SET.format('<baseValue baseType="float">9</baseValue>')
    branches = f"<responseIf><isNull>{R}</isNull></responseIf><responseElse>{ONE}<exitResponse/></responseElse>"
    rules = f"<responseCondition>{branches}</responseCondition>{other}"
    assert score(rules, {"R": 1.0}) == 1
    assert score(rules, {}) == 9


@pytest.mark.parametrize("rules", ["<lookupOutcomeValue/>", when("<inside/>"), when("<customOperator/>"), when(f"<index>{R}</index>")])
def test_what_is_not_known_is_said(rules: str) -> None:
    with pytest.raises(NotUnderstoodError, match="its scoring"):
        score(rules, {"R": 1.0})


def test_nothing_takes_for_ever() -> None:
    deep = f"<and>{'<isNull><null/></isNull>' * 30000}</and>"
    with pytest.raises(NotUnderstoodError, match="too many steps"):
        score(when(deep), {})

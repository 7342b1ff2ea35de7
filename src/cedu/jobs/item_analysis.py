"""Item analysis: from the responses in a file to figures of items and tests, and what to look at in the bank."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cedu.diagnostics import did_you_mean
from cedu.formats import table
from cedu.jobs.parallel import without_garbage_collection
from cedu.model.assessment import Assessment, Bank
from cedu.model.workspace import Workspace
from cedu.responses import MOST_RESPONSES, Empty, Format, Opened, Problem, Responses, Wanted, formats
from cedu.responses.long import COLUMNS
from cedu.source.load import load, load_workspace
from cedu.source.tree import read_tree
from cedu.statistics import Known, WholeTest
from cedu.statistics.looking import Look, looks
from cedu.statistics.matrix import Attempts, Matrix, counting, matrices
from cedu.statistics.tying import Catalogue, Tied, fitting, tie
from cedu.statistics.whole import whole_test

MOST_BYTES = 256_000_000
_NAMED = 5  # questions, where none of them is known


class UnreadableError(ValueError):
    """Responses that can't be analysed; the message says why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to know: the format (empty: whichever it is), the assessment, the passing score in percent, which attempts."""

    format: str = ""
    assessment: str = ""
    cut: float | None = None
    attempts: Attempts = "first"
    empty: Empty = "omitted"
    columns: Mapping[str, str] = field(default_factory=dict)


class Loose(NamedTuple):
    """A column that is no item: what the file calls it, and whether it is none at all (`none`), `several`, or can't be scored."""

    column: str
    why: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found. `by` counts how questions were tied to items: by id, column, stem or position; `broken` could not be read."""

    workspace: Workspace
    file: str
    format: Format
    asked: Asked
    responses: int
    tests: tuple[WholeTest, ...]
    looks: tuple[tuple[Look, ...], ...]
    by: Mapping[str, int]
    loose: tuple[Loose, ...]
    problems: tuple[Problem, ...]
    broken: tuple[str, ...]


def analyse(root: Path, path: Path, asked: Asked) -> Analysis:
    """Analyse the responses in the file at `path` for the workspace at `root`. Raises UnreadableError, and OSError."""
    with without_garbage_collection():
        return _analyse(root, path, asked)


def _analyse(root: Path, path: Path, asked: Asked) -> Analysis:
    workspace, _, _ = load_workspace(root)
    entities, broken = _entities(root)
    catalogue = Catalogue(entities, _finder(entities), _plain())
    assessment = _assessment(asked.assessment, catalogue)
    found, read = _read(path, asked)
    if not read.responses:
        first = read.problems[0].text if read.problems else "there are no responses in it"
        raise UnreadableError(f"`{path.name}`, read as {found.name}: {first}")
    tied = tie(read.questions, catalogue, asked.columns, assessment)
    read = _settled(found, read, tied)
    made, dead = matrices(counting(list(read.responses), asked.attempts), read.questions, tied.items)
    if not made:
        raise UnreadableError(f"`{path.name}`, read as {found.name}: no answer can be scored; {_which(read, asked)}")
    tests = tuple(_test(matrix, catalogue, assessment, asked.cut) for matrix in made)
    return Analysis(
        workspace=workspace,
        file=path.name,
        format=found,
        asked=asked,
        responses=len(read.responses),
        tests=tests,
        looks=tuple(looks(test) for test in tests),
        by={how: sum(one == how for one in tied.by.values()) for how in ("id", "column", "stem", "position")},
        loose=tuple(_loose(read, tied, dead)),
        problems=(*read.problems, *_unmapped(read, asked, catalogue)),
        broken=broken,
    )


def _which(read: Responses, asked: Asked) -> str:
    """What to do where no question is known."""
    columns = ", ".join(f"`{question.column[:60]}`" for question in list(read.questions.values())[:_NAMED])
    more = ", …" if len(read.questions) > _NAMED else ""
    known = "" if asked.assessment else "`--assessment ID` says what was asked, and "
    return f"{known}`--column ITEM=COLUMN` which item each of {columns}{more} is"


def _unmapped(read: Responses, asked: Asked, catalogue: Catalogue) -> Iterator[Problem]:
    """Why an item's column that was given leads nowhere; a reader says that of its own columns."""
    called = {name for question in read.questions.values() for name in (question.column, *question.names)}
    for ours, theirs in asked.columns.items():
        if ours not in COLUMNS and not catalogue.named(ours):
            yield Problem(0, f"`--column {ours}={theirs}`: there is no item `{ours}`, and no column of ours")
        elif ours not in COLUMNS and theirs not in called:
            yield Problem(0, f"`--column {ours}={theirs}`: no question is called `{theirs}`")


def _entities(root: Path) -> tuple[list[Assessment | Bank], tuple[str, ...]]:
    """Every assessment and bank of a workspace, and the paths of those that can't be read: validation says why."""
    found: list[Assessment | Bank] = []
    broken = []
    for path, kind in sorted(read_tree(root).documents.items()):
        if kind in ("assessment", "bank"):
            entity = load(root, path, kind).entity
            if isinstance(entity, Assessment | Bank):
                found.append(entity)
            else:
                broken.append(path)
    return found, tuple(broken)


def _finder(entities: list[Assessment | Bank]) -> Callable[[str, str], Any]:
    """Gives a bank by its id; an empty one where there is none, because that is for validation to say."""
    known = {(entity.kind, entity.id): entity for entity in entities}
    return lambda kind, id: known.get((kind, id)) or _NoItems


class _NoItems:
    items = ()


def _plain() -> Callable[[str], str]:
    from cedu.rendering.markdown import plain

    return cache(plain)


def _assessment(id: str, catalogue: Catalogue) -> Assessment | None:
    if id and id not in catalogue.assessments:
        hint = did_you_mean(id, catalogue.assessments)
        raise UnreadableError(f"there is no assessment `{id}`{f'; {hint}' if hint else ''}")
    return catalogue.assessments.get(id)


def _read(path: Path, asked: Asked) -> tuple[Format, Responses]:
    """The format of a file, and what it holds."""
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableError(f"`{path.name}` has {path.stat().st_size:,} bytes, over the {MOST_BYTES:,} that are read")
    text = table.decode(path.read_bytes())
    if text is None:
        raise UnreadableError(f"`{path.name}` is no text: save it as CSV (UTF-8) in your spreadsheet")
    is_json = text.lstrip()[:1] in ("{", "[")
    opened = Opened(text, table.Table([], [], []) if is_json else table.read(text))
    wanted = Wanted(asked.columns, asked.empty)
    if asked.format:
        found = formats()[asked.format]
    else:
        sure, found = max(((one.recognises(opened, wanted), one) for one in formats().values()), key=lambda pair: pair[0])
        if not sure:
            known = ", ".join(f"{one.name} ({one.title})" for one in formats().values())
            raise UnreadableError(
                f"`{path.name}` is in no format that is known by its header; "
                f"`--column learner=NAME` says which column tells learners apart, or `--from` names one: {known}"
            )
    read = found.read(opened, wanted)
    if len(read.responses) > MOST_RESPONSES:
        raise UnreadableError(f"`{path.name}` has {len(read.responses):,} responses, over the {MOST_RESPONSES:,} that are read")
    return found, read


def _settled(found: Format, read: Responses, tied: Tied) -> Responses:
    """Of a wide table, what only whoever knows the items can tell: which columns are none, and whether numbers are scores or answers."""
    if found.name != "wide" or not tied.items:
        return read
    responses = [response for response in read.responses if response.question in tied.items]
    beyond = any((response.score or 0) > tied.items[response.question].pooled.item.points for response in responses)
    settled = [response._replace(score=None) if beyond else response for response in responses]
    if not beyond and any(response.score is not None for response in responses):
        settled = [response._replace(answer=response.answer and None) for response in responses]
    return Responses(read.questions, settled, read.problems)


def _test(matrix: Matrix, catalogue: Catalogue, assessment: Assessment | None, cut: float | None) -> WholeTest:
    known: list[Known] = [column.known for column in matrix.columns if column.known]
    its = assessment or catalogue.assessments.get(matrix.test) or fitting(known, catalogue)
    return whole_test(matrix, its, cut if cut is not None else its.passing_score if its else None)


def _loose(read: Responses, tied: Tied, dead: list[str]) -> Iterator[Loose]:
    for key, why in tied.untied.items():
        column = read.questions[key].column
        yield Loose(column, "unscored" if column in dead else why)


def document(analysis: Analysis) -> dict[str, Any]:
    """The analysis as JSON has it (see `statistics.document`)."""
    from cedu.rendering.words import words_in
    from cedu.statistics.document import FORMAT, test_document

    words = words_in("en").statistics
    return {
        "format": FORMAT,
        "source": {"file": analysis.file, "format": analysis.format.name, "responses": analysis.responses},
        "attempts": analysis.asked.attempts,
        "tests": [test_document(test, its, words) for test, its in zip(analysis.tests, analysis.looks, strict=True)],
        "tied": dict(analysis.by),
        "untied": [{"column": column, "why": why} for column, why in analysis.loose],
        "problems": [{"line": line or None, "message": text} for line, text in analysis.problems],
        "unreadable": list(analysis.broken),
    }


def page(root: Path, analysis: Analysis, language: str = "") -> bytes | str:
    """The analysis as a page; or, where a template of the workspace's is wrong, what is wrong with it."""
    from cedu.rendering.templates import TemplateProblem, environment
    from cedu.rendering.words import words_in
    from cedu.statistics.page import render

    facts = {"file": analysis.file, "attempts": analysis.asked.attempts, "loose": analysis.loose, "problems": analysis.problems}
    words = words_in(language or analysis.workspace.organization.language, root)
    try:
        return render(analysis, facts, environment(root), words)
    except TemplateProblem as problem:
        return str(problem)

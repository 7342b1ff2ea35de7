"""Printable tests: per form a booklet, an answer sheet, and a key in a file of its own, so that nobody hands it out by mistake."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cedu.bundle import Output
from cedu.diagnostics import Span
from cedu.formats.loss import EVERY, Loss, answered_by, field, in_items, where_set
from cedu.model.assessment import Assessment, Bank
from cedu.model.forms import Form, forms, shared
from cedu.model.interaction import HotspotInteraction, Interaction, UploadInteraction
from cedu.model.item import Item
from cedu.model.pool import Pooled
from cedu.targets import Context, Target

if TYPE_CHECKING:
    from cedu.rendering.exam.questions import Test
    from cedu.source.parts import Text


def build(entity: Assessment | Bank, context: Context) -> Iterator[Output]:
    """Three papers for each form of an assessment; of a bank, all items as a booklet to review, and their key."""
    from cedu.rendering.exam.booklet import booklet
    from cedu.rendering.exam.key import key
    from cedu.rendering.exam.sheet import answer_sheet

    if isinstance(entity, Bank):
        # In an order of its own as well, because what is to be ordered is written in the right one.
        test = _test(entity, context, Form("", entity.lasting_id, tuple(Pooled(entity, item) for item in entity.items)), ())
        yield Output(PurePosixPath("items.pdf"), booklet(test))
        yield Output(PurePosixPath("items-key.pdf"), key(test))
        return
    found = forms(entity, context.entity)
    for form in found:
        test = _test(entity, context, form, found)
        yield Output(PurePosixPath(f"form-{form.code}.pdf"), booklet(test))
        yield Output(PurePosixPath(f"form-{form.code}-answer-sheet.pdf"), answer_sheet(test))
        yield Output(PurePosixPath(f"form-{form.code}-key.pdf"), key(test))


def _test(entity: Assessment | Bank, context: Context, form: Form, all_: tuple[Form, ...]) -> "Test":
    from cedu.rendering.exam.questions import Test, questions

    organization = context.workspace.organization
    words = context.words(entity.language or organization.language)
    return Test(
        entity=entity,
        code=form.code,
        codes=tuple(each.code for each in all_),
        shares=tuple((each.code, shared(form, each)) for each in all_ if each.code != form.code),
        questions=tuple(questions(form, words)),
        words=words,
        organization=organization.name,
        paper=context.options.paper,
        read=context.file,
    )


def _drawings(item: Item, interaction: Interaction) -> Iterator[Span]:
    from cedu.rendering.paper.pictures import is_printed
    from cedu.source.markdown import scan

    if isinstance(interaction, HotspotInteraction) and not is_printed(interaction.image):
        yield item.origin.span("image", "file")
    for text in _written(item):
        if "![" in text.value:
            yield from (text.span for link in scan(text.value).links if link.is_image and not is_printed(link.url))


def _formulas(item: Item, _interaction: Interaction) -> Iterator[Span]:
    from cedu.source.markdown import MATHS

    for text in _written(item):
        if "$" in text.value:
            from cedu.rendering.paper.maths import is_set

            for found in MATHS.finditer(text.value):
                display = found["display"] is not None
                if not is_set(found["display"] if display else found["inline"], display):
                    yield text.span
                    break


def _written(item: Item) -> "Iterator[Text]":
    from cedu.model.annotations import IsMarkdown
    from cedu.source.parts import texts

    return texts(item, (IsMarkdown,))


TARGET = Target(
    "exam-pdf",
    "Printable tests: booklets in forms, answer sheets and keys",
    (Assessment, Bank),
    build,
    pack="folder",
    scored_by="person",
    loses=(
        Loss(
            "a file that is handed in", "has to be handed in apart from the paper", answered_by(UploadInteraction), of=(UploadInteraction,)
        ),
        Loss("a drawing (SVG)", "is printed as its alternative text", in_items(_drawings), "save it as PNG for paper", of=EVERY),
        Loss("a formula that can't be set", "is printed as LaTeX", in_items(_formulas), of=EVERY),
        Loss("a hint", "is left out", in_items(where_set("hint")), of=EVERY),
        Loss("the number of attempts", "is left to whoever hands out the papers", field("attempts")),
    ),
)

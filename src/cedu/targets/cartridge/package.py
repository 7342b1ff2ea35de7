"""The files of a cartridge: a page for each lesson, a web link to media elsewhere, a test for each assessment, and the manifest."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import PurePosixPath
from typing import Literal

from cedu.bundle import Output
from cedu.formats import cc, imscp
from cedu.formats.qti12 import document
from cedu.model.assessment import Assessment, Bank
from cedu.model.course import Course, Lesson
from cedu.model.pool import Pooled, asked, pool
from cedu.player import asset
from cedu.rendering.markdown import inline
from cedu.rendering.maths import in_brackets
from cedu.rendering.media import invitation
from cedu.rendering.templates import unrendered
from cedu.rendering.words import Words
from cedu.source.markdown import is_outside
from cedu.targets import Context
from cedu.targets.cartridge.manifest import Edition, Item, Resource, manifest, web_link
from cedu.targets.cartridge.pages import Places, Shown, lesson_html

# In a question, an address starts with this token; Moodle puts the folder of the test in its place (`entities::update_sources`), others
# that of the whole cartridge. So tests lie at its root, where both are one.
_ROOT = "$IMS-CC-FILEBASE$"
_STYLE = "assets/lesson.css"


class Package:
    """One cartridge while it is made: it notes each resource, and each file of the workspace that one shows."""

    def __init__(self, course: Course, context: Context) -> None:
        self.course = course
        self.context = context
        self.language = course.language or context.workspace.organization.language
        self.edition = Edition(context.options.cartridge_settings.edition)
        self.named = partial(imscp.identifier, context.workspace.namespace, "course", course.lasting_id)
        self.places = Places(course)
        self.resources: dict[str, Resource] = {}
        self.files: dict[PurePosixPath, str] = {}

    def outputs(self) -> Iterator[Output]:
        """Every file, the manifest last."""
        self.add("webcontent", self.named("style"), self.places.folder / _STYLE)
        yield Output(self.places.folder / _STYLE, self.style())
        items = []
        for module in self.course.modules:
            if module.lessons:
                lines: list[Item] = []
                for lesson in module.lessons:
                    yield from self.lesson(lesson, lines)
                items.append(Item(self.named("module", module.lasting_id), module.title, items=tuple(lines)))
        yield from self.bank()
        for place, path in sorted(self.files.items()):
            yield Output(place, self.context.file(path))
        identifiers = (self.named("manifest"), self.named("organization"), self.named("root"))
        resources = tuple(self.resources.values())
        namespace = self.context.workspace.namespace
        yield Output(imscp.MANIFEST, manifest(self.course, self.language, namespace, self.edition, identifiers, items, resources))

    def style(self) -> bytes:
        """What lessons look like everywhere, and what is special here."""
        return asset("content.css") + unrendered(self.context.templates, "cartridge/lesson.css")

    def add(self, kind: Literal["webcontent", "assessment", "question-bank", "weblink"], name: str, path: PurePosixPath) -> str:
        """Note a resource that shows nothing yet, and give its identifier."""
        self.resources[name] = Resource(name, kind, path)
        return name

    def shows(self, resource: str, shown: Shown, *more: str) -> None:
        """Note what a resource shows: files of the workspace, which become resources, and `more`."""
        self.files |= shown.files
        files = [self.add("webcontent", self.named("file", place.name), place) for place in sorted(shown.files)]
        self.resources[resource] = replace(self.resources[resource], shows=(*more, *files))

    def lesson(self, lesson: Lesson, lines: list[Item]) -> Iterator[Output]:
        """The files of a lesson; what stands in the table of contents is added to `lines`."""
        id = lesson.lasting_id
        words = self.context.words(self.language)
        if lesson.media and is_outside(lesson.media):
            title = f"{lesson.title}: {invitation(lesson, words.say)}"
            path = PurePosixPath(f"link-{id}.xml")
            lines.append(Item(self.named("lesson", id, "link"), title, self.add("weblink", self.named("link", id), path)))
            yield Output(path, web_link(title, lesson.media, self.edition))
        has_page = bool(lesson.body or lesson.media)
        if has_page:
            path = self.places.folder / f"{id}.html"
            page = self.add("webcontent", self.named("page", id), path)
            shown = Shown(self.places, "./")
            yield Output(path, self.page(lesson.title, lesson_html(lesson, self.context, words, shown), words))
            self.shows(page, shown, self.named("style"))
            lines.append(Item(self.named("lesson", id), lesson.title, page))
        if lesson.assessment:
            assessment = self.context.entity("assessment", lesson.assessment)
            test = self.named("test", assessment.lasting_id)
            lines.append(Item(self.named("lesson", id, "test"), assessment.title if has_page else lesson.title, test))
            if test not in self.resources:
                yield self.test(assessment, test)

    def page(self, title: str, html: str, words: Words) -> bytes:
        """A page that stands alone."""
        from markupsafe import Markup

        values = {"title": title, "language": words.language, "direction": words.direction, "style": f"./{_STYLE}"}
        safe = Markup(html)  # noqa: S704 - it comes from our renderer, through its allow-list
        return self.context.templates.get_template("cartridge/lesson.html").render(html=safe, **values).encode()

    def test(self, assessment: Assessment, resource: str) -> Output:
        """The file of a test."""
        words = self.context.words(assessment.language or self.language)
        path = PurePosixPath(f"test-{assessment.lasting_id}.xml")
        self.add("assessment", resource, path)
        shown = Shown(self.places, f"{_ROOT}{self.places.folder}/")
        content = document.assessment(
            imscp.identifier(self.context.workspace.namespace, "assessment", assessment.lasting_id),
            assessment.title,
            words.language,
            cc.assessment_fields(assessment),
            cc.questions(asked(assessment, self.context.entity), self.writing(shown, words)),
            self.edition.question_schema,
            _before(assessment, words),
        )
        self.shows(resource, shown)
        return Output(path, content)

    def bank(self) -> Iterator[Output]:
        """The file with all that blueprints may draw; a cartridge holds one at most (`ccv1p1_imscp_v1p2_v1p0.xsd`, rule 5)."""
        found: dict[tuple[str, str, str], Pooled] = {}
        for id in dict.fromkeys(lesson.assessment for lesson in self.course.lessons if lesson.assessment):
            assessment = self.context.entity("assessment", id)
            if assessment.blueprint:
                found |= {(one.owner.kind, one.owner.id, one.item.id): one for one in pool(assessment, self.context.entity)}
        if not found:
            return
        path = PurePosixPath("question-bank.xml")
        resource = self.add("question-bank", self.named("bank"), path)
        shown = Shown(self.places, f"{_ROOT}{self.places.folder}/")
        questions = cc.questions(tuple(found.values()), self.writing(shown, self.context.words(self.language)))
        yield Output(path, document.bank(self.named("questions"), self.course.title, questions, self.edition.question_schema))
        self.shows(resource, shown)

    def writing(self, shown: Shown, words: Words) -> cc.Writing:
        """What questions are written with; `shown` notes the files that they show."""

        def html(markdown: str, owner: Assessment | Bank) -> str:
            return inline(markdown, shown.rewriting(owner.origin.path), in_brackets)

        return cc.Writing(partial(imscp.identifier, self.context.workspace.namespace), html, words.say)


def _before(assessment: Assessment, words: Words) -> str:
    """What is said before the first question: the profile has no other place for it."""
    texts = [escape(assessment.summary)] if assessment.summary else []
    if assessment.passing_score is not None:
        texts.append(words.html("passing_score", score=f"{assessment.passing_score:g}"))
    return "".join(f"<p>{text}</p>" for text in texts)

"""Which files of a workspace a course's package holds, as far as outlines tell."""

from collections.abc import Iterator

from cedu.model.library import Library
from cedu.model.outline import FileUse, Outline


def shown_files(library: Library, course: Outline) -> Iterator[FileUse]:
    """Each place where a lesson of the course, or a quiz that it asks, names a file that goes into the package as it is."""
    for outline in (course, *_asked(library, course)):
        yield from (use for use in outline.files if not _is_page(use))
        for page in {use.path: library.pages[use.path] for use in outline.files if _is_text(use, library)}.values():
            yield from (use for use in page.files if not _is_page(use))


def _asked(library: Library, course: Outline) -> Iterator[Outline]:
    """The assessments that lessons ask on a page, and the banks that those draw from."""
    for reference in course.refers("modules.lessons.assessment"):
        assessment = library.outlines.get(("assessment", reference.name))
        if assessment and assessment.stakes != "certification":
            yield assessment
            for name in {draw.bank for draw in assessment.draws if draw.bank}:
                if bank := library.outlines.get(("bank", name)):
                    yield bank


def _is_page(use: FileUse) -> bool:
    return use.path.endswith(".md")


def _is_text(use: FileUse, library: Library) -> bool:
    """Is it the text or the transcript of a lesson, and not a page that something links to?"""
    return use.field.startswith("modules.lessons.") and use.path in library.pages

"""Draws certificates."""

from pathlib import Path

from cedu.rendering.certificate.art import UndrawableError
from cedu.rendering.certificate.contents import Face, Facts
from cedu.rendering.certificate.design import Design, load
from cedu.rendering.certificate.page import page
from cedu.rendering.certificate.setting import Setter
from cedu.rendering.certificate.template import Drawer, Template
from cedu.rendering.certificate.texts import Texts


class Printer:
    """Draws certificates for the workspace at `root`. The same face and facts give the same bytes, in any process."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._templates: dict[Face, Template | str] = {}

    def template(self, face: Face) -> Template | str:
        """What all certificates with this face begin with, or why it can't be drawn; drawn once, and kept."""
        if face not in self._templates:
            self._templates[face] = self._drawn(face)
        return self._templates[face]

    def _drawn(self, face: Face) -> Template | str:
        design, findings = load(self._root, face.look)
        if design is None:
            return "; ".join(f"{finding.span.path}:{finding.span.line}: {finding.message}" for finding in findings[:3])
        try:
            return _template(self._root, face, design)
        except UndrawableError as problem:
            return str(problem)
        except Exception as error:
            return _told(error)

    def page(self, template: Template, facts: Facts) -> bytes | str:
        """What follows the template's bytes on one certificate, or why it can't be drawn. Both together are a whole PDF."""
        try:
            return page(template, facts)
        except UndrawableError as problem:
            return str(problem)
        except Exception as error:
            return _told(error)


def _template(root: Path, face: Face, design: Design) -> Template:
    from cedu.rendering.shaping import Typesetter
    from cedu.rendering.templates import environment

    language, words = design.words.of(face.language)
    texts = Texts(environment(root), face, language, words)
    typesetter = Typesetter(design.fonts, design.folders)
    setter = Setter(typesetter, language, is_rtl=texts.is_rtl)
    return Drawer(root, face, design, texts, setter, language).template()


def _told(error: Exception) -> str:
    """What a template of the design's does wrong; any other error is a bug of ours."""
    from jinja2 import TemplateError

    from cedu.rendering.templates import TemplateProblem

    if isinstance(error, TemplateProblem):
        return f"the certificate's design: {error.message}"
    if isinstance(error, TemplateError):
        return f"the certificate's design: {error}"
    raise error

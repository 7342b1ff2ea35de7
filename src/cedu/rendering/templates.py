"""Templates: a workspace's own before ours, none of them trusted.

`environment(root).get_template("site/lesson.html").render(...)` raises TemplateProblem where a template is wrong: a template is code. A
template of the workspace may start from ours: `{% extends "shipped/site/lesson.html" %}`. Give templates plain values only: texts, numbers,
lists, dicts, frozen dataclasses; HTML as `markupsafe.Markup`.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cedu.resources import layers, shipped

if TYPE_CHECKING:
    from jinja2 import Environment

_PREFIX = "shipped/"


class TemplateProblem(Exception):  # noqa: N818 - it is a finding in the making
    """A template cannot be rendered: where it lies (from the workspace's root, or `shipped/...`), the line, and why."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line
        self.message = message


@cache
def environment(root: Path | None) -> "Environment":
    """The templates of the workspace at `root` and ours; without a root, ours alone."""
    from jinja2 import StrictUndefined, Template, TemplateNotFound
    from jinja2.exceptions import TemplateSyntaxError
    from jinja2.loaders import BaseLoader

    from cedu.rendering.sandbox import BoundedEnvironment

    folders = layers("templates", root)
    ours = shipped("templates")

    def path_of(filename: str | None, name: str | None) -> str:
        """How a finding names a template's file."""
        own = Path(filename) if filename else folders[0] / (name or "template")
        if root and own.is_relative_to(root) and own.exists():
            return own.relative_to(root).as_posix()
        return _PREFIX + (name or "template").removeprefix(_PREFIX)

    class Loader(BaseLoader):
        def get_source(self, environment: Any, template: str) -> tuple[str, str, Any]:  # noqa: ARG002 - Jinja calls it so
            name = template.removeprefix(_PREFIX)
            for folder in (ours,) if name != template else folders:
                path = folder / name
                if not path.resolve().is_relative_to(folder.resolve()):
                    continue
                try:
                    modified = path.stat().st_mtime_ns
                    source = path.read_text(encoding="utf-8")
                except (OSError, ValueError):
                    continue
                return source, str(path), lambda path=path, modified=modified: path.exists() and path.stat().st_mtime_ns == modified
            raise TemplateNotFound(template)

    class Bounded(Template):
        def render(self, *args: Any, **kwargs: Any) -> str:
            sandbox: Any = self.environment
            sandbox.budget.renew()
            try:
                return super().render(*args, **kwargs)
            except Exception as error:
                raise problem(error, self) from error

    class Templates(BoundedEnvironment):
        template_class = Bounded

        def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Template:
            if parent is not None:  # an error in what a template extends or includes is told by the one that is rendered
                return super().get_template(name, parent, globals)
            self.budget.renew()
            try:
                return super().get_template(name, parent, globals)
            except Exception as error:
                raise problem(error, None, name) from error

        def handle_exception(self, source: str | None = None) -> Any:  # noqa: ARG002 - we tell the line ourselves
            raise

    def problem(error: Exception, template: Template | None, name: str = "") -> TemplateProblem:
        if isinstance(error, TemplateProblem):
            return error
        message = _message(error)
        if isinstance(error, TemplateSyntaxError):
            return TemplateProblem(path_of(error.filename, error.name), error.lineno, message)
        found = (template.filename if template else None, template.name if template else name, 1)
        trace = error.__traceback__
        while trace:
            if inner := trace.tb_frame.f_globals.get("__jinja_template__"):
                found = (inner.filename, inner.name, inner.get_corresponding_lineno(trace.tb_lineno))
            trace = trace.tb_next
        return TemplateProblem(path_of(found[0], found[1]), found[2], message)

    return Templates(loader=Loader(), undefined=StrictUndefined, autoescape=_escapes, trim_blocks=True, lstrip_blocks=True)


def unrendered(templates: "Environment", name: str) -> bytes:
    """A file among the templates that is none itself, such as a style sheet."""
    loader: Any = templates.loader
    source: str = loader.get_source(templates, name)[0]
    return source.encode()


def _escapes(name: str | None) -> bool:
    """Is this a template for HTML? Everything is that is not plainly Markdown."""
    return not (name and name.endswith(".md"))


def _message(error: Exception) -> str:
    """What went wrong, in a line."""
    from jinja2 import TemplateNotFound

    if isinstance(error, TemplateNotFound):
        return f"there is no template `{error.name}`"
    if isinstance(error, RecursionError):
        return "the template calls or includes itself without end"
    text = getattr(error, "message", None) or str(error) or type(error).__name__
    return text[:1].lower() + text[1:]

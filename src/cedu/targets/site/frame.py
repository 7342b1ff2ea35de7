"""What every page of the site has around it: the organization, links to others, words in the page's language."""

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from cedu.bundle import Output
from cedu.rendering.words import count, direction, duration, say, spoken
from cedu.targets import Context


class Linked(NamedTuple):
    """Something that a page names: its title, and where it is, or nothing where it is not built."""

    title: str
    url: str = ""


class Frame:
    """Renders pages that lie in one folder of the site; `up` leads from there to its root."""

    def __init__(self, context: Context, language: str | None, up: str = "../../") -> None:
        self.context = context
        self.organization = context.workspace.organization
        self.language = language or self.organization.language
        self.up = up

    def page(self, path: str, template: str, title: str, trail: Sequence[Linked] = (), /, **values: Any) -> Output:
        """One page at `path`; `trail` leads to it from the start page."""
        from cedu.rendering.sandbox import offered

        language = self.language
        html = self.context.templates.get_template(f"site/{template}").render(
            title=title,
            trail=trail,
            up=self.up,
            language=language,
            direction=direction(language),
            ours=spoken(language),
            organization={"name": self.organization.name, "url": self.organization.url, "logo": self.logo()},
            say=offered(lambda name, **words: say(language, name, **words)),
            count=offered(lambda name, number: count(language, name, number)),
            duration=offered(lambda minutes: duration(language, minutes)),
            **values,
        )
        return Output(PurePosixPath(path), html.encode())

    def logo(self) -> str:
        """Where the organization's logo is found from here, or nothing."""
        logo = self.organization.logo
        return f"{self.up}assets/logo{PurePosixPath(logo).suffix}" if logo else ""

    def entity(self, kind: str, id: str) -> tuple[Any, Linked]:
        """An entity, and a link to its page."""
        entity = self.context.entity(kind, id)
        built = entity.status == "active" and kind in ("course", "path", "certification")
        return entity, Linked(entity.title, f"{self.up}{kind}/{entity.lasting_id}/index.html" if built else "")

    def link(self, kind: str, id: str) -> Linked:
        """A link to an entity's page."""
        return self.entity(kind, id)[1]


def named(context: Context, kind: str, name: str, parts: Callable[[Any], Sequence[Any]]) -> tuple[Any, Any]:
    """The entity and the part of it that `owner.local` names."""
    owner, _, local = name.partition(".")
    entity = context.entity(kind, owner)
    return entity, next(part for part in parts(entity) if part.id == local)

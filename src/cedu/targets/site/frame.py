"""What every page of the site has around it: the organization, links to others, words in the page's language."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from cedu.bundle import Output
from cedu.model.entity import Entity
from cedu.rendering.videos import frames
from cedu.rendering.views import Linked
from cedu.targets import Context


class Frame:
    """Renders pages that lie in one folder of the site; `up` leads from there to its root."""

    def __init__(self, context: Context, language: str | None, up: str = "../../") -> None:
        self.context = context
        self.organization = context.workspace.organization
        self.language = language or self.organization.language
        self.words = context.words(self.language)
        self.up = up

    def page(self, path: str, template: str, title: str, trail: Sequence[Linked] = (), /, **values: Any) -> Output:
        """One page at `path`; `trail` leads to it from the start page."""
        html = self.context.templates.get_template(f"site/{template}").render(
            title=title,
            trail=trail,
            up=self.up,
            frames=frames(self.context.options.video_hosts),
            language=self.language,
            direction=self.words.direction,
            organization={"name": self.organization.name, "url": self.organization.url, "logo": self.logo()},
            **self.words.for_templates(),
            **values,
        )
        return Output(PurePosixPath(path), html.encode())

    def logo(self) -> str:
        """Where the organization's logo is found from here, or nothing."""
        logo = self.organization.logo
        return f"{self.up}assets/logo{PurePosixPath(logo).suffix}" if logo else ""

    def where(self, entity: Entity, anchor: str = "") -> str:
        """The address of an entity's page from here, or nothing where it is not built."""
        if not self.context.gets(entity):
            return ""
        return f"{self.up}{entity.kind}/{entity.lasting_id}/index.html" + (f"#{anchor}" if anchor else "")

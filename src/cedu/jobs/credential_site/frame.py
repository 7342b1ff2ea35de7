"""What every page of the site of certificates has around it, and the files that pages share."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from cedu.bundle import Output
from cedu.model.workspace import Issuer, Workspace
from cedu.player import asset as player_asset
from cedu.player import data_block
from cedu.rendering.words import FOLDER, Words, words_in
from cedu.resources import layers
from cedu.verifier import LICENCES, SCRIPTS
from cedu.verifier import asset as verifier_asset

if TYPE_CHECKING:
    from cedu.rendering.certificate.texts import Texts

# A text's language where the workspace does not say.
_LAST = "en"


class Frame:
    """Renders pages for the workspace at `root`, whose `issuer` publishes at `url` (which ends in a slash)."""

    def __init__(self, root: Path, workspace: Workspace, issuer: Issuer, url: str) -> None:
        from cedu.rendering.certificate.words import all_words
        from cedu.rendering.templates import environment

        self.root = root
        self.organization = workspace.organization
        self.issuer = issuer
        self.url = url
        self.templates = environment(root)
        self._dates = all_words(root, [])

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """The languages that pages can be in: the organization's, and then each that somebody has written texts in."""
        found = {path.stem for folder in layers("templates", self.root) for path in (folder / FOLDER).glob("*.json")}
        return tuple(dict.fromkeys((self.language(self.organization.language), *sorted(filter(self._speaks, found)))))

    def language(self, *wanted: str) -> str:
        """The first of these languages that there are texts in, or else the organization's, or else English."""
        return next((tag for tag in (*wanted, self.organization.language) if tag and self._speaks(tag)), _LAST)

    def _speaks(self, tag: str) -> bool:
        return not self.words(tag).credential.lang("certificate")

    @cache  # noqa: B019 - a frame lives as long as one run
    def words(self, language: str) -> Words:
        """Our words in a language."""
        return words_in(language, self.root)

    def day(self, day: date, language: str) -> str:
        """A date as it is printed on certificates in a language."""
        return self._texts(language).day(day)

    @cache  # noqa: B019
    def _texts(self, language: str) -> "Texts":
        from cedu.rendering.certificate.contents import Face
        from cedu.rendering.certificate.texts import Texts

        tag, words = self._dates.of(language, self.organization.language)
        nothing = Face(organization="", issuer="", certification="", level="", achievement="", language=tag)
        return Texts(self.templates, nothing, tag, words)

    def page(self, path: str, template: str, title: str, language: str, /, **values: Any) -> Output:
        """One page at `path`, from which `up` leads to the site's root."""
        from markupsafe import Markup

        from cedu.rendering.sandbox import offered

        words = self.words(language)

        def say(name: str, **gaps: object) -> str:
            return Markup(words.credential.html(name, **gaps))  # noqa: S704 - escaped there

        html = self.templates.get_template(f"credential/{template}").render(
            say=offered(say),
            title=title,
            language=language,
            direction=words.direction,
            up="../" * path.count("/"),
            organization={"name": self.organization.name, "url": self.organization.url, "logo": self.logo},
            **values,
        )
        return Output(PurePosixPath(path), html.encode())

    def data(self, language: str, names: Collection[str] = (), facts: Mapping[str, Any] | None = None) -> str:
        """The blocks that a page's scripts read: texts (all of them, where no `names` are given), and facts."""
        from markupsafe import Markup

        by_language = self.words(language).credential.by_language()
        texts = {name: text for group in reversed(by_language.values()) for name, text in group.items() if not names or name in names}
        blocks = data_block("Cedu-words", texts) + (data_block("Cedu-facts", facts) if facts is not None else "")
        return Markup(blocks)  # noqa: S704 - escaped there

    @property
    def logo(self) -> str:
        """Where the organization's logo lies on the site, or nothing."""
        logo = self.organization.logo
        return f"assets/logo{PurePosixPath(logo).suffix.lower()}" if logo and (self.root / logo).is_file() else ""

    def assets(self) -> Iterator[Output]:
        """The files that pages share: the same until cedu, a template or the logo changes."""
        from cedu.rendering.templates import unrendered

        folder = PurePosixPath("assets")
        yield Output(folder / "content.css", player_asset("content.css"))
        yield Output(folder / "style.css", unrendered(self.templates, "credential/style.css"))
        yield Output(folder / "icon.svg", unrendered(self.templates, "icon.svg"))
        for name in (*SCRIPTS, LICENCES):
            yield Output(folder / name, verifier_asset(name))
        if self.logo:
            yield Output(PurePosixPath(self.logo), self.root / str(self.organization.logo))

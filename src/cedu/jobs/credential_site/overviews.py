"""The pages that no single certificate has for itself: what levels stand for, frameworks, and the page that checks files."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from cedu.bundle import Output
from cedu.credentials.award import LevelKey
from cedu.jobs.credential_site.claims import Achieved, Competency
from cedu.jobs.credential_site.frame import Frame


def level_files(frame: Frame, key: LevelKey, said: Achieved, badge: bytes, picture: bytes) -> Iterator[Output]:
    """The page that a level's credentials name as their achievement, its badge, and the picture that is shown with links."""
    from markupsafe import Markup

    from cedu.rendering.markdown import render

    language = frame.language(said.language)
    folder = f"achievements/{key[0]}/{key[1]}"
    yield Output(PurePosixPath(f"{folder}/badge.png"), badge)
    yield Output(PurePosixPath(f"{folder}/picture.png"), picture)
    yield frame.page(
        f"{folder}/index.html",
        "achievement.html",
        said.level,
        language,
        address=f"{frame.url}{folder}",
        certification=said.certification,
        description=frame.words(language).say("achievement", achievement=said.achievement),
        criteria=Markup(render(said.criteria).html) if said.criteria else "",  # noqa: S704 - it comes from our renderer, through its allow-list
        competencies=[{"title": one.title, "url": f"../../../frameworks/{one.framework}/index.html#{one.id}"} for one in said.competencies],
    )


def framework_files(frame: Frame, achievements: Sequence[Achieved]) -> Iterator[Output]:
    """A page for each framework, with the competencies that credentials name."""
    found: dict[str, dict[str, tuple[Competency, str]]] = {}
    for said in achievements:
        for one in said.competencies:
            found.setdefault(one.framework, {})[one.id] = (one, said.language)
    for id, competencies in sorted(found.items()):
        shown = [one for one, _ in competencies.values()]
        language = frame.language(next(iter(competencies.values()))[1])
        yield frame.page(f"frameworks/{id}/index.html", "framework.html", shown[0].framework_title, language, competencies=shown)


def verify_files(
    frame: Frame, dids: Sequence[Mapping[str, Any]], lists: Sequence[Mapping[str, Any]], at: datetime, example: str
) -> Iterator[Output]:
    """The page that checks files, in each language. In the organization's, it is what the root and `c/` show, too: no list of numbers."""
    first = frame.tags[0]
    for tag in frame.tags:
        paths = ("index.html", "c/index.html", "verify/index.html") if tag == first else (f"verify/{tag}/index.html",)
        yield from (_verify_page(frame, path, tag, dids, lists, at, example) for path in paths)


def _verify_page(
    frame: Frame,
    path: str,
    language: str,
    dids: Sequence[Mapping[str, Any]],
    lists: Sequence[Mapping[str, Any]],
    at: datetime,
    example: str,
) -> Output:
    say = frame.words(language).credential.say
    up = "../" * path.count("/")
    return frame.page(
        path,
        "verify.html",
        say("verify_title"),
        language,
        example=example,
        relied=say("relied", date=frame.day(at.date(), language)),
        languages=[
            {
                "tag": tag,
                "name": frame.words(tag).credential.say("language_name"),
                "url": f"{up}verify/{'' if tag == frame.tags[0] else f'{tag}/'}index.html",
                "current": tag == language,
            }
            for tag in (frame.tags if len(frame.tags) > 1 else ())
        ],
        data=frame.data(language, facts={"issuer": frame.issuer.name, "up": up, "dids": dids, "lists": lists}),
    )

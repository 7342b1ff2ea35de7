"""What each level's certificates say: from the workspace's files to credentials, badges and printed pages."""

from collections.abc import Iterator

from cedu.credentials import badge, did
from cedu.credentials.achievement import Claim, Competency, Exam, Rung
from cedu.credentials.award import LevelKey
from cedu.credentials.plan import Need
from cedu.jobs.certify.standing import Standing
from cedu.model.certificate import look
from cedu.model.certification import Certification, Level
from cedu.model.workspace import Workspace
from cedu.rendering.certificate.contents import Face


def claim(standing: Standing, key: LevelKey) -> Claim:
    """What a level claims of its holders. The issuer's address has to be known."""
    certification, level = standing.levels[key]
    workspace = standing.library.workspace
    issuer, organization = workspace.issuer, workspace.organization
    if issuer is None or not issuer.url:
        raise ValueError("the issuer has no address")
    earn = standing.plan.levels[key].earn
    return Claim(
        url=issuer.url,
        did=did.identity(issuer.url),
        issuer=issuer.name,
        site=organization.url or "",
        language=certification.language or organization.language,
        certification=certification.lasting_id,
        certification_title=certification.title,
        version=certification.version,
        level=level.lasting_id,
        level_title=level.title,
        achievement=level.achievement,
        criteria="".join(_criteria(earn.parts, "")) if earn else "",
        levels=tuple(Rung(its.lasting_id, its.title) for its in certification.levels),
        competencies=tuple(_competencies(standing, level)),
        exams=tuple(_exams(standing, earn)) if earn else (),
    )


def _criteria(needs: tuple[Need, ...], indent: str) -> Iterator[str]:
    """What it takes, as a list in Markdown: in the author's own words as far as there are any."""
    for need in needs:
        score = f" (≥ {need.least:g} %)" if need.least is not None else ""
        group = {"any": "one of:", "at_least": f"{need.needed} of:", "all": "all of:"}.get(need.kind, "")
        yield f"{indent}- {group or need.title}{score}\n"
        yield from _criteria(need.parts, f"{indent}  ")


def _competencies(standing: Standing, level: Level) -> Iterator[Competency]:
    for reference in level.competencies:
        owner, _, local = reference.partition(".")
        framework = standing.framework(owner)
        found = next((each for each in framework.competencies if each.id == local), None) if framework else None
        if framework and found:
            yield Competency(reference, found.title, found.summary or "", framework.title)


def _exams(standing: Standing, need: Need) -> Iterator[Exam]:
    seen = set()
    for single in need.singles:
        if single.kind == "assessment" and single.id not in seen:
            seen.add(single.id)
            yield Exam(standing.lasting_assessment(single.id), single.title, single.least)


def badge_face(standing: Standing, key: LevelKey) -> badge.Face:
    """What the badge of a level shows: the level's own picture, where it has one, with the drawing of the same name beside it."""
    certification, level = standing.levels[key]
    issuer, ids = standing.library.workspace.issuer_settings, [its.id for its in certification.levels]
    shown = badge.Face(certification.title, level.title, issuer.name, ids.index(level.id) + 1, len(ids))
    if not level.badge:
        return shown
    picture, drawing = badge.pictures(standing.root / level.badge)
    return shown._replace(picture=picture, drawing=drawing)


def face(workspace: Workspace, certification: Certification, level: Level, language: str) -> Face:
    """What all printed certificates of a level say in a language."""
    organization, issuer = workspace.organization, workspace.issuer_settings
    return Face(
        organization=organization.name,
        issuer=issuer.name,
        certification=certification.title,
        level=level.title,
        achievement=level.achievement,
        language=language,
        logo=organization.logo or "",
        site=issuer.url or "",
        signatory=issuer.signatory,
        signatory_role=issuer.signatory_role,
        signature=issuer.signature or "",
        look=look(certification.certificate, workspace.certificate),
    )

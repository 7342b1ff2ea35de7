"""A certificate to look at: of one level, for somebody with a long name, and marked as a specimen."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from cedu.bundle import write_bytes
from cedu.credentials import achievement
from cedu.credentials.days import add_months
from cedu.diagnostics import Finding, did_you_mean
from cedu.jobs.certify.claims import face
from cedu.jobs.validate import Validated, validate
from cedu.model.certification import Certification, Level
from cedu.rendering.certificate.contents import Facts
from cedu.rendering.certificate.printer import Printer
from cedu.source.load import read_entity

FOLDER = "dist/certificate"
# Longer than most, with letters that few fonts forget, and one that many do.
_NAME = "Maximiliane Philippina Nguyễn-Łukaszewska de Oliveira e Szűcs"


class Previewed(NamedTuple):
    """Where the certificate lies, from the workspace's root, or why there is none; `findings` are those of the files that it needs."""

    path: str = ""
    problem: str = ""
    findings: tuple[Finding, ...] = ()


def preview(root: Path, wanted: str, *, language: str = "", today: date | None = None) -> Previewed:
    """Draw a certificate of the level `wanted`, such as `author.associate`, in its own language or in another.

    Raises OSError where it can't be written.
    """
    today = today or date.today()
    validated = validate(root, today=today)
    levels = _levels(root, validated)
    if wanted not in levels:
        if validated.errors:
            return Previewed(findings=_errors(validated))
        hint = did_you_mean(wanted, levels) or f"there are {', '.join(f'`{name}`' for name in sorted(levels))}" if levels else ""
        return Previewed(problem=f"no level `{wanted}`" + (f": {hint}" if hint else ""))
    certification, level = levels[wanted]
    workspace = validated.library.workspace
    printer = Printer(root)
    tongue = language or certification.language or workspace.organization.language
    template = printer.template(face(workspace, certification, level, tongue))
    if isinstance(template, str):
        # What is found in the files says it with the line.
        return Previewed(findings=_errors(validated)) if validated.errors else Previewed(problem=template)
    page = printer.page(template, _facts(template.face.site, level, today, workspace.issuer_settings.number_prefix))
    if isinstance(page, str):
        return Previewed(findings=_errors(validated)) if validated.errors else Previewed(problem=page)
    path = f"{FOLDER}/{wanted}{f'.{language}' if language else ''}.pdf"
    write_bytes(root / path, template.content + page)
    return Previewed(path)


def _errors(validated: Validated) -> tuple[Finding, ...]:
    return tuple(finding for finding in validated.findings if finding.severity == "error")


def _levels(root: Path, validated: Validated) -> dict[str, tuple[Certification, Level]]:
    """Each level that can be read, as it is written: `certification.level`."""
    outlines = validated.library.of("certification")
    entities = (read_entity(root, outline.path, "certification") for outline in outlines)
    certifications = [entity for entity in entities if isinstance(entity, Certification)]
    return {f"{each.id}.{level.id}": (each, level) for each in certifications for level in each.levels}


def _facts(site: str, level: Level, today: date, prefix: str) -> Facts:
    number = f"{prefix}-{today.year}-0000-00000"
    until = add_months(today, level.validity_months) if level.validity_months else None
    link = achievement.page(site, number) if site else ""
    return Facts(name=_NAME, number=number, awarded_on=today, valid_until=until, link=link, specimen=True)

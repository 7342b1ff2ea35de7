"""The design of a certificate: `templates/certificate/<design>/`, file by file the workspace's own before ours.

`design.yaml` names fonts and colours; `landscape.yaml` and `portrait.yaml` say what stands where. One called `letter-landscape.yaml`,
say, goes before them where a paper wants its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from cedu.bundle import is_inside
from cedu.diagnostics import Finding, Span, did_you_mean
from cedu.model.certificate import Look, designs
from cedu.rendering.certificate.boxes import BOXES, AnyBox, misplaced
from cedu.rendering.certificate.words import Words, all_words
from cedu.rendering.fonts import Fonts, FontSource
from cedu.resources import layers
from cedu.source import schema
from cedu.source.text import Document, read

CODE = "CE724"
# Width and height in millimetres of a page that stands.
_PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
_LAYOUTS = ("landscape", "portrait", *(f"{paper}-{way}" for paper in _PAPERS for way in ("landscape", "portrait")))
_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".pdf")
_COLOURS = ("colour", "fill", "stroke", "role_colour")
_FONTS = ("font", "role_font")
_TEXTS = ("text", "file", "alt", "name", "role", "when")


@dataclass(frozen=True, slots=True)
class Design:
    """A design for one page: its size in millimetres, boxes in order, fonts by name, words, and the folders to look for files in."""

    page: tuple[float, float]
    boxes: tuple[AnyBox, ...]
    fonts: dict[str, FontSource]
    words: Words
    folders: tuple[Path, ...]

    def file(self, name: str) -> Path | None:
        """A file beside the design, and nothing from anywhere else."""
        return _beside(name, self.folders)


def _beside(name: str, folders: tuple[Path, ...]) -> Path | None:
    paths = (folder / name for folder in folders) if is_inside(PurePosixPath(name)) else ()
    return next((path for path in paths if path.is_file() and _is_below(path, folders)), None)


def _is_below(path: Path, folders: tuple[Path, ...]) -> bool:
    return any(path.resolve().is_relative_to(folder.resolve()) for folder in folders)


def load(root: Path | None, look: Look) -> tuple[Design | None, list[Finding]]:
    """The design that certificates of this look have, or all that is wrong with it."""
    findings: list[Finding] = []
    words = all_words(root, findings)
    names = (f"{look.paper}-{look.orientation}.yaml", f"{look.orientation}.yaml")
    style, layout = _style(root, look.design, findings), _found(root, look.design, names, findings)
    boxes = _boxes(layout, style, root, findings) if layout and style else ()
    if findings or style is None:
        return None, findings
    page = _PAPERS[look.paper] if look.orientation == "portrait" else (_PAPERS[look.paper][1], _PAPERS[look.paper][0])
    return Design(page, boxes, _fonts(style), words, _folders(root, look.design)), []


def _folders(root: Path | None, design: str) -> tuple[Path, ...]:
    """Where a design's files lie, the workspace's own before ours."""
    return tuple(folder for each in layers("templates", root) if (folder := each / "certificate" / design).is_dir())


def check(root: Path) -> Iterator[Finding]:
    """All that is wrong with the workspace's own designs, as far as it can be said without drawing one."""
    own = root / "templates" / "certificate"
    if not own.is_dir():
        return
    findings: list[Finding] = []
    words = all_words(root, findings)
    for folder in sorted(folder for folder in own.iterdir() if folder.is_dir() and not folder.is_symlink()):
        style = _style(root, folder.name, findings)
        for name in (f"{layout}.yaml" for layout in _LAYOUTS):
            layout = _found(root, folder.name, (name,), findings) if style and (folder / name).is_file() else None
            if layout and style and _boxes(layout, style, root, findings):
                findings += (*_wrong_texts(layout, root, words), *_no_pictures(layout, _folders(root, folder.name)))
    yield from dict.fromkeys(findings)


def _wrong_texts(layout: Document, root: Path, words: Words) -> Iterator[Finding]:
    """What is wrong with templates, as a trial shows."""
    from cedu.rendering.certificate.texts import Trial

    trial = Trial(root, words)
    for index, box in enumerate(layout.value["boxes"]):
        for key in _TEXTS:
            message, hint = trial.problem(box.get(key) or "")
            if message:
                yield Finding(layout.origin.span("boxes", index, key), message, hint, CODE)


def _no_pictures(layout: Document, folders: tuple[Path, ...]) -> Iterator[Finding]:
    """Pictures that a layout names and that are not there."""
    for index, box in enumerate(layout.value["boxes"]):
        name = box.get("file", "")
        if name and "{" not in name and _beside(name, folders) is None:
            there = [path.name for folder in folders for path in folder.iterdir() if path.suffix.lower() in _PICTURES]
            message = f"there is no picture `{name}` beside the design"
            yield Finding(layout.origin.span("boxes", index, "file"), message, did_you_mean(name, there), CODE)


def _style(root: Path | None, design: str, findings: list[Finding]) -> Document | None:
    """`design.yaml`, if it is as it should be."""
    document = _found(root, design, ("design.yaml",), findings)
    if document is None:
        return None
    wrong = schema.check(document, "certificate-design", root)
    if not wrong:
        for name, font in document.value["fonts"].items():
            if not is_inside(PurePosixPath(font["file"])):
                message = f"`{font['file']}` lies outside of the package, or of the folder of the design"
                wrong.append(Finding(document.origin.span("fonts", name, "file"), message, code=CODE))
    if not wrong:
        for name, problem in Fonts(_fonts(document), _folders(root, design)).problems():
            wrong.append(Finding(document.origin.span("fonts", name, "file"), problem, code=CODE))
    findings += wrong
    return None if wrong else document


def _fonts(style: Document) -> dict[str, FontSource]:
    return {
        name: FontSource(font.get("package", ""), font["file"], font["style"], font.get("weight", "regular"))
        for name, font in style.value["fonts"].items()
    }


def _found(root: Path | None, design: str, names: tuple[str, ...], findings: list[Finding]) -> Document | None:
    """The first of these files that the design has."""
    folders = [folder / "certificate" / design for folder in layers("templates", root)]
    for path in (folder / name for name in names for folder in folders):
        if path.is_file():
            own = root and path.is_relative_to(root)
            shown = path.relative_to(root).as_posix() if root and own else f"shipped/certificate/{design}/{path.name}"
            if root and own and not path.resolve().is_relative_to(root.resolve()):
                message = "this file is a symbolic link out of the workspace, so it is not read"
                findings.append(Finding(Span(shown), message, "copy the file into the workspace", CODE))
                return None
            document, found = read(shown, path.read_bytes())
            findings += found
            return document
    known = designs(root)
    at = Span(f"templates/certificate/{design}/{names[-1]}")
    missing = f"the design `{design}` has no `{names[-1]}`" if design in known else f"there is no design `{design}`"
    findings.append(Finding(at, missing, did_you_mean(design, known - {design}), CODE))
    return None


def _boxes(layout: Document, style: Document, root: Path | None, findings: list[Finding]) -> tuple[AnyBox, ...]:
    """The boxes of a layout, with colours for their names; what is wrong with it is added to `findings`."""
    if wrong := schema.check(layout, "certificate-layout", root):
        findings += wrong
        return ()
    colours = style.value.get("colours", {})
    boxes = []
    for index, value in enumerate(layout.value["boxes"]):
        box = BOXES[value["type"]](**{key: _meant(key, each, colours) for key, each in value.items() if key != "type"})
        findings += _wrong(layout, index, value, box, colours, style.value["fonts"])
        boxes.append(box)
    return tuple(boxes)


def _meant(key: str, value: Any, colours: dict[str, str]) -> Any:
    return colours.get(value, value) if key in _COLOURS else value


def _wrong(
    layout: Document, index: int, value: dict[str, Any], box: AnyBox, colours: dict[str, str], fonts: dict[str, Any]
) -> Iterator[Finding]:
    """What a schema can't say."""
    for key in _COLOURS:
        if (colour := value.get(key)) and not colour.startswith("#") and colour not in colours:
            yield Finding(
                layout.origin.span("boxes", index, key), f"no colour `{colour}` in design.yaml", did_you_mean(colour, colours), CODE
            )
    for key in _FONTS:
        if (font := value.get(key)) and font not in fonts:
            yield Finding(layout.origin.span("boxes", index, key), f"no font `{font}` in design.yaml", did_you_mean(font, fonts), CODE)
    if reason := misplaced(box):
        yield Finding(layout.origin.span("boxes", index), reason, code=CODE)

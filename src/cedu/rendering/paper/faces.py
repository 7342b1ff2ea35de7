"""The faces that tests are set in, and their texts as glyphs, in the language that is being printed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache

from cedu.diagnostics import Span
from cedu.rendering.fonts import FontSource
from cedu.rendering.scripts import is_rtl
from cedu.rendering.shaping import Line, Typesetter

_SANS, _SERIF = "font_source_sans_pro", "font_source_serif_pro"
_FACES = {
    "body": FontSource(_SANS, "SourceSansPro-Regular.ttf", "sans"),
    "italic": FontSource(_SANS, "SourceSansPro-It.ttf", "sans"),
    "bold": FontSource(_SANS, "SourceSansPro-Semibold.ttf", "sans", "bold"),
    "bold italic": FontSource(_SANS, "SourceSansPro-SemiboldIt.ttf", "sans", "bold"),
    "title": FontSource(_SERIF, "SourceSerifPro-Semibold.ttf", "serif", "bold"),
    "maths": FontSource(_SERIF, "SourceSerifPro-Regular.ttf", "serif"),
    "maths italic": FontSource(_SERIF, "SourceSerifPro-It.ttf", "serif"),
    "code": FontSource("", "", "mono"),
}
_LANGUAGE: ContextVar[str] = ContextVar("language", default="en")


class UnprintableError(Exception):
    """Something that can't be drawn on paper: why, and where it is written, as soon as that is known."""

    def __init__(self, message: str, span: Span | None = None) -> None:
        super().__init__(message)
        self.span = span


@contextmanager
def writing(language: str) -> Iterator[None]:
    """What is set inside is written in this language."""
    before = _LANGUAGE.set(language)
    try:
        yield
    finally:
        _LANGUAGE.reset(before)


def starts_right() -> bool:
    """Is the language that is being printed written from right to left?"""
    return is_rtl(_LANGUAGE.get())


@cache
def _typesetter() -> Typesetter:
    return Typesetter(_FACES)


def shaped(text: str, faces: tuple[str, ...], rtl: bool | None = None) -> Line:
    """A text in the first of these faces that has it; from right to left where `rtl` says so. Raises UnprintableError."""
    found = _shaped(text, faces, _LANGUAGE.get(), rtl)
    if isinstance(found, str):
        raise UnprintableError(found)
    return found


@lru_cache(maxsize=16384)
def _shaped(text: str, faces: tuple[str, ...], language: str, rtl: bool | None) -> Line | str:
    return _typesetter().line(text, faces, language, rtl=rtl)

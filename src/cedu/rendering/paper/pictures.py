"""Pictures on paper: what Pillow reads. A drawing (SVG) is none of those, and its words stand for it."""

import io
import warnings
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from cedu.rendering.paper.boxes import Picture
from cedu.rendering.paper.faces import UnprintableError
from cedu.source.markdown import is_outside
from cedu.source.outline import beside

PRINTED = (".png", ".jpg", ".jpeg", ".gif", ".webp")
# What a file may hold, whatever its name says: Pillow would hand PostScript to Ghostscript.
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
# A pixel of a screen is 1/96 inch (CSS), a point 1/72.
PIXEL = 0.75
# More than that is refused unread: 60 million pixels take a quarter of a gigabyte.
_MOST_PIXELS = 60_000_000
# As many as a page is wide at 300 dots an inch: more would be seen by nobody, and held until the last page is drawn.
_MOST_ACROSS = 2100


class Pictures:
    """The pictures that a file names; `read` gives where a path from the workspace's root lies."""

    def __init__(self, path: str, read: Callable[[str], Path]) -> None:
        self._path = path
        self._read = read

    def fitted(self, url: str, width: float, height: float, *, least: float = 0) -> Picture | None:
        """A picture, at most so large, and at least as wide as `least`; None where it is none that can be printed.

        Raises UnprintableError.
        """
        if not is_printed(url):
            return None
        image, wide, high = self._image(url)
        scale = min(max(PIXEL, least / wide), width / wide, height / high)
        return Picture(image, wide * scale, high * scale)

    def _image(self, url: str) -> tuple[Any, int, int]:
        """An image for reportlab, and how many pixels its file has across and down."""
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        file = self._read(beside(self._path, unquote(url.partition("#")[0])))
        try:
            with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(file.read_bytes()), formats=_FORMATS) as found:
                wide, high = found.size
                if wide * high > _MOST_PIXELS:
                    raise UnprintableError(f"the image `{file.name}` has more than {_MOST_PIXELS // 1_000_000} million pixels")
                found.draft("RGB", (_MOST_ACROSS, _MOST_ACROSS))
                image = found.convert("RGBA" if _is_clear(found) else "RGB")
            image.thumbnail((_MOST_ACROSS, _MOST_ACROSS))
            return ImageReader(image), wide, high
        except UnprintableError:
            raise
        except Exception as error:  # whatever Pillow makes of a broken file
            raise UnprintableError(f"the image `{file.name}` can't be read") from error


def is_printed(url: str) -> bool:
    """Is it a file of the workspace, of a format that can be printed?"""
    return not is_outside(url) and PurePosixPath(unquote(url.partition("#")[0])).suffix.lower() in PRINTED


def _is_clear(image: Any) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info

"""Pictures on paper: what Pillow reads. A drawing (SVG) is none of those, and its words stand for it."""

import io
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from cedu.rendering.paper.boxes import Picture
from cedu.rendering.paper.type import UnprintableError
from cedu.source.markdown import is_outside
from cedu.source.outline import beside

PRINTED = (".png", ".jpg", ".jpeg", ".gif", ".webp")
# A pixel of a screen is 1/96 inch (CSS), a point 1/72.
PIXEL = 0.75
_MOST_PIXELS = 60_000_000


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
        image = self._image(url)
        wide, high = image.getSize()
        scale = min(max(PIXEL, least / wide), width / wide, height / high)
        return Picture(image, wide * scale, high * scale)

    def _image(self, url: str) -> Any:
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        file = self._read(beside(self._path, unquote(url.partition("#")[0])))
        try:
            with Image.open(io.BytesIO(file.read_bytes())) as found:
                if found.width * found.height > _MOST_PIXELS:
                    raise UnprintableError(f"the image `{file.name}` has more than {_MOST_PIXELS // 1_000_000} million pixels")
                return ImageReader(found.convert("RGBA" if _is_clear(found) else "RGB"))
        except UnprintableError:
            raise
        except Exception as error:  # whatever Pillow makes of a broken file
            raise UnprintableError(f"the image `{file.name}` can't be read") from error


def is_printed(url: str) -> bool:
    """Is it a file of the workspace, of a format that can be printed?"""
    return not is_outside(url) and PurePosixPath(unquote(url.partition("#")[0])).suffix.lower() in PRINTED


def _is_clear(image: Any) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info

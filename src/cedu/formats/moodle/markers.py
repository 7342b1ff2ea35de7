"""Places on an image as Moodle has them (`question/type/ddmarker`), in the pixels of the file: there and back.

Until Moodle 4.0 a larger image than 600 by 400 was made smaller when it was read, and exported so, with its places where they were.
"""

import re

from cedu.model.interaction import Area

MARKER = "✔"  # what learners put onto the image
_NUMBERS = re.compile(r"\d{1,6}(?:\.\d{1,6})?")
_COUNTS = {"rectangle": 4, "circle": 3}


def coordinates(area: Area) -> str:
    """The place of an area, in whole pixels: `left,top;width,height`, `x,y;radius`, or `x,y;x,y;x,y`."""
    numbers = [round(number) for number in area.coordinates]
    match area.shape:
        case "rectangle":
            left, top, right, bottom = numbers
            return f"{left},{top};{max(right - left, 1)},{max(bottom - top, 1)}"
        case "circle":
            return f"{numbers[0]},{numbers[1]};{max(numbers[2], 1)}"
    return ";".join(f"{x},{y}" for x, y in zip(numbers[::2], numbers[1::2], strict=True))


def placed(shape: str, written: str) -> tuple[float, ...] | None:
    """What `coordinates` was made of, but for rounding; None where it is none."""
    numbers = [float(found) for found in _NUMBERS.findall(written)]
    numbers = [int(number) if number == int(number) else number for number in numbers]
    if shape == "rectangle" and len(numbers) == _COUNTS[shape]:
        left, top, width, height = numbers
        return left, top, left + width, top + height
    if shape == "circle" and len(numbers) == _COUNTS[shape]:
        return tuple(numbers)
    return tuple(numbers) if shape == "polygon" and len(numbers) >= 6 and len(numbers) % 2 == 0 else None

"""The course player: its scripts, styles and texts, and the page that an LMS launches.

The scripts are ES2019 without a framework, and each bundle holds them as they are here, but for comments and indentation. They share one
global, `cedu`:

- `strings.js`: `cedu.say(name, values)`, the interface's texts, from the page's `cedu-strings` block;
- `quiz.js`: asks and scores the forms that `cedu.rendering.items` draws; the site has it too;
- `memory.js`: what is kept between visits, and what follows from it;
- `scorm12.js`: a tracker, which tells one standard's LMS what the learner did;
- `player.js`: the launch page.
"""

import json
import re
from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent


@cache
def asset(name: str) -> bytes:
    """The bytes of one of the player's scripts or styles; no string of theirs goes over a line, so that indentation means nothing."""
    text = (_HERE / name).read_text(encoding="utf-8")
    return re.sub(r"\n\s+", "\n", re.sub(r"^ */\*.*?\*/$", "", text, flags=re.DOTALL | re.MULTILINE)).lstrip().encode()


@cache
def strings(language: str) -> dict[str, str]:
    """The interface's texts, by name: in `language`, or in its first subtag's, or else in English."""
    for tag in (language, language.split("-")[0], "en"):
        path = _HERE / "strings" / f"{tag}.json"
        if path.is_file():
            return dict(json.loads(path.read_text(encoding="utf-8")))
    raise FileNotFoundError(_HERE / "strings" / "en.json")


def data_block(id: str, value: object) -> str:
    """`value` as JSON in a block that scripts read: no script itself, so that a Content-Security-Policy lets it be."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f'<script type="application/json" id="{id}">{text.replace("<", chr(92) + "u003c")}</script>'

"""The course player: its scripts, styles and texts, and the page that an LMS launches.

The scripts are ES2019 without a framework, and share one global, `cedu`. A bundle holds them without their comments and long names, as
`make player` puts them into `minified/`, which a test compares:

- `strings.js`: `cedu.say(name, values)` and `cedu.tell(element, name, values)`, the interface's texts, from the `Cedu-strings` block;
- `memory.js`: what is kept between visits, and what follows from it; `cedu.player.budget` counts how much that can be, and
  `cedu.player.completion` says what it comes to;
- `scoring.js`: what an answer earns; `kinds.js`: how each kind of item is answered in the forms that `cedu.rendering.items` draws;
  `answers.js`: one item, whatever its kind; `quiz.js`: a whole form;
- `local.js`: a tracker that keeps all of it in the browser: where there is no LMS, where the LMS fails, and on the site;
- `scorm12.js`, `scorm2004.js` (which find the LMS by `api.js`), `cmi5.js` (which speaks as `xapi.js` does): a tracker each, which tells
  one standard's LMS what the learner did;
- `alone.js`: `cedu.alone(name, lost)`, one window at a time;
- `parts.js`: elements with texts of ours, and notices; `search.js`: `cedu.search(course, shown)`, the search field; `printing.js`:
  `cedu.print(course)`, all lessons on paper;
- `player.js`: the launch page.

A tracker's file sets `cedu.tracker(course, trouble)`, which makes one; `local.js` sets `cedu.local(course, trouble)`. What a tracker is
told is in the player's own words; the vocabulary of a standard is known in its file and nowhere else. `course` is what the page's
`Cedu-course` block says. `trouble(kind, detail)` tells the learner once that the LMS is `absent` or has `refused` something. A tracker
has

- `room`: how many characters `suspend` takes at most; none where there is no such bound;
- `start()`: opens the session; a promise of what the LMS knows: `{mode, credit, learner, location, memory, completed, passed, score,
  back}`, or of null where there is no LMS. `mode` is normal, browse or review; `credit` a boolean; `learner` the LMS's id of them, or
  empty; `location` and `memory` what `page` and `suspend` left there; `completed` a boolean; `passed` true, false or null (no verdict);
  `score` in percent or null; `back` the address that the LMS wants its learners at afterwards, where it has one;
- `page(lesson, progress)`: which lesson is open (its id), and how far the learner is in all, from 0 to 1;
- `answer(record)`: one item that was handed in, as `quiz.js` describes it;
- `score(percent)`: the score of all assessments together;
- `complete({completed, passed, more})`: where the course stands; `more`: there is something to come back for;
- `suspend(memory)`: keeps this text for the next visit, and makes the LMS keep all that it was told; true, or a promise of true, where it
  did;
- `finish()`: closes the session, once; called while the page goes away, so it waits for nothing.

The player calls what it likes whenever it likes: a tracker sends only what is new, nothing before `start` has answered, nothing after
`finish`, and in the modes browse and review nothing that would change the learner's record.
"""

import json
from functools import cache
from pathlib import Path

# What asks and scores a form, in the order in which a page loads it.
FORMS = ("scoring.js", "kinds.js", "answers.js", "quiz.js")
_MINIFIED = Path(__file__).resolve().parent / "minified"


@cache
def asset(name: str) -> bytes:
    """The bytes of one of the player's scripts or styles, as a page gets them."""
    return (_MINIFIED / name).read_bytes()


def data_block(id: str, value: object) -> str:
    """`value` as JSON in a block that scripts read: no script itself, so that a Content-Security-Policy lets it be."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f'<script type="application/json" id="{id}">{text.replace("<", chr(92) + "u003c")}</script>'

"""`cedu explain`."""

import re
import sys
from collections.abc import Iterator
from itertools import groupby

import typer

from cedu.cli.app import Command
from cedu.cli.console import fail, write

# By the first digit of the code (design, 4).
_FAMILIES = {
    "0": "reading",
    "1": "schema",
    "2": "references and structure",
    "3": "objectives and blueprints",
    "4": "items",
    "5": "content and accessibility",
    "6": "targets",
    "7": "certification and programme",
    "8": "freshness",
}

_ALWAYS = """\
## It can't be switched off

A file with this error is not read, so ignoring it would drop what the file declares from every build without a word.
"""
_BREAKS_ITEM = """\
## It can't be switched off

An item with this error has no meaning in any format, so nothing could be built of it.
"""
_SWITCH_OFF = """\
## How to switch it off

In `cedu.yaml`, everywhere, in one place, or by making it count as {other}:

```yaml cedu.yaml
lint:
  ignore: [{code}]
  paths:
    - {{path: curricula/legacy, ignore: [{code}]}}
  severity: {{{code}: {other}}}
```

On one line, in a comment at its end: `# cedu: ignore {code}`, or `<!-- cedu: ignore {code} -->` in Markdown.
"""


def explain(
    code: str = typer.Argument(
        "", metavar="[CODE]", help="Such as CE201, or a target such as gift; all codes in one line each where it is left out."
    ),
) -> None:
    """Tell what a rule is for, or what a target can't express."""
    from shutil import get_terminal_size

    from cedu.rules import rules

    if not code:
        write(_overview())
        return
    page = "".join(_page(code.upper()) if code.upper() in rules() else _target_page(code))
    write([_fitting(page, get_terminal_size().columns) if sys.stdout.isatty() else page])


def _target_page(name: str) -> Iterator[str]:
    from cedu.diagnostics import did_you_mean
    from cedu.rules import rules
    from cedu.targets import targets
    from cedu.targets.docs.formats import page

    if name not in targets():
        family = [each for each in rules() if each[:3] == name.upper()[:3]] or [*targets()]
        what = "rule" if name.upper().startswith("CE") and name[2:].isdigit() else "rule or target"
        fail(f"there is no {what} `{name}`; {did_you_mean(name, family) or '`cedu explain` lists them all'}")
    yield page(targets()[name])


def _overview() -> Iterator[str]:
    from cedu.rules import page, rules

    for digit, codes in groupby(rules(), key=lambda code: code[2]):
        yield f"CE{digit}  {_FAMILIES[digit]}\n"
        for code in codes:
            yield f"  {code}  {rules()[code].severity:<7}  {page(code).partition(chr(10))[0].rstrip('.')}\n"
        yield "\n"
    from textwrap import fill

    from cedu.targets import targets

    yield fill(f"And what a target can't express, of {', '.join(targets())}.", 80, break_on_hyphens=False) + "\n"


def _page(code: str) -> Iterator[str]:
    from cedu.rules import page, rules

    title, _, rest = page(code).partition("\n")
    yield f"{code}  {rules()[code].severity}  {title}\n{rest.rstrip()}\n\n"
    if rules()[code].always_counts:
        yield _BREAKS_ITEM if rules()[code].breaks_item else _ALWAYS
    else:
        yield _SWITCH_OFF.format(code=code, other="warning" if rules()[code].severity == "error" else "error")


def _fitting(page: str, width: int) -> str:
    """The page with its paragraphs in lines that the terminal holds; examples keep their own."""
    from textwrap import fill

    parts = re.split(r"(^```.*?^```$)", page, flags=re.MULTILINE | re.DOTALL)
    for number, prose in enumerate(parts[::2]):
        blocks = prose.split("\n\n")
        parts[2 * number] = "\n\n".join(
            fill(block, width, break_long_words=False, break_on_hyphens=False)
            if block.strip() and not block.lstrip().startswith("- ")
            else block
            for block in blocks
        )
    return "".join(parts).rstrip() + "\n"


COMMAND = Command("explain", explain)

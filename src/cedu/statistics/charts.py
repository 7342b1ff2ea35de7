"""Charts as SVG for a page: with classes and no styles of their own, and with a table beside them that says the same in words."""

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from cedu.statistics import Figure

_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 16, 14, 44
_WIDTH, _HIGH, _LOW = 640, 380, 240
_BAR = 160
# With more items than this, intervals would hide one another.
_MOST_INTERVALS = 40


class Point(NamedTuple):
    """An item on the map: its number, where it leads, and whether something of it is to be looked at."""

    number: int
    url: str
    difficulty: Figure
    discrimination: Figure
    marked: bool


class Axes(NamedTuple):
    """What a chart and its two axes are called, and how the page's language marks decimals."""

    title: str
    across: str
    up: str
    decimal: str = "."


def scores(counts: Sequence[int], cut: float | None, axes: Axes) -> str:
    """How many attempts have a score in each band of equal width, and where the passing score (in percent) lies."""
    most = max(max(counts), 1)
    step = _step(most)
    width, height = _WIDTH - _LEFT - _RIGHT, _LOW - _TOP - _BOTTOM
    top = -(-most // step) * step
    parts = [*_frame(_LOW, axes)]
    for value in range(0, top + 1, step):
        y = _LOW - _BOTTOM - height * value / top
        parts.append(
            f'<path class="grid" d="M{_LEFT} {y:.1f}h{width}"/><text class="tick end" x="{_LEFT - 8}" y="{y + 4:.1f}">{value}</text>'
        )
    for band, count in enumerate(counts):
        x, high = _LEFT + width * band / len(counts), height * count / top
        y = _LOW - _BOTTOM - high
        parts.append(f'<rect class="bar" x="{x + 2:.1f}" y="{y:.1f}" width="{width / len(counts) - 4:.1f}" height="{high:.1f}"/>')
    parts += [_tick(_LEFT + width * share / 100, _LOW, f"{share}") for share in range(0, 101, 10)]
    if cut is not None:
        x = _LEFT + width * cut / 100
        parts.append(f'<path class="cut" d="M{x:.1f} {_TOP}V{_LOW - _BOTTOM}"/>')
    return _svg(_LOW, axes.title, parts)


def _step(most: int) -> int:
    """A round step that makes at most six lines."""
    step = 1
    while most > 5 * step:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return step


def item_map(points: Sequence[Point], poor: float, axes: Axes) -> str:
    """Items by difficulty and discrimination, with their intervals where there are few; below `poor` lies what tells too little."""
    width, height = _WIDTH - _LEFT - _RIGHT, _HIGH - _TOP - _BOTTOM
    shown = [point for point in points if point.difficulty.value is not None and point.discrimination.value is not None]
    lowest = min((point.discrimination.value or 0.0 for point in shown), default=0.0)
    bottom = -0.2 * min(math.ceil(max(-lowest, 0.02) / 0.2 + 0.1), 5)

    def across(value: float) -> float:
        return _LEFT + width * value

    def up(value: float) -> float:
        return _TOP + height * (1 - (max(value, bottom) - bottom) / (1 - bottom))

    parts = [*_frame(_HIGH, axes)]
    parts.append(f'<rect class="poor" x="{_LEFT}" y="{up(poor):.1f}" width="{width}" height="{up(bottom) - up(poor):.1f}"/>')
    for tenth in range(round(bottom * 10), 11):
        if tenth % 2 == 0:
            y, label = up(tenth / 10), f"{tenth / 10:.1f}".replace("-", "−").replace(".", axes.decimal)
            kind = "axis" if tenth == 0 else "grid"
            parts.append(
                f'<path class="{kind}" d="M{_LEFT} {y:.1f}h{width}"/><text class="tick end" x="{_LEFT - 8}" y="{y + 4:.1f}">{label}</text>'
            )
    parts += [_tick(across(share / 100), _HIGH, f"{share}") for share in range(0, 101, 20)]
    for point in shown if len(shown) <= _MOST_INTERVALS else ():
        x, y = across(point.difficulty.value or 0.0), up(point.discrimination.value or 0.0)
        if point.difficulty.low is not None and point.difficulty.high is not None:
            parts.append(f'<path class="reach" d="M{across(point.difficulty.low):.1f} {y:.1f}H{across(point.difficulty.high):.1f}"/>')
        if point.discrimination.low is not None and point.discrimination.high is not None:
            parts.append(f'<path class="reach" d="M{x:.1f} {up(point.discrimination.low):.1f}V{up(point.discrimination.high):.1f}"/>')
    parts += [_point(point, across(point.difficulty.value or 0.0), up(point.discrimination.value or 0.0)) for point in shown]
    return _svg(_HIGH, axes.title, parts)


def _point(point: Point, x: float, y: float) -> str:
    """A number in a circle, or in a diamond where something is to be looked at: the form says it, not the colour alone."""
    shape = f'<path d="M{x:.1f} {y - 15:.1f}l15 15l-15 15l-15 -15z"/>' if point.marked else f'<circle cx="{x:.1f}" cy="{y:.1f}" r="11.5"/>'
    look = "point marked" if point.marked else "point"
    label = f'<text x="{x:.1f}" y="{y + 4:.1f}">{point.number}</text>'
    return f'<a class="{look}" href="{escape(point.url)}">{shape}{label}</a>'


def bar(share: Figure, key: bool) -> str:
    """A share from 0 to 1 and its interval; the number stands beside it, so nobody has to hear of it."""
    if share.value is None:
        return ""
    parts = [
        f'<rect class="track" x="0" y="3" width="{_BAR}" height="14"/>',
        f'<rect class="{"right" if key else "wrong"}" x="0" y="3" width="{_BAR * share.value:.1f}" height="14"/>',
    ]
    if share.low is not None and share.high is not None:
        low, high = _BAR * share.low, _BAR * share.high
        parts.append(f'<path class="whisker" d="M{low:.1f} 6v8M{low:.1f} 10H{high:.1f}M{high:.1f} 6v8"/>')
    return f'<svg class="share" viewBox="0 0 {_BAR} 20" width="{_BAR}" height="20" aria-hidden="true">{"".join(parts)}</svg>'


def _frame(height: int, axes: Axes) -> Iterator[str]:
    middle = (_TOP + height - _BOTTOM) / 2
    yield f'<text class="name" x="{(_LEFT + _WIDTH - _RIGHT) / 2:.1f}" y="{height - 6}">{escape(axes.across)}</text>'
    yield f'<text class="name" transform="translate(14 {middle:.1f}) rotate(-90)">{escape(axes.up)}</text>'


def _tick(x: float, height: int, label: str) -> str:
    return f'<text class="tick" x="{x:.1f}" y="{height - _BOTTOM + 18}">{label}</text>'


def _svg(height: int, title: str, parts: Sequence[str]) -> str:
    """A chart with links in it is a group, or nobody who listens would find them."""
    return f'<svg class="chart" viewBox="0 0 {_WIDTH} {height}" role="group" aria-label="{escape(title)}">{"".join(parts)}</svg>'

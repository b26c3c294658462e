"""The plot of a call's cost against concurrency, from what `make bench` wrote."""

from __future__ import annotations

import math
import re

ROW = re.compile(r"^\| async calls, (\d+) at a time\s*\| ([\d.]+) us\s*\| ([\d.]+) us\s*\|", re.MULTILINE)
LEFT, RIGHT, TOP, BOTTOM = 75, 500, 50, 270
STYLE = """
.cost-ours { fill: none; stroke: var(--md-typeset-a-color, #009485); stroke-width: 3; }
.cost-theirs { fill: none; stroke: var(--md-default-fg-color--light, #777); }
.cost-theirs { stroke-width: 3; stroke-dasharray: 7 5; }
.cost-grid { stroke: var(--md-default-fg-color--lightest, #ddd); stroke-width: 1; }
.cost-text { fill: var(--md-default-fg-color, #222); }
"""


def cost_plot(results: str) -> str:
    """Return an SVG with a line for each client, or no text where the results have fewer than two points.

    Args:
        results: The Markdown of the results.
    """
    points = [(int(at), float(ours), float(theirs)) for at, ours, theirs in ROW.findall(results)]
    if len(points) < 2:
        return ""
    high = step_above(max(max(ours, theirs) for _, ours, theirs in points))
    first, last = math.log10(points[0][0]), math.log10(points[-1][0])

    def x(at: int) -> float:
        return LEFT + (RIGHT - LEFT) * (math.log10(at) - first) / (last - first)

    def y(cost: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * cost / high

    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 530 325" role="img"'
        ' font-family="system-ui, sans-serif" font-size="15">',
        "<title>CPU time of an async call against the number of calls at a time</title>",
        f"<style>{STYLE}</style>",
    ]
    parts.append(text(0, 20, "CPU time of an async call", "start"))
    for part in range(5):
        cost = high * part / 4
        parts.append(f'<path class="cost-grid" d="M{LEFT} {y(cost):.0f} H{RIGHT}"/>')
        parts.append(text(LEFT - 8, y(cost) + 5, f"{cost:.0f} µs", "end"))
    parts += [text(x(at), BOTTOM + 24, str(at), "middle") for at, _, _ in points]
    parts.append(text((LEFT + RIGHT) / 2, BOTTOM + 48, "calls at a time", "middle"))
    for column, name, kind in ((1, "tc.aio", "ours"), (2, "taskcluster.aio", "theirs")):
        path = " L".join(f"{x(int(point[0])):.1f} {y(point[column]):.1f}" for point in points)
        parts.append(f'<path class="cost-{kind}" d="M{path}"/>')
        parts.append(text(RIGHT, y(points[-1][column]) - 10, name, "end"))
    return "".join([*parts, "</svg>"])


def step_above(value: float) -> float:
    """Return the first of 1, 2, 4, 8 times a power of ten, or of 10 times it, that is no smaller."""
    unit = 10.0 ** math.floor(math.log10(value))
    return next(unit * factor for factor in (1, 2, 4, 8, 10) if unit * factor >= value)


def text(x: float, y: float, words: str, anchor: str) -> str:
    """A line of text at a place of the drawing."""
    return f'<text class="cost-text" x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{words}</text>'

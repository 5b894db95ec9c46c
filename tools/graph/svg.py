"""A graph as a picture: an SVG for <img>, light or dark as the page around it, the same bytes on every machine."""

from __future__ import annotations

import math
import re
from html import escape

from tools.graph.boxes import HEAD, LEADING, NAME, ROW, SIDE, TOP, Box, boxes_of, lines_of, width
from tools.graph.layout import arrange
from tools.graph.steps import Graph, describe, direction_of, title

# page: behind shapes on lines; ink: names; soft: shapes and rows; then, for each kind of box, its ground and its type
LIGHT = {
    "page": "#ffffff", "ink": "#1b1f27", "soft": "#4c5461", "line": "#7a8494",
    "io": ("#f3f5f8", "#566072"), "other": ("#f1f2f5", "#4d5666"), "leaf": ("#fcecf5", "#a3246c"),
    "layer": ("#eaf1fe", "#2457b8"), "act": ("#fdeeec", "#b03a2b"), "pool": ("#e8f5ec", "#23703f"),
    "shape": ("#faf1e1", "#8a5410"), "norm": ("#e3f4f5", "#106a73"), "drop": ("#f3edfd", "#6a40b8"),
}  # fmt: skip
DARK = {
    "page": "#1e2129", "ink": "#eceff5", "soft": "#bcc4d1", "line": "#8791a2",
    "io": ("#2a2f3a", "#b4bdcc"), "other": ("#2b303a", "#c0c8d6"), "leaf": ("#44263a", "#ffaad6"),
    "layer": ("#1f2d4a", "#9cc0ff"), "act": ("#43282a", "#ffb0a3"), "pool": ("#1e3a2b", "#8edaa8"),
    "shape": ("#3b301f", "#f0c481"), "norm": ("#183a40", "#84d8e0"), "drop": ("#332a4d", "#cdb6ff"),
}  # fmt: skip
MARGIN = 8
STYLE = f"""\
text{{font:{ROW}px Arial,"Liberation Sans",Helvetica,sans-serif;fill:var(--soft)}}
.name{{font-size:{NAME}px;font-weight:bold;fill:var(--ink)}}.name tspan{{font-weight:normal}}
.line{{fill:none;stroke:var(--line);stroke-width:1.3}}marker{{fill:var(--line)}}
.size{{paint-order:stroke;stroke:var(--page);stroke-width:3px}}rect{{stroke-opacity:.55}}"""
HEADER = """\
<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{lang}" aria-labelledby="t d" {frame}>
<title id="t">{title}</title>
<desc id="d">{desc}</desc>
<style>
{style}
</style>
<marker id="a" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="7" orient="auto">
<path d="M0 0 10 5 0 10 3 5z"/></marker>
"""


def style(kinds: set[str]) -> str:
    """The colours as variables in both schemes, and rules for the kinds of boxes that are there."""

    def variables(colours: dict[str, str | tuple[str, str]]) -> str:
        plain = {name: colour for name, colour in colours.items() if isinstance(colour, str)}
        boxes = {f"{kind}-box": colours[kind][0] for kind in sorted(kinds)}
        types = {f"{kind}-type": colours[kind][1] for kind in sorted(kinds)}
        return ";".join(f"--{name}:{colour}" for name, colour in {**plain, **boxes, **types}.items())

    rules = [
        f".{kind} rect{{fill:var(--{kind}-box);stroke:var(--{kind}-type)}}.{kind} tspan{{fill:var(--{kind}-type)}}"
        for kind in sorted(kinds)
    ]
    scheme = f"svg{{{variables(LIGHT)}}}\n@media (prefers-color-scheme:dark){{svg{{{variables(DARK)}}}}}"
    return "\n".join([scheme, STYLE, *rules])


def number(value: float) -> str:
    """At most one decimal, and no -0."""
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")


def curve(path: str) -> str:
    """A curve of Netron's; one that is straight in truth becomes a line."""
    path = re.sub(r"-?\d[\d.]*(e-?\d+)?", lambda found: number(float(found[0])), path)
    points = re.findall(r"-?\d[\d.]*", path)
    if len(set(points[0::2])) == 1 or len(set(points[1::2])) == 1:
        return f"M{points[0]},{points[1]}L{points[-2]},{points[-1]}"
    return path


def _box(box: Box, left: float, top: float) -> str:
    type_ = f"<tspan>{escape(box.type)}</tspan>" if box.type else ""
    head = " ".join(filter(None, (escape(box.name), type_)))
    rows = [f'<text x="{SIDE}" y="{TOP + HEAD + LEADING * i + 13}">{escape(row)}</text>' for i, row in enumerate(box.rows)]
    return (
        f'<g class="{box.kind}" transform="translate({number(left)},{number(top)})">'
        f'<rect width="{box.width}" height="{box.height}" rx="{box.height / 2 if box.kind == "io" else 8:g}"/>'
        f'<text class="name" x="{SIDE}" y="{TOP + 14}">{head}</text>{"".join(rows)}</g>'
    )


def svg(graph: Graph, lang: str) -> str:
    boxes = boxes_of(graph, lang)
    labels = lines_of(boxes)
    placed = arrange(
        [{"name": str(i), "width": box.width, "height": box.height} for i, box in enumerate(boxes)],
        [{"from": str(a), "to": str(b), "width": width(text, ROW), "height": ROW} for (a, b), text in labels.items()],
        direction_of(graph),
    )
    lines, sizes, nodes = [], [], []
    left = right = bottom = 0.0  # Netron's boxes start at 0, 0; a line around them may go further, on either side
    for label, at in zip(labels.values(), placed["lines"], strict=True):
        path = curve(at["d"])
        lines.append(f'<path class="line" marker-end="url(#a)" d="{path}"/>')
        across = [float(x) for x in re.findall(r"-?\d[\d.]*", path)[0::2]]
        left, right = min(left, *across), max(right, *across)
        if not label:
            continue
        half = width(label, ROW) / 2
        sizes.append(f'<text class="size" x="{number(at["x"] - half)}" y="{number(at["y"] + 4.5)}">{escape(label)}</text>')
        right = max(right, at["x"] + half)
    for box, at in zip(boxes, placed["boxes"], strict=True):
        nodes.append(_box(box, at["x"] - box.width / 2, at["y"] - box.height / 2))
        right = max(right, at["x"] + box.width / 2)
        bottom = max(bottom, at["y"] + box.height / 2)
    left = math.floor(left)
    w, h = math.ceil(right) - left + 2 * MARGIN, math.ceil(bottom) + 2 * MARGIN
    header = HEADER.format(
        lang=lang,
        title=escape(title(graph, lang)),
        desc=escape(describe(graph, lang)),
        style=style({box.kind for box in boxes}),
        frame=f'width="{w}" height="{h}" viewBox="{left - MARGIN} {-MARGIN} {w} {h}"',
    )
    return header + "\n".join([*lines, *sizes, *nodes, "</svg>\n"])

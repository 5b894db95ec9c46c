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
FONTS = "Arial,'Liberation Sans',Arimo,Helvetica,sans-serif"
HEADER = """\
<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{lang}" aria-labelledby="t d" {frame} {text}>
<title id="t">{title}</title>
<desc id="d">{desc}</desc>
<style>
{style}
</style>
<marker id="a" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="7" orient="auto" fill="{line}">
<path d="M0 0 10 5 0 10 3 5z"/></marker>
"""


def style(kinds: set[str]) -> str:
    """What attributes cannot say: the halo of a text on a line, and the dark colours. The light ones are attributes, which
    every viewer knows; many know neither variables nor what stands behind an @."""
    dark = {name: colour for name, colour in DARK.items() if isinstance(colour, str)}
    rules = [
        "svg{{fill:{soft}}}.name{{fill:{ink}}}.line{{stroke:{line}}}marker{{fill:{line}}}.size{{stroke:{page}}}".format(**dark),
        *(".{0} rect{{fill:{1};stroke:{2}}}.{0} tspan{{fill:{2}}}".format(kind, *DARK[kind]) for kind in sorted(kinds)),
    ]
    halo = f"@supports (paint-order:stroke){{.size{{paint-order:stroke;stroke:{LIGHT['page']};stroke-width:3px}}}}"
    return f"{halo}\n@media (prefers-color-scheme:dark){{{chr(10).join(rules)}}}"


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


def _text(x: float, y: float, text: str, long: float, more: str = "") -> str:
    """Never wider than it was measured, whatever the fonts of the viewer: a number must not be cut at the edge."""
    fit = f'textLength="{number(long)}" lengthAdjust="spacingAndGlyphs"' if text else ""
    return f'<text {more}x="{number(x)}" y="{number(y)}" {fit}>{text}</text>'


def _box(box: Box, left: float, top: float) -> str:
    ground, ink = LIGHT[box.kind]
    type_ = f'<tspan font-weight="normal" fill="{ink}">{escape(box.type)}</tspan>' if box.type else ""
    head = " ".join(filter(None, (escape(box.name), type_)))
    named = f'class="name" font-size="{NAME}" font-weight="bold" fill="{LIGHT["ink"]}" '
    rows = [_text(SIDE, TOP + HEAD + LEADING * i + 13, escape(row), width(row, ROW)) for i, row in enumerate(box.rows)]
    return (
        f'<g class="{box.kind}" transform="translate({number(left)},{number(top)})">'
        f'<rect width="{box.width}" height="{box.height}" rx="{box.height / 2 if box.kind == "io" else 8:g}" '
        f'fill="{ground}" stroke="{ink}" stroke-opacity=".55"/>'
        f"{_text(SIDE, TOP + 14, head, box.head, named)}{''.join(rows)}</g>"
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
    stroke = f'fill="none" stroke="{LIGHT["line"]}" stroke-width="1.3"'
    # Netron's boxes start at 0, 0; a line around them may go further, on any side
    across, down = [0.0], [0.0]
    for label, at in zip(labels.values(), placed["lines"], strict=True):
        path = curve(at["d"])
        lines.append(f'<path class="line" marker-end="url(#a)" {stroke} d="{path}"/>')
        numbers = [float(value) for value in re.findall(r"-?\d[\d.]*", path)]
        across += numbers[0::2]
        down += numbers[1::2]
        if not label:
            continue
        half = width(label, ROW) / 2
        sizes.append(_text(at["x"] - half, at["y"] + 4.5, escape(label), 2 * half, 'class="size" '))
        across += [at["x"] - half, at["x"] + half]
        down += [at["y"] - ROW / 2, at["y"] + ROW / 2]
    for box, at in zip(boxes, placed["boxes"], strict=True):
        nodes.append(_box(box, at["x"] - box.width / 2, at["y"] - box.height / 2))
        across.append(at["x"] + box.width / 2)
        down.append(at["y"] + box.height / 2)
    left, top = math.floor(min(across)), math.floor(min(down))
    w, h = math.ceil(max(across)) - left + 2 * MARGIN, math.ceil(max(down)) - top + 2 * MARGIN
    header = HEADER.format(
        lang=lang,
        title=escape(title(graph, lang)),
        desc=escape(describe(graph, lang)),
        style=style({box.kind for box in boxes}),
        text=f'font-family="{FONTS}" font-size="{ROW}" fill="{LIGHT["soft"]}"',
        line=LIGHT["line"],
        frame=f'width="{w}" height="{h}" viewBox="{left - MARGIN} {top - MARGIN} {w} {h}"',
    )
    return header + "\n".join([*lines, *sizes, *nodes, "</svg>\n"])

"""Plots: what an example's section `plot` draws with matplotlib, as an SVG for <img>, light or dark as the page around it.

The section names its colours ("C0" … "C5", "black", "gray", "white"); here each becomes a variable with two values.
"""

from __future__ import annotations

import contextlib
import io
import re
import runpy
from pathlib import Path

from tools.graph.svg import DARK, LIGHT, number

SECTION = "plot"
PLOT = re.compile(r"^!\[(?P<alt>.+)\]\((?P<path>[\w/-]+)\.plot\)\s*$")
"""A plot in a page, on a line of its own: `![What one sees.](init/spread.plot)`."""
MAX_WIDTH, MAX_BYTES = 400, 15_000
RULES = '*{stroke-linejoin:round;stroke-linecap:butt}text{font:11px Arial,"Liberation Sans",Helvetica,sans-serif;fill:var(--ink)}'
LEAN = {
    r"<!--.*?-->": "",
    r"font-family: [^;\"]*;? ?|font-size: 11px; ": "",
    r'<g id="[^"]*">': "<g>",
    r' transform="rotate\(-0 [^"]*"': "",
    r'<path d="[^"]*" style="fill: none"/>': "",
    r"\s*\n\s*": "\n",
    r"<g>\s*</g>\n?": "",
    r"(?<=[\dz])\n(?=[A-Zz\"])": "",
    r"\b([MLQC]) (?=[-\d])": r"\1",
}
"""What to take from matplotlib's SVG: comments, its fonts, names nobody refers to, shapes without a line, line breaks."""
CYCLE = {f"C{number}": kind for number, kind in enumerate(("layer", "shape", "pool", "act", "drop", "norm"))}
NAMED = {"black": "#000000", "gray": "#808080", "white": "#ffffff"}
INKS = {"black": "ink", "gray": "soft", "white": "page"}
STYLE = {
    "font.size": 11,
    "axes.labelsize": 11,
    "axes.titlesize": 12,
    "xtick.labelsize": 11,
    "ytick.labelsize": 11,
    "legend.fontsize": 11,
    "legend.frameon": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": NAMED["gray"],
    "xtick.color": NAMED["gray"],
    "ytick.color": NAMED["gray"],
    "grid.color": NAMED["gray"],
    "grid.alpha": 0.25,
    "grid.linewidth": 0.8,
    "lines.linewidth": 1.8,
    "figure.constrained_layout.use": True,
    "svg.fonttype": "none",
    "svg.hashsalt": "torch.nn",
    "savefig.transparent": True,
}


class PlotError(ValueError):
    """A plot that cannot be shown to readers."""


def picture(source: Path) -> Path:
    """`spread.py` or `spread.plot` → `spread.svg`, beside it."""
    return source.with_suffix(".svg")


def published(source: Path) -> str:
    """Where a page finds the picture: `snippets/init/spread.py` → `plots/init-spread.svg`."""
    return f"plots/{source.parent.name}-{source.stem}.svg"


def markdown(alt: str, source: Path) -> str:
    """A plot's line in a page, with the address and the size of its picture."""
    width, height = size(picture(source).read_text("utf-8"))
    return f'![{alt}]({published(source)}){{ .plot width="{width}" height="{height}" }}'


def size(svg: str) -> tuple[str, str]:
    """Width and height, in pixels."""
    return re.search(r'<svg [^>]*?width="(\d+)" height="(\d+)"', svg).groups()


def draw(path: Path) -> str:
    """Run the example and hand back its figure as SVG. Raises PlotError for one that a phone or the page cannot show."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    colours = matplotlib.cycler(color=[LIGHT[kind][1] for kind in CYCLE.values()])
    plt.close("all")
    with matplotlib.rc_context(STYLE | {"axes.prop_cycle": colours}), contextlib.redirect_stdout(io.StringIO()):
        runpy.run_path(str(path))
        figures = plt.get_fignums()
        if len(figures) != 1:
            raise PlotError(f"section '{SECTION}' draws {len(figures)} figures. Draw one.")
        file = io.StringIO()
        plt.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
        plt.close("all")
    svg = adapt(file.getvalue())
    if int(size(svg)[0]) > MAX_WIDTH:
        raise PlotError(f"the plot is {size(svg)[0]} px wide, too wide for a phone. figsize=({MAX_WIDTH / 72:.1f}, …) at most.")
    if "<image" in svg:
        raise PlotError("the plot holds a raster picture (imshow?). Draw it with lines and areas: tools.plots.cells, say.")
    if len(svg) > MAX_BYTES:
        raise PlotError(f"the plot has {len(svg)} bytes of {MAX_BYTES}. Draw fewer points.")
    return svg


def adapt(svg: str) -> str:
    """matplotlib's SVG with our font, our colours as variables, and without what a browser does not need."""
    width, height = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups()
    body = re.sub(r"<[^>]*>", rounded, svg.partition("</defs>")[2])
    for pattern, text in LEAN.items():
        body = re.sub(pattern, text, body, flags=re.S)
    for name, (written, *_) in colours().items():
        body = re.sub(written, f"var(--{name})", body, flags=re.I)
    used = {name: shades for name, (_, *shades) in colours().items() if f"--{name})" in body + RULES}
    light, dark = (";".join(f"--{name}:{shades[scheme]}" for name, shades in used.items()) for scheme in (0, 1))
    frame = f'width="{round(float(width))}" height="{round(float(height))}" viewBox="0 0 {width} {height}"'
    links = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    style = f"svg{{{light}}}@media (prefers-color-scheme:dark){{svg{{{dark}}}}}\n{RULES}"
    return f"<svg {links} {frame}>\n<style>{style}</style>{body.rstrip()}\n"


def rounded(tag: re.Match[str]) -> str:
    """A tag with the numbers of its attributes shortened; between the tags, 0.05 on an axis stays 0.05."""
    return re.sub(r"(?<![\w#.])(?<!opacity: )-?\d+\.\d+", lambda found: number(float(found[0])), tag[0])


def colours() -> dict[str, tuple[str, str, str]]:
    """Variable → its colour as matplotlib writes it, in the light and in the dark."""
    cycle = {name.lower(): (LIGHT[kind][1], LIGHT[kind][1], DARK[kind][1]) for name, kind in CYCLE.items()}
    return cycle | {ink: (NAMED[name], LIGHT[ink], DARK[ink]) for name, ink in INKS.items()}


def cells(ax, values, text: bool = True, form: str = "{:g}") -> None:
    """A matrix as tinted squares with its numbers: the stronger, the farther from 0; "C0" above, "C3" below.

    `values`: rows of numbers, a tensor or an array of shape (height, width). None in a row is an empty place.
    """
    rows = [list(map(lambda value: None if value is None else float(value), row)) for row in values]
    most = max((abs(value) for row in rows for value in row if value is not None), default=1) or 1
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if value is None:
                continue
            tint = dict(facecolor="C0" if value >= 0 else "C3", alpha=0.45 * abs(value) / most) if value else dict(fill=False)
            for style in ([dict(linewidth=0, **tint)] if value else []) + [dict(fill=False, edgecolor="gray", linewidth=0.8)]:
                ax.add_patch(_square(x, y, clip_on=False, **style))
            if text:
                ax.text(x + 0.5, y + 0.5, form.format(value).replace("-", "−"), ha="center", va="center", color="black")
    ax.set(xlim=(0, max(map(len, rows))), ylim=(len(rows), 0), aspect="equal")
    ax.axis("off")


def _square(x: float, y: float, **style):
    from matplotlib.patches import Rectangle

    return Rectangle((x, y), 1, 1, **style)

"""Plots: what an example's section `plot` draws with matplotlib, as an SVG for <img>."""

from __future__ import annotations

import io
from html import escape
from pathlib import Path

from tools.base.svg import MAX_WIDTH, size
from tools.graph.svg import LIGHT
from tools.record.build import processor
from tools.record.examples import namespace_of
from tools.record.plot_svg import CYCLE, STYLE, adapt
from tools.sources.examples import PLOT_SECTION, parse

MAX_BYTES = 15_000


class PlotError(ValueError):
    """A plot that cannot be shown to readers."""


def draw(path: Path) -> str:
    """Run the example and hand back its figure as SVG. Raises PlotError for one that a phone or the page cannot show."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    colours = matplotlib.cycler(color=[LIGHT[kind][1] for kind in CYCLE.values()])
    plt.close("all")
    with matplotlib.rc_context(STYLE | {"axes.prop_cycle": colours}):
        namespace_of(parse(path)[0])
        figures = plt.get_fignums()
        if len(figures) != 1:
            raise PlotError(f"section '{PLOT_SECTION}' draws {len(figures)} figures. Draw one.")
        file = io.StringIO()
        plt.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
        plt.close("all")
    svg = adapt(file.getvalue()).replace("<svg ", f'<svg data-processor="{escape(processor())}" ', 1)
    if int(size(svg)[0]) > MAX_WIDTH:
        raise PlotError(f"the plot is {size(svg)[0]} px wide, too wide for a phone. figsize=({MAX_WIDTH / 72:.1f}, …) at most.")
    if "<image" in svg:
        raise PlotError("the plot holds a raster picture (imshow?). Draw it with lines and areas: tools.record.cells, say.")
    if len(svg) > MAX_BYTES:
        raise PlotError(f"the plot has {len(svg)} bytes of {MAX_BYTES}. Draw fewer points.")
    return svg

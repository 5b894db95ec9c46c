"""matplotlib's SVG made ours: our font, light or dark as the page around it, and nothing that a browser does not need.

A plot names its colours ("C0" … "C5", "black", "gray", "white"); here each becomes a variable with two values.
"""

from __future__ import annotations

import re

from tools.graph.svg import DARK, LIGHT, number

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

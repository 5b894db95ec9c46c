"""matplotlib's SVG made ours: our font, light or dark as the page around it, and nothing that a browser does not need.

A plot names its colours ("C0" … "C5", "black", "gray", "white"); here each becomes a variable with two values.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from tools.graph.svg import DARK, LIGHT, number

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
HREF = f"{XLINK}href"
RULES = '*{stroke-linejoin:round;stroke-linecap:butt}text{font:11px Arial,"Liberation Sans",Helvetica,sans-serif;fill:var(--ink)}'
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

ElementTree.register_namespace("", SVG[1:-1])
ElementTree.register_namespace("xlink", XLINK[1:-1])


def adapt(svg: str) -> str:
    """matplotlib's SVG with our font, our colours as variables, and without what a browser does not need."""
    drawn = ElementTree.fromstring(svg)
    width, height = drawn.get("viewBox").split()[2:]
    body = [child for child in drawn if child.tag != f"{SVG}metadata" and child.find(f"{SVG}style") is None]
    for child in body:
        lean(child)
    root = ElementTree.Element(
        f"{SVG}svg", width=f"{float(width):.0f}", height=f"{float(height):.0f}", viewBox=f"0 0 {width} {height}"
    )
    style = ElementTree.SubElement(root, f"{SVG}style")
    root.extend(body)
    used = ElementTree.tostring(root, "unicode") + RULES
    shades = {name: pair for name, (_, *pair) in colours().items() if f"--{name})" in used}
    light, dark = (";".join(f"--{name}:{pair[scheme]}" for name, pair in shades.items()) for scheme in (0, 1))
    style.text = f"svg{{{light}}}@media (prefers-color-scheme:dark){{svg{{{dark}}}}}\n{RULES}"
    for element in root.iter():  # a tag a line, for people who read differences
        element.tail = "\n"
        if len(element):
            element.text = "\n"
    return ElementTree.tostring(root, "unicode")


def lean(element: ElementTree.Element) -> None:
    """Take out matplotlib's fonts, names nobody refers to, shapes without a line, and digits nobody sees."""
    if element.tag == f"{SVG}g":
        element.attrib.pop("id", None)
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]
    for name, value in element.attrib.items():
        element.set(name, shown(name, value))
    for child in list(element):
        lean(child)
        if draws_nothing(child):
            element.remove(child)


def draws_nothing(element: ElementTree.Element) -> bool:
    """A shape without a line, or an empty group."""
    return element.get("style") == "fill: none" if element.tag == f"{SVG}path" else element.tag == f"{SVG}g" and not len(element)


def shown(name: str, value: str) -> str:
    """An attribute as we write it: numbers shortened, colours by our names, text in our font."""
    if name == "style":
        kept = [rule for rule in value.split("; ") if not rule.startswith("font-family:") and rule != "font-size: 11px"]
        return "; ".join(rule if "opacity:" in rule else named(rounded(rule)) for rule in kept)
    if name in ("id", HREF):
        return value
    return re.sub(r" ?([A-Za-z]) ?", r"\1", rounded(" ".join(value.split()))) if name == "d" else rounded(value)


def rounded(text: str) -> str:
    return re.sub(r"(?<![\w#.])-?\d+\.\d+", lambda found: number(float(found[0])), text)


def named(rule: str) -> str:
    """`stroke: #2457b8` → `stroke: var(--c0)`."""
    what, _, value = rule.partition(": ")
    names = {written: name for name, (written, *_) in colours().items()}
    return f"{what}: var(--{names[value.lower()]})" if value.lower() in names else rule


def colours() -> dict[str, tuple[str, str, str]]:
    """Variable → its colour as matplotlib writes it, in the light and in the dark."""
    cycle = {name.lower(): (LIGHT[kind][1], LIGHT[kind][1], DARK[kind][1]) for name, kind in CYCLE.items()}
    return cycle | {ink: (NAMED[name], LIGHT[ink], DARK[ink]) for name, ink in INKS.items()}

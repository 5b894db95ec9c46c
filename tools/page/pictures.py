"""Pictures in a page. A network: the picture, its steps as a folded table, and Netron to look inside. A plot: the picture."""

from __future__ import annotations

import re
from pathlib import Path

from tools.base.project import SNIPPETS
from tools.base.svg import size
from tools.base.words import words
from tools.graph.steps import describe, kind_of, loads, steps, title
from tools.sources.examples import plot_of

NETWORK = re.compile(
    r'(?P<picture><p><img [^>]*src="(?P<up>[^"]*)graphs/(?P<name>[\w-]+)\.svg"[^>]*>)(?P<table></p>\s*<details.*?</details>)',
    re.DOTALL,
)
"""The picture of a network in a page, and its table."""
TAKE = """
<a class="take" href="{up}graphs/{name}.svg" download="{name}.svg" data-search-exclude>{take} SVG</a>\
<a class="take" href="{up}graphs/{name}.svg" download="{name}.png" aria-label="{take} PNG" hidden></a>"""
"""What overrides/assets/scripts/take.js makes light, and turns into a PNG."""
VIEWER = """
<details class="note viewer" data-search-exclude>
<summary>{summary}</summary>
<iframe src="{root}viewer/?{name}" title="{title}" loading="lazy"></iframe>
<p>{hint} <a href="{root}viewer/?{name}">{full}</a> · <a href="{root}models/{name}.onnx" download>{name}.onnx</a> ({size} kB)</p>
</details>"""


def picture(graph: Path, language: str) -> Path:
    """`net.graph` → `net.zh.svg`, beside it."""
    return graph.with_suffix(f".{language}.svg")


def published(graph: Path) -> str:
    """Where a page finds the picture: `snippets/lenet/net.graph` → `graphs/lenet-net.svg`."""
    return f"graphs/{graph.parent.name}-{graph.stem}.svg"


def pictures(language: str) -> dict[str, Path]:
    """Where pages find each picture, and the recorded file: graphs in the reader's language, plots that have none."""
    graphs = {published(graph): picture(graph, language) for graph in sorted(SNIPPETS.glob("*/*.graph"))}
    drawn = [path for path in sorted(SNIPPETS.glob("*/*.svg")) if "." not in path.stem]
    return graphs | {plot_published(path): path for path in drawn}


def markdown(path: Path, language: str) -> list[str]:
    graph = loads(path.read_text("utf-8"))
    word = words(language)
    header = word[kind_of(graph)]["columns"]
    width, height = size(picture(path, language).read_text("utf-8"))
    alt = f"{title(graph, language)}{word['sentence']['colon']}{describe(graph, language)}".replace("[", "(").replace("]", ")")
    rows = [f"| {' | '.join(str(cell) for cell in row)} |" for row in steps(graph, language)]
    return [
        f'![{alt}]({published(path)}){{ .graph width="{width}" height="{height}" }}',
        "",
        f'??? note "{word["network"]["table"]}"',
        f"    | {' | '.join(header)} |",
        f"    |---|---|---|{'---' if kind_of(graph) == 'gradients' else '--:'}|",
        *(f"    {row}" for row in rows),
        "",
    ]


def plot_published(source: Path) -> str:
    """Where a page finds the picture: `snippets/init/spread.py` → `plots/init-spread.svg`."""
    return f"plots/{source.parent.name}-{source.stem}.svg"


def plot_markdown(alt: str, source: Path, way: str = "") -> str:
    """A plot's line in a page, with the address and the size of its picture; `way` leads from the page to those of the top."""
    width, height = size(plot_of(source).read_text("utf-8"))
    return f'![{alt}]({way}{plot_published(source)}){{ .plot width="{width}" height="{height}" }}'


def with_viewers(html: str, language: str) -> str:
    """Below each picture of a network, links to take it away; where its model is published, Netron: folded, and nothing of it
    is loaded before."""

    def add(found: re.Match[str]) -> str:
        path, word = models().get(found["name"]), words(language)["network"]["take"]
        figure = found["picture"] + TAKE.format(take=word, up=found["up"], name=found["name"]) + found["table"]
        if path is None:
            return figure
        size = round(path.stat().st_size / 1000) or 1
        return figure + VIEWER.format(root=f"{found['up']}../", name=found["name"], size=size, **words(language)["network"])

    return NETWORK.sub(add, html)


def models() -> dict[str, Path]:
    """`lenet-net` → snippets/lenet/net.onnx."""
    return {f"{path.parent.name}-{path.stem}": path for path in sorted(SNIPPETS.glob("*/*.onnx"))}

"""A recorded graph as Markdown: the picture, and the same steps as a folded table, in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path

from tools import plots
from tools.examples import SNIPPETS
from tools.graph import describe, loads, steps
from tools.graph.steps import HEADERS, MARKS, kind_of, title

FOLDED = {"zh": "同一张图的文字版", "en": "The same picture as a table"}


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
    return graphs | {plots.published(path): path for path in drawn}


def markdown(path: Path, language: str) -> list[str]:
    graph = loads(path.read_text("utf-8"))
    header = HEADERS[kind_of(graph)][language]
    width, height = re.search(r'<svg [^>]*?width="(\d+)" height="(\d+)"', picture(path, language).read_text("utf-8")).groups()
    alt = f"{title(graph, language)}{MARKS[language][0]}{describe(graph, language)}".replace("[", "(").replace("]", ")")
    rows = [f"| {' | '.join(str(cell) for cell in row)} |" for row in steps(graph)]
    return [
        f'![{alt}]({published(path)}){{ .graph width="{width}" height="{height}" }}',
        "",
        f'??? note "{FOLDED[language]}"',
        f"    | {' | '.join(header)} |",
        f"    |---|---|---|{'---' if kind_of(graph) == 'gradients' else '--:'}|",
        *(f"    {row}" for row in rows),
        "",
    ]

"""Examples that have outrun their records."""

from __future__ import annotations

import json
from pathlib import Path

from tools.base.project import SNIPPETS
from tools.sources import outputs
from tools.sources.examples import PLOT_SECTION, Example, example_files, parse, plot_of, sources_hash


def is_stale(example: Example) -> bool:
    graph = example.path.with_suffix(".graph")
    drawn = json.loads(graph.read_text("utf-8")).get("sources") if graph.exists() else None
    if PLOT_SECTION in example.named and not plot_of(example.path).exists():
        return True
    return outputs.is_stale(example) or (drawn != sources_hash(example.path) if example.draws else False)


def stale(root: Path = SNIPPETS) -> list[Path]:
    """The examples whose records are of other sources."""
    return [path for path in example_files(root) if is_stale(parse(path)[0])]

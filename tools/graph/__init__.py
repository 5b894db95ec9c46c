"""Pictures of networks: `export.graph_of` reads a graph from a module (needs torch); everything here only draws and tells it."""

from tools.graph.steps import Row, describe, dumps, loads, steps
from tools.graph.svg import svg

__all__ = ["Row", "describe", "dumps", "loads", "steps", "svg"]

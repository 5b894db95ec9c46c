"""Networks as pictures: `python -m tools.graph` for readers. Only `export` and what it needs imports torch."""

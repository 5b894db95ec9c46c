"""What every picture on a page has: its size, and how wide it may be."""

from __future__ import annotations

import re

MAX_WIDTH = 400
"""Pixels; what is wider does not fit a phone."""


def size(svg: str) -> tuple[str, str]:
    """Width and height, in pixels."""
    return re.search(r'<svg [^>]*?width="(\d+)" height="(\d+)"', svg).groups()

"""What made the outputs: torch, Python, device and day, as `make record` wrote them down."""

from __future__ import annotations

import json

from tools.base.project import SNIPPETS

VERSIONS = SNIPPETS / "record.json"
"""What made the outputs: for each device torch, Python, the device's name and the date."""


def versions() -> dict[str, dict[str, str]]:
    return json.loads(VERSIONS.read_text("utf-8")) if VERSIONS.exists() else {}

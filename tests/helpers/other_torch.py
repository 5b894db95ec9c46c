"""A small record of other versions of torch, in the place of snippets/versions.json."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.base.project import SNIPPETS
from tools.sources import others
from tools.sources.examples import Example, parse

NET, CALL = (parse(SNIPPETS / name)[0] for name in ("lenet/net.py", "module/call.py"))


def entry(version: str, ran: list[Example], **differing: tuple[str, str]) -> dict:
    """What `make versions` writes: these examples ran as they stand, and `lenet/net:net=("output", "text")` differ."""
    made = {"torch": f"{version}+cu99", "python": "3.99.1", "numpy": "9.8", "build": "nogpu", "date": "2031-02-03"}
    found = {name: {"kind": kind, "text": text} for name, (kind, text) in differing.items()}
    made["ran"] = {"examples": {one.key: one.hash for one in ran}, "pages": {"lenet": "0"}, "pictures": {}}
    made["differing"] = {"examples": found, "pages": {}, "pictures": {}}
    return made | {"seal": others.seal(made)}


def use(monkeypatch: pytest.MonkeyPatch, folder: Path, *entries: dict) -> Path:
    """Let all rooms read this record."""
    path = folder / "versions.json"
    made = {one["torch"].partition("+")[0]: one for one in entries}
    path.write_text(json.dumps(made, indent=1), "utf-8")
    monkeypatch.setattr(others, "OTHERS", path)
    return path

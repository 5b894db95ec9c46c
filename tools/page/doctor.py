"""What the error doctor knows, in overrides/assets/scripts/doctor/: the entries of the clinic, their other wordings, its advice.

A page fetches it when a reader first asks; without scripts nothing is fetched, and the entries say the same in general.
"""

from __future__ import annotations

import json
from typing import Any

import yaml

from tools.base.js import Engine, joined
from tools.base.project import DOCS, ROOT
from tools.base.words import picked
from tools.sources.entries import Entry, entries
from tools.sources.text import plain

SCRIPTS = ROOT / "overrides/assets/scripts/doctor"
ALIASES = DOCS / "aliases.yml"
ADVICE = DOCS / "advice.yml"
NAME = "assets/doctor.json"
LONGEST = 260
"""Letters of a message that are kept: the longest say where to read on, and matching needs less."""


def aliases() -> dict[str, list[str | dict[str, str]]]:
    """By the id of an entry."""
    return yaml.safe_load(ALIASES.read_text("utf-8")) if ALIASES.exists() else {}


def clinic(language: str) -> list[tuple[str, Entry]]:
    """(page, entry) in the order of the pages."""
    pages = sorted((DOCS / language / "errors").glob("*.md"))
    return [(page.stem, entry) for page in pages if page.stem != "index" for entry in entries(page) if entry.level == 2]


def catalog(language: str) -> list[dict[str, Any]]:
    """Each entry by its own words first: the message that torch raised, the heading, then other wordings."""
    others = aliases()
    found = []
    for page, entry in clinic(language):
        title = plain(entry.title)
        own = [form for form in (entry.message[:LONGEST], title) if form]
        found.append({"id": entry.id, "page": page, "title": title, "forms": [*own, *others.get(entry.id, [])]})
    return found


def advice(language: str) -> dict[str, Any]:
    return picked(yaml.safe_load(ADVICE.read_text("utf-8")), language) if ADVICE.exists() else {}


def known(language: str) -> dict[str, Any]:
    return {"entries": catalog(language), "advice": advice(language)}


def files(language: str) -> dict[str, bytes]:
    """By their names in the site of the language."""
    return {NAME: json.dumps(known(language), ensure_ascii=False, separators=(",", ":")).encode()}


def engine(name: str = "doctor.js") -> Engine:
    """The same scripts, for the tests."""
    return Engine(joined(SCRIPTS / name))

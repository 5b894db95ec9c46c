"""The error doctor: the scripts beside this file, and what they know, which is the clinic's entries, other wordings, and advice.

A page fetches both when a reader first asks; without scripts nothing is fetched, and the entries say the same in general.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from tools.base.js import joined
from tools.base.project import DOCS, load_yaml
from tools.base.words import picked, words
from tools.sources.entries import reference
from tools.sources.text import plain

SCRIPTS = Path(__file__).parent
ALIASES = DOCS / "aliases.yml"
ADVICE = DOCS / "advice.yml"
LONGEST = 260
"""Letters of a message that are kept: the longest say where to read on, and matching needs less."""


def aliases(ids: Collection[str]) -> dict[str, list[dict[str, str]]]:
    """By the id of an entry: `{"text": …}`, and `torch`, the versions that say so. A key `one|other` is the first of these."""
    found: dict[str, list[dict[str, str]]] = {}
    for key, also in (load_yaml(ALIASES) if ALIASES.exists() else {}).items():
        id = next((id for id in key.split("|") if id in ids), key)
        found.setdefault(id, []).extend(alias if isinstance(alias, dict) else {"text": alias} for alias in also)
    return found


def catalog(language: str) -> list[dict[str, Any]]:
    """Each entry by its own words first: the message that torch raised, the heading, then other wordings."""
    known = reference(language, "errors")
    others = aliases({entry.id for entry in known})
    found = []
    for entry in known:
        title = plain(entry.title)
        own = [form for form in (entry.message[:LONGEST], title) if form]
        found.append({"id": entry.id, "page": entry.page.stem, "title": title, "forms": [*own, *others.get(entry.id, [])]})
    return found


def advice(language: str) -> dict[str, Any]:
    return picked(load_yaml(ADVICE), language) if ADVICE.exists() else {}


def known(language: str) -> dict[str, Any]:
    return {"entries": catalog(language), "advice": advice(language), "words": words(language)["doctor"]}


def script() -> str:
    """The doctor as one script, without a browser or in it."""
    return joined(SCRIPTS / "doctor.js")


def files(language: str) -> dict[str, str]:
    """What a page fetches when a reader asks, by its name in the site of the language: one request for each."""
    told = json.dumps(known(language), ensure_ascii=False, separators=(",", ":"))
    return {"assets/doctor.json": told, "assets/scripts/doctor.js": f"{script()}\nexport {{ doctor }};\n"}

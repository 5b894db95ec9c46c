"""The words of the interface: docs/words.yml, in one language. Imports nothing of ours, since all rooms ask it."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

WORDS = Path(__file__).resolve().parents[2] / "docs/words.yml"


def words(language: str) -> dict[str, Any]:
    """By the place where they stand: `words("en")["foot"]["comma"]`."""
    return parsed(WORDS.read_text("utf-8"), language)


@functools.lru_cache(4)
def parsed(text: str, language: str) -> dict[str, Any]:
    return picked(yaml.safe_load(text), language)


def picked(entry: Any, language: str) -> Any:
    if not isinstance(entry, dict):
        return entry
    return entry[language] if language in entry else {name: picked(inner, language) for name, inner in entry.items()}

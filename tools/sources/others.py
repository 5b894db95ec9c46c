"""What other versions of torch did with the examples: snippets/versions.json, as `make versions TORCH=…` wrote it down.

By version: what made it, the hash of each example, page and picture that ran, and what differs from the record. A hash is of
the sources and of the record: where one of them has changed since, nothing is claimed.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from typing import Any

from tools.base.project import SNIPPETS

OTHERS = SNIPPETS / "versions.json"
KINDS = ("output", "message", "missing")
"""How an example differs: it prints something else, an error or a warning has other words, it does not run."""
PARTS = ("examples", "pages", "pictures")


def others() -> dict[str, dict[str, Any]]:
    """By the number of the version, the newest first."""
    return parsed(OTHERS.read_text("utf-8") if OTHERS.exists() else "{}")


@functools.lru_cache(4)
def parsed(text: str) -> dict[str, dict[str, Any]]:
    """The same for all who ask, and each example of each page asks: leave it as it is."""
    return dict(sorted(json.loads(text).items(), key=lambda entry: numbers(entry[0]), reverse=True))


def numbers(version: str) -> tuple[int, ...]:
    """`2.6.0+cu124` → (2, 6, 0)"""
    return tuple(map(int, re.findall(r"\d+", version.partition("+")[0])))


def seal(made: dict[str, Any]) -> str:
    """A hash of a version's whole entry but for the seal: an entry that a person has changed has another."""
    text = json.dumps({name: value for name, value in made.items() if name != "seal"}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def ran(example) -> list[str]:
    """The versions that an Example of tools/sources/examples.py ran on as it stands."""
    now = example.hash
    return [version for version, made in others().items() if made["ran"]["examples"].get(example.key) == now]


def differing(example, section: str, part: str = "examples") -> dict[str, dict[str, str]]:
    """By version, how a section of this example differed as it stands; or its picture, which has no section."""
    made, key = others(), f"{example.key}:{section}" if section else example.key
    return {version: found for version in ran(example) if (found := made[version]["differing"][part].get(key))}

"""The repository: its places, its languages and their configs, and the faults that are found in its sources."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SNIPPETS = ROOT / "snippets"
CACHE = ROOT / ".cache"
SITE = ROOT / "site"

CONFIGS = {"zh": "mkdocs.yml", "en": "mkdocs.en.yml"}
LANGUAGES = tuple(CONFIGS)


def relative(path: Path | str) -> str:
    """A path as people type it: from the root of the repository, with forward slashes."""
    path = Path(path)
    return (path.relative_to(ROOT) if path.is_relative_to(ROOT) else path).as_posix()


class Fault(NamedTuple):
    """One thing that is wrong; ``str()`` is `docs/en/hooks.md:41: what. How to mend it.`"""

    path: Path | str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{relative(self.path)}:{self.line}: {self.what}"


class Faults(Exception):
    """Every fault found in one go."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = sorted(set(faults), key=lambda fault: (relative(fault.path), fault.line))
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple:
        return Faults, (self.faults,)  # from one process to another


def yaml_of(path: Path, text: str, loader: type = yaml.SafeLoader, *, what: str = "it", above: int = 0) -> Any:
    """YAML in a source, below so many of its lines. What is none is refused with its line. The same for all who ask: leave it."""
    try:
        return _yaml(text, loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = f"{what} is no YAML: {getattr(error, 'problem', error)}. A value that holds a colon stands in quotes."
        raise Faults([Fault(path, above + mark.line + 1 if mark else 1, said)]) from None


@functools.lru_cache(1024)
def _yaml(text: str, loader: type) -> Any:
    return yaml.load(text, loader)


def load_yaml(path: Path) -> Any:
    return yaml_of(path, load(path))


def line_of(path: Path, pattern: str) -> int:
    """The first line of a file in which a pattern is found; 1 where it is in none."""
    return next((number for number, line in enumerate(load(path).splitlines(), 1) if re.search(pattern, line)), 1)


def load(path: Path) -> str:
    """The text of a source. What is not plain UTF-8 is refused for this reason, before any other is found."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise Faults([Fault(path, line, "it is not UTF-8: save it as UTF-8 without BOM.")]) from None
    if text.startswith("\ufeff"):
        raise Faults([Fault(path, 1, "it has a byte order mark: save it as UTF-8 without BOM.")])
    return text

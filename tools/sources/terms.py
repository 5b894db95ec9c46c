"""One term per concept: docs/terms.yml, of which the glossary and the tips are made."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field

from tools.base.project import LANGUAGES, ROOT, line_of, load, yaml_of

TERMS = ROOT / "docs" / "terms.yml"
NOT_PROSE = re.compile(r"`[^`]*`|\]\([^)]*\)|<!--.*?-->|\{[^}]*\}|「[^」]*」")
FIRST_POOLING = "池化（汇聚）"


@dataclass(frozen=True)
class Term:
    en: str
    zh: str
    see: str
    """The page and id of a lesson that explains it."""
    means: dict[str, str] = field(default_factory=dict)
    """One sentence in each language."""
    refuse: dict[str, list[str]] = field(default_factory=dict)
    tip: bool = True

    @property
    def id(self) -> str:
        return self.en.lower().replace(" ", "-")

    @property
    def line(self) -> int:
        """Where docs/terms.yml begins with it."""
        return line_of(TERMS, rf"\ben: ['\"]?{re.escape(self.en)}['\"]?$")


def terms() -> list[Term]:
    return parse(load(TERMS))


@functools.lru_cache(4)
def parse(text: str) -> list[Term]:
    """While you write, the file changes."""
    return [
        Term(
            *(entry[key] for key in ("en", "zh", "see")),
            means={language: entry[f"means_{language}"] for language in LANGUAGES},
            refuse={language: entry.get(f"refuse_{language}", []) for language in LANGUAGES},
            tip=entry.get("tip", True),
        )
        for entry in yaml_of(TERMS, text)
    ]

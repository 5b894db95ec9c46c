"""The foot of a page: what ran its code, when and where, from the record and never by hand."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from tools.base.project import relative
from tools.base.words import words
from tools.sources.examples import Example, parse
from tools.sources.others import KINDS, differing, others, ran
from tools.sources.versions import versions


def builds(language: str, made: dict | None = None) -> dict[str, str]:
    """What stands above an output that each build words otherwise: which one it was, and its torch."""
    word, made = words(language)["builds"], made or versions()
    return {build: word[build].format(**made[build]) for build in word if build in made}


def foot(language: str, sources: list[Path], repository: str = "", made: dict | None = None) -> list[str]:
    """Markdown for the end of a page whose code came from `sources`; links where the repository has an address."""
    word, made = words(language)["foot"], made or versions()
    if not sources or "cpu" not in made:
        return []
    text = word["ran"].format(**made["cpu"])
    text += word["also"].format(**made["cuda"]) if "cuda" in made else word["not"]
    if "nogpu" in made and any(path.with_suffix(".nogpu.out").exists() for path in sources):
        text += word["nogpu"].format(**made["nogpu"])
    text += elsewhere(language, sources)
    names = [f"{relative(folder)}/" for folder in dict.fromkeys(path.parent for path in sources)]
    if repository:
        names = [f"[{name}]({repository.rstrip('/')}/tree/main/{name})" for name in names]
    return ["", f"{text}{word['end']}{word['comma'].join(names)}", "{ .record }"]


def elsewhere(language: str, sources: list[Path]) -> str:
    """On which other versions of torch all of this has run as it stands, and on which some of it has not."""
    word = words(language)["foot"]
    by_source = [ran(parse(path)[0]) for path in sources]
    have = [version for version in others() if all(version in found for found in by_source)]
    lack = [version for version in others() if version not in have]
    said = [(word["elsewhere"], have), (word["unrun"], lack)]
    return "".join(form.format(word["comma"].join(found)) for form, found in said if found)


def output_line(language: str, shown: list[tuple[Example, str]]) -> str:
    """What stands below an output that some version has otherwise; empty where all print the same."""
    word, by_kind = words(language)["versions"], defaultdict(dict)
    for example, section in shown:
        for version, found in differing(example, section).items():
            by_kind[found["kind"]][version] = None
    said = [word["below"][kind].format(word["comma"].join(by_kind[kind])) for kind in KINDS if by_kind[kind]]
    return sentence(said, word)


def picture_line(language: str, example: Example) -> str:
    """What stands below a picture of a network that some version draws otherwise."""
    word, found = words(language)["versions"], differing(example, "", "pictures")
    return sentence([word["below"]["pictures"].format(word["comma"].join(found))] if found else [], word)


def sentence(parts: list[str], word: dict) -> str:
    text = word["semicolon"].join(parts) + word["end"] if parts else ""
    return text[:1].upper() + text[1:]

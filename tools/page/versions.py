"""The page of versions: which torch the site's code has also run on, and what each of them does otherwise. From the record."""

from __future__ import annotations

from collections.abc import Iterator

from tools.base.project import DOCS, load_yaml
from tools.base.words import words
from tools.sources.entries import entries
from tools.sources.examples import Example, example_files, parse
from tools.sources.others import PARTS, differing, others, ran

WHY = DOCS / "versions.yml"
"""By the names of examples: one sentence on why they differ, in each language."""


def counts(language: str) -> Iterator[str]:
    """A row for each version: what made the record, and how much of it is alike."""
    word = words(language)["versions"]
    yield from ("", f"| {' | '.join(word['counts'])} |", "|---|---|---|--:|--:|--:|")
    for made in others().values():
        alike = [f"{len(made['ran'][part]) - len(unlike(made, part))} / {len(made['ran'][part])}" for part in PARTS]
        on = word["machine"].format(build=word["builds"][made["build"]], **{name: made[name] for name in ("python", "numpy")})
        yield f"| {made['torch']} | {on} | {made['date']} | {' | '.join(alike)} |"
    yield ""


def unlike(made: dict, part: str) -> set[str]:
    """Of the examples, pages or pictures: those that differ, each once."""
    return {key.partition(":")[0] for key in made["differing"][part]}


def differences(language: str) -> Iterator[str]:
    """A row for each section that differs somewhere: what each version does with it.

    Not for the search: an error that is pasted belongs to the section that explains it.
    """
    word = words(language)["versions"]
    made, shown = others(), places(language)
    yield from ("", "<div data-search-exclude markdown>", "")
    yield from (f"| {' | '.join([word['example'], *made])} |", f"|---|{'---|' * len(made)}")
    for path in example_files():
        example = parse(path)[0]
        has_run = ran(example)
        for section in example.named:
            if found := differing(example, section):
                place = shown.get((path, section), "")
                name = f"`{example.key}:{section}`"
                yield row(f"[{name}]({place})" if place else name, found, has_run, word)
        if found := differing(example, "", "pictures"):
            yield row(word["picture"].format(example.key), found, has_run, word)
    pages = dict.fromkeys(page for one in made.values() for page in one["differing"]["pages"])
    for page in filter(lambda page: (DOCS / language / f"{page}.md").exists(), pages):
        told = {version: one["differing"]["pages"].get(page) for version, one in made.items()}
        found = {version: one | {"text": ""} for version, one in told.items() if one}  # the sections have rows of their own
        yield row(word["page"].format(f"[`{page}`]({page}.md)"), found, list(made), word)
    yield from ("", "</div>", "")


def row(name: str, found: dict[str, dict[str, str] | None], has_run: list[str], word: dict) -> str:
    cells = [cell(found.get(version), version in has_run, word) for version in others()]
    return f"| {name} | {' | '.join(cells)} |"


def cell(found: dict[str, str] | None, has_run: bool, word: dict) -> str:
    if found is None:
        return word["alike" if has_run else "unrun"]
    text = found["text"].replace("|", "\\|")
    return f"{word['kinds'][found['kind']]}{f'<br>`` {text} ``' if text else ''}"


def reasons(language: str) -> Iterator[str]:
    """Why, for those examples of docs/versions.yml that do differ."""
    word = words(language)["versions"]
    unlike = {example.key for example in (parse(path)[0] for path in example_files()) if differs(example)}
    for names, found in ((load_yaml(WHY) if WHY.exists() else None) or {}).items():
        if here := [f"`{name}`" for name in names.split() if name in unlike]:
            yield f"- {word['comma'].join(here)}{word['colon']}{found[language]}"


def differs(example: Example) -> bool:
    return any(differing(example, section) for section in example.named) or bool(differing(example, "", "pictures"))


def places(language: str) -> dict[tuple, str]:
    """Where each section stands: `onnx.md#plain`."""
    folder, found = DOCS / language, {}
    for page in sorted(folder.rglob("*.md")):
        for entry in entries(page):
            for example, section in entry.shown:
                found.setdefault((example.path, section), f"{page.relative_to(folder).as_posix()}#{entry.id}")
    return found


VERSIONS = {"counts": counts, "differences": differences, "reasons": reasons}


def listed(language: str, what: str) -> Iterator[str]:
    """For `<!-- list: versions/counts -->` and the like."""
    return VERSIONS[what](language)

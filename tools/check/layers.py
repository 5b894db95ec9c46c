"""Faults of the layers' data: snippets/layers/*.yml against the pages docs/*/layers/*.md."""

from __future__ import annotations

from collections.abc import Iterator

from tools.base.project import DOCS, LANGUAGES, Fault, Faults, line_of, relative
from tools.page.layers import entry
from tools.sources.layers import FOLDER, Layer, of_file
from tools.sources.text import marks


def layer_faults() -> Iterator[Fault]:
    """A file without a page, a layer without a section or the reverse, an argument that nobody explains, a dead address."""
    for path in sorted(FOLDER.glob("*.yml")):
        try:
            found = of_file(path)
        except Faults as refused:
            yield from refused.faults
            continue
        for language in LANGUAGES:
            page = DOCS / language / "layers" / f"{path.stem}.md"
            if not page.exists():
                yield Fault(path, 1, f"there is no {relative(page)}. Write the page, a section for each layer.")
                continue
            shown = [mark.found[3] for mark in marks(page) if mark.kind == "heading" and len(mark.found[1]) == 2]
            calls = {mark.line.split()[2] for mark in marks(page) if mark.line.startswith("<!-- layer: ")}
            if shown != [layer.name for layer in found]:
                what = f"{relative(page)} has {', '.join(map(str, shown))}, this file {', '.join(layer.name for layer in found)}."
                yield Fault(path, 1, f"{what} Make them the same layers in the same order; a heading's id is the class.")
            for layer in found:
                if layer.name not in calls:
                    line = line_of(page, rf"#{layer.name} *}}")
                    yield Fault(page, line, f"nothing shows the facts of {layer.name}. Write <!-- layer: {layer.name} --> below.")
                yield from entry_faults(layer, language)


def entry_faults(layer: Layer, language: str) -> Iterator[Fault]:
    for argument, meaning in layer.meanings.items():
        if "lazy" not in layer.raw and language not in (meaning or {}):
            what = f"nobody says in {language} what `{argument}` of {layer.name} means. Add it to `arguments`."
            yield Fault(layer.path, layer.line, what)
            return
    try:
        entry(layer, language)
    except (ValueError, KeyError) as error:
        yield Fault(layer.path, layer.line, f"{layer.name}: {error}")

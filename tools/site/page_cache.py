"""`make serve` builds after each save: of a page that nothing new has come to, it keeps what the last build made.

Only there, and for as long as it runs. `make site` makes everything from its sources.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from tools.base.project import DOCS, SNIPPETS
from tools.page.instruments import LIVE

NAMED = re.compile(r"\b(\w+)/\w+\.(?:py|graph|plot)\b")
"""The folder of an example, where a page shows or names it."""
last: dict[tuple[str, str], tuple[object, Any]] = {}


def kept(kind: str, name: str, inputs: object, make: Callable[[], Any]) -> Any:
    """What `make` returned for the same inputs the last time, or returns now. Inputs None: nothing is kept."""
    if inputs is None:
        return make()
    if (kind, name) not in last or last[kind, name][0] != inputs:
        last[kind, name] = inputs, make()
    return last[kind, name][1]


def stamps(*places: Path) -> list[tuple[str, int, int]]:
    """Files and those in folders, with the time of their last change and their size."""
    return [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for place in places for path in sorted(files(place))]


def files(place: Path) -> Iterator[Path]:
    """Those of a folder, or the file itself; none where there is nothing."""
    return (path for path in (place.rglob("*") if place.is_dir() else [place]) if path.is_file())


seen = functools.cache(stamps)
"""The same, looked at once in a build: the next one clears it."""


def inputs(text: str, config, pages: Collection[str], *more: Path) -> tuple | None:
    """What a page is made of: its text, the folders of its examples, and what stands on pages by itself; and `more`.

    The settings count, and which pages there are: links to others become text. None where nothing is to be kept: `make site`
    does not look for what is `stale`.
    """
    language, stale = config.theme["language"], config.extra["stale"]
    if stale is None:
        return None
    own = DOCS / language
    folders = [SNIPPETS / name for name in sorted(set(NAMED.findall(text))) if (SNIPPETS / name).is_dir()]
    if "\n<!-- " in text:  # made of all pages, in their order, or of all examples
        folders, own_pages = [SNIPPETS], [own]
    else:
        own_pages = [own / "errors", own / "corrections"]  # a lesson leads back to those that lead to it
    old = [path for path in stale if any(Path(path).is_relative_to(folder) for folder in folders)]
    settings = repr((config.mdx_configs, config.extra.get("repository"), config.site_url, config.nav))
    places = (*sorted(DOCS.glob("*.yml")), SNIPPETS / "record.json", LIVE, *own_pages, *folders, *more)
    return text, settings, sorted(pages), old, [seen(place) for place in places]

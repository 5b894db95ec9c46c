"""The whole site: both languages, and what stands above them.

Needs no torch. The bytes depend on the sources and their history only: not on the day, nor on the order of a set.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Collection
from pathlib import Path
from urllib.parse import urlsplit

from tools.base.project import CONFIGS, ROOT
from tools.site import language, offline, workers
from tools.site.labs import publish
from tools.site.language import address
from tools.site.viewer import write_viewer


def build(
    folder: Path,
    url: str | None = None,
    languages: Collection[str] = tuple(CONFIGS),
    check: Callable[[], None] | None = None,
    **options,
) -> None:
    """The languages, side by side, into a folder; and what stands above them, unless only some are asked for.

    What `check` raises ends the build. It runs in the process of one language, which so has read what it builds from, while
    the other one is built.
    What `make site` builds, which no preview is, has the copy to read without a network (tools/site/offline.py).
    `url` is where it will be; None: SITE_URL, or what mkdocs.yml says. `options` are those of tools/site/language.py.
    """
    url = os.environ.get("SITE_URL") if url is None else url
    url = None if url is None else address(url)
    checking = [workers.start(next(iter(languages)), check)] if check else []
    building = [workers.start(name, language.build, name, folder, url, **options) for name in languages]
    try:
        workers.finish(*checking)
    except BaseException:
        workers.stop()
        raise
    try:
        if len(languages) == len(CONFIGS):
            write_root(folder, url)
    finally:
        workers.finish(*building)
    if len(languages) == len(CONFIGS) and options.get("stale") is None:
        offline.write(folder, language.day())


def write_root(folder: Path, url: str | None) -> None:
    """What stands above the languages. Hosts show the 404.html of the root only, so that one speaks both."""
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.chdir(ROOT):
        config = language.config_of("en", folder, url)
    url = address(config.site_url)
    write_viewer(folder)
    publish(folder / "downloads")
    for name in ("index.html", "404.html"):
        template = config.theme.get_env().get_template(f"root/{name}")
        write(folder / name, template.render(path=urlsplit(url).path))
    maps = "\n".join(f"  <sitemap><loc>{url}{language}/sitemap.xml</loc></sitemap>" for language in CONFIGS)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    write(folder / "sitemap.xml", f"{head}\n{maps}\n</sitemapindex>")
    write(folder / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {url}sitemap.xml")


def write(path: Path, text: str) -> None:
    path.write_text(text + "\n", "utf-8", newline="\n")

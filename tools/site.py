"""make site: check the sources, build both languages, put the result in the place of site/.

Needs no torch. The bytes depend on the sources and their history only: not on the day, nor on the order of a set.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import jieba
from mkdocs.commands import build as mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException

from tools import labs, search, social
from tools.check import check
from tools.faults import ROOT, Faults
from tools.math import publish
from tools.viewer import write_viewer

CONFIGS = {"zh": "mkdocs.yml", "en": "mkdocs.en.yml"}
SITE = ROOT / "site"
CACHE = ROOT / ".cache"
NO_HISTORY = 315532800
"""The day of a build without git: 1980-01-01."""

jieba.setLogLevel(logging.WARNING)


def address(url: str) -> str:
    """SITE_URL with a slash at its end, or an error that says what it should look like."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or " " in url:
        raise ConfigurationError(f"SITE_URL is {url!r}. Give the whole address: https://example.org/ or https://example.org/nn/")
    return url.rstrip("/") + "/"


def changed(*paths: Path | str) -> int | None:
    """When the last commit that touched these paths was made, in seconds; None where git knows of none."""
    command = ["git", "log", "-1", "--format=%ct", "--", *map(str, paths)]
    try:
        return int(subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout)
    except (OSError, ValueError):  # no git, no repository, or no commit
        return None


def build(folder: Path, url: str | None = None, *, strict: bool = True, stale: bool = False, notice: str = "") -> None:
    """Both languages and what stands above them, into a folder.

    `stale` marks outputs that their sources have outrun; `notice` stands on top of every page.
    """
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(changed(".") or NO_HISTORY))
    url = os.environ.get("SITE_URL") if url is None else url
    url = None if url is None else address(url)  # None: what mkdocs.yml says
    with contextlib.chdir(ROOT):
        for language, path in CONFIGS.items():
            options = {"site_url": url, "site_dir": str(folder / language), "strict": strict}
            config = load_config(path, config_file_path=str(ROOT / path), **options)
            config.extra["notice"] = notice
            config.mdx_configs["tools.includes"]["stale"] = stale
            try:
                mkdocs.build(config)
            except Abort as error:  # what MkDocs said before it names pages without their language
                raise Abort(f"{path}: {error}") from error
            tidy(folder / language)
            search.prepare(folder / language)
            join_styles(folder / language, config.extra["stylesheets"])
            publish(folder / language / "assets/katex")
    write_root(folder, config)


def tidy(folder: Path) -> None:
    """Drop what no browser asks for."""
    shutil.rmtree(folder / "assets/javascripts/lunr")  # for search in other languages than ours
    for path in [*folder.rglob("*.map"), folder / "404.html", folder / "sitemap.xml.gz"]:
        path.unlink()


def join_styles(folder: Path, ours: list[str]) -> None:
    """Material's stylesheets, then ours, in one file: a page asks once instead of four times."""
    (main,), (palette,) = (folder.glob(f"assets/stylesheets/{name}.*.css") for name in ("main", "palette"))
    parts = [main, palette, *(folder / path for path in ours)]
    write(folder / "assets/site.css", "\n".join(path.read_text("utf-8").strip() for path in parts))
    for path in parts:
        path.unlink()


def write_root(folder: Path, config: MkDocsConfig) -> None:
    """What stands above the languages. Hosts show the 404.html of the root only, so that one speaks both."""
    url, docs = config.extra["address"], Path(config.docs_dir)
    write_viewer(folder)
    lessons = [page.relative_to(docs).as_posix() for page in docs.rglob("*.md")]
    social.pictures(folder / "social", [*lessons, *(f"labs/{lab.name}.ipynb" for lab in labs.labs())])
    labs.publish(folder / "downloads")
    for name in ("index.html", "404.html"):
        template = config.theme.get_env().get_template(f"root/{name}")
        write(folder / name, template.render(path=urlsplit(url).path))
    maps = "\n".join(f"  <sitemap><loc>{url}{language}/sitemap.xml</loc></sitemap>" for language in CONFIGS)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    write(folder / "sitemap.xml", f"{head}\n{maps}\n</sitemapindex>")
    write(folder / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {url}sitemap.xml")


def write(path: Path, text: str) -> None:
    path.write_text(text + "\n", "utf-8", newline="\n")


def swap(new: Path, old: Path, aside: Path) -> None:
    """Put `new` in the place of `old`: two renames, the first undone if the second fails."""
    if old.exists():
        old.rename(aside)
    try:
        new.rename(old)
    except BaseException:
        if aside.exists():
            aside.rename(old)
        raise


def main() -> int:
    logging.basicConfig(format="%(levelname)s: %(message)s")
    if faults := check():
        print(Faults(faults), file=sys.stderr)
        return 1
    CACHE.mkdir(exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="site-", dir=CACHE) as folder:
            new = Path(folder, "new")
            build(new)
            swap(new, SITE, aside=Path(folder, "old"))
    except (MkDocsException, Faults, KeyboardInterrupt) as error:
        print(f"{error or 'interrupted'}\nNothing was published: site/ is as it was.", file=sys.stderr)
        return 1
    print(f"{SITE.name}/ is built")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The site of one language: what MkDocs builds, tidied up, with one stylesheet and a search that knows errors."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.commands import build as mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from tools.base.project import CONFIGS, ROOT
from tools.site import scripts, search

NO_HISTORY = 315532800
"""The day of a build without git: 1980-01-01."""


def address(url: str) -> str:
    """SITE_URL with a slash at its end, or an error that says what it should look like."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or " " in url:
        raise ConfigurationError(f"SITE_URL is {url!r}. Give the whole address: https://example.org/ or https://example.org/nn/")
    return url.rstrip("/") + "/"


def history() -> dict[str, int]:
    """When the last commit to each file was made, in seconds; empty where git knows of none."""
    command = ["git", "-c", "core.quotePath=off", "log", "--name-only", "--relative", "--format=%x00%ct", "--", "."]
    try:
        log = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8").stdout
    except OSError:  # no git
        return {}
    commits = [commit.split("\n") for commit in log.split("\0")[1:]]
    return {name: int(when) for when, *names in reversed(commits) for name in filter(None, names)}


def day(known: dict[str, int] | None = None) -> int:
    """Of a build, in seconds: of the last commit, whenever it is made."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or max((history() if known is None else known).values(), default=NO_HISTORY))


def changed(known: dict[str, int], *paths: Path | str) -> int | None:
    """When the last commit was made that touched one of these files, or one in these folders."""
    places = tuple(f"{(ROOT / path).relative_to(ROOT).as_posix()}/" for path in paths)
    return max((when for name, when in known.items() if f"{name}/".startswith(places)), default=None)


def config_of(language: str, folder: Path, url: str | None, strict: bool = True) -> MkDocsConfig:
    """Its configuration, for a site that will lie in `folder`; `url` None: at the address that mkdocs.yml says."""
    path = CONFIGS[language]
    options = {"site_url": url and address(url), "site_dir": str(folder / language), "strict": strict}
    return load_config(path, config_file_path=str(ROOT / path), **options)


def build(
    language: str, folder: Path, url: str | None, *, strict: bool = True, stale: list[str] | None = None, notice: str = ""
) -> None:
    """Into `folder/zh` or `folder/en`.

    While you write, `stale` lists the examples that have outrun their outputs, which are marked, and `notice` stands on top
    of every page.
    """
    known = history()
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(day(known)))
    with contextlib.chdir(ROOT):
        config = config_of(language, folder, url, strict)
        config.extra |= {"notice": notice, "stale": stale, "history": known}
        config.mdx_configs["tools.page.includes"]["stale"] = stale is not None
        try:
            mkdocs.build(config)
        except Abort as error:  # what MkDocs said before it names pages without their language
            raise Abort(f"{CONFIGS[language]}: {error}") from error
    tidy(folder / language)
    search.prepare(folder / language, language)
    scripts.publish(folder / language)
    join_styles(folder / language, config.extra["stylesheets"])


def tidy(folder: Path) -> None:
    """Drop what no browser asks for."""
    shutil.rmtree(folder / "assets/javascripts/lunr")  # for search in other languages than ours
    for path in [*folder.rglob("*.map"), folder / "404.html", folder / "sitemap.xml.gz"]:
        path.unlink()


def join_styles(folder: Path, ours: list[str]) -> None:
    """Material's stylesheets, then ours, in one file: a page asks once instead of four times."""
    (main,), (palette,) = (folder.glob(f"assets/stylesheets/{name}.*.css") for name in ("main", "palette"))
    parts = [main, palette, *(folder / path for path in ours)]
    joined = "\n".join(path.read_text("utf-8").strip() for path in parts)
    (folder / "assets/site.css").write_text(f"{joined}\n", "utf-8", newline="\n")
    for path in (main, palette):
        path.unlink()
    shutil.rmtree(folder / "assets/style")

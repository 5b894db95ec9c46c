"""What MkDocs must be told while it builds. All else is done before or after, in plain functions of tools/."""

from __future__ import annotations

import datetime
from pathlib import Path

from mkdocs.structure.files import File

from tools import figures
from tools.examples import SNIPPETS
from tools.site import address, changed


def on_config(config):
    """One address for the whole site, a folder below it for each language."""
    config.extra["address"] = address(config.site_url)
    config.site_url = f"{config.extra['address']}{config.theme['language']}/"


def on_files(files, config):
    """Pictures of networks lie beside their examples; a language's pages find its own under graphs/."""
    for graph in sorted(SNIPPETS.glob("*/*.graph")):
        picture = figures.picture(graph, config.theme["language"])
        files.append(File.generated(config, figures.published(graph), abs_src_path=str(picture)))


def on_pre_page(page, config, files):
    """A page is as old as the last commit to it or to its lesson's examples; a new one keeps the day of the build."""
    lesson = SNIPPETS / Path(page.file.src_uri).stem
    if when := changed(page.file.abs_src_path, lesson):
        page.update_date = datetime.datetime.fromtimestamp(when, datetime.UTC).date().isoformat()

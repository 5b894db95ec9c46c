"""What MkDocs must be told while it builds. All else is done before or after, in plain functions of tools/."""

from __future__ import annotations

import datetime
import re
from functools import partial
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from mkdocs.structure.files import File

from tools.base.project import ROOT, SNIPPETS
from tools.base.words import words
from tools.page import doctor, downloads, instruments, pictures
from tools.site import head, labs, page_cache
from tools.site.language import address, changed, history
from tools.site.pages import SitePage
from tools.site.search import Index
from tools.sources.labs import LABS

ELLIPSIS = re.compile(r'<span class="md-ellipsis">\s*([^<>]*?)\s*</span>')
ICON = '<span class="md-nav__icon md-icon"></span>'
ARROW = re.compile(
    rf'(<label class="md-nav__link" for="__nav_\d+"[^>]*>[^<>]*\S'
    rf'|<label class="md-nav__title" for="__nav_\d+">'
    rf'|md-nav__item--pruned md-nav__item--nested">\s*<a href="[^"]*" class="md-nav__link">[^<>]*\S)\s*{ICON}'
)
"""Beside a group's title, above its pages in a drawer, and beside one whose pages are not listed: theme.css draws them."""
COMPILED = ROOT / ".cache/templates"
"""What Jinja makes of a template, by the template's text."""


def on_config(config):
    """One address for the whole site, a folder below it for each language; one stylesheet (tools/site/language.py)."""
    say = words(config.theme["language"])
    config.extra |= say["page"] | {"offline": say["offline"]}
    config.extra["stylesheets"], config.extra_css = list(config.extra_css), []
    config.extra["address"] = address(config.site_url)
    config.extra.setdefault("stale", None)  # mkdocs by itself knows nothing of these two
    config.extra["history"] = config.extra.get("history") or history()
    page_cache.seen.cache_clear()
    config.site_url = f"{config.extra['address']}{config.theme['language']}/"


def on_files(files, config):
    """What lies elsewhere or nowhere: pictures, beside their examples, what a lesson gives to download, and the labs."""
    for name, picture in pictures.pictures(config.theme["language"]).items():
        files.append(File.generated(config, name, abs_src_path=str(picture)))
    for name, data in [*instruments.files().items(), *doctor.files(config.theme["language"]).items()]:
        files.append(File.generated(config, name, content=data))
    language = config.theme["language"]
    known = "" if "//example.org/" in config.site_url else config.site_url
    pages = list(files.documentation_pages())
    names = [page.src_uri for page in pages]
    for page in pages:
        path = Path(page.abs_src_path)
        page.inputs = page_cache.inputs(path.read_text("utf-8"), config, names)
        page.downloads = page_cache.kept("downloads", page.src_uri, page.inputs, partial(downloads.files, path, language, known))
        for path, text in page.downloads.items():
            files.append(File.generated(config, path, content=text))
        page.page = SitePage(None, page, config)
    for file in labs.files(config, config.extra["address"] if known else ""):
        if isinstance(file, labs.LabFile):
            file.inputs = page_cache.inputs(file.lab.path.read_text("utf-8"), config, names, LABS)
            file.page = labs.LabPage(None, file, config)
        files.append(file)


def on_nav(nav, config, files):
    """Groups of pages have titles in the reader's language."""
    titles = words(config.theme["language"])["nav"]
    for section in nav.items:
        section.title = titles.get(section.title, section.title)


def on_pre_page(page, config, files):
    """A page is as old as the last commit to it or to its lesson's examples; a new one keeps the day of the build."""
    lab = getattr(page.file, "lab", None)
    sources = [lab.path] if lab else [page.file.abs_src_path, SNIPPETS / Path(page.file.src_uri).with_suffix("").parts[0]]
    if when := changed(config.extra["history"], *sources):
        page.update_date = datetime.datetime.fromtimestamp(when, datetime.UTC).date().isoformat()


def on_page_content(html, page, config, files):
    """Netron below the pictures of networks."""
    return pictures.with_viewers(html, config.theme["language"])


def on_post_page(output, page, config):
    """A text in the sidebar is not cut short, so it needs no element for that, nor a group one for its arrows: less on each page
    for every page there is."""
    head, mark, rest = output.partition("md-nav--primary")
    return head + mark + ARROW.sub(r"\1", ELLIPSIS.sub(r"\1", rest))


def on_env(env, config, files):
    """The templates ask tools/site/head.py what a page says of itself. Lists of pages have short titles, the page its own."""
    env.globals["head"] = head
    COMPILED.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(COMPILED))
    for file in files.documentation_pages():
        file.page.title = file.page.meta.get("short", file.page.title)
        if file.page.parent and file.name == "index":
            file.page.parent.title = file.page.title
    search = config.plugins["material/search"]
    search.search_index = Index(**search.config)

"""The built site, and a browser to look at it with."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.helpers.tiny import tiny
from tools.measure.browser import launch, writes_chinese
from tools.measure.host import served
from tools.site import offline
from tools.site.build import build


@pytest.fixture(autouse=True)
def where_modules_are_looked_for(monkeypatch) -> None:
    """As it was, after each test: onnxruntime.quantization adds a folder with a `models` in it, tools.graph the reader's."""
    monkeypatch.setattr(sys, "path", sys.path.copy())


@pytest.fixture(scope="session")
def small_site(tmp_path_factory) -> Callable[[], Path]:
    """Makes the sources of a small site, without a history, to spoil at will."""
    return lambda: tiny(tmp_path_factory.mktemp("sources"))


@pytest.fixture(scope="session")
def built_site(tmp_path_factory, worker_id) -> Path:
    """Both languages, built strict, for https://example.org/nn/ and no repository: once, by the worker that is first."""
    ours = tmp_path_factory.getbasetemp()
    shared = ours if worker_id == "master" else ours.parent
    folder = shared / "host/nn"
    with FileLock(shared / "site.lock"), pytest.MonkeyPatch.context() as patch:
        if not folder.exists():
            patch.delenv("SITE_REPO", raising=False)
            build(shared / "building", "https://example.org/nn/")
            folder.parent.mkdir()
            (shared / "building").rename(folder)
    return folder


@pytest.fixture(scope="session")
def offline_copy(built_site, tmp_path_factory) -> Path:
    """The folder that a reader gets who unpacks the copy of the site."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(built_site / f"{offline.NAME}.zip") as file:
        file.extractall(folder)
    return folder / offline.NAME


@pytest.fixture(scope="session")
def home(built_site) -> Iterator[str]:
    """The site in a folder of a host, /nn/."""
    with served(built_site.parent) as host:
        yield f"{host}nn/"


@pytest.fixture(scope="session")
def root(built_site) -> Iterator[str]:
    """The site at the root of a host: what is built for a folder works there, too."""
    with served(built_site) as host:
        yield host


@pytest.fixture(scope="session", params=["root", "home"])
def address(request) -> str:
    return request.getfixturevalue(request.param)


LONG = 60_000
"""Milliseconds that a browser may take, on a machine that has other things to do. Tests wait for what comes, never for a time."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=LONG)
    with sync_playwright() as playwright, launch(playwright, timeout=3 * LONG) as browser:
        yield browser


@pytest.fixture(scope="session")
def chinese(browser) -> bool:
    """Whether there is a font for it."""
    return writes_chinese(browser)


@pytest.fixture(scope="session")
def layout_of(chinese) -> Callable[[str], None]:
    """What is measured in a language is left out where its letters are boxes: `layout_of("zh")`, before what follows."""

    def layout_of(language: str) -> None:
        if language == "zh" and not chinese:
            pytest.skip("no font with Chinese glyphs: python -m tools browser says how to get one")

    return layout_of


@pytest.fixture(scope="session")
def new_context(browser) -> Callable[..., BrowserContext]:
    """A reader of their own: `new_context(locale="zh-CN", viewport=…)`."""

    def new_context(**options) -> BrowserContext:
        context = browser.new_context(**options)
        context.set_default_timeout(LONG)
        return context

    return new_context


@pytest.fixture(scope="session")
def new_tab(new_context) -> Callable[[], Page]:
    """A tab for many pages, for which nothing is cached: a process of its own for each page costs more than the page."""

    def new_tab() -> Page:
        tab = new_context().new_page()
        tools = tab.context.new_cdp_session(tab)
        tools.send("Network.enable")
        tools.send("Network.setCacheDisabled", {"cacheDisabled": True})
        return tab

    return new_tab


@pytest.fixture(scope="module")
def tab(new_tab) -> Iterator[Page]:
    """One tab for all pages of a file."""
    tab = new_tab()
    yield tab
    tab.context.close()


@pytest.fixture
def open_page(new_context) -> Iterator[Callable[..., Page]]:
    """Opens a page as a reader of their own: `open_page(url, locale="zh-CN", viewport=…)`."""
    contexts = []

    def open_page(url: str, **options) -> Page:
        contexts.append(new_context(**options))
        page = contexts[-1].new_page()
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()

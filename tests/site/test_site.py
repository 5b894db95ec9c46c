"""The built site, as files and in a browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from mkdocs.exceptions import Abort, ConfigurationError

from tools.base.project import Fault, Faults
from tools.measure import browser as chromium
from tools.site import build, command, language, offline

PAGES = ("", "module/", "lenet/", "labs/train/")
TWIN = {"zh": "en", "en": "zh"}


# Files


def html_files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def test_the_languages_have_the_same_pages(built_site):
    assert html_files(built_site / "zh") == html_files(built_site / "en")
    assert set(html_files(built_site / "zh")) >= {f"{page}index.html" for page in PAGES}


@pytest.mark.parametrize("language", TWIN)
def test_every_page_links_to_its_twin_without_scripts(built_site, language):
    for page in html_files(built_site / language):
        link = re.search(r'<a class="[^"]*\btwin" href="([^"]+)"', (built_site / language / page).read_text("utf-8"))
        here = f"/{language}/{page.removesuffix('index.html')}"
        assert urljoin(here, link[1]) == here.replace(language, TWIN[language], 1)


def test_sitemaps_name_every_page_with_its_twin_and_its_day(built_site):
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    found = []
    for entry in ElementTree.parse(built_site / "sitemap.xml").findall("s:sitemap/s:loc", names):
        sitemap = built_site / entry.text.removeprefix("https://example.org/nn/")
        for url in ElementTree.parse(sitemap).findall("s:url", names):
            found.append(url.find("s:loc", names).text)
            links = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", names)}
            assert found[-1] in links.values() and len(set(links.values())) == 2
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", url.find("s:lastmod", names).text)
    files = [file for file in html_files(built_site) if "/" in file and not file.startswith("viewer/")]
    expected = [f"https://example.org/nn/{file.removesuffix('index.html')}" for file in files]
    assert sorted(found) == sorted(expected)
    assert "Sitemap: https://example.org/nn/sitemap.xml" in (built_site / "robots.txt").read_text("utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_feed_has_the_pages_that_changed_last(built_site, language):
    """Atom: titles without markup, one entry for each page and day, the newest first."""
    names = {"a": "http://www.w3.org/2005/Atom", "s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    feed = ElementTree.parse(built_site / language / "feed.xml").getroot()
    entries = [
        (entry.find("a:link", names).get("href"), entry.findtext("a:updated", namespaces=names)[:10])
        for entry in feed.findall("a:entry", names)
    ]
    urls = ElementTree.parse(built_site / language / "sitemap.xml").findall("s:url", names)
    days = {url.findtext("s:loc", namespaces=names): url.findtext("s:lastmod", namespaces=names) for url in urls}
    assert len(entries) == len(dict(entries)) == 30 and all(days[url] == day for url, day in entries)
    assert [day for _, day in entries] == sorted(days.values(), reverse=True)[:30]
    assert feed.findtext("a:updated", namespaces=names)[:10] == max(days.values())
    ids = {entry.findtext("a:id", namespaces=names) for entry in feed.findall("a:entry", names)}
    assert ids == {f"{url}#{day}" for url, day in entries}
    for html in ("index.html", "errors/shapes/index.html"):
        text = (built_site / language / html).read_text("utf-8")
        links = set(re.findall(r'href="([^"]*feed\.xml)"', text))
        assert {urljoin(f"/{language}/{html}", link) for link in links} == {f"/{language}/feed.xml"} and text.count(
            "feed.xml"
        ) == 2


def test_nothing_is_published_that_nobody_asks_for(built_site):
    assert not [path for path in built_site.rglob("*") if path.suffix in (".map", ".gz", ".py") and "downloads" not in path.parts]


def test_page_not_found_speaks_both_languages_and_leads_home(built_site):
    text = (built_site / "404.html").read_text("utf-8")
    assert 'href="/nn/zh/"' in text and 'href="/nn/en/"' in text


# In a browser


@pytest.mark.parametrize("language", TWIN)
@pytest.mark.parametrize("page", PAGES)
def test_switching_the_language_keeps_page_and_section(tab, address, language, page):
    tab.goto(f"{address}{language}/{page}")
    section = tab.locator("h1, h2").last.get_attribute("id")
    tab.goto(f"{address}{language}/{page}#{section}")
    tab.locator(".twin").click()
    tab.wait_for_url(f"{address}{TWIN[language]}/{page}#{section}")
    assert tab.locator("html").get_attribute("lang") == TWIN[language]
    assert tab.locator(f"[id='{section}']").is_visible()


def test_switching_the_language_goes_where_the_reader_has_scrolled(open_page, home):
    tab = open_page(f"{home}zh/lenet/")
    tab.wait_for_load_state("networkidle")  # the scripts run
    heading = tab.locator("h2").nth(2)
    section = heading.get_attribute("id")
    heading.evaluate("heading => heading.scrollIntoView()")
    tab.wait_for_function("section => location.hash === '#' + section", arg=section)
    tab.locator(".twin").click()
    tab.wait_for_url(f"{home}en/lenet/#{section}")


def test_switching_the_language_works_without_scripts(open_page, address):
    tab = open_page(f"{address}zh/lenet/", java_script_enabled=False)
    tab.locator(".twin").click()
    tab.wait_for_url(f"{address}en/lenet/")


@pytest.mark.parametrize(("locale", "language"), [("zh-CN", "zh"), ("zh-TW", "zh"), ("en-GB", "en"), ("fr-FR", "en")])
def test_the_root_opens_the_readers_language(open_page, home, locale, language):
    open_page(home, locale=locale).wait_for_url(f"{home}{language}/")


def test_the_root_remembers_the_language_chosen(open_page, home):
    tab = open_page(f"{home}zh/lenet/", locale="zh-CN")
    tab.locator(".twin").click()
    tab.wait_for_url(f"{home}en/lenet/")
    tab.goto(home)
    tab.wait_for_url(f"{home}en/")


@pytest.mark.parametrize("page", ["index.html", "404.html"])
def test_a_page_above_the_languages_is_whole_without_scripts(open_page, home, page):
    """A browser that is told of no icon asks for one that is not there."""
    tab = open_page("about:blank", java_script_enabled=False)
    answers = []
    tab.on("response", lambda answer: answers.append((answer.status, answer.url)))
    tab.goto(f"{home}{page}", wait_until="networkidle")
    assert [answer for answer in answers if answer[0] >= 400] == []
    icon = tab.locator("link[rel=icon]").evaluate("link => link.href")
    assert tab.request.get(icon).ok
    assert tab.locator("main a").count() == 2


def test_the_root_offers_both_languages_without_scripts(open_page, home):
    tab = open_page(home, java_script_enabled=False)
    tab.get_by_role("link", name="中文").click()
    tab.wait_for_url(f"{home}zh/")


@pytest.mark.parametrize(("language", "page"), zip(("zh", "en") * 2, PAGES, strict=True))
def test_a_page_is_quiet_whole_and_fits_a_phone_at_the_root_of_a_host(open_page, root, language, page):
    """In a folder of one, tests/browser/test_pages.py looks at every page."""
    tab = open_page("about:blank", viewport={"width": 360, "height": 740})
    requests, messages = [], []
    tab.on("response", lambda response: requests.append((response.url, response.status)))
    tab.on("requestfailed", lambda request: requests.append((request.url, request.failure)))
    tab.on("console", lambda message: messages.append(message.text))
    tab.on("pageerror", lambda error: messages.append(str(error)))
    tab.goto(f"{root}{language}/{page}", wait_until="networkidle")
    assert [request for request in requests if not request[0].startswith(root) or request[1] != 200] == []
    assert messages == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    tab.evaluate("for (const image of document.images) image.loading = 'eager'")  # as if scrolled to the end
    tab.wait_for_function("[...document.images].every(image => image.complete)")
    assert tab.evaluate("[...document.images].filter(image => !image.naturalWidth).map(image => image.src)") == []


@pytest.mark.parametrize("width", [360, 1280])
def test_code_and_its_output_are_one_unit(open_page, home, width):
    tab = open_page(f"{home}en/lenet/", viewport={"width": width, "height": 740})
    output = tab.locator(".highlight + .output").first
    code = output.locator("xpath=preceding-sibling::*[1]")
    assert output.bounding_box()["y"] == pytest.approx(code.bounding_box()["y"] + code.bounding_box()["height"], abs=1)
    code.locator("button").first.wait_for(state="attached")
    assert output.locator("button").count() == 0


# The same bytes

LATER = """
import datetime, time
import mkdocs.utils

class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.now(tz) + datetime.timedelta(days=400)

mkdocs.utils.datetime = Later  # MkDocs asks datetime, gzip asks time: no other clock is read
time.time = lambda now=time.time: now() + 400 * 86400
"""
"""As sitecustomize.py, also for the processes that build."""
BUILD = "from pathlib import Path; from tools.site.build import build; build(Path('site'))"


def test_a_build_elsewhere_on_another_day_gives_the_same_bytes(small_site):
    built = []
    for day, seed, zone in [("today", "0", "UTC"), ("later", "4711", "Asia/Shanghai")]:
        folder = small_site()
        (folder / "sitecustomize.py").write_text(LATER if day == "later" else "")
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(folder)}
        environment = {name: value for name, value in environment.items() if name not in ("SOURCE_DATE_EPOCH", "SITE_URL")}
        subprocess.run([sys.executable, "-c", BUILD], cwd=folder, env=environment, check=True)
        files = sorted(path for path in folder.glob("site/**/*") if path.is_file())
        built.append({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})
    assert len(built[0]) > 20 and f"site/{offline.NAME}.zip" in built[0]
    assert list(built[0]) == list(built[1])
    assert [name for name in built[0] if built[0][name] != built[1][name]] == []


def test_a_page_is_dated_by_git(tmp_path, monkeypatch):
    monkeypatch.setattr(language, "ROOT", tmp_path)
    assert language.history() == {}
    for name, day in [("old.md", "2026-01-02T03:04:05Z"), ("folder/新.md", "2026-05-06T07:08:09Z")]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
        environment = os.environ | {"GIT_COMMITTER_DATE": day, "GIT_CONFIG_GLOBAL": os.devnull}
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        for git in (["init", "-q"], ["add", name], [*who, "commit", "-qm", name]):
            subprocess.run(["git", *git], cwd=tmp_path, env=environment, check=True)
    known = language.history()
    assert known == {"old.md": 1767323045, "folder/新.md": 1778051289}
    assert language.changed(known, tmp_path / "old.md") == 1767323045
    assert language.changed(known, tmp_path / "old.md", "folder") == 1778051289
    assert language.changed(known, "old", "missing.md") is None


# Putting it in place


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    """A repository with an older site/ in it, and clean sources."""
    monkeypatch.setattr(command, "SITE", tmp_path / "site")
    monkeypatch.setattr(command, "CACHE", tmp_path / ".cache")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("old")
    return tmp_path


def build_new(folder: Path, check=None) -> None:
    folder.mkdir()
    (folder / "index.html").write_text("new")


def test_a_build_replaces_the_site(place, monkeypatch):
    monkeypatch.setattr(command, "build", build_new)
    assert command.main([]) == 0
    assert (place / "site/index.html").read_text() == "new"
    assert list((place / ".cache").iterdir()) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt(), Abort("a broken link")])
def test_an_interrupted_or_failed_build_leaves_the_site(place, monkeypatch, capsys, error):
    def build(folder: Path, check=None) -> None:
        build_new(folder)
        raise error

    monkeypatch.setattr(command, "build", build)
    assert command.main([]) == 1
    assert (place / "site/index.html").read_text() == "old"
    assert list((place / ".cache").iterdir()) == []
    assert "site/ is as it was" in capsys.readouterr().err


def test_a_swap_that_fails_halfway_is_undone(place):
    with pytest.raises(FileNotFoundError):
        command.swap(place / "missing", place / "site", aside=place / "aside")
    assert (place / "site/index.html").read_text() == "old"


def refuse() -> None:
    """In the process of a language: every fault that the check finds."""
    raise Faults([Fault("docs/en/a.md", 3, "one."), Fault("docs/zh/a.md", 5, "two.")])


def build_late(*_, **options) -> None:
    """Nobody waits for a build that is in vain."""
    threading.Event().wait()


def test_faults_are_all_told_and_nothing_is_built(place, monkeypatch, capsys):
    monkeypatch.setattr(command, "refuse", refuse)
    monkeypatch.setattr(build.language, "build", build_late)
    assert command.main([]) == 1
    assert capsys.readouterr().err == "docs/en/a.md:3: one.\ndocs/zh/a.md:5: two.\n"
    assert (place / "site/index.html").read_text() == "old"


# Settings


@pytest.mark.parametrize(
    "url", ["", "example.org/nn", "https://", "ftp://example.org/", "https://example.org/?a", "https://a b/"]
)
def test_a_wrong_address_is_refused_with_a_right_one(tmp_path, monkeypatch, url):
    monkeypatch.setenv("SITE_URL", url)
    with pytest.raises(ConfigurationError, match=r"SITE_URL is .* Give the whole address: https://example.org/"):
        build.build(tmp_path)


def test_an_address_ends_in_a_slash():
    assert language.address("https://example.org") == "https://example.org/"
    assert language.address("https://example.org/nn") == language.address("https://example.org/nn/") == "https://example.org/nn/"


def test_a_browser_that_is_not_there_is_asked_for_by_name(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    assert chromium.find() is None
    with pytest.raises(SystemExit, match="apt-get install chromium"):
        chromium.main([])

"""What pages tell machines, the card of a shared link among it, and the links at the foot."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

from tools.base.project import LANGUAGES
from tools.site import head

REPOSITORY = "https://github.com/someone/nn"
ABOUT = head.About(
    title='</script><script>alert("1")</script> & co',
    description="It's “quoted” <b>",
    language="en",
    url="https://example.org/en/a/",
    twin="https://example.org/zh/a/",
    picture="https://example.org/en/assets/images/card.png",
    date="2026-11-21",
    site="torch.nn",
)


class Tags(HTMLParser):
    """The tags of a text with their attributes, and what JSON-LD it has."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.data: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.tags and self.tags[-1] == ("script", {"type": "application/ld+json"}) and data.strip():
            self.data.append(data)

    @property
    def properties(self) -> dict[str, str]:
        return {at.get("property", at.get("name")): at["content"] for tag, at in self.tags if tag == "meta" and "content" in at}


# Structured data and cards


def test_nothing_in_a_title_ends_the_script():
    text = head.structured(ABOUT)
    assert text.count("</script>") == 1 and text.count("<") == 2
    data = json.loads(Tags(text).data[0])
    assert (data["headline"], data["description"]) == (ABOUT.title, ABOUT.description)
    assert data["@type"] == ["TechArticle", "LearningResource"]
    assert text == head.structured(ABOUT)


def test_cards_say_the_same_as_the_page_whatever_is_in_it():
    properties = Tags(head.cards(ABOUT)).properties
    assert properties["og:title"] == ABOUT.title
    assert properties["og:description"] == ABOUT.description
    assert (properties["og:locale"], properties["og:locale:alternate"]) == ("en_US", "zh_CN")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_built_page_describes_itself(built_site, language):
    descriptions = {}
    for path in sorted((built_site / language).rglob("index.html")):
        found = Tags(path.read_text("utf-8"))
        url = f"https://example.org/nn/{path.parent.relative_to(built_site).as_posix()}/"
        (data,) = map(json.loads, found.data)
        properties = found.properties
        descriptions[properties["description"]] = path
        assert properties["description"] == properties["og:description"] == data["description"]
        canonical = [tag["href"] for name, tag in found.tags if name == "link" and tag.get("rel") == "canonical"]
        assert canonical == [url], "one address, which search engines keep"
        assert properties["og:url"] == data["url"] == url and data["inLanguage"] == language
        assert data["headline"] == properties["og:title"]
        twin = built_site / data["workTranslation"]["@id"].removeprefix("https://example.org/nn/") / "index.html"
        assert twin != path and twin.exists()
        image = built_site / properties["og:image"].removeprefix("https://example.org/nn/")
        assert image == built_site / language / "assets/images/card.png" and data["image"] == properties["og:image"]
        assert struct.unpack(">II", image.read_bytes()[16:24]) == (1200, 630)
        assert image.stat().st_size < 60_000
    assert len(descriptions) == len(list((built_site / language).rglob("index.html"))) >= 3


# The links at the foot


def test_no_repository_no_links():
    assert head.mend("", "docs/en/a.md", "en") == head.mend(None, "docs/en/a.md", "en") == ""


@pytest.mark.parametrize(("language", "words"), [("zh", "编辑本页 · 报告错误"), ("en", "Edit this page · Report a mistake")])
def test_links_name_the_page(language, words):
    text = head.mend(f"{REPOSITORY}/", f"docs/{language}/labs/a.md", language)
    paragraph = ElementTree.fromstring(text)
    edit, report = paragraph.findall("a")
    assert "".join(paragraph.itertext()) == words
    assert edit.get("href") == f"{REPOSITORY}/edit/main/docs/{language}/labs/a.md"
    address = urlsplit(report.get("href"))
    assert address.path == "/someone/nn/issues/new"
    assert parse_qs(address.query) == {"title": [f"docs/{language}/labs/a.md: "]}


def test_a_report_names_the_section_the_reader_is_at(open_page, tmp_path):
    (tmp_path / "a.html").write_text(f"<!doctype html><h1 id='x'>x</h1>{head.mend(REPOSITORY, 'docs/en/a.md', 'en')}", "utf-8")
    tab = open_page(f"file://{tmp_path / 'a.html'}#x")
    link = tab.locator("a", has_text="Report")
    link.evaluate("link => link.addEventListener('click', event => event.preventDefault())")
    for _ in range(2):  # the second time is as the first
        link.click()
        assert parse_qs(urlsplit(link.get_attribute("href")).query) == {"title": ["docs/en/a.md#x: "]}


@pytest.fixture(scope="module")
def addressed(small_site) -> Path:
    """A site that has an address, and a repository that has one."""
    sources = small_site()
    environment = os.environ | {"SITE_REPO": REPOSITORY, "SITE_URL": "https://nn.example/"}
    subprocess.run([sys.executable, "-m", "tools", "site"], cwd=sources, env=environment, check=True)
    return sources / "site"


LINKS = ("{0}/edit/main/docs/{1}/lenet.md", 'href="{0}/issues/new?title=docs%2F{1}%2Flenet.md')


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_have_the_links_where_the_repository_has_an_address(built_site, addressed, language):
    for site, times in ((built_site, 0), (addressed, 1)):
        text = (site / language / "lenet/index.html").read_text("utf-8")
        assert [text.count(link.format(REPOSITORY, language)) for link in LINKS] == [times, times]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lab_opens_in_colab_and_gets_its_files_from_the_site(addressed, language):
    html = (addressed / language / "labs/train/index.html").read_text("utf-8")
    assert f'href="{REPOSITORY}/edit/main/snippets/labs/train.py"' in html
    assert f"https://colab.research.google.com/github/someone/nn/blob/main/snippets/labs/train.{language}.ipynb" in html
    assert "/tree/main/snippets/labs/" in html
    assert "https://nn.example/downloads/" in html
    text = (addressed / language / "downloads/labs/train.ipynb").read_text("utf-8")
    assert 'SITE = \\"https://nn.example/downloads/\\"' in text and f"https://nn.example/{language}/lenet/#mnist" in text

"""The reference pages as their readers use them: found, filtered, told to search engines, and mended when torch changes."""

from __future__ import annotations

import json
import re

import pytest

from tools.base.project import DOCS, SNIPPETS
from tools.sources.entries import entries, explained, questions
from tools.sources.pages import pages

LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
SHOWN = "[...document.querySelectorAll('h2 + ul > li')].filter(item => item.offsetParent).map(item => item.textContent)"
REFERENCE = [page for page in pages() if questions(page)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_of_errors_is_whole_without_scripts(open_page, home, language):
    tab = open_page(f"{home}{language}/errors/", java_script_enabled=False)
    listed = tab.locator("h2 + ul > li").count()
    pages = [page for page in DOCS.glob("en/errors/*.md") if page.stem != "index"]
    assert listed == sum(entry.level == 2 for page in pages for entry in entries(page))
    assert not tab.locator(".filter").is_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_filter_is_typed_kept_in_the_address_and_taken_to_the_other_language(open_page, home, language):
    tab = open_page(f"{home}{language}/errors/")
    all_of_them = len(tab.evaluate(SHOWN))
    tab.locator(".filter input").fill("RuntimeError: mat1 and mat2 shapes cannot be multiplied (64x784 and 512x10)")
    assert "mat1 and mat2 shapes" in tab.evaluate(SHOWN)[0]
    tab.locator(".filter input").fill("dropout2d")
    assert len(tab.evaluate(SHOWN)) == 1
    assert tab.locator(".filter output").text_content() == f"1 / {all_of_them}"
    assert tab.evaluate("location.search") == "?filter=dropout2d"
    tab.reload()
    assert len(tab.evaluate(SHOWN)) == 1
    tab.locator(".twin").click()
    tab.wait_for_url(lambda url: f"/{language}/" not in url)
    assert len(tab.evaluate(SHOWN)) == 1
    tab.locator(".filter input").fill("")
    assert len(tab.evaluate(SHOWN)) == all_of_them and tab.evaluate("location.search") == ""


@pytest.mark.parametrize("page", REFERENCE, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_search_engines_are_told_each_question_and_its_answer(built_site, page):
    html = (built_site / page.relative_to(DOCS).with_suffix("") / "index.html").read_text("utf-8")
    (data,) = (json.loads(text) for text in LD.findall(html))
    assert data["@type"] == ["TechArticle", "FAQPage"]
    for asked, entry in zip(data["mainEntity"], questions(page), strict=True):
        assert asked["@id"].endswith(f"#{entry.id}") and f'id="{entry.id}"' in html
        assert asked["name"] and asked["acceptedAnswer"]["text"]
        assert not re.search(r"`|\]\(", asked["acceptedAnswer"]["text"])


def test_a_message_that_changes_is_reported_with_the_lesson_that_explains_it():
    places = set(explained(SNIPPETS / "errors/super_init.py", "fails"))
    assert places == {"docs/en/module.md#super", "docs/zh/module.md#super"}


def test_no_lesson_is_told_as_questions(built_site):
    html = (built_site / "en/module/index.html").read_text("utf-8")
    assert "FAQPage" not in html and "TechArticle" in html

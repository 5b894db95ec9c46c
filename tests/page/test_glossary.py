"""The terms as readers meet them: a page of them, and the first mention in a lesson that says what it means."""

from __future__ import annotations

import re

import pytest

from tools.base.project import DOCS
from tools.page.current import NO_LESSON
from tools.sources.terms import terms

LANGUAGES = ("zh", "en")
LESSONS = sorted(page.stem for page in (DOCS / "en").glob("*.md") if page.stem not in NO_LESSON)
MEANING = "term => getComputedStyle(term, '::after').content"
PLACED = """() => [...document.querySelectorAll(".term")].map(term =>
    [term.hash, term.parentElement.closest("a, code, h1, h2, h3, .admonition-title, table") === null])"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_has_one_sentence(language):
    for term in terms():
        means = term.means[language]
        assert means.endswith("。" if language == "zh" else ".") and len(re.findall(r"。|\.(?=\s|$)", means)) == 1, term.en


def test_no_two_terms_have_one_name():
    for names in ([term.en for term in terms()], [term.zh for term in terms()], [term.id for term in terms()]):
        assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_every_term_in_the_order_of_its_language(built_site, language):
    html = (built_site / language / "glossary/index.html").read_text("utf-8")
    shown = re.findall(r'<dt id="([a-z-]+)">(.+?) · (.+?)</dt>', html)
    assert len(shown) == html.count("<dd>") == len(terms())
    by_id = {term.id: term for term in terms()}
    assert all({by_id[id].zh, by_id[id].en} == {one, two} for id, one, two in shown)
    assert shown[0][0] == {"zh": "grad-cam", "en": "accuracy"}[language]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_marks_each_term_once_in_its_prose(tab, home, language, lesson):
    tab.goto(f"{home}{language}/{lesson}/")
    placed = tab.evaluate(PLACED)
    assert 5 <= len(placed) <= 45
    assert len({hash for hash, _ in placed}) == len(placed)
    assert all(in_prose for _, in_prose in placed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meaning_comes_with_the_focus_and_goes_with_escape(open_page, home, language):
    tab = open_page(f"{home}{language}/conv2d/")
    term = tab.locator(".term").first
    assert term.evaluate(MEANING) == "none"
    term.focus()
    assert term.get_attribute("data-means") in term.evaluate(MEANING)
    tab.keyboard.press("Escape")
    assert term.evaluate("term => getComputedStyle(term, '::after').display") == "none"
    tab.keyboard.press("Tab")
    tab.keyboard.press("Shift+Tab")
    assert term.evaluate("term => getComputedStyle(term, '::after').display") != "none"
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{home}{language}/glossary/#*")


def test_a_first_touch_shows_the_meaning_and_a_second_follows(open_page, home):
    tab = open_page(f"{home}en/conv2d/", has_touch=True, is_mobile=True, viewport={"width": 360, "height": 700})
    term = tab.locator(".term").first
    term.tap()
    assert term.get_attribute("data-means") in term.evaluate(MEANING)
    assert tab.url == f"{home}en/conv2d/" and tab.evaluate("document.documentElement.scrollWidth") <= 360
    term.tap()
    tab.wait_for_url(f"{home}en/glossary/#*")


def test_reference_pages_have_no_marks(built_site):
    for place in ("errors/shapes", "corrections/layers", "glossary"):
        assert 'class="term"' not in (built_site / "en" / place / "index.html").read_text("utf-8")

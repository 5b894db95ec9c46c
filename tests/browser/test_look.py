"""How pages feel, measured in Chromium: to keyboards, at night, in motion and on paper. What is asked of every page, and of
how it looks, is in tests/browser/test_pages.py.
"""

from __future__ import annotations

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import expect

from tools.graph.svg import DARK, LIGHT

SCHEMES = {"light": LIGHT, "dark": DARK}
PHONE, DESK = ({"width": width, "height": 800} for width in (360, 1440))
LABELS = {"zh": ("输出", "报错"), "en": ("Output", "Error")}


@pytest.fixture
def look(open_page, home):
    """Opens a page for one question alone. It stands still, all of its folds open, with nothing in the viewers, which take
    the focus once they have loaded.
    """

    def look(page: str, viewport=DESK, folds: bool = True, **options):
        tab = open_page("about:blank", viewport=viewport, reduced_motion="reduce", **options)
        tab.route("**/viewer/**", lambda route: route.fulfill(body=""))
        tab.goto(f"{home}{page}")
        tab.evaluate("open => document.querySelectorAll('article details').forEach(fold => fold.open = open)", folds)
        return tab

    return look


STOPS = """() => {
  window.stops = []
  addEventListener("focusin", ({ target }) => {
    const seen = target.matches(".md-option") ? target.nextElementSibling : target
    const { outlineStyle, outlineWidth } = getComputedStyle(seen)
    const elsewhere = target.matches("body, iframe") // the viewer's rings are in tests/browser/test_viewer.py
    const ring = elsewhere || outlineStyle === "solid" && parseFloat(outlineWidth) >= 2
    stops.push({ name: target.className, at: target.htmlFor ?? target.dataset.wide, ring })
  })
}"""
"""Notes where the focus goes, until it has come round."""


WIDE = """[...document.querySelectorAll("article :is(pre > code, .table)")].filter(box => box.scrollWidth > box.clientWidth)"""


@pytest.mark.parametrize("page", ["zh/hooks/", "en/labs/train/"])
def test_whatever_scrolls_takes_the_focus_on_a_touch_screen_too(look, page):
    """A keyboard may be attached to it."""
    tab = look(page, {"width": 412, "height": 800}, has_touch=True, is_mobile=True)
    assert tab.evaluate("matchMedia('(hover: none)').matches") and tab.evaluate(f"{WIDE}.length") > 5
    tab.wait_for_function(f"{WIDE}.every(box => box.tabIndex === 0)")


@pytest.mark.parametrize("page", ["module/", "lenet/"])
@pytest.mark.parametrize(("language", "viewport"), [("zh", PHONE), ("en", DESK)], ids=["phone", "desk"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(look, layout_of, language, page, viewport):
    layout_of(language)
    tab = look(f"{language}/{page}", viewport)
    boxes = "[...document.querySelectorAll('pre > code, .table')].filter(box => box.scrollWidth > box.clientWidth)"
    wide = tab.evaluate(f"{boxes}.map((box, i) => box.dataset.wide = i).length")
    assert wide or viewport is DESK
    tab.wait_for_function("[...document.querySelectorAll('[data-wide]')].every(box => box.tabIndex === 0)")
    tab.evaluate(STOPS)
    for _ in range(20):
        for _ in range(20):
            tab.keyboard.press("Tab")
        if tab.evaluate("stops.filter(stop => stop.name.includes('md-skip')).length > 1"):
            break
    passed = tab.evaluate("stops")
    names = " ".join(stop["name"] for stop in passed).split()
    assert names[0] == "md-skip"
    assert {"md-search__input", "md-option", "twin", "md-code__button", "headerlink"} <= set(names)
    assert "md-logo" in names or "__drawer" in [stop["at"] for stop in passed]
    assert {stop["at"] for stop in passed} >= {str(number) for number in range(wide)}
    assert [stop["name"] for stop in passed if not stop["ring"]] == []


def test_the_first_key_skips_to_the_lesson(look):
    tab = look("en/lenet/")
    tab.keyboard.press("Tab")
    assert tab.locator(".md-skip").is_visible()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/#lenet")


def test_the_drawer_opens_from_the_keyboard_and_is_out_of_the_way_when_closed(look):
    tab = look("zh/module/", PHONE)
    link = tab.locator(".md-sidebar--primary .md-nav__link[href]").first
    assert not link.is_visible()
    tab.locator("label.md-header__button[for=__drawer]").focus()
    tab.keyboard.press("Enter")
    link.wait_for()


def test_a_dark_page_is_dark_from_the_start(open_page, home):
    tab = open_page("about:blank", color_scheme="dark")
    tab.route("**/bundle.*", lambda route: route.abort())
    tab.goto(f"{home}en/lenet/")
    assert tab.locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_the_scheme_is_chosen_and_kept(look, home):
    tab = look("zh/lenet/", color_scheme="dark")
    body = tab.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    tab.locator(".md-option:checked").focus()
    tab.keyboard.press("Enter")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    tab.goto(f"{home}zh/module/")
    expect(body).to_have_attribute("data-md-color-scheme", "default")


def test_motion_is_left_out_where_it_is_not_wanted(look):
    moving = """[...document.querySelectorAll("*")].filter(element => ["", "::before", "::after"].some(pseudo => {
      const { transitionDuration, animationName } = getComputedStyle(element, pseudo)
      return animationName !== "none" || parseFloat(transitionDuration) > 0
    })).length"""
    tab = look("en/lenet/")
    assert tab.evaluate(moving) == 0
    tab.emulate_media(reduced_motion="no-preference")
    assert tab.evaluate(moving) > 0


# As drawn


@pytest.mark.parametrize("language", LABELS)
def test_what_was_printed_says_so(look, language):
    tab = look(f"{language}/module/")
    label = "element => getComputedStyle(element, '::before').content.slice(1, -1)"
    plain, error = LABELS[language]
    assert tab.locator(".output:not(.fails, .warns)").first.evaluate(label) == plain
    assert tab.locator(".output.fails").first.evaluate(label) == error
    kinds = {tab.locator(f".{kind}").first.evaluate(label) for kind in ("older", "mistake", "exercise", "check")}
    assert len(kinds) == 4 and "" not in kinds


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_ground_of_a_picture_is_the_one_it_was_drawn_for(look, scheme):
    tab = look("zh/lenet/", color_scheme=scheme)
    ground = tab.locator("p:has(> .graph)").evaluate("plate => getComputedStyle(plate).backgroundColor")
    page = SCHEMES[scheme]["page"]
    assert ground == f"rgb({', '.join(str(int(page[i : i + 2], 16)) for i in (1, 3, 5))})"


def test_chinese_is_stressed_with_dots_instead_of_slanted(look):
    style = """() => {
      const em = document.querySelector("article p").appendChild(document.createElement("em"))
      const { fontStyle, textEmphasisStyle } = getComputedStyle(em)
      return [fontStyle, textEmphasisStyle]
    }"""
    assert look("zh/").evaluate(style) == ["normal", "dot"]
    assert look("en/").evaluate(style) == ["italic", "none"]


def test_every_page_has_our_icon(built_site):
    for page in built_site.glob("*/**/index.html"):
        assert 'rel="icon" href="' in page.read_text("utf-8")
        assert "favicon.svg" in page.read_text("utf-8")
    for language in LABELS:
        assert (built_site / language / "assets/images/favicon.svg").read_bytes().startswith(b"<svg ")


# Code that is wider than its box

CUES = """() => [...document.querySelectorAll(".highlight > pre > code")].map(code => {
  const { content, opacity } = getComputedStyle(code.parentNode, "::after")
  return [code.scrollWidth > code.clientWidth, content !== "none" && +opacity > 0.9]
})"""


@pytest.mark.parametrize("language", LABELS)
def test_code_that_goes_on_beyond_the_edge_has_a_shadow_there_until_its_end(look, layout_of, language):
    layout_of(language)
    tab = look(f"{language}/sequences/", PHONE)
    wide = "[...document.querySelectorAll('.highlight > pre > code')].filter(code => code.scrollWidth > code.clientWidth)"
    tab.wait_for_function(f"{wide}.every(code => code.tabIndex === 0)")
    cues = tab.evaluate(CUES)
    assert any(goes_on for goes_on, _ in cues) and all(goes_on == shown for goes_on, shown in cues)
    tab.emulate_media(reduced_motion="no-preference")  # where nothing moves, the shadow stays
    tab.evaluate(f"{wide}.forEach(code => code.scrollLeft = code.scrollWidth)")
    tab.wait_for_function(f"({CUES})().every(([goes_on, shown]) => !shown)")


def test_eighty_columns_of_code_fit_on_a_desk(look):
    tab = look("en/lenet/", DESK)
    fit = """columns => { const code = document.querySelector(".highlight > pre > code")
      code.textContent = "x".repeat(columns); return code.scrollWidth <= code.clientWidth }"""
    assert tab.evaluate(fit, 80) and not tab.evaluate(fit, 90)


# On paper


@pytest.mark.parametrize("scheme", SCHEMES)
def test_paper_is_white_and_shows_answers_and_whole_lines(look, scheme):
    tab = look("en/lenet/", {"width": 700, "height": 990}, folds=False, color_scheme=scheme)
    answer = tab.locator(".answer > p").first
    assert not answer.is_visible()
    tab.emulate_media(media="print")
    assert answer.is_visible()
    assert not tab.locator(".md-header, .md-sidebar, .md-footer, .md-code__nav").locator("visible=true").count()
    assert tab.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"
    cut = "[...document.querySelectorAll('pre > code')].filter(code => code.scrollWidth > code.clientWidth).length"
    assert tab.evaluate(cut) == 0
    links = tab.locator("article a[href]:not(.headerlink)").evaluate_all("""links => links.map(link =>
      [link.host !== location.host, getComputedStyle(link, "::after").content !== "none"])""")
    assert all(foreign == shown for foreign, shown in links)


SHEETS = {"A4": (21, 29.7), "Letter": (21.6, 27.9)}
"""Centimetres; a browser leaves about one on each side."""
DARKEST = 0.05
"""So much of a sheet may be dark: letters are, and the digits of a plot."""
CUT = """[...document.querySelectorAll("article *")]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"""
HEIGHTS = "all => all.map(picture => picture.getBoundingClientRect().height)"


def dark(sheet: Image.Image) -> float:
    """The share of it that is darker than grey."""
    grey = sheet.convert("L").tobytes()
    return sum(value < 128 for value in grey) / len(grey)


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("place", ["en/lenet/", "zh/residual/", "en/hooks/"])
def test_a_page_printed_at_night_is_light_and_fits_its_sheet(look, layout_of, place, sheet):
    """On real sheets: a picture has its colours in its own file, and asks the place where it stands which ones to take."""
    layout_of(place[:2])
    width, height = (round((side - 2) / 2.54 * 96) for side in SHEETS[sheet])
    tab = look(place, {"width": width, "height": height}, color_scheme="dark")
    assert tab.locator("body").evaluate("body => getComputedStyle(body).colorScheme") == "dark"
    with pypdfium2.PdfDocument(tab.pdf(format=sheet, print_background=True)) as sheets:
        shares = [dark(page.render(scale=0.5).to_pil()) for page in sheets]
    assert max(shares) < DARKEST, f"sheet {shares.index(max(shares)) + 1} of {len(shares)} is dark"
    tab.emulate_media(media="print")
    assert tab.evaluate("document.scrollingElement.scrollWidth") <= width
    assert tab.evaluate(CUT) == []
    assert max(tab.locator(":is(.graph, .plot)").evaluate_all(HEIGHTS)) <= height
    assert not tab.locator(".viewer, .take").locator("visible=true").count()

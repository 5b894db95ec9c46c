"""How pages look and feel, measured in Chromium: for eyes, thumbs, keyboards, screen readers, slow networks and paper."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.browser.test_budget import PLACES
from tools.base.project import DOCS, SNIPPETS
from tools.graph.svg import DARK, LIGHT

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
SCHEMES = {"light": LIGHT, "dark": DARK}
BODY = {"light": "default", "dark": "slate"}
"""What Material calls them."""
PHONE, TABLET, DESK = ({"width": width, "height": 800} for width in (360, 768, 1440))
LABELS = {"zh": ("输出", "报错"), "en": ("Output", "Error")}

FULLY = ["", "module/", "lenet/", "conv2d/"]
"""In both languages. The skeleton of every page is one: the others are looked at in one language, turn about."""
OTHERS = sorted({re.sub(r"^../|(^|(?<=/))index/$", "", place) for place in PLACES} - set(FULLY))
LESSONS = [place for place in FULLY[1:] + OTHERS if (DOCS / f"en/{place[:-1]}.md").exists() and (SNIPPETS / place).is_dir()]
TURNS = [(language, page) for page in FULLY for language in LABELS] + list(zip(cycle(LABELS), OTHERS, strict=False))


@dataclass
class Visit:
    """A page that somebody has read on a phone to its end. Now it stands still, all of its folds open."""

    language: str
    page: str
    tab: Page
    moved: list
    """What moved while it was loaded and read."""

    def look(self, viewport: dict, scheme: str = "light") -> Page:
        self.tab.set_viewport_size(viewport)
        self.tab.emulate_media(color_scheme=scheme)
        if self.tab.locator("body").get_attribute("data-md-color-scheme") != BODY[scheme]:
            self.tab.locator(".md-option:not(:checked)").evaluate("option => option.click()")
        assert self.tab.locator("body").get_attribute("data-md-color-scheme") == BODY[scheme]
        return self.tab


MOVED = """
window.moved = []
new PerformanceObserver(list => list.getEntries().forEach(shift => moved.push([shift.value,
  ...shift.sources.map(source => source.node?.className)]))).observe({ type: "layout-shift", buffered: true })
"""
READ = """async () => {
  while (scrollY + innerHeight < document.body.scrollHeight - 1) {
    scrollBy({ top: 700, behavior: "instant" })
    await new Promise(requestAnimationFrame)
  }
}"""
COMPLETE = """() => document.fonts.status === "loaded" && [...document.images].every(image => image.complete)
  && !document.querySelector(".instrument fieldset:disabled")"""


def late(route) -> None:
    """Material's script, when the page has long been painted."""
    time.sleep(0.3)
    route.continue_()


@pytest.fixture(scope="module")
def tab(tab):
    tab.add_init_script(MOVED)
    tab.route("**/bundle.*", late)
    return tab


@pytest.fixture(scope="module", params=TURNS, ids="/".join)
def visit(request, tab, home) -> Iterator[Visit]:
    """Every page in turn: all that is asked of a page is asked in one visit."""
    language, page = request.param
    tab.set_viewport_size(PHONE)
    tab.emulate_media(color_scheme="light", reduced_motion="no-preference")
    tab.goto(f"{home}{language}/{page}")
    tab.evaluate(READ)
    tab.wait_for_function(COMPLETE)
    moved = tab.evaluate("new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame)).then(() => moved)")
    tab.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    tab.emulate_media(reduced_motion="reduce")
    tab.evaluate("document.querySelectorAll('article details').forEach(fold => fold.open = true)")
    tab.evaluate(AXE.read_text("utf-8"))
    yield Visit(language, page, tab, moved)
    tab.evaluate("localStorage.clear()")


@pytest.fixture
def look(open_page, home):
    """Opens a page for one question alone. It stands still, all of its folds open."""

    def look(page: str, viewport=DESK, folds: bool = True, **options):
        tab = open_page(f"{home}{page}", viewport=viewport, reduced_motion="reduce", **options)
        tab.evaluate("open => document.querySelectorAll('article details').forEach(fold => fold.open = open)", folds)
        return tab

    return look


# For all readers


FAULTS = "async options => (await axe.run(document, options)).violations"
COLOURS = """async options => {
  const kinds = {}
  for (const element of document.querySelectorAll("body *")) {
    if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue
    if (!element.checkVisibility({ visibilityProperty: true })) continue
    let kind = ""
    for (let e = element; e; e = e.parentElement) kind += `${e.localName}.${e.getAttribute("class")} `
    kinds[kind] ??= element
  }
  const runOnly = ["color-contrast", "link-in-text-block"]
  return (await axe.run({ include: Object.values(kinds) }, { ...options, runOnly })).violations
}"""
"""The rules that ask for colours, and one text of each kind, by its classes and those around it: all that night can change."""


@pytest.mark.parametrize(("scheme", "faults"), [("light", FAULTS), ("dark", COLOURS)], ids=SCHEMES)
def test_axe_finds_no_violation(visit, scheme, faults):
    for width in (1280, 360):
        tab = visit.look({"width": width, "height": 800}, scheme)
        found = tab.evaluate(faults, {"resultTypes": ["violations"], "preload": False})
        assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found] == [], width


CONTRASTS = """() => {
  const parse = color => {
    const numbers = color.match(/[\\d.]+/g).map(Number)
    const [r, g, b] = color.startsWith("color(") ? numbers : numbers.map(number => number / 255)
    return [r, g, b, numbers[3] ?? 1]
  }
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1)
  const grounds = new Map([[null, [1, 1, 1, 1]]])
  const ground = element => {
    if (!grounds.has(element)) {
      const color = parse(getComputedStyle(element).backgroundColor)
      grounds.set(element, color[3] === 1 ? color : over(color, ground(element.parentElement)))
    }
    return grounds.get(element)
  }
  const light = color => {
    const [r, g, b] = color.map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
  const found = []
  const weigh = (element, pseudo, text) => {
    const style = getComputedStyle(element, pseudo)
    let below = ground(element)
    if (pseudo) below = over(parse(style.backgroundColor), below)
    const value = contrast(light(over(parse(style.color), below)), light(below))
    found.push([Math.round(value * 100) / 100, `${element.className || element.localName}${pseudo ?? ""}`, text.slice(0, 30)])
  }
  for (const element of document.querySelectorAll("body *")) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || element.closest("svg, script")) continue
    const text = [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join("")
    if (text) weigh(element, null, text)
    for (const pseudo of ["::before", "::after"]) {
      const content = getComputedStyle(element, pseudo).content
      if (/^".*\\S.*"$/.test(content)) weigh(element, pseudo, content)
    }
  }
  return found
}"""
"""Each text with its contrast, also the labels that CSS adds and what stands on a shaded ground: axe cannot judge those."""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_stands_out_from_its_ground(visit, scheme):
    for viewport in (PHONE, DESK):
        found = visit.look(viewport, scheme).evaluate(CONTRASTS)
        if visit.page in LESSONS:
            assert len(found) > 500
            assert LABELS[visit.language][0] in {text.strip('"') for _, _, text in found}
        assert [text for text in found if text[0] < 4.5] == [], viewport


@pytest.mark.parametrize("page", ["module/", "lenet/"])
@pytest.mark.parametrize(("language", "viewport"), [("zh", PHONE), ("en", DESK)], ids=["phone", "desk"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(look, language, page, viewport):
    tab = look(f"{language}/{page}", viewport)
    boxes = "[...document.querySelectorAll('pre > code, .table')].filter(box => box.scrollWidth > box.clientWidth)"
    wide = tab.evaluate(f"{boxes}.map((box, i) => box.dataset.wide = i).length")
    assert wide or viewport is DESK
    passed = []
    for _ in range(400):
        tab.keyboard.press("Tab")
        passed.append(
            tab.evaluate("""() => {
              const element = document.activeElement
              const seen = element.matches(".md-option") ? element.nextElementSibling : element
              const { outlineStyle, outlineWidth } = getComputedStyle(seen)
              const elsewhere = element.matches("body, iframe") // the viewer's rings are in tests/browser/test_viewer.py
              const ring = elsewhere || outlineStyle === "solid" && parseFloat(outlineWidth) >= 2
              return { name: element.className, at: element.htmlFor ?? element.dataset.wide, ring }
            }""")
        )
        if passed[-1]["name"] == "" and len(passed) > 20 and tab.evaluate("document.activeElement === document.body"):
            break
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
    assert tab.url.endswith("#lenet")


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
    assert body.get_attribute("data-md-color-scheme") == "slate"
    tab.locator(".md-option:checked").focus()
    tab.keyboard.press("Enter")
    assert body.get_attribute("data-md-color-scheme") == "default"
    tab.goto(f"{home}zh/module/")
    assert body.get_attribute("data-md-color-scheme") == "default"


# On a phone


@pytest.mark.parametrize("viewport", [DESK, TABLET, PHONE], ids=["desk", "tablet", "phone"])
def test_nothing_scrolls_sideways(visit, viewport):
    tab = visit.look(viewport)
    over = "[...document.querySelectorAll('article *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
    loose = f"{over}.filter(e => !e.closest('pre, .table, div.math, .map, .digits')).map(e => e.outerHTML.slice(0, 80))"
    assert tab.evaluate(loose) == []
    assert tab.evaluate("document.scrollingElement.scrollWidth") == viewport["width"]
    assert tab.locator("h1").bounding_box()["y"] < 300


def test_folds_can_be_tapped_and_text_can_be_read(visit):
    tab = visit.look(PHONE)
    heights = tab.locator("article summary").evaluate_all("folds => folds.map(fold => fold.getBoundingClientRect().height)")
    assert len(heights) > 2 or visit.page not in LESSONS
    assert [height for height in heights if height < 44] == []
    small = "(all, least) => all.filter(e => parseFloat(getComputedStyle(e).fontSize) < least).map(e => e.outerHTML)"
    assert tab.locator("article :is(p:not(.record), li, summary)").evaluate_all(small, 16) == []
    assert tab.locator("article pre > code").evaluate_all(small, 13.5) == []


COVERED = """() => [...document.querySelectorAll("article .md-code__nav")].map(nav => {
  const letters = document.createRange()
  letters.selectNodeContents(nav.nextElementSibling)
  const { left, right, top, bottom } = nav.getBoundingClientRect()
  const under = box => box.width && box.right > left && box.left < right && box.bottom > top + 4 && box.top < bottom - 4
  return [...letters.getClientRects()].some(under) && nav.parentElement.innerText.slice(0, 60)
}).filter(Boolean)"""


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_no_button_stands_on_the_code(visit, viewport):
    assert visit.look(viewport).evaluate(COVERED) == []


# Still


def test_nothing_moves_while_a_page_loads_or_scrolls(visit):
    assert visit.moved == []


def test_motion_is_left_out_where_it_is_not_wanted(look):
    moving = """[...document.querySelectorAll("*")].filter(element => ["", "::before", "::after"].some(pseudo => {
      const { transitionDuration, animationName } = getComputedStyle(element, pseudo)
      return animationName !== "none" || parseFloat(transitionDuration) > 0
    })).length"""
    tab = look("en/lenet/")
    assert tab.evaluate(moving) == 0
    tab.emulate_media(reduced_motion="no-preference")
    assert tab.evaluate(moving) > 0


# Light; bytes and requests are tests/browser/test_budget.py's


def test_a_page_has_few_elements(visit):
    assert visit.tab.locator("*").count() <= 1500


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
    links = tab.locator("article a:not(.headerlink)").evaluate_all("""links => links.map(link =>
      [link.host !== location.host, getComputedStyle(link, "::after").content !== "none"])""")
    assert all(foreign == shown for foreign, shown in links)

"""The instruments in the built site, in Chromium: woken late, steered by pointer and keyboard, whole without scripts.

How their pages look with them awake, and that waking moves nothing, is asked in tests/browser/test_pages.py.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tools.page.instruments import names, script

PAGES = {"conv2d": "conv2d/", "lenet": "lenet/"}
"""Where each instrument stands."""
SCRIPTS = 15_000

in_both_languages = pytest.mark.parametrize("language", ["zh", "en"])
each = pytest.mark.parametrize("name", PAGES)


def wake(tab: Page) -> None:
    tab.locator(".instrument").scroll_into_view_if_needed()
    tab.locator(".instrument fieldset:not([disabled])").first.wait_for()


def listen(tab: Page) -> Page:
    tab.messages = []
    tab.on("console", lambda message: tab.messages.append(message.text))
    tab.on("pageerror", lambda error: tab.messages.append(str(error)))
    return tab


@pytest.fixture(scope="module")
def tab(tab) -> Page:
    tab.set_viewport_size({"width": 1280, "height": 900})
    return listen(tab)


@pytest.fixture
def use(tab, open_page, home):
    """Loads an instrument's page and wakes it: in the one tab, or in a new one for a reader with `options`."""

    def use(language: str, name: str, address: str = "", **options):
        used = listen(open_page("about:blank", **options)) if options else tab
        used.messages.clear()
        used.goto(f"{home}{language}/{PAGES[name]}{address}")
        wake(used)
        return used

    return use


def part(tab, name: str):
    return tab.locator(f"[data-part={name}]")


def test_every_instrument_is_tested():
    assert names() == sorted(PAGES)


@each
def test_its_scripts_are_small(name):
    assert len(gzip.compress(script(f"{name}.js").encode(), 6)) <= SCRIPTS


@dataclass
class Visit:
    """A reader on a phone comes to the page of an instrument, and on to the instrument, which wakes."""

    tab: Page
    asked: list[str]
    """What the page had asked for before."""
    requests: list[str]


@pytest.fixture(scope="module", params=[(language, name) for name in PAGES for language in ("zh", "en")], ids="-".join)
def visit(request, browser, home) -> Iterator[Visit]:
    """Each instrument awake: what changes nothing is asked in one visit."""
    language, name = request.param
    with browser.new_context(viewport={"width": 360, "height": 800}, reduced_motion="reduce", color_scheme="light") as context:
        tab, requests = listen(context.new_page()), []
        tab.on("request", lambda request: requests.append(request.url))
        tab.goto(f"{home}{language}/{PAGES[name]}", wait_until="networkidle")
        asked = list(requests)
        wake(tab)
        yield Visit(tab, asked, requests)


def test_nothing_is_loaded_for_it_before_it_is_near(visit):
    assert [url for url in visit.asked if "/live/" in url] == []
    assert [url for url in visit.requests if "/live/" in url]


@in_both_languages
def test_nothing_is_loaded_for_it_on_other_pages(built_site, language):
    assert "data-instrument" not in (built_site / language / "index.html").read_text("utf-8")


def test_no_other_host_is_asked_and_nothing_is_complained_of(visit, home):
    assert [url for url in visit.requests if not url.startswith(home)] == []
    assert visit.tab.messages == []


def test_it_stands_there_without_scripts(visit, open_page):
    still = open_page(visit.tab.url, viewport=visit.tab.viewport_size, java_script_enabled=False)
    words = still.locator(".instrument").inner_text()
    assert len(words) > 200 and still.locator(".instrument :is(svg, img)").count()
    assert visit.tab.locator(".instrument").inner_text() == words


def test_buttons_and_fields_are_large_enough_for_a_thumb(visit):
    boxes = visit.tab.locator(".instrument :is(button:not(.md-code__button), input:not([type=checkbox]), select)")
    sides = boxes.evaluate_all("all => all.map(e => e.getBoundingClientRect()).flatMap(({ width, height }) => [width, height])")
    assert min(sides) >= 28
    sizes = boxes.evaluate_all("all => all.map(e => e.matches('button') ? 16 : parseFloat(getComputedStyle(e).fontSize))")
    assert min(sizes) >= 16, "iOS zooms in on a field with smaller text"


# Conv2d


@in_both_languages
def test_typing_changes_all_of_it(use, language):
    tab = use(language, "conv2d")
    tab.get_by_label("kernel_size", exact=True).fill("(3, 5)")
    tab.get_by_label("stride", exact=True).fill("1")
    tab.get_by_label("padding", exact=True).fill("same")
    tab.get_by_label("bias").uncheck()
    tab.get_by_label("padding_mode").select_option("circular")
    code = 'conv = nn.Conv2d(4, 6, (3, 5), padding="same", groups=2, padding_mode="circular", bias=False)'
    assert part(tab, "code").inner_text().splitlines()[0] == code
    assert part(tab, "output").inner_text() == "torch.Size([1, 6, 8, 8])"
    assert "6·2·3·5 = 180" in part(tab, "facts").inner_text()
    assert tab.locator(".fails").count() == tab.evaluate("document.querySelectorAll('.fails:not(.instrument *)').length")
    assert tab.messages == []


@in_both_languages
def test_an_error_is_torchs_own_and_says_when(use, language):
    tab = use(language, "conv2d")
    tab.get_by_label("groups", exact=True).fill("3")
    assert part(tab, "output").inner_text() == "ValueError: in_channels must be divisible by groups"
    assert {"zh": "第 1 行", "en": "line 1"}[language] in part(tab, "reading").inner_text()
    label = part(tab, "output").locator("xpath=../..").evaluate("e => getComputedStyle(e, '::before').content")
    assert label == {"zh": '"报错"', "en": '"Error"'}[language]
    tab.get_by_label("groups", exact=True).fill("1")
    tab.get_by_label("x.shape").fill("1, 3, 8, 8")
    assert "to have 4 channels, but got 3 channels instead" in part(tab, "output").inner_text()
    assert {"zh": "第 2 行", "en": "line 2"}[language] in part(tab, "reading").inner_text()


@in_both_languages
def test_what_cannot_be_read_is_said_at_once_and_nothing_else_changes(use, language):
    tab = use(language, "conv2d")
    before = part(tab, "code").inner_text()
    field = tab.get_by_label("stride", exact=True)
    field.fill("two")
    assert tab.get_by_role("alert").filter(has_text="stride").count() == 1
    assert field.get_attribute("aria-invalid") == "true"
    assert part(tab, "code").inner_text() == before
    field.fill("1")
    assert part(tab, "problem").inner_text() == ""


@in_both_languages
def test_the_keyboard_does_everything(use, language):
    tab = use(language, "conv2d")
    tab.get_by_label("kernel_size", exact=True).press("ArrowUp")
    assert "nn.Conv2d(4, 6, 4," in part(tab, "code").inner_text()
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.name") == "stride"
    tab.get_by_label("in_channels").press("ArrowUp")
    assert "to have" not in part(tab, "output").inner_text()
    tab.keyboard.press("ArrowUp")
    assert "nn.Conv2d(6, 6, 4," in part(tab, "code").inner_text()
    assert tab.get_by_label("x.shape").input_value() == "1, 6, 8, 8"
    tab.get_by_label("kernel_size", exact=True).press("ArrowDown")
    for _ in range(40):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.dataset.part") == "y":
            break
    ring = tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"
    seen = []
    for key in ("ArrowUp", "ArrowLeft", "PageDown", "PageDown", "ArrowDown", "ArrowRight", "PageUp", "ArrowUp", "ArrowUp"):
        tab.keyboard.press(key)
        seen.append(re.search(r"y\[0, (\d, \d, \d)\]", part(tab, "reading").inner_text())[1].replace(", ", ""))
    assert seen == ["203", "202", "302", "402", "412", "413", "313", "303", "303"]
    assert tab.evaluate("document.activeElement.dataset.part") == "y"
    assert tab.evaluate("document.activeElement.role") == "application"


@in_both_languages
def test_pointing_and_tapping_show_what_a_cell_reads(use, language):
    tab = use(language, "conv2d")
    box = part(tab, "y").locator("svg").bounding_box()
    cell = box["width"] / 4
    tab.mouse.move(box["x"] + 2.5 * cell, box["y"] + 0.5 * cell)
    assert "y[0, 2, 0, 2]" in part(tab, "reading").inner_text()
    wires = part(tab, "wires").locator("svg").bounding_box()
    tab.mouse.click(wires["x"] + wires["width"] * 5.5 / 6, wires["y"] + 5)
    assert "y[0, 5, 0, 2]" in part(tab, "reading").inner_text()
    assert "2–3" in part(tab, "reading").inner_text()
    phone = use(language, "conv2d", viewport={"width": 360, "height": 800}, has_touch=True)
    part(phone, "y").scroll_into_view_if_needed()
    box = part(phone, "y").locator("svg").bounding_box()
    phone.touchscreen.tap(box["x"] + 0.5 * box["width"] / 4, box["y"] + 3.5 * box["height"] / 4)
    assert "y[0, 2, 3, 0]" in part(phone, "reading").inner_text()


@in_both_languages
def test_the_address_is_to_share(use, home, language):
    tab = use(language, "conv2d")
    tab.get_by_label("stride", exact=True).press("ArrowUp")
    tab.get_by_label("padding", exact=True).fill("2, 1")
    tab.wait_for_function("location.search === '?try=stride=3;padding=2,1'")
    link = part(tab, "link").evaluate("link => link.href")
    assert link == f"{home}{language}/conv2d/?try=stride=3;padding=2,1#try"
    shown = part(tab, "facts").inner_text()
    there = use(language, "conv2d", link.partition("conv2d/")[2])
    assert part(there, "facts").inner_text() == shown
    assert there.get_by_label("padding", exact=True).input_value() == "2, 1"
    there.locator("a.twin").click()
    there.wait_for_url("**/conv2d/?try=stride=3;padding=2,1*")
    there.locator(".instrument").scroll_into_view_if_needed()
    there.locator("[data-part=code]", has_text="stride=3").wait_for()
    part(there, "reset").click()
    there.wait_for_function("location.search === ''")


@in_both_languages
def test_a_wrong_address_is_explained_as_text(use, language):
    tab = use(language, "conv2d", "?try=stride=1;%3Cimg%20src=x%20onerror=alert(1)%3E;padding=%22%3Cb%3E%22#try")
    assert "“<img src=x onerror=alert(1)>”" in part(tab, "problem").inner_text()
    assert tab.locator(".instrument img").count() == 0
    assert tab.get_by_label("stride", exact=True).input_value() == "1"
    assert tab.messages == []


def test_the_lines_can_be_copied(use):
    tab = use("en", "conv2d", permissions=["clipboard-read", "clipboard-write"])
    tab.get_by_label("stride", exact=True).fill("1")
    tab.locator(".instrument button.md-code__button").click()
    tab.locator(".md-dialog--active").wait_for()
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == "conv = nn.Conv2d(4, 6, 3, padding=1, groups=2)\nconv(torch.rand(1, 4, 8, 8)).shape"


# LeNet

WRONG = {
    "cut": (lambda data: data[:100_000], {"zh": "不完整", "en": "not whole"}),
    "foreign": (lambda data: b"<!doctype html>", {"zh": "不是 ONNX", "en": "not an ONNX"}),
    "operator": (lambda data: data.replace(b"Relu", b"Selu"), {"zh": "Selu", "en": "Selu"}),
    "changed": (lambda data: data.replace(b"pytorch", b"pyt0rch"), {"zh": "SHA-256", "en": "SHA-256"}),
}
"""Ways for a model's file to be wrong, and what is said of each."""


def says(tab) -> int:
    """The digit that the net sees, once all is shown."""
    tab.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return int(re.search(r"\d", part(tab, "guess").inner_text())[0])


def write(tab, *points: tuple[float, float]) -> None:
    """A stroke on the sheet; points in shares of its side."""
    box = tab.locator(".pad").bounding_box()
    for at, (x, y) in enumerate(points):
        tab.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=4)
        if at == 0:
            tab.mouse.down()
    tab.mouse.up()


@in_both_languages
def test_what_is_written_is_read(use, language):
    tab = use(language, "lenet")
    tab.locator(".pad").scroll_into_view_if_needed()
    write(tab, (0.5, 0.2), (0.5, 0.8))
    assert says(tab) == 1
    tab.locator("[data-clear]").click()
    tab.wait_for_function("document.querySelector('[data-part=guess]').textContent.length < 30")
    write(tab, (0.3, 0.25), (0.7, 0.25), (0.45, 0.8))
    assert says(tab) == 7
    tab.locator("[data-clear]").click()
    ring = ((0, -1), (-1, -0.5), (-1, 0.5), (0, 1), (1, 0.5), (1, -0.5), (0, -1))
    write(tab, *((0.5 + 0.2 * x, 0.5 + 0.3 * y) for x, y in ring))
    assert says(tab) == 0
    assert tab.messages == []


def test_a_finger_writes_too_and_does_not_scroll(use):
    tab = use("en", "lenet", viewport={"width": 360, "height": 800}, has_touch=True)
    pad = tab.locator(".pad")
    pad.scroll_into_view_if_needed()
    assert pad.evaluate("pad => getComputedStyle(pad).touchAction") == "none"
    pad.evaluate("""pad => {
      const box = pad.getBoundingClientRect()
      const send = (type, y) => pad.dispatchEvent(new PointerEvent(type, {
        pointerType: "touch", pointerId: 1, isPrimary: true, clientX: box.x + box.width / 2, clientY: box.y + y * box.height }))
      pad.setPointerCapture = () => {}
      send("pointerdown", 0.2); send("pointermove", 0.5); send("pointermove", 0.8); send("pointerup", 0.8)
    }""")
    assert says(tab) == 1


@in_both_languages
def test_the_keyboard_writes_chooses_and_looks(use, language):
    tab = use(language, "lenet")
    tab.locator(".pad").focus()
    for key in (" ", *["ArrowDown"] * 14, " "):
        tab.keyboard.press(key)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.dataset.clear") == "1"
    tab.locator("[data-digit='3']").focus()
    tab.keyboard.press("Enter")
    assert says(tab) == 3
    assert tab.locator("[data-digit='3']").get_attribute("aria-pressed") == "true"
    tab.locator("[data-row='4']").focus()
    for key in ("PageDown", "ArrowDown", "ArrowRight", "ArrowRight"):
        tab.keyboard.press(key)
    assert "conv2[0, 4, 5, 6]" in part(tab, "reading").inner_text()
    tab.locator("[data-row='7']").focus()
    tab.keyboard.press("ArrowDown")
    assert "fc1[0, 40]" in part(tab, "reading").inner_text()
    assert "400" in part(tab, "reading").inner_text()


def test_a_line_by_the_keyboard_is_a_one(use):
    tab = use("en", "lenet")
    tab.locator(".pad").focus()
    for key in (" ", *["ArrowDown"] * 14, " "):
        tab.keyboard.press(key)
    tab.wait_for_function("document.querySelector('[data-part=guess]').textContent.startsWith('Pen up, across 56, down 84.')")
    tab.keyboard.press("Tab")
    assert says(tab) == 1


@in_both_languages
def test_real_digits_are_read_and_those_that_are_not_are_said_to_be_wrong(use, language):
    tab = use(language, "lenet")
    for at in range(20):
        button = tab.locator(f"[data-digit='{at}']")
        button.click()
        label = int(re.search(r"\d", button.get_attribute("aria-label"))[0])
        assert (says(tab) == label) == (at < 10)


@in_both_languages
def test_without_centring_a_moved_digit_is_read_wrong(use, language):
    tab = use(language, "lenet")
    centre = tab.locator(".instrument [type=checkbox]")
    wrong = 0
    for digit in range(10):
        tab.locator(f"[data-digit='{digit}']").click()
        tab.locator("[data-move='1,0']").focus()
        for _ in range(7):
            tab.keyboard.press("Enter")
        assert says(tab) == digit, "centring undoes the move"
        centre.uncheck()
        wrong += says(tab) != digit
        centre.check()
    assert wrong >= 5


@in_both_languages
def test_a_frame_shows_the_patch_behind_a_number(use, language):
    tab = use(language, "lenet")
    row = tab.locator("[data-row='1']")
    row.scroll_into_view_if_needed()
    box = row.bounding_box()
    tab.mouse.move(box["x"] + (29 * 2 + 10.5) / 173 * box["width"], box["y"] + 12.5 / 28 * box["height"])
    assert "conv1[0, 2, 12, 10]" in part(tab, "reading").inner_text()
    assert {"zh": "行 12–16、列 10–14", "en": "rows 12–16, columns 10–14"}[language] in part(tab, "reading").inner_text()
    sides = "i => ['left', 'top', 'width', 'height'].map(side => parseFloat(i.style[side]))"
    frame = tab.locator("[data-row='0'] i").evaluate(sides)
    assert frame == [100 * 10 / 32, 100 * 12 / 32, 100 * 5 / 32, 100 * 5 / 32]
    tab.locator("[data-row='4']").focus()
    tab.keyboard.press("ArrowUp")
    assert tab.locator("[data-row='3'] i").count() == 6


@pytest.mark.parametrize("way", WRONG)
@in_both_languages
def test_a_wrong_model_is_explained_and_the_picture_stays(open_page, home, language, way):
    spoil, said = WRONG[way]
    tab = open_page("about:blank")
    tab.route("**/lenet.onnx", lambda route: route.fulfill(body=spoil(route.fetch().body())))
    tab.goto(f"{home}{language}/lenet/#live")
    tab.locator("[data-part=problem]:not(:empty)").wait_for()
    assert said[language] in part(tab, "problem").inner_text()
    assert tab.locator(".map img").count() == 12
    assert tab.locator(".instrument button").first.is_disabled()


@in_both_languages
def test_a_model_that_does_not_come_is_said_to_be_missing(open_page, home, language):
    tab = open_page("about:blank")
    tab.route("**/lenet.onnx", lambda route: route.fulfill(status=404, body=""))
    tab.goto(f"{home}{language}/lenet/#live")
    tab.locator("[data-part=problem]:not(:empty)").wait_for()
    assert "404" in part(tab, "problem").inner_text()


def test_what_scripts_show_first_is_what_stood_there_without(use, open_page, home):
    """The picture of the build and the canvases of the browser have the same pixels."""
    pixels = """async ([row, still]) => {
      const box = document.querySelector(`[data-row='${row}']`), canvas = box.querySelector("canvas")
      const image = new Image(); image.src = still; await image.decode()
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true })
      const heights = [...document.querySelectorAll(".map canvas")].slice(0, row).map(each => each.height)
      copy.drawImage(image, 0, -heights.reduce((all, each) => all + each, 0))
      const [left, right] = [copy, canvas.getContext("2d")].map(each => each.getImageData(0, 0, canvas.width, canvas.height).data)
      return left.reduce((most, value, at) => Math.max(most, at % 4 === 3 ? Math.abs(value - right[at]) : 0), 0)
    }"""
    tab = use("en", "lenet")
    still = f"{home}en/assets/live/lenet-still.png"
    assert max(tab.evaluate(pixels, [row, still]) for row in range(12)) <= 1
    assert tab.request.get(f"{home}downloads/lenet.onnx").ok
    link = tab.locator(".instrument a[download]").evaluate("link => link.href")
    assert link == f"{home}downloads/lenet.onnx"

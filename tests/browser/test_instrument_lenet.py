"""LeNet live in Chromium: it reads what is written, by finger and by keyboard, and says when its file is wrong."""

from __future__ import annotations

import re

import pytest

from tests.browser.instruments import in_both_languages, part

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
    tab.goto(f"{home}{language}/handwriting/#live")
    tab.locator("[data-part=problem]:not(:empty)").wait_for()
    assert said[language] in part(tab, "problem").inner_text()
    assert tab.locator(".map img").count() == 12
    assert tab.locator(".instrument button").first.is_disabled()


@in_both_languages
def test_a_model_that_does_not_come_is_said_to_be_missing(open_page, home, language):
    tab = open_page("about:blank")
    tab.route("**/lenet.onnx", lambda route: route.fulfill(status=404, body=""))
    tab.goto(f"{home}{language}/handwriting/#live")
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
    still = f"{home}en/assets/live/lenet/lenet-still.png"
    assert max(tab.evaluate(pixels, [row, still]) for row in range(12)) <= 1
    assert tab.request.get(f"{home}downloads/lenet.onnx").ok
    link = tab.locator(".instrument a[download]").evaluate("link => link.href")
    assert link == f"{home}downloads/lenet.onnx"

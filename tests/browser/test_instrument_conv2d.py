"""The instrument of nn.Conv2d in Chromium: steered by pointer and keyboard, with an address to share."""

from __future__ import annotations

import re

from tests.browser.instruments import in_both_languages, part


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

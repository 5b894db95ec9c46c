"""The shape checker in Chromium: typing, the button that fixes a line, the address, and what it does not read."""

from __future__ import annotations

from urllib.parse import quote

from tests.browser.instruments import in_both_languages, part

NET = "nn.Sequential(\n    nn.Linear(8, 4),\n    nn.ReLU(),\n    nn.Linear(5, 2),\n)"


def put(tab, code: str, size: str) -> None:
    tab.locator(".instrument [name=size]").fill(size)
    tab.locator(".instrument [name=code]").fill(code)


@in_both_languages
def test_the_button_fixes_the_line_and_the_address_keeps_it(use, language):
    tab = use(language, "shapes")
    assert "mat1 and mat2 shapes cannot be multiplied" in part(tab, "message").inner_text()
    part(tab, "fix").press("Enter")
    part(tab, "fix").wait_for(state="hidden")
    assert part(tab, "message").inner_text() == ""
    assert "(4, 10)" in part(tab, "said").inner_text()
    assert tab.evaluate("document.activeElement.name") == "code"
    tab.wait_for_function("location.hash.startsWith('#net=')")
    shown = part(tab, "table").inner_text()
    link = part(tab, "link").evaluate("link => link.href")
    there = use(language, "conv2d") and use(language, "shapes", link.partition("shapes/")[2])
    assert part(there, "table").inner_text() == shown
    assert there.locator("a.twin").evaluate("link => link.hash") == tab.evaluate("location.hash")
    part(there, "reset").click()
    there.wait_for_function("location.hash === ''")
    assert tab.messages == []


@in_both_languages
def test_a_pasted_network_is_checked_and_its_line_named(use, language):
    tab = use(language, "shapes")
    put(tab, NET, "3, 8")
    tab.locator("[data-part=message]", has_text="(3x4 and 5x2)").wait_for()
    said = part(tab, "said")
    assert {"zh": "第 4 行", "en": "Line 4"}[language] in said.inner_text()
    assert said.locator("a").get_attribute("href").endswith("/errors/shapes/#mat1-mat2")
    assert tab.locator(".instrument tr.failed").count() == 1
    part(tab, "fix").click()
    tab.locator("[data-part=said]", has_text="(3, 2)").wait_for()
    assert "nn.Linear(4, 2)" in tab.locator(".instrument [name=code]").input_value()
    assert tab.messages == []


@in_both_languages
def test_what_it_does_not_read_it_names_and_shows_as_text(use, language):
    tab = use(language, "shapes")
    put(tab, "class N(nn.Module):\n    def forward(self, x):\n        while x:\n            pass\n", "1, 2")
    tab.locator("[data-part=said]", has_text="while").wait_for()
    assert {"zh": "第 3 行", "en": "Line 3"}[language] in part(tab, "said").inner_text()
    assert part(tab, "message").is_hidden() and part(tab, "fix").is_hidden()
    bad = quote("<img src=x onerror=alert(1)>(x)")
    there = use(language, "conv2d") and use(language, "shapes", f"#net=1%2C%202~{bad}")
    assert there.locator(".instrument img").count() == 0
    assert there.messages == []


def test_on_a_phone_nothing_is_wider_than_the_page(use):
    phone = use("en", "shapes", viewport={"width": 360, "height": 800}, color_scheme="dark")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert part(phone, "fix").evaluate("button => button.scrollHeight <= button.clientHeight"), "its text is longer than a line"
    put(phone, NET.replace("5, 2", "4, 2"), "2, 8")
    phone.locator("[data-part=said]", has_text="(2, 2)").wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_table_is_as_wide_as_the_text(use):
    for width in (768, 1280):
        tab = use("en", "shapes", viewport={"width": width, "height": 800})
        wide = "element => element.querySelector('table').offsetWidth - element.clientWidth"
        assert part(tab, "table").evaluate(wide) == 0

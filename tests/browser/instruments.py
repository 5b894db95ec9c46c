"""What the tests of the instruments share. The fixture `use` is in tests/browser/conftest.py."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

PAGES = {"conv2d": "conv2d/", "lenet": "handwriting/", "shapes": "shapes/"}
"""Where each instrument stands."""

in_both_languages = pytest.mark.parametrize("language", ["zh", "en"])


def wake(tab: Page) -> None:
    tab.locator(".instrument").scroll_into_view_if_needed()
    tab.locator(".instrument fieldset:not([disabled])").first.wait_for()


def listen(tab: Page) -> Page:
    tab.messages = []
    tab.on("console", lambda message: tab.messages.append(message.text))
    tab.on("pageerror", lambda error: tab.messages.append(str(error)))
    return tab


def part(tab: Page, name: str) -> Locator:
    return tab.locator(f"[data-part={name}]")

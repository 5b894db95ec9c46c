"""A machine without a font for Chinese: that is seen, a font is asked for, and no layout of boxes is judged as one of Chinese."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import TypeVar

import matplotlib
import pytest
from playwright.sync_api import sync_playwright

from tests.browser import test_pages
from tools.measure import browser as chromium
from tools.measure.browser import launch, main, writes_chinese

T = TypeVar("T")
LATIN = Path(matplotlib.get_data_path(), "fonts/ttf")
FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{}</dir></fontconfig>'


@pytest.fixture
def without_chinese(tmp_path) -> dict[str, str]:
    """An environment whose fonts are those that matplotlib brings."""
    if sys.platform != "linux":
        pytest.skip("where fonts are looked for can be told on Linux alone")
    (tmp_path / "fonts.conf").write_text(FONTS.format(LATIN), "utf-8")
    return {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}


def aside(work: Callable[[], T]) -> T:
    """In a thread of its own: Playwright refuses a second start beside the browser of the tests."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(work).result()


def test_boxes_are_not_taken_for_chinese(without_chinese):
    def ask() -> tuple[bool, int]:
        with sync_playwright() as playwright, launch(playwright, env=os.environ | without_chinese) as boxes:
            return writes_chinese(boxes), boxes.new_page().evaluate(chromium.DRAWN, list("latin"))

    assert aside(ask) == (False, 5)


def test_chinese_is_seen_where_it_is(browser, layout_of):
    layout_of("zh")  # says why this is left out
    assert writes_chinese(browser)


@pytest.fixture
def asked(monkeypatch) -> list[list[str]]:
    """What is run instead of apt-get, which gets nothing here."""
    commands: list[list[str]] = []
    monkeypatch.setattr(chromium.subprocess, "run", lambda command, **options: commands.append(command))
    monkeypatch.setattr(chromium.shutil, "which", lambda name: name if name in ("apt-get", "sudo") else None)
    return commands


@pytest.mark.parametrize(
    ("user", "ci", "first"),
    [(0, "", ["env"]), (0, "true", ["env"]), (1000, "true", ["sudo", "-n"]), (1000, "", None)],
    ids=["root", "root of CI", "CI", "somebody"],
)
def test_apt_is_used_where_nobody_has_to_be_asked(asked, monkeypatch, user, ci, first):
    monkeypatch.setattr(chromium.os, "geteuid", lambda: user, raising=False)
    monkeypatch.setenv("CI", ci)
    chromium.install("fonts-noto-cjk")
    assert [command[: len(first or [])] for command in asked] == ([first] * 2 if first else [])
    assert not first or asked[-1][-1] == "fonts-noto-cjk"


def test_a_font_that_cannot_be_installed_is_named_in_a_line_and_stops_nothing(without_chinese, monkeypatch, capfd):
    for name, value in without_chinese.items():
        monkeypatch.setenv(name, value)
    packages: list[str] = []
    monkeypatch.setattr(chromium, "install", packages.append)
    aside(lambda: main([]))
    assert packages == ["fonts-noto-cjk"]
    (line,) = capfd.readouterr().err.splitlines()
    assert line == chromium.NO_FONT
    assert all(name in line for name in ("Debian", "Fedora", "macOS", "Windows"))


def test_nothing_is_installed_where_chinese_can_be_written(monkeypatch, capfd):
    packages: list[str] = []
    monkeypatch.setattr(chromium, "install", packages.append)
    monkeypatch.setattr(chromium, "writes_chinese", lambda browser: True)
    aside(lambda: main([]))
    assert packages == [] and capfd.readouterr().err == ""


# Without such a font


LOOK = {"scheme": "default", "width": 360, "sideways": {"over": [], "broken": [], "width": 400, "title": 9}}
FOUND = {
    "sizes": {},
    "elements": 1,
    "foreign": [],
    "messages": [],
    "text": {"lines": 9, "unlike": []},
    "read": [9, 9],
    "moved": [[0.5, "p"]],
    "looks": {"360 px, light": LOOK},
}
PROOF = {"name": "boxes", "files": []}


@pytest.fixture
def judged(tmp_path, monkeypatch):
    """What the test of a page says of this one."""
    monkeypatch.setattr(test_pages, "prove", lambda *proof: None)

    def judged(place: str, chinese: bool, **found) -> str:
        (tmp_path / place).mkdir(parents=True, exist_ok=True)
        (tmp_path / place / "index.html").write_text("<script>1</script>", "utf-8")
        visitor = SimpleNamespace(findings=lambda place: ({**FOUND, "proof": PROOF} | found, False), site=tmp_path)

        def layout_of(language: str) -> None:
            pytest.skip("left out")

        try:
            test_pages.test_a_page(visitor, place, pytest.fail, chinese, layout_of)
        except (pytest.skip.Exception, pytest.fail.Exception) as said:
            return str(said)
        return "passed"

    return judged


def test_a_page_in_boxes_is_left_out_and_not_passed(judged):
    assert "scrolls sideways" in judged("zh/lenet/", True) and "something moves" in judged("zh/lenet/", True)
    assert judged("zh/lenet/", False) == "left out"
    assert "scrolls sideways" in judged("en/lenet/", False)


def test_what_is_no_layout_is_judged_of_a_page_in_boxes(judged):
    assert "the console says: oh" in judged("zh/lenet/", False, messages=["oh"])

"""The copy buttons: what is on the clipboard runs in an empty folder and prints what the page shows."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tools.page import downloads, includes
from tools.page.blocks import PageBlock
from tools.sources import pages
from tools.sources.outputs import same

LABELS = {"zh": "复制到此为止的全部代码", "en": "Copy everything up to here"}
DONE = {"zh": "已复制到此为止的全部代码", "en": "Copied everything up to here"}
REFUSED = {"zh": "浏览器不允许复制", "en": "does not allow copying"}
LESSONS = ("module", "lenet")
ABOVE = "button[data-md-type=above]"

in_both_languages = pytest.mark.parametrize("language", LABELS)


@pytest.fixture(scope="module")
def reader(new_context) -> Iterator[BrowserContext]:
    """A reader who may copy, and whose browser keeps what it has loaded once."""
    with new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        yield context


@pytest.fixture
def open_lesson(reader, home) -> Iterator[Callable[[str, str], Page]]:
    """Opens a lesson. `messages` of the page are what its console said."""

    def open_lesson(language: str, lesson: str) -> Page:
        page = reader.new_page()
        page.messages = []
        page.on("console", lambda message: page.messages.append(message.text))
        page.on("pageerror", lambda error: page.messages.append(str(error)))
        page.goto(f"{home}{language}/{lesson}/")
        page.locator(ABOVE).last.wait_for(state="attached")
        return page

    yield open_lesson
    for page in reader.pages:
        page.close()


def blocks(language: str, lesson: str) -> list[PageBlock]:
    return [block for block in includes.blocks(pages.DOCS / language / f"{lesson}.md") if not block.program]


def copied_by(page, button) -> str:
    """What a button puts on the clipboard, which was empty before: a message of the button before it proves nothing."""
    page.evaluate("navigator.clipboard.writeText('')")
    press(page, button)
    return page.wait_for_function("navigator.clipboard.readText()").json_value()


def press(page, button) -> None:
    """With the keyboard, which reaches every button; one in a closed fold too, once it is open."""
    button.evaluate("button => { for (let e = button; e; e = e.parentElement) if (e.matches('details')) e.open = true }")
    button.focus()
    page.keyboard.press("Enter")


@in_both_languages
@pytest.mark.parametrize("lesson", LESSONS)
def test_everything_up_to_the_last_block_is_the_downloaded_script_and_runs(open_lesson, tmp_path, language, lesson):
    page = open_lesson(language, lesson)
    copied = copied_by(page, page.locator(ABOVE).last)
    page.get_by_text(DONE[language]).wait_for()
    script = downloads.files(pages.DOCS / language / f"{lesson}.md", language)[f"downloads/{lesson}.py"]
    code = [line for line in script.split("\n\n", 1)[1].splitlines() if line and not line.startswith("# %%")]
    assert [line for line in copied.splitlines() if line] == code
    assert page.messages == []
    if language == "zh":  # the same code, with other comments
        return
    (tmp_path / "copied.py").write_text(copied, "utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-W", "error", "copied.py"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert same(done.stdout, "\n".join(block.expected.rstrip("\n") for block in blocks(language, lesson) if block.expected))


@in_both_languages
@pytest.mark.parametrize("lesson", LESSONS)
def test_each_block_but_the_first_has_the_button_and_gives_what_is_above(open_lesson, language, lesson):
    page = open_lesson(language, lesson)
    found = blocks(language, lesson)
    buttons = page.locator(ABOVE)
    assert buttons.count() == len(found) - 1
    for index in (0, len(found) // 2):
        copied = copied_by(page, buttons.nth(index))
        lines = [line.strip() for block in found[: index + 2] for line in block.code if line.strip()]
        guard = {line.strip() for line in downloads.GUARD.splitlines()}
        assert [line for line in map(str.strip, copied.splitlines()) if line and line not in guard] == lines


@in_both_languages
def test_the_button_of_a_block_gives_that_block_alone(open_lesson, language):
    """Material's own: no output, no prompt, and not the other language."""
    page = open_lesson(language, "lenet")
    copied = []
    for code in page.locator("article div.language-python").all():
        copied.append(copied_by(page, code.locator("button[data-md-type=copy]")).splitlines())
    assert copied == [list(map(str, block.code)) for block in blocks(language, "lenet")]
    assert page.locator(".output button").count() == 0


@in_both_languages
def test_the_button_has_a_name_and_says_what_it_did(open_lesson, language):
    page = open_lesson(language, "lenet")
    button = page.get_by_role("button", name=LABELS[language]).first
    assert button.get_attribute("title") == LABELS[language]
    status = page.get_by_role("status").filter(has_text=DONE[language])
    button.click()
    status.wait_for()
    page.wait_for_function("document.activeElement.dataset.mdType === 'above'")


@in_both_languages
def test_a_reader_who_may_not_copy_is_told_so(open_lesson, language):
    page = open_lesson(language, "lenet")
    page.evaluate("navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false")
    press(page, page.locator(ABOVE).first)
    page.get_by_role("status").filter(has_text=REFUSED[language]).wait_for()
    assert page.locator("body > textarea").count() == 0


def test_copying_works_without_a_secure_address(open_lesson):
    """Over plain http there is no navigator.clipboard."""
    page = open_lesson("en", "lenet")
    page.evaluate("window.read = navigator.clipboard.readText.bind(navigator.clipboard)")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    press(page, page.locator(ABOVE).first)
    page.get_by_role("status").filter(has_text=DONE["en"]).wait_for()
    assert page.evaluate("read()").startswith("import torch\n")


def test_a_program_has_no_such_button_and_a_fresh_start_has_nothing_above(open_page, home):
    page = open_page("about:blank", permissions=["clipboard-read", "clipboard-write"])
    code = '<div class="language-python highlight"><pre><code>{}\n</code></pre></div>'
    page.route("**/en/lenet/", lambda route: route.fulfill(body=route.fetch().text().replace(
        "</h1>",
        "</h1>" + code.format("a = 1") + code.format("program") + '<div class="program"></div>' + "<!-- fresh -->"
        + code.format("b = 2") + code.format("c = 3") + "<!-- fresh -->", 1,
    )))  # fmt: skip
    page.goto(f"{home}en/lenet/")
    assert copied_by(page, page.locator(ABOVE).first) == "b = 2\n\nc = 3\n"


def test_the_buttons_move_nothing(open_page, home):
    page = open_page("about:blank")
    page.add_init_script("""window.moved = 0; new PerformanceObserver(list => {
        for (const shift of list.getEntries()) window.moved += shift.value
    }).observe({type: 'layout-shift', buffered: true})""")
    page.goto(f"{home}zh/lenet/", wait_until="networkidle")
    page.locator(ABOVE).first.wait_for(state="attached")
    assert page.evaluate("moved") == 0


@in_both_languages
def test_a_lesson_offers_its_files_without_scripts(open_page, home, language):
    page = open_page(f"{home}{language}/state/", java_script_enabled=False)
    page.locator("h1 + .top").click()
    assert page.locator(".downloads").evaluate("files => files.getBoundingClientRect().top") < page.viewport_size["height"]
    links = page.locator(".downloads a")
    assert links.all_inner_texts() == ["state.py", "state.ipynb", "checkpoint.py"]
    for link, (path, text) in zip(
        links.all(), downloads.files(pages.DOCS / language / "state.md", language).items(), strict=True
    ):
        assert link.evaluate("link => link.pathname").endswith(f"/{language}/{path}")
        assert page.request.get(link.evaluate("link => link.href")).text() == text


def test_a_page_without_code_loads_no_script_for_it(open_page, home):
    assert open_page(f"{home}en/glossary/").locator("script[src$='copy.js'], .downloads").count() == 0

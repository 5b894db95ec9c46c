"""The search, typed into in a browser: words on the pages that hold them, pasted errors in the section that explains them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from tools.page.doctor import aliases
from tools.sources.entries import RAISED, reference
from tools.sources.examples import example_files, parse
from tools.sources.outputs import recorded

SHARED = ["Conv2d", "conv2", "max_pool2d", "nn.Conv2d", "state_dict", "parameters", "forward hook"]
WORDS = {"zh": [*SHARED, "卷积核", "池化", "反向传播", "传播"], "en": [*SHARED, "kernel", "pooling", "backward"]}
TRACEBACK = 'Traceback (most recent call last):\n  File "train.py", line 12, in <module>\n    out = net(x)\n          ^^^^^^\n'

SECTIONS = """async folder => {
    const found = {}
    const sitemap = new DOMParser().parseFromString(await (await fetch(folder + "sitemap.xml")).text(), "text/xml")
    for (const { textContent } of sitemap.querySelectorAll("loc")) {
        const page = textContent.split(folder)[1]
        const html = new DOMParser().parseFromString(await (await fetch(folder + page)).text(), "text/html")
        const hidden = ".output:not(.fails, .warns), [data-search-exclude]"
        const left = page.startsWith("errors/") ? `${hidden}, .highlight:not(.fails, .warns)` : hidden
        html.querySelectorAll(left).forEach(element => element.remove())
        let place = page
        for (const element of html.querySelector("article").children) {
            if (/^H[2-6]$/.test(element.tagName)) place = `${page}#${element.id}`
            found[place] = (found[place] ?? "") + element.textContent + " "
        }
    }
    return found
}"""
"""What a reader sees in each section, left out what the search leaves out: {"lenet/#mnist": text}."""

PLACEHOLDER = "JSON.parse(document.getElementById('__config').textContent).translations['search.result.placeholder']"
SHOWN = 10
"""So many pages are shown at once."""
EMPTY = f"empty => (document.querySelector('.md-search-result__meta').textContent === {PLACEHOLDER}) === empty"
"""Material asks for a word once its index is loaded, and whenever the box is empty."""
RESULTS = """() => [...document.querySelectorAll(".md-search-result__link")]
    .map(link => [link.href, Number(link.firstElementChild.dataset.mdScore)])"""


class Search:
    """The search of one language, with its index loaded."""

    def __init__(self, tab, address: str):
        self.tab, self.address = tab, address
        tab.goto(address)
        self.box = tab.locator(".md-search__input")
        self.box.click()
        self.sections = tab.evaluate(SECTIONS, urlsplit(address).path)
        self.shapes = {place: shape(text) for place, text in self.sections.items()}

    def __call__(self, query: str) -> list[str]:
        """The places found, as the result list has them; first the one that Enter opens."""
        self.box.fill("")
        self.tab.keyboard.press("End")  # Material listens to keys
        self.tab.wait_for_function(EMPTY, arg=True)
        self.tab.keyboard.insert_text(query)
        self.tab.keyboard.press("End")
        self.tab.wait_for_function(EMPTY, arg=False)
        found = self.tab.evaluate(RESULTS)
        assert all(link.startswith(self.address) for link, _ in found)
        return [re.sub(r"\?[^#]*", "", link.removeprefix(self.address)) for link, _ in sorted(found, key=lambda link: -link[1])]


@pytest.fixture(scope="module")
def searches(new_context, home) -> Iterator[Callable[[str], Search]]:
    found: dict[str, Search] = {}

    def search(language: str) -> Search:
        if language not in found:
            found[language] = Search(new_context().new_page(), f"{home}{language}/")
        return found[language]

    yield search
    for each in found.values():
        each.tab.context.close()


def page_of(place: str) -> str:
    return place.partition("#")[0]


@pytest.mark.parametrize(("language", "word"), [(language, word) for language in WORDS for word in WORDS[language]])
def test_a_word_finds_the_pages_that_hold_it(searches, language, word):
    search = searches(language)
    holding = {place for place, text in search.sections.items() if all(part in text.lower() for part in word.lower().split())}
    assert holding, "no page holds this word: test another"
    found = search(word)
    pages, shown = ({page_of(place) for place in places} for places in (holding, found))
    assert pages <= shown or len(shown) >= SHOWN, "Material shows more when its list is scrolled"
    assert page_of(found[0]) in {page_of(place) for place in holding}, "another page comes first"
    assert holding & set(found), "the page is found, but none of its sections with the word"


def errors() -> Iterator[str]:
    """Every error and warning that an example shows, as recorded."""
    for path in example_files():
        example = parse(path)[0]
        for section in example.named.values():
            if section.kind != "plain" and not section.only:
                text = recorded(example)[section.name]
                raised = RAISED.search(text)
                yield text[raised.start() :] if raised else text


def shape(text: str) -> str:
    """A message whatever its numbers, on one line."""
    return " ".join(re.sub(r"\d+", "0", text).split())


MESSAGES = sorted({shape(error): error for error in errors()}.values())
ONE_OF_EACH_TYPE = list({message.partition(":")[0]: message for message in MESSAGES}.values())


WORDINGS = {
    id: [shape(form["text"]) for form in forms]
    for id, forms in aliases({entry.id for entry in reference("en", "errors")}).items()
}
"""By entry of the clinic, how else its message has been worded."""


def known_as(what: str) -> set[str]:
    """The entries of the clinic that have it among their other wordings."""
    bare = what.partition(": ")[2]
    return {id for id, texts in WORDINGS.items() if any(bare in text for text in texts)}


def assert_explained(search: Search, message: str, above: str = "") -> None:
    pasted = re.sub(r"(?<![A-Za-z_\d])\d+|(?<=\dx)\d+", lambda number: str(7 * int(number[0]) + 3), message)
    what = shape(message)[:45]
    known = known_as(what)
    explaining = {place for place, text in search.shapes.items() if what in text or place.partition("#")[2] in known}
    found = search(above + pasted)
    if re.search("[a-z]{3}", pasted.partition(":")[2]):  # of KeyError: '0' there is only the name to go by
        found = found[:1]
    assert explaining.intersection(found)


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("message", MESSAGES, ids=shape)
def test_a_pasted_error_with_other_numbers_finds_its_section(searches, language, message):
    assert_explained(searches(language), message)


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("message", ONE_OF_EACH_TYPE, ids=shape)
def test_so_does_all_of_its_traceback(searches, language, message):
    assert_explained(searches(language), message, above=TRACEBACK)


@pytest.mark.parametrize("language", WORDS)
def test_no_letter_breaks_it(searches, language):
    """lunr once took two nodes of its index for one, and had no answer to any query with a `b` in it."""
    search, said = searches(language), []
    search.tab.on("console", lambda message: said.append(message.text))
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789":
        assert search(letter) or letter.isdigit(), f"nothing found for {letter}"
    assert said == []


@pytest.mark.parametrize("language", WORDS)
def test_a_message_without_its_name_is_enough(searches, language):
    found = searches(language)("mat1 and mat2 shapes cannot be multiplied (64x784 and 512x10)")
    assert found[0] == "module/#linear" or page_of(found[0]) in ("errors/shapes/", "lenet/"), "a section that explains it"


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize(
    "said", ["size mismatch, m1: [64 x 784], m2: [512 x 10]", "mat1 und mat2 shapes cannot be multiplied (64x784 and 512x10)"]
)
def test_the_first_result_says_what_it_means_with_the_readers_numbers(searches, language, said):
    search = searches(language)
    assert search(TRACEBACK.replace("\n", " ") + f"RuntimeError: {said}")[0] == "errors/shapes/#mat1-mat2"
    assert "nn.Linear(784, 10)" in search.tab.locator(".md-search-result__item").first.text_content()


@pytest.mark.parametrize("language", WORDS)
def test_the_index_is_asked_for_once_when_somebody_types_and_again_after_a_failure(open_page, home, language):
    tab, asked = open_page("about:blank"), []

    def answer(route):
        asked.append(route.request.url)
        route.abort() if len(asked) == 1 else route.continue_()

    def type_on(letters: str) -> None:
        tab.keyboard.insert_text(letters)
        tab.keyboard.press("End")

    tab.context.route("**/search/index.json", answer)
    tab.goto(f"{home}{language}/", wait_until="networkidle")
    tab.locator(".md-search__input").click()
    assert asked == []
    with tab.context.expect_event("requestfailed"):
        type_on("Conv")
    with tab.context.expect_event("requestfinished"):
        type_on("2")
    tab.wait_for_function(EMPTY, arg=False)
    assert len(asked) == 2
    type_on("d")
    tab.locator(".md-search-result__link[href*='h=conv2d' i]").first.wait_for()
    assert tab.locator(".md-search-result__link").count() > 3
    assert len(asked) == 2


def test_a_language_searches_its_own_pages_only(searches):
    assert searches("zh")("卷积核")
    assert searches("en")("卷积核") == []


@pytest.mark.parametrize("language", WORDS)
def test_the_index_holds_errors_but_no_other_outputs(built_site, language):
    index = json.loads((built_site / language / "search/index.json").read_text("utf-8"))
    text = "\n".join(entry["text"] for entry in index["docs"])
    assert "shapes cannot be multiplied (1x256 and 400x120)" in text
    assert "(conv1): Conv2d(1, 6, kernel_size=(5, 5), stride=(1, 1))" not in text


def test_the_chinese_index_is_utf8_and_has_our_words_whole(built_site):
    index = (built_site / "zh/search/index.json").read_text("utf-8")
    assert "卷积核" in index and "卷积\u200b核" not in index
    assert "池化" in index and "池\u200b化" not in index

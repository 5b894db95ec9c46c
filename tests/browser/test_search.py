"""The search, typed into in a browser: words on the pages that hold them, pasted errors in the section that explains them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from tests.helpers.pasted import explained, messages, most, shape, with_other_numbers

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

    def __init__(self, tab, address: str, narrow: bool = False):
        self.tab, self.address = tab, address
        tab.goto(address)
        self.box = tab.locator(".md-search__input")
        (tab.locator("label.md-header__button[for=__search]") if narrow else self.box).click()

    @functools.cached_property
    def sections(self) -> dict[str, str]:
        return self.tab.evaluate(SECTIONS, urlsplit(self.address).path)

    @functools.cached_property
    def shapes(self) -> dict[str, str]:
        return {place: shape(text) for place, text in self.sections.items()}

    def __call__(self, query: str, address: str = "") -> list[str]:
        """The places found, as the result list has them; first the one that Enter opens."""
        self.box.fill("")
        self.tab.keyboard.press("End")  # Material listens to keys
        self.tab.wait_for_function(EMPTY, arg=True)
        self.tab.keyboard.insert_text(query)
        self.tab.keyboard.press("End")
        self.tab.wait_for_function(EMPTY, arg=False)
        found, address = self.tab.evaluate(RESULTS), address or self.address
        assert all(link.startswith(address) for link, _ in found)
        return [re.sub(r"\?[^#]*", "", link.removeprefix(address)) for link, _ in sorted(found, key=lambda link: -link[1])]


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


MESSAGES = messages()
ONE_OF_EACH_TYPE = list({message.partition(":")[0]: message for message in MESSAGES}.values())


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("message", ONE_OF_EACH_TYPE, ids=shape)
def test_a_pasted_traceback_finds_the_section_of_its_error(searches, language, message):
    search = searches(language)
    assert explained(message, search.shapes).intersection(search(TRACEBACK + with_other_numbers(message))[: most(message)])


@pytest.mark.parametrize("language", WORDS)
def test_no_letter_breaks_it(searches, language):
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
    tab.locator(".md-search-result__link[href*='h=conv2d' i]").first.wait_for(state="attached")
    assert tab.locator(".md-search-result__link").count() > 3
    assert len(asked) == 2


@pytest.mark.parametrize(
    "language, query, words",
    [("zh", "「权重衰减」", {"权重衰减"}), ("zh", "归一化", {"归一化"}), ("en", "embeding", {"embedding"})],
)
def test_the_page_that_is_opened_marks_whole_words(new_context, home, language, query, words):
    search = Search(new_context().new_page(), f"{home}{language}/")
    assert search(query)
    search.tab.keyboard.press("Enter")
    search.tab.wait_for_selector("article mark[data-md-highlight]", state="attached")
    marked = search.tab.evaluate(
        "[...document.querySelectorAll('article mark[data-md-highlight]')].map(mark => mark.textContent)"
    )
    assert words <= {mark.lower() for mark in marked} and all(len(mark) > 1 for mark in marked)
    search.tab.context.close()


def test_the_keys_walk_through_the_results(searches):
    search = searches("zh")
    assert search("卷积 padding")
    search.tab.keyboard.press("ArrowDown")
    assert search.tab.evaluate("document.activeElement.classList.contains('md-search-result__link')")
    search.tab.keyboard.press("Escape")
    assert not search.tab.locator("#__search").is_checked()
    search.box.click()
    search("反向")
    search.tab.keyboard.press("ArrowRight")
    assert search.box.input_value() == "反向传播"


@pytest.mark.parametrize("width", [360, 1200])
@pytest.mark.parametrize("language, query", [("zh", "loss nan 怎么办"), ("en", "register_full_backward_hook")])
def test_the_results_fit_the_window(new_context, home, language, query, width):
    search = Search(
        new_context(viewport={"width": width, "height": 740}).new_page(), f"{home}{language}/lenet/", narrow=width < 400
    )
    assert search(query, home + f"{language}/")
    list_ = search.tab.locator(".md-search-result")
    assert list_.evaluate(
        "element => [...element.querySelectorAll('h1, h2, p')].every(each => each.scrollWidth <= each.clientWidth + 1)"
    )
    search.tab.context.close()

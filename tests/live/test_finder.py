"""The parts of the search by themselves, on small indexes: words and their forms, what a query asks for, what is shown."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.finder import Finder, script
from tools.base.js import Engine

LETTERS = Engine(script("letters"))


def page(url: str, *sections: tuple[str, str, str], also: str = "") -> dict[str, Any]:
    return {"url": url, "title": sections[0][1], "also": also, "sections": [list(section) for section in sections]}


def small(
    *pages: dict[str, Any], same: tuple[dict[str, Any], ...] = (), idle: str = "the how to 怎么 的", language: str = "zh"
) -> Finder:
    return Finder(language, {"pages": list(pages), "same": list(same), "faults": ["报错", "error"], "idle": idle.split()})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("「权重」: nn.Conv2d(3, 6)", ["权重", "nn", "Conv2d", "3", "6"]),
        ("loss为nan，怎么办？", ["loss", "为", "nan", "怎么办"]),
        ("register_forward_hook's α=0.1", ["register_forward_hook", "s", "α", "0", "1"]),
        ("……！？", []),
    ],
)
def test_signs_and_scripts_part_words(text, words):
    assert LETTERS.call("wordsOf", text) == words


def test_folding_keeps_every_letter_in_its_place():
    text = "ＣＯＮＶ２ｄ（İ）：张量 ∞ É"
    assert LETTERS.call("folded", text) == "conv2d(i):张量 ∞ é" and len(LETTERS.call("folded", text)) == len(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("freezes", "freezing"),
        ("layer", "layers"),
        ("clipped", "clipping"),
        ("normalise", "normalisation"),
        ("losses", "loss"),
        ("module", "modules"),
    ],
)
def test_forms_of_a_word_have_a_stem(one, other):
    assert LETTERS.call("stem", one) == LETTERS.call("stem", other)


@pytest.mark.parametrize("word", ["loss", "bias", "class", "net", "conv2d", "num_workers", "layer", "axis"])
def test_what_has_no_ending_stays(word):
    assert LETTERS.call("stem", word) == word


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("embeding", "embedding", 1),
        ("optimzier", "optimizer", 1),
        ("tensro", "tensor", 1),
        ("embbeding", "embedding", 2),
        ("abcd", "wxyz", 4),
    ],
)
def test_letters_added_left_out_changed_or_swapped_are_counted(one, other, steps):
    assert LETTERS.call("isNear", one, other, steps) and not LETTERS.call("isNear", one, other, steps - 1)


def test_british_and_american_words_are_one():
    assert set(LETTERS.call("spellings", "normalis")) == set(LETTERS.call("spellings", "normaliz"))
    assert LETTERS.call("spellings", "freez") == ["freez"]


def test_the_heading_beats_the_text_and_the_title_the_heading():
    text = page("text/", ("", "Page", "stride"))
    heading = page("heading/", ("", "Page", "x"), ("a", "More about the stride of a kernel", "x"))
    title = page("title/", ("", "Stride", "x"))
    assert small(text, heading, title).pages("stride") == ["title", "heading", "text"]


def test_a_chinese_word_is_found_whole_and_never_in_parts():
    find = small(page("a/", ("", "通过", "一张图，经过量化")), page("b/", ("", "卷积", "通道和张量")))
    assert find.pages("张量") == find.pages("通道") == ["b"]
    assert find.best("张量").marked == ["张量"] and find.best("张量").terms == {"张量": True}


def test_chinese_without_spaces_is_cut_at_known_words():
    find = small(
        page("a/", ("", "冻结", "冻结层的参数")),
        page("b/", ("", "学习率", "学习率")),
        same=({"say": ["冻结", "freeze"]}, {"say": ["学习率", "lr"]}),
    )
    assert find.pages("怎么冻结的学习率") == ["a", "b"] or find.pages("怎么冻结的学习率") == ["b", "a"]
    assert find.pages("freeze") == ["a"]


def test_what_explains_a_word_comes_before_what_uses_it():
    pages = [page(f"{name}/", ("", "Page", "text"), ("x", "Words", "a kernel, the kernel, this kernel")) for name in "abc"]
    assert small(*pages, same=({"say": ["kernel"], "see": "c/#x"},)).best("kernel").place == "c/#x"


def test_parts_of_names_are_found_and_words_inside_words_are_not():
    find = small(
        page("a/", ("", "Page", "`BatchNorm2d` and `register_forward_hook`")), page("b/", ("", "Page", "enormous unhooked"))
    )
    assert find.pages("norm") == ["a"]
    assert find.pages("hook")[0] == "a"
    assert find.best("hook").marked == ["register_forward_hook"]
    assert find.pages("batch norm") == ["a"] == find.pages("batchnorm2d")


def test_pages_with_more_of_the_query_come_first():
    one = page("one/", ("", "Page", "dropout dropout dropout dropout"))
    both = page("both/", ("", "Page", "once dropout and once momentum"))
    assert small(one, both).pages("dropout momentum") == ["both", "one"]


def test_an_error_is_looked_for_in_the_clinic():
    lesson, clinic = page("saving/", ("", "Saving", "x")), page("errors/saving/", ("", "Saving", "x"))
    assert small(lesson, clinic).pages("saving")[0] == "saving"
    assert small(lesson, clinic).pages("saving 报错")[0] == "errors/saving"


def test_the_teaser_shows_the_line_that_answers_with_code_and_marks():
    text = "Nothing here.\nCall `net.eval()` & `x < 3` first.\n\tRuntimeError: `eval` is <b>"
    found = small(page("a/", ("", "Page", text)), language="en").best("eval")
    assert "Nothing" not in found.text
    assert "<p>Call <code>net.<mark>eval</mark>()</code> &#38; <code>x &#60; 3</code> first.</p>" in found.text
    assert "<pre><code>RuntimeError: '<mark>eval</mark>' is &#60;b&#62;</code></pre>" in found.text


def test_a_long_line_is_cut_around_what_was_found():
    found = small(page("a/", ("", "Page", f"{'word ' * 200}`needle` {'word ' * 200}")), language="en").best("needle")
    assert "<code><mark>needle</mark></code>" in found.text and found.text.startswith("<p>… ") and len(found.text) < 400

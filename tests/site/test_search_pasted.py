"""A pasted error finds the section that explains it: each that an example raises, and those of tests/live/data/pasted.txt."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.helpers.finder import finder
from tests.helpers.pasted import explained, messages, most, shape, with_other_numbers
from tools.base.project import ROOT
from tools.sources.entries import reference

FORMS = ROOT / "tests/live/data/pasted.txt"
HEAD = re.compile(r"^=== (\w+): (\S+)\n", re.M)


def places(site: Path, language: str, query: str) -> list[str]:
    found = [each for page in finder(site, language)(query.replace("\n", " ")) for each in page]
    return [each.place for each in sorted(found, key=lambda each: -each.score)]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("message", messages(), ids=shape)
def test_a_pasted_error_with_other_numbers_finds_its_section(built_site, language, message):
    shapes = finder(built_site, language).shapes
    explaining = explained(message, shapes)
    if (
        "InvalidArgument" in message
    ):  # ONNX Runtime's, which has no name that ends in Error: of its output the index has the words
        explaining = {place for place in shapes if place.startswith("onnx/")}
    assert explaining.intersection(places(built_site, language, with_other_numbers(message))[: most(message)])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_so_do_the_forms_that_readers_paste(built_site, language):
    ids = {entry.id for entry in reference("en", "errors")}
    _, *parts = HEAD.split(FORMS.read_text("utf-8").replace("⎋", "\x1b"))
    wrong, count = [], 0
    for id, text in zip(parts[1::3], parts[2::3], strict=True):
        if wanted := ids.intersection(id.split("|")):
            count += 1
            first, *_ = [*places(built_site, language, text), ""]
            if first.partition("#")[2] not in wanted:
                wrong.append((id, first, text[:90]))
    print(f"\n{language}: {count - len(wrong)} of {count}")
    assert count >= 150 and len(wrong) <= 0.03 * count, wrong


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_long_question_is_no_message(built_site, language):
    find = finder(built_site, language)
    assert find.pages("how do I freeze the first two layers of a pretrained network")[0] in ("transfer", "optimizer")
    assert find.pages("what is the difference between a buffer and a parameter of a module")[0] == "state"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_first_result_says_what_the_readers_numbers_mean(built_site, language):
    found = finder(built_site, language).best("RuntimeError: mat1 and mat2 shapes cannot be multiplied (64x784 and 512x10)")
    assert found.place == "errors/shapes/#mat1-mat2"
    assert "nn.Linear(784, 10)" in found.text.partition("</pre>")[0]

"""All exercises and questions in one place, each where its lesson has it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tools.base.project import DOCS
from tools.page.lists import LISTS
from tools.sources.exercises import MEDIUM, TITLE, exercises
from tools.sources.labs import labs, page

BOXES = re.compile(r'^!!! (?:exercise|check) "', re.M)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_none_is_missing_and_each_leads_to_its_place(language):
    found = list(exercises(language))
    texts = {page.relative_to(DOCS / language).as_posix(): page.read_text("utf-8") for page in DOCS.glob(f"{language}/*.md")}
    texts |= {f"labs/{lab.name}.ipynb": page(lab, language) for lab in labs()}
    boxes = {name: len(BOXES.findall(text)) for name, text in texts.items()}
    assert Counter(each.page for each in found) == {name: count for name, count in boxes.items() if count}
    assert {"lenet.md", "labs/train.ipynb"} <= {each.page for each in found}
    for each in found:
        assert f"{{ #{each.place} }}" in texts[each.page]
        assert each.title and bool(each.text) == (each.kind == "exercise") and "](#" not in each.text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_lists_each_once(language):
    page = (DOCS / language / "exercises.md").read_text("utf-8")
    lists = re.findall(r"<!-- list: practice/(\w+) -->", page)
    items = [line for name in lists for line in LISTS["practice"](language, name) if line.startswith("- ")]
    assert len(items) == len(set(items)) == len(list(exercises(language)))


def test_an_exercise_is_as_hard_in_both_languages():
    assert [(each.page, each.kind, each.stars) for each in exercises("zh")] == [
        (each.page, each.kind, each.stars) for each in exercises("en")
    ]


@pytest.mark.parametrize(
    ("title", "name", "stars"),
    [
        ("1. A title ★", "A title", 1),
        ("A title ★★★", "A title", 3),
        ("2. A title", "A title", MEDIUM),
        ("★ is a star", "★ is a star", 2),
    ],
)
def test_stars_end_a_title(title, name, stars):
    found = TITLE.fullmatch(title)
    assert (found[1], len(found[2] or "") or MEDIUM) == (name, stars)

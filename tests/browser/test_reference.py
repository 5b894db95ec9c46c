"""The reference pages as their readers use them: found, filtered, told to search engines, and mended when torch changes."""

from __future__ import annotations

import json
import re

import pytest

from tools.base.project import DOCS, SNIPPETS
from tools.sources.entries import entries, explained, questions
from tools.sources.pages import pages

LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
SHOWN = "[...document.querySelectorAll('h2 + ul > li')].filter(item => item.offsetParent).map(item => item.textContent)"
REFERENCE = [page for page in pages() if questions(page)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_of_errors_is_whole_without_scripts(open_page, home, language):
    tab = open_page(f"{home}{language}/errors/", java_script_enabled=False)
    listed = tab.locator("h2 + ul > li").count()
    pages = [page for page in DOCS.glob("en/errors/*.md") if page.stem != "index"]
    assert listed == sum(entry.level == 2 for page in pages for entry in entries(page))
    assert not tab.locator(".filter").is_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_filter_is_typed_kept_in_the_address_and_taken_to_the_other_language(open_page, home, language):
    tab = open_page(f"{home}{language}/errors/")
    all_of_them = len(tab.evaluate(SHOWN))
    tab.locator(".filter textarea").fill("dropout2d")
    assert len(tab.evaluate(SHOWN)) == 1
    assert tab.locator(".filter output").text_content() == f"1 / {all_of_them}"
    assert tab.evaluate("location.search") == "?filter=dropout2d"
    tab.reload()
    assert len(tab.evaluate(SHOWN)) == 1
    tab.locator(".twin").click()
    tab.wait_for_url(lambda url: f"/{language}/" not in url)
    assert len(tab.evaluate(SHOWN)) == 1
    tab.locator(".filter textarea").fill("")
    assert len(tab.evaluate(SHOWN)) == all_of_them and tab.evaluate("location.search") == ""


PASTED = {
    "RuntimeError: mat1 and mat2 shapes cannot be multiplied (64x784 and 512x10)": ("shapes/#mat1-mat2", "nn.Linear(784, 10)"),
    'File "a.py", line 3\n    SGD(ps)\nValueError: optimizer got an empty parameter list': (
        "optimizer/#empty-list",
        "a.py",
    ),
    "size mismatch, m1: [64 x 784], m2: [512 x 10] at /pytorch/x.cpp:41": ("shapes/#mat1-mat2", "torch 0.4"),
    "运行时错误：mat1 和 mat2 形状不能相乘（64x784 和 512x10）": ("shapes/#mat1-mat2", "nn.Linear(784, 10)"),
    'File "b.py", line 7, in f\n    a, b = c\nValueError: too many values to unpack (expected 2)': (
        "loader/#unpack-batch",
        "b.py",
    ),
    'File "c.py", line 7, in f\n    ask()\nrequests.exceptions.ProxyError: the proxy hung up': ("", "c.py"),
    "شكرا جزيلا على هذا الموقع الرائع أريد أن أتعلم الشبكات العصبية": ("", "Traceback"),
    "<html><body><h1>404 Not Found</h1><p>nginx, and some more words</p></body></html>": ("", "Traceback"),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("pasted", PASTED, ids=lambda pasted: pasted[:24])
def test_what_is_pasted_is_answered_below_the_box(open_page, home, language, pasted):
    place, said = PASTED[pasted]
    tab = open_page(f"{home}{language}/errors/", viewport={"width": 360, "height": 740})
    all_of_them = len(tab.evaluate(SHOWN))
    tab.locator(".filter textarea").fill(pasted)
    tab.locator(".doctor p").first.wait_for()
    answer = tab.locator(".doctor")
    assert answer.get_attribute("role") == "status"
    assert said in answer.text_content()
    fitting = [link.get_attribute("href") for link in answer.locator(".fits a").all()]
    assert fitting == ([f"{home}{language}/errors/{place}"] if place else [])
    assert place == "" or len(tab.evaluate(SHOWN)) < 6
    assert place or len(tab.evaluate(SHOWN)) in (all_of_them, *range(1, 6))
    assert tab.evaluate("document.documentElement.scrollWidth") == 360
    assert len(tab.evaluate("location.search")) < 1500
    tab.locator(".filter textarea").fill("  \n ")
    tab.wait_for_function("!document.querySelector('.doctor').children.length")
    assert len(tab.evaluate(SHOWN)) == all_of_them


def test_the_doctor_comes_when_it_is_asked_and_again_after_a_failure(open_page, home):
    tab, asked = open_page("about:blank"), []

    def answer(route):
        asked.append(route.request.url)
        route.abort() if len(asked) == 1 else route.continue_()

    tab.context.route("**/assets/doctor.json", answer)
    tab.goto(f"{home}en/errors/", wait_until="networkidle")
    assert asked == []
    box = tab.locator(".filter textarea")
    box.fill("IndexError: Target 10 is out of bounds.")
    tab.locator(".doctor p").first.wait_for()
    assert "did not load" in tab.locator(".doctor").text_content()
    box.fill("IndexError: Target 12 is out of bounds.")
    tab.locator(".doctor .fits").wait_for()
    assert len(asked) == 2


def test_a_megabyte_is_answered_soon(open_page, home):
    """Measured in the page, with the processor slowed down four times; the median of several."""
    tab = open_page(f"{home}en/errors/")
    tab.context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    times = tab.evaluate(MEGABYTES, f"{home}en/")
    print(times)
    assert {name: found for name, (_, found) in times.items()} == {
        "log": None,
        "last": "mat1-mat2",
        "middle": "mat1-mat2",
        "frames": None,
    }


MEGABYTES = """async root => {
    const { doctor } = await import(root + "assets/scripts/doctor.js")
    const ask = doctor(await (await fetch(root + "assets/doctor.json")).json())
    const log = "2024-05-01 12:00:00,123 INFO epoch 3 step 120 loss 0.123 this is a line of a long log\\n".repeat(13000)
    const error = "RuntimeError: mat1 and mat2 shapes cannot be multiplied (32x2304 and 400x120)\\n"
    const frames = '  File "/home/u/x.py", line 3, in f\\n    y = g(x)\\n'.repeat(20000)
    const found = {}
    const middle = log.slice(0, 5e5) + error + log.slice(5e5)
    for (const [name, text] of Object.entries({ log, last: log + error, middle, frames })) {
        ask(error)
        const taken = []
        for (let round = 0; round < 5; round++) {
            const start = performance.now()
            found[name] = ask(text).entry?.id ?? null
            taken.push(performance.now() - start)
        }
        found[name] = [Math.round(taken.sort((a, b) => a - b)[2]), found[name]]
    }
    return found
}"""


@pytest.mark.parametrize("page", REFERENCE, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_search_engines_are_told_each_question_and_its_answer(built_site, page):
    html = (built_site / page.relative_to(DOCS).with_suffix("") / "index.html").read_text("utf-8")
    (data,) = (json.loads(text) for text in LD.findall(html))
    assert data["@type"] == ["TechArticle", "FAQPage"]
    for asked, entry in zip(data["mainEntity"], questions(page), strict=True):
        assert asked["@id"].endswith(f"#{entry.id}") and f'id="{entry.id}"' in html
        assert asked["name"] and asked["acceptedAnswer"]["text"]
        assert not re.search(r"`|\]\(", asked["acceptedAnswer"]["text"])


def test_a_message_that_changes_is_reported_with_the_lesson_that_explains_it():
    places = set(explained(SNIPPETS / "errors/super_init.py", "fails"))
    assert places == {"docs/en/module.md#super", "docs/zh/module.md#super"}


def test_no_lesson_is_told_as_questions(built_site):
    html = (built_site / "en/module/index.html").read_text("utf-8")
    assert "FAQPage" not in html and "TechArticle" in html

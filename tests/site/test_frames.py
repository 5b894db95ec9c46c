"""What stands around tables and above a page to filter; and code that speaks of them, which stays as it is."""

from __future__ import annotations

import html
import re

import markdown
import pytest

from tools.page import frames

TABLE = "| | n |\n|---|---|\n| a | 1 |\n"


def rendered(text: str) -> str:
    return markdown.Markdown(extensions=["tables", "md_in_html", frames.makeExtension()]).convert(text)


def test_a_table_stands_in_a_box_and_its_empty_corner_is_no_heading():
    text = rendered(TABLE)
    assert text.startswith('<div class="table"><table class="plain">\n<thead>\n<tr>\n<td></td>\n<th>n</th>')
    assert text.endswith("</table></div>")


def test_a_table_in_an_element_too():
    text = rendered(f"<section markdown=1>\n\n{TABLE}\n{TABLE}\n</section>")
    assert text.count('<div class="table"><table class="plain">') == text.count("</table></div>") == text.count("<table") == 2


CODE = '"{live}" "{root}" <table> </table> <th></th> <h2 id=x>'


@pytest.mark.parametrize("form", ["`` {} ``", "``` text\n{}\n```", "    {}"])
def test_code_that_speaks_of_them_stays_as_it_is(build_pages, form):
    site = build_pages({"a.md": form.format(CODE)})
    text = (site / "a/index.html").read_text("utf-8")
    assert html.escape(CODE, quote=False) in html.unescape(text.replace("&lt;", "&amp;lt;").replace("&gt;", "&amp;gt;"))


def test_the_field_to_filter_stands_above_the_first_section_once(build_pages):
    site = build_pages({"a.md": "<!-- <h2 -->\n\nText.\n\n## One { #one }\n\n## Two { #two }\n"}, meta="filter: true\n")
    text = (site / "a/index.html").read_text("utf-8")
    before, _, after = text.partition('<p class="filter">')
    assert after.startswith("<textarea ") and "Text." in before and 'id="one"' not in before
    assert '</noscript><h2 id="one">' in after and 'class="filter"' not in after
    assert "display: none" not in (site / "search/search_index.json").read_text("utf-8")


def test_without_being_asked_for_there_is_none(build_pages):
    text = (build_pages({"a.md": "## One { #one }\n"}) / "a/index.html").read_text("utf-8")
    assert 'class="filter"' not in text


def test_an_instrument_finds_its_files_wherever_its_page_is(build_pages):
    site = build_pages({"a/b.md": '--8<-- "lenet.live"\n'})
    page = site / "a/b/index.html"
    sources = set(re.findall(r'"([^"]*lenet-still.png)"', page.read_text("utf-8")))
    assert {(page.parent / source).resolve() for source in sources} == {site / "assets/live/lenet/lenet-still.png"}
    assert (site / "assets/live/lenet/lenet-still.png").is_file()

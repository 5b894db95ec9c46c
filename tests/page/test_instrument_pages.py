"""Instruments as the build writes them: included by name, in the page's language, known to the check of the sources."""

from __future__ import annotations

import pytest

from tests.browser.instruments import PAGES
from tools.base.project import DOCS
from tools.base.words import words
from tools.check import run
from tools.page import downloads, includes, instruments

PAGE = '# T {{ #t }}\n\n--8<-- "{}.live"\n'


@pytest.mark.parametrize("name", instruments.names())
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_include_becomes_the_instrument(tmp_path, language, name):
    page = tmp_path / "a.md"
    page.write_text(PAGE.format(name), "utf-8")
    text = "\n".join(includes.expand(page, language))
    assert f'data-instrument="{name}" data-search-exclude="1"' in text
    assert "fieldset disabled" in text
    assert "undefined" not in text and "NaN" not in text
    assert text.count("<div") == text.count("</div>")


def test_an_instrument_that_does_not_exist_is_a_fault(tmp_path, monkeypatch):
    page = tmp_path / "a.md"
    page.write_text(PAGE.format("conv3d"), "utf-8")
    assert [fault.what for fault in run.include_faults(page)] == [
        f"there is no instrument 'conv3d' (there are: {', '.join(instruments.names())})."
    ]


def test_a_module_and_what_it_imports_are_one_script():
    text = instruments.script("conv2d/conv2d.js")
    assert text.count("function conv2d(") == 1
    assert "\nimport " not in text and "\nexport " not in text


@pytest.mark.parametrize("name", sorted(set(instruments.names()) - {"shapes"}))  # whose page has no code to download
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("address", ["", "https://example.com/"])
def test_a_notebook_sends_its_reader_to_the_page(language, name, address):
    page = PAGES[name].rstrip("/")
    notebook = downloads.files(DOCS / language / f"{page}.md", language, address)[f"downloads/{page}.ipynb"]
    start = words(language)["notebook"]["instrument"].partition("{")[0]
    assert start in notebook and "data-instrument" not in notebook and "fieldset" not in notebook
    assert ("](https://example.com/" in notebook.partition(start)[2].splitlines()[0]) == bool(address)

"""mkdocs.yml is read as YAML: its nav may have comments, quotes, titles and groups."""

from __future__ import annotations

import pytest

from tools.base.project import Faults
from tools.page.notebooks import site_address
from tools.sources import exercises, nav


@pytest.fixture
def config(tmp_path, monkeypatch):
    def write(text: str):
        path = tmp_path / "mkdocs.yml"
        path.write_text(text, "utf-8")
        for function in (nav.config, nav.nav):
            monkeypatch.setattr(function, "__defaults__", (path,))

    return write


NAV = """\
nav:
  - "index.md" # the home page
  - Start:
      - module.md
      - Names: names.md
      - Deeper: [hooks.md, labs/train.ipynb]
  - errors:
    - errors/index.md
  - Elsewhere: https://example.org/x.md
"""
FILES = ["index.md", "module.md", "names.md", "hooks.md", "labs/train.ipynb", "errors/index.md"]


def test_the_files_of_a_nav_in_its_order(config):
    config(NAV)
    assert nav.nav() == FILES


def test_an_entry_keeps_its_exercises_however_it_is_written(config):
    plain = list(exercises.exercises("en"))
    config("nav:\n  - Group:\n" + "".join(f'      - "Title": "{name}" # so\n' for name in nav.nav()))
    assert plain and list(exercises.exercises("en")) == plain


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ('site_url: !ENV [SITE_URL, "https://example.org/"]', ""),
        ("site_url: !ENV [SITE_URL, 'https://nn.example.com/x'] # so", "https://nn.example.com/x/"),
        ("site_url: https://nn.example.com/", "https://nn.example.com/"),
        ("site_url: !ENV SITE_URL", ""),
        ("site_name: x", ""),
    ],
)
def test_the_address_is_that_of_the_file(config, monkeypatch, text, address):
    monkeypatch.setenv("SITE_URL", "https://not.example.com/")
    config(text)
    assert site_address() == address


def test_tags_of_other_extensions_do_not_hinder(config):
    config("markdown_extensions:\n  x:\n    y: !!python/name:z.w\nnav: [a.md]\n")
    assert nav.nav() == ["a.md"]


def test_a_config_that_is_no_yaml_is_refused_with_its_line(tmp_path):
    (tmp_path / "mkdocs.yml").write_text("site_name: a\ntheme: ]\n", "utf-8")
    with pytest.raises(Faults, match=r"mkdocs\.yml:2: it is no YAML"):
        nav.nav(tmp_path / "mkdocs.yml")

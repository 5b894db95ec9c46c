"""What `make serve` keeps of a page, and when it makes it anew."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from tools.site import page_cache, pages, search

PAGE = '# A\n\n```python\n--8<-- "lenet/net.py:net"\n```\n\n![A line.](init/spread.plot)\n'
LAB = "# %%\nx = 1\n# %% shows lenet/net.py:net\nfrom snippets.lenet.net import LeNet\n# no/folder.py\n"
LIST = "# A\n\n<!-- list: errors/shapes -->\n"


def inputs(text: str, stale: list[str] | None = (), *more: Path, pages: list[str] = ("a.md", "b.md"), **settings) -> tuple | None:
    given = {"theme": {"language": "en"}, "extra": {"stale": stale}, "mdx_configs": {}, "site_url": "", "nav": ["a.md", "b.md"]}
    return page_cache.inputs(text, SimpleNamespace(**given | settings), pages, *more)


@pytest.fixture
def change(tmp_path, monkeypatch):
    """Writes to a file of a small repository: `change("docs/en/b.md")`."""
    monkeypatch.setattr(page_cache, "DOCS", tmp_path / "docs")
    monkeypatch.setattr(page_cache, "SNIPPETS", tmp_path / "snippets")
    monkeypatch.setattr(page_cache, "LIVE", tmp_path / "live")

    def change(name: str) -> None:
        page_cache.seen.cache_clear()
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a") as file:
            file.write("x")

    for name in (
        *(
            "docs/terms.yml",
            "docs/words.yml",
            "docs/en/b.md",
            "docs/en/errors/shapes.md",
            "docs/en/corrections/layers.md",
            "live/a.js",
        ),
        *("snippets/record.json", "snippets/lenet/net.py", "snippets/init/spread.svg", "snippets/loss/a.py", "docs/zh/b.md"),
    ):
        change(name)
    return change


@pytest.mark.parametrize(
    ("text", "changed", "anew"),
    [
        (PAGE, "snippets/lenet/net.py", True),
        (PAGE, "snippets/lenet/net.out", True),
        (PAGE, "snippets/init/spread.svg", True),
        (PAGE, "snippets/record.json", True),
        (PAGE, "docs/terms.yml", True),
        (PAGE, "docs/words.yml", True),
        (PAGE, "docs/en/errors/shapes.md", True),
        (PAGE, "live/a.js", True),
        (PAGE, "snippets/loss/a.py", False),
        (PAGE, "docs/en/b.md", False),
        (PAGE, "docs/zh/b.md", False),
        (LAB, "snippets/lenet/net.py", True),
        (LAB, "docs/en/corrections/layers.md", True),
        (LAB, "docs/en/b.md", False),
        (LAB, "snippets/loss/a.py", False),
        (LIST, "snippets/loss/a.py", True),
        (LIST, "docs/en/b.md", True),
        (LIST, "docs/zh/b.md", False),
    ],
)
def test_a_page_is_made_anew_when_what_it_shows_has_changed(change, text, changed, anew):
    before = inputs(text)
    assert inputs(text) == before
    change(changed)
    assert (inputs(text) != before) == anew


def test_and_when_its_text_has_changed_or_its_outputs_are_old(change, tmp_path):
    before = inputs(PAGE)
    assert inputs(f"{PAGE}\n") != before
    assert inputs(PAGE, [str(tmp_path / "snippets/lenet/net.py")]) != before
    assert inputs(PAGE, [str(tmp_path / "snippets/loss/a.py")]) == before
    with_more = inputs(PAGE, [], tmp_path / "snippets/loss")
    change("snippets/loss/a.py")
    assert inputs(PAGE) == before and inputs(PAGE, [], tmp_path / "snippets/loss") != with_more


@pytest.mark.parametrize(
    "changed",
    [
        {"nav": ["b.md", "a.md"]},
        {"extra": {"stale": [], "repository": "https://github.com/someone/nn"}},
        {"mdx_configs": {"tools.page.includes": {"repository": "https://github.com/someone/nn"}}},
        {"site_url": "https://nn.example/"},
        {"pages": ["a.md"]},
    ],
)
def test_and_when_the_settings_or_the_pages_there_are_have_changed(change, changed):
    assert inputs(PAGE) != inputs(PAGE, **changed)


def test_nothing_is_kept_for_a_site_to_publish():
    made = iter("ab")
    assert inputs(PAGE, None) is None
    assert [page_cache.kept("x", "y", None, lambda: next(made)) for _ in "ab"] == ["a", "b"]


def test_the_search_keeps_what_it_knows_of_a_page_until_its_content_changes(monkeypatch):
    asked = []

    def add(self, page) -> None:
        asked.append(page.content)
        self.entries.append({"text": page.content})  # as its first section

    def page(content: str, inputs: tuple | None) -> SimpleNamespace:
        return SimpleNamespace(
            url="a/",
            content=content,
            title="A",
            meta={"title": "B", "short": "C", "description": "D"},
            file=SimpleNamespace(inputs=inputs),
        )

    monkeypatch.setattr(search.SearchIndex, "add_entry_from_context", add)
    for content in ("one", "one", "two"):
        index = search.Index()
        index.entries = [{"text": "before"}]
        index.add_entry_from_context(page(content, (1,)))
        assert index.entries == [{"text": "before"}, {"text": content, "also": "B C", "about": "D"}]
    assert asked == ["one", "two"]
    index.add_entry_from_context(page("two", None))
    assert asked == ["one", "two", "two"]


def test_what_was_rendered_is_kept_until_then(monkeypatch):
    rendered = []

    def render(self, config, files) -> None:
        rendered.append(self.file.inputs)
        self.content = f"<p>{self.file.inputs}"

    def content(text: str) -> str:
        page = pages.SitePage.__new__(pages.SitePage)
        page.file = SimpleNamespace(src_path="a.md", inputs=text)
        page.render({}, [])
        return page.content

    monkeypatch.setattr(pages.Page, "render", render)
    assert [content(text) for text in ("one", "one", "two", "one")] == ["<p>one", "<p>one", "<p>two", "<p>one"]
    assert rendered == ["one", "two", "one"]


def test_files_are_told_apart_by_time_and_size(tmp_path: Path):
    (tmp_path / "a").write_text("1")
    before = page_cache.stamps(tmp_path)
    (tmp_path / "a").write_text("12")
    (tmp_path / "folder").mkdir()
    assert page_cache.stamps(tmp_path) != before and len(page_cache.stamps(tmp_path)) == 1

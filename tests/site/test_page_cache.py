"""What `make serve` keeps of a page, and when it makes it anew."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from tools.site import page_cache

PAGE = '# A\n\n```python\n--8<-- "lenet/net.py:net"\n```\n\n![A line.](init/spread.plot)\n'
LAB = "# %%\nx = 1\n# %% shows lenet/net.py:net\nfrom snippets.lenet.net import LeNet\n# no/folder.py\n"
LIST = "# A\n\n<!-- list: errors/shapes -->\n"


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
    before = page_cache.inputs(text, "en", [])
    assert page_cache.inputs(text, "en", []) == before
    change(changed)
    assert (page_cache.inputs(text, "en", []) != before) == anew


def test_and_when_its_text_has_changed_or_its_outputs_are_old(change, tmp_path):
    before = page_cache.inputs(PAGE, "en", [])
    assert page_cache.inputs(f"{PAGE}\n", "en", []) != before
    assert page_cache.inputs(PAGE, "en", [str(tmp_path / "snippets/lenet/net.py")]) != before
    assert page_cache.inputs(PAGE, "en", [str(tmp_path / "snippets/loss/a.py")]) == before
    with_more = page_cache.inputs(PAGE, "en", [], tmp_path / "snippets/loss")
    change("snippets/loss/a.py")
    assert (
        page_cache.inputs(PAGE, "en", []) == before and page_cache.inputs(PAGE, "en", [], tmp_path / "snippets/loss") != with_more
    )


def test_nothing_is_kept_for_a_site_to_publish():
    made = iter("ab")
    assert page_cache.inputs(PAGE, "en", None) is None
    assert [page_cache.kept("x", "y", None, lambda: next(made)) for _ in "ab"] == ["a", "b"]


def test_the_search_keeps_what_it_knows_of_a_page_until_its_content_changes():
    asked = []

    def add(page) -> None:
        asked.append(page.content)
        index.entries.append({"text": page.content})

    def page(content: str, inputs: tuple | None) -> SimpleNamespace:
        return SimpleNamespace(url="a/", content=content, title="A", meta={}, file=SimpleNamespace(inputs=inputs))

    for content in ("one", "one", "two"):
        index = SimpleNamespace(entries=[{"text": "before"}], add_entry_from_context=add)
        page_cache.index_once(index)
        index.add_entry_from_context(page(content, (1,)))
        assert index.entries == [{"text": "before"}, {"text": content}]
    assert asked == ["one", "two"]
    index.add_entry_from_context(page("two", None))
    assert asked == ["one", "two", "two"]


def test_what_was_rendered_is_kept_until_then():
    rendered = []

    def page(text: str) -> SimpleNamespace:
        made = SimpleNamespace(file=SimpleNamespace(src_path="a.md"), content=None)
        made.render = lambda config, files: (rendered.append(text), setattr(made, "content", f"<p>{text}"))
        page_cache.render_once(made, text)
        made.render({}, [])
        return made

    assert [page(text).content for text in ("one", "one", "two", "one")] == ["<p>one", "<p>one", "<p>two", "<p>one"]
    assert rendered == ["one", "two", "one"]


def test_files_are_told_apart_by_time_and_size(tmp_path: Path):
    (tmp_path / "a").write_text("1")
    before = page_cache.stamps(tmp_path)
    (tmp_path / "a").write_text("12")
    (tmp_path / "folder").mkdir()
    assert page_cache.stamps(tmp_path) != before and len(page_cache.stamps(tmp_path)) == 1

"""The record of other versions of torch claims nothing of an example that has changed since."""

from __future__ import annotations

import pytest

from tests.helpers.other_torch import CALL, NET, entry, use
from tests.helpers.small import SECTION
from tools.sources import examples, others
from tools.sources.examples import parse


@pytest.fixture
def example(tmp_path, monkeypatch):
    monkeypatch.setattr(examples, "SNIPPETS", tmp_path)
    (tmp_path / "a").mkdir()
    path = tmp_path / "a/x.py"
    path.write_text(SECTION.format("one", "print(1)"), "utf-8")
    path.with_suffix(".out").write_text("# sources: 0\n", "utf-8")
    return parse(path)[0]


def test_the_newest_comes_first_and_no_record_is_none(tmp_path, monkeypatch):
    use(monkeypatch, tmp_path, entry("2.6.0", []), entry("2.14.1", []), entry("2.9.0", []))
    assert list(others.others()) == ["2.14.1", "2.9.0", "2.6.0"]
    monkeypatch.setattr(others, "OTHERS", tmp_path / "none.json")
    assert others.others() == {} and others.ran(NET) == []


@pytest.mark.parametrize("change", ["code", "output", "another build", "picture", "comment"])
def test_a_changed_example_has_not_run(example, tmp_path, monkeypatch, change):
    use(monkeypatch, tmp_path, entry("2.14.1", [example], **{"a/x:one": ("output", "2")}))
    assert others.ran(example) == ["2.14.1"] and others.differing(example, "one")["2.14.1"]["text"] == "2"
    if change == "code":
        example.path.write_text(SECTION.format("one", "print(2)"), "utf-8")
    elif change == "comment":
        example.path.write_text(SECTION.format("one", "# zh: 一\n# en: one\nprint(1)"), "utf-8")
    else:
        kind = {"output": ".out", "another build": ".nogpu.out", "picture": ".graph"}[change]
        example.path.with_suffix(kind).write_text("# sources: 1\n", "utf-8")
    still = ["2.14.1"] if change == "comment" else []
    assert others.ran(example) == still
    assert list(others.differing(example, "one")) == still


def test_each_version_tells_of_what_it_ran(tmp_path, monkeypatch):
    use(monkeypatch, tmp_path, entry("2.14.1", [NET, CALL]), entry("2.6.0", [NET], **{"lenet/net:net": ("missing", "")}))
    assert others.ran(NET) == ["2.14.1", "2.6.0"] and others.ran(CALL) == ["2.14.1"]
    assert others.differing(NET, "net") == {"2.6.0": {"kind": "missing", "text": ""}}
    assert others.differing(NET, "imports") == {}


def test_a_seal_is_of_everything_but_itself():
    made = entry("2.14.1", [NET])
    assert others.seal(made) == made["seal"] == others.seal(made | {"seal": "x"})
    assert others.seal(made | {"date": "2031-02-04"}) != made["seal"]

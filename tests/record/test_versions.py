"""make versions: another torch runs everything, and what differs is written down whole, or not at all."""

from __future__ import annotations

import json

import pytest

from tests.helpers.other_torch import CALL, NET, entry, use
from tools.base.project import DOCS
from tools.record import versions
from tools.record.runner import Block, Crash, Job, Result, run
from tools.record.unlike import first_unlike, text_of, unlike
from tools.sources import others
from tools.sources.outputs import recorded

# The environment


def test_an_environment_has_the_pinned_packages_and_no_tests():
    new, old = versions.requirements("2.14.1"), versions.requirements("2.1.2")
    assert versions.requirements("newest") == new
    assert not [pin for pin in new if pin.startswith(("torch", "pytest", "ruff"))]
    assert all("==" in pin and "#" not in pin for pin in new)
    assert [pin for pin in old if pin not in new] == ["numpy<2"] and len(old) == len(new)
    assert versions.requirements("2.3.0") == new


@pytest.mark.parametrize("torch", ["2.14", "latest", "2.14.1+cpu", "../2.1.2"])
def test_a_version_has_three_numbers(monkeypatch, capsys, torch):
    monkeypatch.setattr(versions, "installed", lambda *asked: pytest.fail("nothing is to be installed"))
    assert versions.main([torch]) == 2 and "three numbers" in capsys.readouterr().err


def test_pip_installs_this_torch_into_a_place_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setattr(versions, "ENVIRONMENTS", tmp_path)
    called = []
    monkeypatch.setattr(versions.subprocess, "run", lambda command, **options: called.append([*map(str, command)]))
    own = versions.installed("2.14.1", "python3.99", ["--extra-index-url", "x"])
    assert own.is_relative_to(tmp_path / "2.14.1")
    venv, pip = called
    assert venv[0] == "python3.99" and pip[0] == str(own)
    assert "torch==2.14.1" in pip and pip[pip.index("--extra-index-url") + 1] == "x"
    assert set(versions.requirements("2.14.1")) < set(pip)
    versions.installed("newest", "python3.99", [])
    assert called[-1][called[-1].index("torch") - 1] == "--upgrade"


# What differs


@pytest.mark.parametrize(
    ("kind", "expected", "result", "found"),
    [
        ("plain", "a\n1.0", Result("a\n1.0"), None),
        ("plain", "0.10", Result("0.11"), None),
        ("plain", "a\n1", Result("a\n2"), ("output", "2")),
        ("plain", "a\nb", Result("a"), ("output", "")),
        ("plain", "a", Result("a", "it warns: UserWarning: old\nmore", warned=True), ("message", "UserWarning: old")),
        ("plain", "a", Result("", "Traceback\nAttributeError: no RMSNorm"), ("missing", "AttributeError: no RMSNorm")),
        ("fails", "ValueError: a", Result("ValueError: b"), ("message", "ValueError: b")),
        ("fails", "ValueError: a", Result("", "it was meant to fail and did not", unmeant=True), ("message", "")),
        ("warns", "UserWarning: a", Result("\n", "it was meant to warn and did not", unmeant=True), ("message", "")),
        ("plain", "a", None, ("missing", "")),
    ],
)
def test_what_differs_has_a_kind_and_one_line(kind, expected, result, found):
    made = unlike([("a/x:one", kind, expected, "")], [result] if result else [])
    assert made == ({"a/x:one": dict(zip(("kind", "text"), found, strict=True))} if found else {})


def test_what_is_left_out_on_this_build_does_not_differ():
    assert unlike([("a/x:one", "fails", "a", "none, a GPU")], [Result()]) == {}


def test_no_path_of_this_machine_is_written_down():
    result = Result("", "Traceback\nOSError: cannot open /home/reader/lib/torch/nn.py today")
    assert text_of("", result) == "OSError: cannot open nn.py today"
    assert len(text_of("", Result("x" * 999))) < 210


@pytest.mark.parametrize("lenient", [False, True])
def test_another_torch_goes_on_after_a_warning_and_after_an_error_that_is_no_more(lenient):
    blocks = [
        Block("old", [("snippets/a.py", "import warnings; warnings.warn('old')")]),
        Block("warns", [("snippets/a.py", "1")], "warns"),
        Block("next", [("snippets/a.py", "print(3)")]),
    ]
    results = run(Job(blocks, lenient=lenient))
    assert [bool(result.error) for result in results] == [True, True, False][: 3 if lenient else 1]
    assert results[0].warned


def test_what_follows_a_failure_is_not_run():
    blocks = [Block("lost", [("snippets/a.py", "1 / 0")]), Block("next", [("snippets/a.py", "print(3)")])]
    assert len(run(Job(blocks, lenient=True))) == 1


def test_an_example_that_prints_what_is_recorded_does_not_differ(monkeypatch):
    assert versions.example_differs(CALL) == {}
    name, text = next(iter(recorded(CALL).items()))
    monkeypatch.setattr(versions, "recorded", lambda example, device: recorded(example) | {name: "another"})
    assert versions.example_differs(CALL) == {f"module/call:{name}": {"kind": "output", "text": text.splitlines()[0]}}


def test_imports_that_fail_are_told_of_the_first_section(monkeypatch):
    monkeypatch.setattr(versions, "run", lambda job: [Result("", "ImportError: no RMSNorm")])
    found = versions.example_differs(NET)
    assert {one["kind"] for one in found.values()} == {"missing"}
    first, *rest = NET.named
    assert found[f"lenet/net:{first}"]["text"] == "ImportError: no RMSNorm"
    assert all(found[f"lenet/net:{name}"]["text"] == "" for name in rest)


def test_a_page_and_a_picture_are_held_against_what_is_shown(monkeypatch):
    page = DOCS / "en/residual.md"
    cut, texts = versions.page_blocks(page)
    right = [Result(text) for text in texts]
    monkeypatch.setattr(versions, "run", lambda job: right)
    assert versions.page_differs(page) == {}
    at = next(number for number, block in enumerate(cut) if block.kind == "plain" and texts[number])
    right[at] = Result("another")
    assert versions.page_differs(page) == {"residual": {"kind": "output", "text": cut[at].name}}
    assert versions.picture_differs(NET) == {}
    monkeypatch.setattr("tools.record.pictures.graph_records", lambda example: {}[0])
    assert versions.picture_differs(NET) == {"lenet/net": {"kind": "missing", "text": "0"}}


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ({"nodes": [{"inputs": ["x"]}, {"inputs": ["view"]}]}, "nodes.1.inputs.0: view"),
        ({"nodes": [{"inputs": ["x"]}]}, "nodes: 1 entries"),
        ({"boxes": []}, ": 1 keys"),
    ],
)
def test_where_a_picture_differs_is_told(now, told):
    assert first_unlike({"nodes": [{"inputs": ["x"]}, {"inputs": ["flatten"]}]}, now) == told


# The whole


@pytest.fixture
def record(tmp_path, monkeypatch):
    path = use(monkeypatch, tmp_path, entry("2.6.0", [NET]))
    monkeypatch.setattr(versions, "OTHERS", path)
    monkeypatch.delenv("CI", raising=False)
    return path


def test_everything_is_measured(monkeypatch):
    for name in ("example_differs", "page_differs"):
        monkeypatch.setattr(versions, name, lambda thing: {})
    monkeypatch.setattr(versions, "picture_differs", lambda example: versions.run(1 / 0) if example is None else {})
    made = versions.measured()
    assert made["seal"] == others.seal(made)
    assert made["ran"]["examples"]["lenet/net"] == made["ran"]["pictures"]["lenet/net"] == NET.hash
    assert {"lenet", "errors/shapes"} <= set(made["ran"]["pages"]) and "glossary" not in made["ran"]["pages"]
    assert {len(found) for found in made["differing"].values()} == {0}


def test_a_process_that_dies_is_told(capsys):
    def dies(thing):
        raise Crash("its process died\nthere")

    assert list(versions.told("examples", "a/x", dies, None)) == [("a/x", {"kind": "missing", "text": "its process died"})]
    assert "examples a/x: missing: its process died" in capsys.readouterr().err


def test_a_run_joins_the_record(record, monkeypatch, capsys):
    made = entry("9.9.9", [NET], **{"lenet/net:net": ("output", "x")})
    monkeypatch.setattr(versions, "measured", lambda: made)
    assert versions.here() == 0
    assert list(others.others()) == ["9.9.9", "2.6.0"] and others.others()["9.9.9"] == made
    said = capsys.readouterr().out
    assert "- examples: 1 ran, 0 alike, 1 differ" in said and "`lenet/net:net` (output): x" in said


def test_a_run_that_breaks_off_writes_nothing(record, monkeypatch):
    before = record.read_bytes()

    def breaks():
        raise KeyboardInterrupt

    monkeypatch.setattr(versions, "measured", breaks)
    with pytest.raises(KeyboardInterrupt):
        versions.here()
    assert record.read_bytes() == before


@pytest.mark.parametrize(("known", "status"), [({}, 1), ({"lenet/net:net": ("output", "x")}, 0)])
def test_in_ci_nothing_is_written_and_what_is_new_fails(tmp_path, record, monkeypatch, capsys, known, status):
    use(monkeypatch, tmp_path, entry("9.9.8", [NET], **known), entry("2.6.0", [NET], **{"lenet/net:net": ("output", "x")}))
    before = record.read_bytes()
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(versions, "measured", lambda: entry("9.9.9", [NET], **{"lenet/net:net": ("output", "y")}))
    assert versions.here() == status
    assert ("examples lenet/net:net" in capsys.readouterr().out.partition("does not know")[2]) == bool(status)
    assert record.read_bytes() == before
    assert json.loads(before)

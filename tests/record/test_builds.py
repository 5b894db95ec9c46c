"""What an error says of a missing GPU depends on the build of torch: each build has its record, and a page shows both.

a: a build without CUDA. b: one with CUDA where there is no GPU, which `pip install torch` gives on Linux. c: with a GPU.
"""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest
import torch

from tests import codeblocks
from tests.codeblocks import ExampleItem, PageItem, expected_on
from tests.helpers.small import SECTION
from tools.base.project import DOCS, LANGUAGES, SNIPPETS
from tools.check.run import record_faults, version_faults
from tools.page.includes import blocks, expand
from tools.page.provenance import builds, foot
from tools.record import build, command
from tools.record.runner import Result
from tools.sources import outputs, versions
from tools.sources.examples import Section, example_files, parse, sources_hash

NO_CUDA = SNIPPETS / "errors/no_cuda.py"
DIFFERING = [path for path in example_files() if parse(path)[0].without_gpu]
CPU_SAYS, CUDA_SAYS = "Torch not compiled with CUDA enabled", "Found no NVIDIA driver on your system."
SHOWN = {"devices": "cpu_build", "errors/install": "no_cuda", "errors/devices": "no_accelerator", "errors/distributed": "no_nccl"}


@pytest.fixture
def example(tmp_path):
    path = tmp_path / "x.py"
    path.write_text(SECTION.format("fix", "print(1)") + SECTION.format("fails", "# device: none, a GPU\n1 / 0"), "utf-8")
    example, faults = parse(path)
    assert not faults and example.without_gpu == ["fails"]
    example.outputs.write_text(outputs.dumps(sources_hash(path), {"fix": "1", "fails": "of a"}), "utf-8")
    return example


@pytest.fixture
def as_build(monkeypatch):
    """Another build, as far as our tools ask."""

    def as_build(name: str) -> None:
        for place in ("tools.record.build", "tools.record.examples", "tools.record.command", "tests.codeblocks"):
            monkeypatch.setattr(f"{place}.build", lambda: name)

    return as_build


@pytest.mark.parametrize(
    ("word", "device", "build", "skipped"),
    [
        ("none, a GPU", "cpu", "cpu", False),
        ("none, a GPU", "cpu", "nogpu", False),
        ("none, a GPU", "cpu", "cuda", True),
        ("none, a GPU", "cuda", "cuda", True),
        ("cpu, threads", "cpu", "cuda", False),
        ("cpu, threads", "cuda", "cuda", True),
        ("own", "cuda", "cuda", False),
        ("", "cuda", "cuda", False),
    ],
)
def test_what_needs_a_machine_without_a_gpu_runs_on_none_with_one(word, device, build, skipped):
    assert Section("fails", 1, device=word).left_out(device, build) == (word if skipped else "")


def test_this_build_is_known():
    assert (build.build() == "cuda") == torch.cuda.is_available()
    assert (build.build() == "cpu") == (torch.version.cuda is None)


def test_a_record_of_other_sources_is_none(example):
    path = example.outputs.with_suffix(".nogpu.out")
    assert outputs.recorded(example, "nogpu") == {"fix": "1", "fails": "of a"}
    path.write_text(outputs.dumps(sources_hash(example.path), {"fails": "of b"}), "utf-8")
    assert outputs.recorded(example, "nogpu") == {"fix": "1", "fails": "of b"}
    assert outputs.recorded(example) == {"fix": "1", "fails": "of a"}
    assert list(record_faults(example)) == []
    path.write_text(outputs.dumps("other", {"fails": "of b"}), "utf-8")
    assert outputs.recorded(example, "nogpu")["fails"] == "of a"
    (fault,) = record_faults(example)
    assert "section 'fails' has no record of a CUDA build" in fault.what and "--without-gpu" in fault.what


def test_every_such_example_has_both_records_and_a_page_in_both_languages():
    assert sorted(path.stem for path in DIFFERING) == sorted(SHOWN.values())
    for path in DIFFERING:
        a, b = (outputs.recorded(parse(path)[0], device)["fails"] for device in ("cpu", "nogpu"))
        assert a != b and not outputs.same(a, b)


# Recording


@pytest.mark.parametrize("name", ["cpu", "cuda"])
def test_another_build_cannot_record_what_a_cuda_build_says_without_a_gpu(as_build, monkeypatch, capsys, name):
    as_build(name)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(command, "write", lambda files: pytest.fail("nothing is to be written"))
    assert command.main(["--without-gpu"]) == 1
    assert "a build of torch with CUDA, on a machine without a GPU" in capsys.readouterr().err


def test_a_cuda_build_without_a_gpu_records_its_words_and_nothing_else(as_build, example, monkeypatch, tmp_path):
    as_build("nogpu")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(command, "example_files", lambda: [example.path])
    monkeypatch.setattr("tools.record.examples.example_faults", lambda example: ({"fix": "2", "fails": "of b"}, []))
    monkeypatch.setattr(command, "VERSIONS", tmp_path / "record.json")
    monkeypatch.setattr(command, "recorded_versions", lambda: {"cpu": {"torch": "1"}})
    before = example.outputs.read_bytes()
    assert command.main(["--without-gpu"]) == 0
    assert outputs.recorded(example, "nogpu") == {"fix": "1", "fails": "of b"}
    assert example.outputs.read_bytes() == before
    made = json.loads((tmp_path / "record.json").read_text("utf-8"))
    assert made["cpu"] == {"torch": "1"} and made["nogpu"]["torch"] == torch.__version__


@pytest.mark.parametrize(("name", "kept"), [("cpu", False), ("nogpu", True), ("cuda", True)])
def test_only_a_cpu_build_records_what_a_cpu_build_says(as_build, example, capsys, name, kept):
    as_build(name)
    assert command.left(example) is kept
    assert ("is recorded with a CPU build" in capsys.readouterr().err) is kept
    assert not command.left(parse(SNIPPETS / "lenet/net.py")[0])


def test_its_version_may_be_another(monkeypatch, tmp_path):
    made = versions.versions() | {"nogpu": {"torch": "9.9.9+cu999"}}
    monkeypatch.setattr(versions, "VERSIONS", tmp_path / "record.json")
    (tmp_path / "record.json").write_text(json.dumps(made), "utf-8")
    assert list(version_faults()) == []


# Testing


def item(path, device: str) -> SimpleNamespace:
    return SimpleNamespace(path=path, device=device, units=1)


@pytest.mark.parametrize("path", DIFFERING, ids=lambda path: path.stem)
def test_an_example_passes_with_each_build_and_fails_with_the_words_of_another(as_build, monkeypatch, path):
    a, b = (outputs.recorded(parse(path)[0], device) for device in ("cpu", "nogpu"))
    c = {name: text for name, text in a.items() if name != "fails"}  # it was left out
    for name, right, wrong in (("cpu", a, b), ("nogpu", b, a), ("cuda", c, {})):
        as_build(name)
        for device in ("cpu", "cuda") if name == "cuda" else ("cpu",):
            monkeypatch.setattr(codeblocks, "example_faults", lambda *asked, right=right: (right, []))
            ExampleItem.runtest(item(path, device))
            monkeypatch.setattr(codeblocks, "example_faults", lambda *asked, wrong=wrong: (wrong, []))
            with pytest.raises(codeblocks.Unlike):
                ExampleItem.runtest(item(path, device))


@pytest.mark.parametrize("page", SHOWN)
def test_a_page_passes_with_each_build_and_fails_with_the_words_of_another(as_build, monkeypatch, page):
    path = DOCS / "en" / f"{page}.md"
    running = [block for block in blocks(path) if not block.program]
    a, b = ([Result(expected_on(block, device)) for block in running] for device in ("cpu", "nogpu"))
    for name, right, wrong in (("cpu", a, b), ("nogpu", b, a)):
        as_build(name)
        monkeypatch.setattr(codeblocks, "run_once", lambda device, asked, right=right: right)
        PageItem.runtest(item(path, "cpu"))
        monkeypatch.setattr(codeblocks, "run_once", lambda device, asked, wrong=wrong: wrong)
        with pytest.raises(codeblocks.Unlike):
            PageItem.runtest(item(path, "cpu"))


# Showing


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", SHOWN)
def test_a_page_shows_what_each_build_says_and_which_is_which(language, page):
    text = "\n".join(expand(DOCS / language / f"{page}.md", language))
    (path,) = (path for path in DIFFERING if path.stem == SHOWN[page])
    title = builds(language)
    assert title["cpu"] != title["nogpu"] and versions.versions()["nogpu"]["torch"] in title["nogpu"]
    for device in ("cpu", "nogpu"):
        said = outputs.recorded(parse(path)[0], device)["fails"]
        assert re.search(rf'\.output .*title="{re.escape(title[device])}" }}\n *{re.escape(said)}\n *```', text), device


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_foot_names_the_torch_of_such_outputs_where_there_are_some(language):
    torch_of_b = versions.versions()["nogpu"]["torch"]
    assert torch_of_b in "\n".join(foot(language, [NO_CUDA]))
    assert torch_of_b not in "\n".join(foot(language, [SNIPPETS / "lenet/net.py"]))


def test_an_output_of_each_build_follows_a_title():
    for language in LANGUAGES:
        for page in SHOWN:
            found = blocks(DOCS / language / f"{page}.md")
            (block,) = (block for block in found if any(example.without_gpu and name == "fails" for example, name in block.shown))
            assert block.expected.strip() == expected_on(block, "cpu"), "a notebook has the output of the CPU build"


@pytest.mark.skipif(torch.cuda.is_available(), reason="where there is no GPU")
def test_the_message_tells_the_build():
    error, said = (AssertionError, CPU_SAYS) if torch.version.cuda is None else (RuntimeError, CUDA_SAYS)
    with pytest.raises(error, match=re.escape(said)):
        torch.zeros(1, device="cuda")
    device = "nogpu" if torch.version.cuda else "cpu"
    assert said in outputs.recorded(parse(NO_CUDA)[0], device)["fails"]

"""The contract of an example file: each way to break it, and what the author is told."""

from __future__ import annotations

import pytest

from tools.sources.examples import MAX_LINES, parse, sources_hash

GOOD = """\
import torch

# --8<-- [start:one]
# zh: 一
# en: one
print(torch.zeros(1).shape)
# --8<-- [end:one]
"""

FAULTS = {
    "section 'one' has no end": "# --8<-- [start:one]\nx = 1\n",
    "'end:two' has no start": "# --8<-- [start:one]\nx = 1\n# --8<-- [end:two]\n",
    "starts inside 'one'": "# --8<-- [start:one]\nx = 1\n# --8<-- [start:two]\ny = 2\n# --8<-- [end:two]\n",
    "a section 'one' already": "# --8<-- [start:one]\nx = 1\n# --8<-- [end:one]\n" * 2,
    "is no marker": "# --8<-- [begin:one]\n",
    "section 'one' is empty": "# --8<-- [start:one]\n# zh: 空\n# en: empty\n# --8<-- [end:one]\n",
    "may only import": "x = 1\n",
    "has no English twin": "# --8<-- [start:one]\n# zh: 一\nx = 1\n# --8<-- [end:one]\n",
    "has no Chinese twin": "# --8<-- [start:one]\n# en: one\nx = 1\n# --8<-- [end:one]\n",
    "is for no reader": "# --8<-- [start:one]\n# note\nx = 1\n# --8<-- [end:one]\n",
    "must be the last": "# --8<-- [start:fails]\n1 / 0\n# --8<-- [end:fails]\n# --8<-- [start:b]\nx = 1\n# --8<-- [end:b]\n",
    f"{MAX_LINES} at most": "\n" * (MAX_LINES + 1),
}


@pytest.mark.parametrize("what", FAULTS)
def test_each_fault_is_named_with_its_place(tmp_path, what):
    path = tmp_path / "x.py"
    path.write_text(FAULTS[what], "utf-8")
    faults = [str(fault) for fault in parse(path)[1]]
    assert any(what in fault and "x.py:" in fault for fault in faults), faults


def test_a_good_example_has_no_fault(tmp_path):
    path = tmp_path / "x.py"
    path.write_text(GOOD, "utf-8")
    example, faults = parse(path)
    assert not faults
    assert [section.name for section in example.sections if section.name] == ["one"]
    assert example.named["one"].code == [(6, "print(torch.zeros(1).shape)")]


def test_a_section_says_why_it_is_not_shown_and_not_run(tmp_path):
    path = tmp_path / "x.py"
    path.write_text("# --8<-- [start:a]\n# only: for a test\n# device: cpu, threads\nx = 1\n# --8<-- [end:a]\n", "utf-8")
    section = parse(path)[0].named["a"]
    assert (section.only, section.device) == ("for a test", "cpu, threads")
    assert section.code == [(4, "x = 1")]


def test_a_program_is_one_section_with_its_command_line(tmp_path):
    path = tmp_path / "train.py"
    path.write_text("# run: python {file}\nprint('hi')\n", "utf-8")
    example, faults = parse(path)
    assert not faults
    assert example.program == ["python", "train.py"]
    assert list(example.named) == ["program"]


def test_the_hash_follows_code_and_not_comments_for_readers(tmp_path):
    path = tmp_path / "x.py"
    hashes = []
    for text in (GOOD, GOOD.replace("one\nprint", "the first\nprint"), GOOD.replace("zeros(1)", "zeros(2)")):
        path.write_text(text, "utf-8")
        hashes.append(sources_hash(path))
    assert hashes[0] == hashes[1] != hashes[2]

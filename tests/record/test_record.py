"""Recording and checking: what is kept, what is refused, and that nothing recorded is lost."""

from __future__ import annotations

import datetime
import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from tests.helpers.small import SECTION, call
from tools.base.project import SNIPPETS, Faults
from tools.record import command, examples
from tools.record.runner import Result
from tools.sources.examples import parse
from tools.sources.outputs import read

DRAW = "import torch\n" + SECTION.format("one", "{}print(torch.rand(1))")


@pytest.fixture
def example(tmp_path):
    def write(text: str, name: str = "x.py"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return parse(path)[0]

    return write


def faults_of(example) -> str:
    return "\n".join(map(str, examples.example_faults(example)[1]))


def test_each_section_keeps_what_it_printed(example):
    text = SECTION.format("one", "print(1)") + SECTION.format("quiet", "x = 2") + SECTION.format("two", "print(x)")
    assert examples.example_faults(example(text)) == ({"one": "1", "two": "2"}, [])


@pytest.mark.parametrize(("text", "what"), [
    (SECTION.format("one", "1 / 0"), "x.py:1: section 'one' on cpu: Traceback"),
    (SECTION.format("fails", "x = 1"), "section 'fails', shown at no page, on cpu: it was meant to fail and did not"),
    (SECTION.format("warns", "x = 1"), "it was meant to warn and did not"),
    (DRAW.format(""), "x.py:2: section 'one' draws random numbers. Begin it with"),
    (DRAW.format("print(torch.rand(1))\ntorch.manual_seed(0)\n"), "Begin it with torch.manual_seed"),
    (DRAW.format("for _ in range(2):\n    print(torch.rand(1))\n    torch.manual_seed(0)\n"), "Begin it with torch.manual_seed"),
    ("import this\n", "importing this prints"),
    (SECTION.format("one", "print(object())"), "it prints the address"),
    ("# run: python {file}\n1 / 0\n", "`python {file}` failed"),
])  # fmt: skip
def test_what_must_not_be_recorded_is_refused(example, text, what):
    assert what in faults_of(example(text))


def test_a_draw_at_import_is_refused(example, monkeypatch):
    """Files that others import draw nothing, or every page that imports them would print other numbers."""
    monkeypatch.setattr(examples, "run", lambda job: [Result(draws=1), Result()])
    assert "x.py:1: importing this draws random numbers" in faults_of(example("import os\n" + SECTION.format("one", "x = 1")))


def test_whole_numbers_are_drawn_too(example):
    text = DRAW.format("").replace("torch.rand(1)", "torch.randint(9, (3,)).tolist()")
    assert "draws random numbers" in faults_of(example(text))


def test_what_no_draw_can_change_needs_no_seed(example):
    text = "import torch\n" + SECTION.format("one", "print(torch.rand(2, 3).shape)")
    assert examples.example_faults(example(text)) == ({"one": "torch.Size([2, 3])"}, [])


def test_a_seeded_draw_is_recorded(example):
    text = "import torch\n" + SECTION.format("one", "torch.manual_seed(0)\nprint(round(torch.rand(1).item(), 4))")
    assert examples.example_faults(example(text)) == ({"one": "0.4963"}, [])


def test_cuda_keeps_only_what_it_words_differently(example, monkeypatch):
    """The logic of `.cuda.out`, with a device that answers as CUDA might."""
    text = "".join(SECTION.format(name, "x = 1") for name in ("same", "close", "words"))
    answers = {"same": "a 1", "close": "0.1236", "words": "<CudnnBackward0>"}
    monkeypatch.setattr(examples, "example_faults", lambda example, device: (answers, []))
    cpu = {"same": "a 1", "close": "0.1234", "words": "<ConvolutionBackward0>"}
    assert examples.cuda_outputs(example(text), cpu) == ({"words": "<CudnnBackward0>"}, [])
    _, faults = examples.cuda_outputs(example(text), cpu | {"close": "0.5000"})
    assert "section 'close' prints other numbers on CUDA" in str(faults[0])


NET = "import torch\nfrom torch import nn\n"


@pytest.mark.parametrize("code", [
    "torch.compile(nn.Linear(3, 2), backend='eager')",
    "from torch import compile; compile(nn.Linear(3, 2), backend='eager')",
    "nn.Linear(3, 2).compile(backend='eager')",
    "torch.export.export(nn.Linear(3, 2), (torch.ones(1, 3),))",
])  # fmt: skip
def test_code_that_torch_traces_says_so(example, code):
    text = NET + SECTION.format("one", f"{{}}torch.manual_seed(0)\n{code}")
    assert "section 'one' has torch trace code. Begin it with '# device: traced'" in faults_of(example(text.format("")))
    assert not faults_of(example(text.format("# device: traced\n")))


def test_code_that_asks_for_the_accelerator_says_so(example):
    text = NET + SECTION.format("one", "{}device = torch.accelerator.current_accelerator()")
    assert "Begin it with '# device: own'" in faults_of(example(text.format("")))
    assert not faults_of(example(text.format("# device: own\n")))


def test_what_torch_asks_of_itself_needs_no_flag(example):
    code = "{}torch.manual_seed(0)\nnet = nn.Linear(3, 2)\nnet(torch.ones(1, 3)).sum().backward()\n"
    code += "torch.optim.AdamW(net.parameters()).step()"
    assert not faults_of(example(NET + SECTION.format("one", code.format(""))))


def test_words_in_a_text_switch_nothing(example):
    code = "import re\nre.compile('accelerator torch.compile')\nword = 'torch.export'"
    assert not faults_of(example(SECTION.format("one", code)))


def test_nothing_is_written_where_anything_is_wrong(example):
    good = example(SECTION.format("one", "print(1)"), "good.py")
    bad = example(SECTION.format("one", "1 / 0"), "bad.py")
    with pytest.raises(Faults, match=r"bad\.py:1"):
        command.records([good, bad], ["cpu"])
    assert not good.outputs.exists()


def test_a_network_that_the_exporter_refuses_is_named_with_its_line(example):
    net = "class Net(nn.Module):\n    def forward(self, x):\n        return x if x.sum() > 0 else -x"
    text = "from torch import nn\n# graph: Net() 1x2\n" + SECTION.format("net", net)
    with pytest.raises(Faults, match=r"x\.py:2: no picture of `Net\(\) 1x2`: torch.onnx.export refuses Net"):
        command.records([example(text)], ["cpu"])


def test_pictures_are_drawn_again_without_running_an_example(monkeypatch, capsys):
    kept = {path: path.read_bytes() for path in SNIPPETS.glob("*/*.*.svg")}
    assert {path: text.encode() for path, text in command.redrawn().items()} == kept and len(kept) >= 20
    written = []
    monkeypatch.setattr(command, "write", lambda files: written.append(files) or [])
    monkeypatch.setattr(command, "records", None)
    monkeypatch.delenv("CI", raising=False)
    assert command.main(["--pictures"]) == 0 and written == [command.redrawn()]
    assert capsys.readouterr().out == "0 pictures changed\n"


def test_it_never_runs_in_ci(monkeypatch, capsys):
    monkeypatch.setenv("CI", "true")
    assert command.main(["--all"]) == 2
    assert "never runs in CI" in capsys.readouterr().err


def test_a_fresh_record_passes_the_check(small):
    done = call(small, "check")
    assert done.returncode == 0, done.stderr
    assert json.loads((small / "snippets/record.json").read_text())["cpu"]["torch"] == "2.13.0"


@pytest.mark.parametrize(("file", "before", "after", "what"), [
    ("snippets/a/x.py", "print(1)", "print(2)", "snippets/a/x.py:1: its record is of other sources. Run `make record`"),
    ("snippets/a/x.py", "one", "two", "docs/en/a.md:8: section 'one' is not in snippets/a/x.py (has: two)"),
    ("snippets/a/x.py", "print(1)\n", "# zh: 一\nprint(1)\n", "snippets/a/x.py:2: '# zh: 一' has no English twin"),
    ("docs/zh/a.md", '```python\n--8<-- "a/x.py:one"\n```\n', "", "docs/en/a.md:7: a python fence, indented 0, where"),
    ("requirements.txt", "torch==2.13.0", "torch==2.14.0", "snippets/record.json:1: the record for cpu is of torch 2.13.0"),
])  # fmt: skip
def test_the_check_names_file_line_and_mend(small, file, before, after, what):
    path = small / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")
    try:
        done = call(small, "check")
    finally:
        path.write_text(text, "utf-8")
    assert done.returncode == 1
    assert what in done.stderr


def test_a_section_that_no_page_shows_is_refused(small):
    path = small / "snippets/a/hidden.py"
    path.write_text(SECTION.format("alone", "x = 1"), "utf-8")
    try:
        assert call(small, "record").returncode == 0
        assert "snippets/a/hidden.py:1: no page shows section 'alone'" in call(small, "check").stderr
    finally:
        path.unlink()
    done = call(small, "record")
    assert "removed snippets/a/hidden.out" in done.stdout


def test_the_record_shows_what_changed(small):
    path = small / "snippets/a/x.py"
    text = path.read_text("utf-8")
    path.write_text(text.replace("print(1)", "print(2)"), "utf-8")
    done = call(small, "record")
    assert "-1\n+2" in done.stdout
    assert read(path.with_suffix(".out"))[1] == {"one": "2"}
    path.write_text(text, "utf-8")
    assert call(small, "record").returncode == 0


def test_two_who_record_do_not_collide_in_the_date(small):
    """It stands for torch, Python and the device; only a run of all examples gives another."""
    path, versions = small / "snippets/a/x.py", small / "snippets/record.json"
    text, made = path.read_text("utf-8"), versions.read_text("utf-8")
    old = re.sub(r'"date": ".*"', '"date": "2020-01-01"', made)
    versions.write_text(old, "utf-8")
    for source in (text.replace("print(1)", "print(2)"), text):
        path.write_text(source, "utf-8")
        assert "1 examples ran, 1 files changed" in call(small, "record").stdout
        assert versions.read_text("utf-8") == old
    assert call(small, "record", "--all").returncode == 0
    assert versions.read_text("utf-8") == re.sub(r'"date": ".*"', f'"date": "{datetime.date.today()}"', made)


def test_an_interrupted_record_leaves_what_was_there(small, tmp_path):
    path, there = small / "snippets/a/x.py", tmp_path / "there"
    text, before = path.read_text("utf-8"), path.with_suffix(".out").read_text("utf-8")
    slow = f"import pathlib, time; pathlib.Path({str(there)!r}).touch(); print(2); time.sleep(600)"
    path.write_text(text.replace("print(1)", slow), "utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    command = [sys.executable, "-m", "tools", "record"]
    process = subprocess.Popen(command, cwd=small, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert "[1/1]" in process.stderr.readline()
    while not there.exists():
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(300) != 0
    assert path.with_suffix(".out").read_text("utf-8") == before
    path.write_text(text, "utf-8")


def test_what_no_example_makes_goes_and_what_a_lab_made_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(command, "SNIPPETS", tmp_path)
    monkeypatch.setattr(command, "ROOT", tmp_path)
    for name in ("a/gone.onnx", "a/gone.out", "labs/lenet.onnx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    command.remove_orphans()
    assert [path.name for path in tmp_path.rglob("*.*")] == ["lenet.onnx"]

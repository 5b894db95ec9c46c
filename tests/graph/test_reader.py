"""What goes wrong in a reader's own file is said in one line, with its place and with what helps."""

from __future__ import annotations

import pytest

from tools.graph.__main__ import main

NET = """\
import torch
from torch import nn

class Words(nn.Module):
    def __init__(self, size=10):
        super().__init__()
        self.embed = nn.Embedding({"a": 10}[size] if isinstance(size, str) else size, 4)

    def forward(self, x):
        return self.embed(x)

class Two(nn.Module):
    def forward(self, image, text):
        return image + text["x"]

def exits():
    raise SystemExit

def fails(text):
    raise RuntimeError(text)

def misspelt():
    return Wrods()
"""


@pytest.mark.parametrize(
    ("network", "inputs", "told"),
    [
        ("Words('b')", ["1x10"], "mine.py:7: KeyError: 'b'"),
        ("Words", ["1x10"], "nn.Embedding takes whole numbers: write :int64 behind the sizes, --input 1x10:int64."),
        ("Words", ["1x10"], "(mine.py:10)"),
        (
            "Two",
            ["1x10"],
            "missing 1 required positional argument: 'text'. It is called as forward(image, text): give one --input",
        ),
        ("Two", ["1x1"] * 3, "It is called as forward(image, text): give one --input for each argument, in this order"),
        ("Two", ["1x10", "1x10"], "(mine.py:14)"),
        ("Wrods", ["1x10"], "name 'Wrods' is not defined in mine.py. It has: Two, Words"),
        ("misspelt", ["1x10"], "mine.py:23: name 'Wrods' is not defined"),
        ("exits", ["1x10"], "mine.py:17: SystemExit"),
        ("fails('one\\ntwo')", ["1x10"], "mine.py:20: RuntimeError: one"),
        ("fails()", ["1x10"], "TypeError: fails() missing 1 required positional argument: 'text'"),
        ("Words(", ["1x10"], "'(' was never closed"),
    ],
)
def test_a_fault_of_the_network(tmp_path, monkeypatch, capsys, network, inputs, told):
    assert said(tmp_path, monkeypatch, capsys, NET, network, inputs).count(told) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x = 1\nclass Net(\n", "mine.py:2: SyntaxError: '(' was never closed"),
        ("x = {}\n\nx['weights']\n", "mine.py:3: KeyError: 'weights'"),
        ("import sys\nsys.exit('no data here')\n", "mine.py:2: SystemExit: no data here"),
        ("import no_such\n", "mine.py:1: No module named 'no_such'"),
        ("\nopen('no.data')\n", "mine.py:2: [Errno 2] No such file or directory: 'no.data'"),
        ("def f(): f()\nf()\n", "mine.py:1: RecursionError: maximum recursion depth exceeded"),
        ("import torch\nx = torch.ones(2) @ torch.ones(3)\n", "mine.py:2: RuntimeError: inconsistent tensor size"),
    ],
)
def test_a_fault_of_the_file(tmp_path, monkeypatch, capsys, text, told):
    assert told in said(tmp_path, monkeypatch, capsys, text, "Net", ["1x10"])


def said(tmp_path, monkeypatch, capsys, text: str, network: str, inputs: list[str]) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(text, "utf-8")
    options = [part for given in inputs for part in ("--input", given)]
    assert main([f"mine.py:{network}", *options, "-o", "net.svg"]) == 1
    printed = capsys.readouterr().err
    assert printed.startswith(f"no picture of mine.py:{network}: ") and printed.count("\n") == 1 + network.count("\n")
    return printed

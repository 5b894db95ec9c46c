"""Labs run, their numbers are as told, and the net that they train is the one that readers get."""

from __future__ import annotations

import functools
import gzip
import os
import re

import pytest

from tests.codeblocks import missing_device
from tests.helpers.told import told
from tools.record import numbers as numbers_of_labs
from tools.record.digits import IMAGES, LABELS
from tools.record.notebooks import kept
from tools.record.numbers import depends, dumps, measure, proof
from tools.record.numbers import kept as kept_numbers
from tools.sources.labs import DIGITS, LABS, labs, ranges, recorded
from tools.sources.outputs import WRITTEN, same_words
from tools.sources.text import Line

every_lab = pytest.mark.parametrize("lab", labs(), ids=lambda lab: lab.name)
SAID = {"train": "80  loss 0.000  64/64"}
"""What a lab prints on any machine: one batch is learned by heart."""


def outside(lab, numbers: dict[str, dict[str, float]], *but: str) -> dict[str, float]:
    """The numbers that are not what the prose says, of all but some."""
    return {
        name: numbers[part].get(name)
        for part, limits in ranges(lab).items()
        for name, (least, most) in limits.items()
        if not name.startswith(but) and not (name in numbers[part] and least <= numbers[part][name] <= most)
    }


NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")


def unlike(then: str, now: str, exact: bool = True) -> str:
    """Where two runs of a cell differ by more than machines do: in their words, or in a number by more than a quarter of it.

    Training adds up what processors round otherwise; a digit that one net reads the other may not, so counts differ by a few.
    """
    then, now = (WRITTEN.sub("│\n", text) for text in (then, now))
    truths = "" if exact else "|True|False"  # on CUDA some sums are taken in no fixed order
    words = [re.sub(f"{NUMBER.pattern}{truths}", "0", text) for text in (then, now)]
    if not same_words(*words):
        return f"other words:\n{then}\n---\n{now}"
    for one, other in zip(NUMBER.findall(then), NUMBER.findall(now), strict=True):
        least = 0.03 if "." in one else 5
        if abs(float(one) - float(other)) > max(least, abs(float(one)) / 4):
            return f"{one} became {other}"
    return ""


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ("80  loss 0.000  64/64", "80  loss 0.012  61/64", ""),
        ("right 0.97", "right 0.985", ""),
        ("right 0.97", "right 0.57", "0.97 became 0.57"),
        ("wrong 29", "wrong 92", "29 became 92"),
        ("loss 2.30", "loss 0.23", "2.30 became 0.23"),
        ("same: True", "same: False", "other words"),
        ("conv1 3", "conv2 3", "other words"),
        ("top_k 5\n│ The sea\n│ the wall\n", "top_k 5\n│ A sae 7\n", ""),
        ("top_k 5\n│ The sea", "top_k 5\n", "other words"),
    ],
)
def test_two_runs_may_differ_by_little(then, now, said):
    assert unlike(then, now).startswith(said) and bool(unlike(then, now)) == bool(said)


@every_lab
@pytest.mark.parametrize("device", ["cpu", "cuda"])
def test_a_lab_runs_and_its_numbers_are_as_told(lab, device):
    """In an empty folder with the files it needs, once: the languages differ in comments only. It takes minutes, so it runs
    where its numbers are not kept; what is kept must be as told each time. `make test ALL=1` runs it whatever is kept."""
    if reason := missing_device(device):
        pytest.skip(reason)
    record = recorded(lab)["outputs"]
    if device == "cpu" and not os.environ.get("ALL") and (numbers := kept_numbers(lab)):
        assert outside(lab, numbers) == {}
        assert any(SAID.get(lab.name, "") in output.get("text", "") for given in record for output in given)
        return
    measured = measure(lab, device)
    # how long it took is kept of a quiet machine; on CUDA some sums are taken in no fixed order, as the lab train says
    assert outside(lab, measured.numbers, "time.", *(["same("] if device != "cpu" else [])) == {}
    assert {path.name for path in lab.files("makes")} <= measured.files
    assert any(SAID.get(lab.name, "") in output.get("text", "") for given in measured.outputs for output in given)
    for cell, before, given in zip(lab.code, record, measured.outputs, strict=True):
        then, now = ("".join(output.get("text", "") for output in found) for found in (before, kept(given)))
        assert unlike(then, now, device == "cpu") == "", cell.code
    if device == "cpu":
        proof(lab).parent.mkdir(parents=True, exist_ok=True)
        proof(lab).write_text(dumps(lab, measured.numbers), "utf-8")


@every_lab
def test_what_is_kept_counts_for_the_same_code_data_and_answers_only(lab, monkeypatch):
    before = depends(lab)
    for what in ("answers", "ranges"):
        with monkeypatch.context() as patch:
            patch.setattr(numbers_of_labs, what, lambda lab, *language: {"cells": {"1": [1, 1]}})
            assert depends(lab) != before
    for cell in (lab.code[0], lab.code[-1]):
        cell.lines.append(Line("x = 1", (lab.path, 0)))
        assert depends(lab) != before
        cell.lines.pop()
    assert depends(lab) == before


@pytest.mark.parametrize("cell", [cell for lab in labs() for cell in lab.cells if cell.needs], ids=lambda cell: cell.needs)
def test_code_that_needs_more_runs_where_that_is(cell, tmp_path, monkeypatch):
    """torchvision's own lines, on four files of its format: it asks no other host when they are there."""
    try:
        __import__(cell.needs)
    except (ImportError, RuntimeError) as error:
        pytest.skip(f"{cell.needs} does not import here: {error}")
    raw = tmp_path / "data/MNIST/raw"
    raw.mkdir(parents=True)
    for part in ("train", "t10k"):
        for kind, path in (("images-idx3", IMAGES), ("labels-idx1", LABELS)):
            (raw / f"{part}-{kind}-ubyte").write_bytes(gzip.decompress(path.read_bytes()))
    monkeypatch.chdir(tmp_path)
    names: dict = {}
    exec(cell.code, names)
    image, digit = names["train_set"][0]
    assert tuple(image.shape) == (1, 32, 32) and digit == 0 and len(names["test_set"]) == 10_000


def test_the_mistakes_that_the_lab_train_counts_are_those_of_its_record():
    lab = next(lab for lab in labs() if lab.name == "train")
    texts = "".join(output.get("text", "") for outputs in recorded(lab)["outputs"] for output in outputs)
    wrong = [round(2000 * (1 - float(share))) for share in re.findall(r"x_held (0\.\d+)", texts)]
    assert wrong == [42, 29] and f"{2000 - wrong[1]}/2000" in texts
    told("labs/train", *wrong, zh="从 {} 张减到 {} 张", en="{1} are wrong instead of {0}")


# The trained net


@functools.cache
def trained():
    import torch

    from snippets.digits.load import load_digits
    from snippets.lenet.net import LeNet

    net = LeNet().eval()
    net.load_state_dict(torch.load(LABS / "lenet.pt"))
    return net, load_digits(DIGITS)[1]


def test_the_trained_net_reads_digits():
    net, (x, target) = trained()
    assert (net(x).argmax(1) == target).float().mean() >= 0.97


def test_the_exported_net_is_the_same_and_names_no_machine():
    import onnxruntime
    import torch

    net, (x, _) = trained()
    path = LABS / "lenet.onnx"
    scores = onnxruntime.InferenceSession(path).run(None, {"image": x[:200].numpy()})[0]
    assert (torch.tensor(scores) - net(x[:200])).abs().max() < 1e-4
    data = path.read_bytes()
    assert len(data) < 300_000 and not re.search(rb"stack_trace|ipykernel|/tmp|\.py", data)

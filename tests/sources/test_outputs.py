"""When two outputs count as the same, and which outputs no reader may be shown."""

from __future__ import annotations

import pytest

from tools.sources import outputs

SAME = [
    ("torch.Size([1, 10])", "torch.Size([1, 10])"),
    ("0.1234", "0.1235"),
    ("-0.0000", "0.0000"),
    ("1.5", "1.5000"),
    ("1.5", "1.5912"),  # one unit in the last place of the shorter
    ("tensor([28.])", "tensor([28.0000])"),
    ("tensor([ 1.0000, -2.0000])", "tensor([1.0000,\n        -2.0000])"),
    ("loss 0.5000  \n", "loss 0.5000"),
    ("tensor(1.2000e+02)", "tensor(1.2001e+02)"),
]
DIFFERENT = [
    ("torch.Size([1, 10])", "torch.Size([1, 11])"),
    ("156", "157"),
    ("0.1234", "0.1236"),
    ("28.", "29."),
    ("28.", "28.9"),
    ("28", "28."),
    ("True", "False"),
    ("a b", "a  b"),
    ("a\nb", "a b"),
    ("0.5", "0.5 0.5"),
    ("real 3\n│ four", "real 4\n│ four"),
    ("│ four", "four"),
    ("torch 2.13.0", "torch 2.14.0"),
    ("tensor([1.0])", "tensor([1.0], dtype=torch.float64)"),
    ("1.0e-03", "1.0e-04"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_these_are_the_same(one, two):
    assert outputs.same(one, two)
    assert outputs.same(two, one)


@pytest.mark.parametrize(("one", "two"), DIFFERENT)
def test_these_are_not(one, two):
    assert not outputs.same(one, two)
    assert not outputs.same(two, one)


def test_cuda_may_differ_by_its_tolerance_and_no_more():
    assert outputs.same("0.1234", "0.1239", outputs.CUDA_TOLERANCE)
    assert not outputs.same("0.1234", "0.1240", outputs.CUDA_TOLERANCE)
    assert not outputs.same("156", "157", outputs.CUDA_TOLERANCE)


@pytest.mark.parametrize(("one", "two", "expected"), [
    ("grad_fn=<ConvolutionBackward0>", "grad_fn=<CudnnConvolutionBackward0>", False),
    ("loss 0.5", "loss 0.9", True),
    ("loss 0.5 1", "loss 0.9 2", False),
])  # fmt: skip
def test_words_are_what_is_left_without_numbers(one, two, expected):
    assert outputs.same_words(one, two) is expected


@pytest.mark.parametrize(("text", "reason"), [
    ("<AddmmBackward0 object at 0x7f10b2c3d4e5>", "address"),
    ("saved to /home/ada/net.pt", "net.pt"),
    ("tensor([1.0000e-05, 2.0000e+01])", "scientific"),
    ("```", "```"),
])  # fmt: skip
def test_what_no_reader_may_be_shown_is_refused(text, reason):
    assert any(reason in why for why in outputs.refused(text))


@pytest.mark.parametrize("text", ["1e-05", "lr=1e-3", "tensor([0.1000])", "a/b and torch.nn.Linear"])
def test_other_text_is_not_refused(text):
    assert not list(outputs.refused(text))


def test_an_out_file_reads_back_as_written(tmp_path):
    path = tmp_path / "x.out"
    path.write_text(outputs.dumps("abc", {"one": "1\n\n2", "two": "zwei"}), "utf-8")
    assert outputs.read(path) == ("abc", {"one": "1\n\n2", "two": "zwei"})
    assert outputs.read(tmp_path / "none.out") == ("", {})

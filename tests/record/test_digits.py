"""The digits: what their README says of them, and the loader that readers copy."""

from __future__ import annotations

import re

import pytest
import torch

from snippets.digits.load import load_digits, read_idx
from tools.record.digits import HELD_OUT, IMAGES, LABELS, idx, in_turn
from tools.sources.labs import DIGITS

COUNTS = [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]


@pytest.fixture(scope="module")
def images():
    return read_idx(IMAGES)


@pytest.fixture(scope="module")
def labels():
    return read_idx(LABELS)


def test_there_are_ten_thousand_different_digits(images, labels):
    assert images.shape == (10_000, 28, 28) and labels.shape == (10_000,)
    assert len(torch.unique(images.flatten(1), dim=0)) == 10_000
    assert torch.bincount(labels).tolist() == COUNTS


def test_they_are_mnists_own_bytes(images, labels):
    """Row 5 of the first 5 and row 4 of the first 0, as every print of MNIST's first two training images shows them."""
    five, zero = images[labels == 5][0], images[labels == 0][0]
    assert five[5].tolist() == [0] * 12 + [3, 18, 18, 18, 126, 136, 175, 26, 166, 255, 247, 127] + [0] * 4
    assert zero[4].tolist() == [0] * 15 + [51, 159, 253, 159, 50] + [0] * 8


def test_the_held_out_digits_are_the_last_200_of_each(labels):
    assert torch.bincount(labels[8000:]).tolist() == [HELD_OUT] * 10
    assert torch.bincount(labels[:8000]).tolist() == [count - HELD_OUT for count in COUNTS]


def test_any_stretch_is_a_fair_sample(labels):
    assert labels[:12].tolist() == labels[8000:8012].tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]
    assert torch.bincount(labels[:2000]).tolist() == [200] * 10


def test_the_files_are_small():
    assert IMAGES.stat().st_size + LABELS.stat().st_size < 1_620_000


def test_the_loader_gives_both_parts_ready_for_lenet(images):
    (x, target), (x_held, target_held) = load_digits(DIGITS)
    assert x.shape == (8000, 1, 32, 32) and x_held.shape == (2000, 1, 32, 32)
    assert x.dtype == torch.float32 and target.dtype == torch.int64 and target_held.shape == (2000,)
    assert (x.min(), x.max()) == (0, 1)
    assert torch.equal((x_held[:, 0, 2:30, 2:30] * 255).round().byte(), images[8000:])
    assert x[:, :, :2].sum() == x[:, :, 30:].sum() == x[..., :2].sum() == x[..., 30:].sum() == 0


def test_the_reader_takes_what_the_maker_writes(tmp_path):
    for sizes in [(4,), (2, 3), (2, 2, 2)]:
        values = torch.arange(torch.Size(sizes).numel(), dtype=torch.uint8).reshape(sizes)
        (tmp_path / "a").write_bytes(idx(bytes(values.flatten().tolist()), *sizes))
        assert torch.equal(read_idx(tmp_path / "a"), values)


def test_digits_take_turns_until_none_is_left():
    pairs = in_turn([[b"a", b"b", b"c"], [b"d"], [b"e", b"f"]])
    assert b"".join(image for _, image in pairs) == b"adebfc" and [digit for digit, _ in pairs] == [0, 1, 2, 0, 2, 0]


def test_the_licence_lies_beside_them_whole():
    assert re.findall(r"^([1-8])\. ", (DIGITS / "CC-BY-SA-3.0.txt").read_text("utf-8"), re.M) == list("12345678")
    readme = (DIGITS / "README.md").read_text("utf-8")
    assert "CC-BY-SA-3.0.txt" in readme and "Yann LeCun" in readme

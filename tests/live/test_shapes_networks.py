"""The shape checker against torch: random networks, valid or not (ALL=1: 20,000 of them)."""

from __future__ import annotations

import os
from collections import Counter

import pytest
import torch

from tests.helpers.shape_checker import only
from tests.helpers.shape_nets import Net, network

COUNT = 20_000 if os.environ.get("ALL") else 500
SEED = int(os.environ.get("SHAPES_SEED", "0"))


@pytest.fixture(autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def differs(net: Net) -> tuple[str, str]:
    """What kind of network it is, and what the checker has otherwise than torch."""
    ours = only(net.text, ", ".join(map(str, net.shape)))
    error = ours.get("error")
    if error and error["kind"] == "unread":
        return "unread", f"unread: {error}"
    if error and error["unsure"]:
        return "depends on the library", ""
    if bool(error) != bool(net.error):
        return "", f"validity: {error}, torch: {net.error or 'runs'}"
    if error:
        wrong = "" if net.error.startswith(error["says"]) else f"words: {error['says']}, torch: {net.error}"
        return "refused" if error["says"] else "refused without words", wrong
    rows = [row["shape"][0] for row in ours["rows"] if row["shape"]][: len(net.shapes)]
    if rows != net.shapes:
        return "", f"shapes: {rows}, torch: {net.shapes}"
    if ours["parameters"] != net.count:
        return "", f"parameters: {ours['parameters']}, torch: {net.count}"
    if net.macs is not None and ours["macs"] != net.macs:
        return "", f"multiply-adds: {ours['macs']}, torch: {net.macs}"
    return "runs", ""


def test_random_networks_are_what_torch_makes_of_them():
    kinds: Counter[str] = Counter()
    for seed in range(SEED, SEED + COUNT):
        net = network(seed)
        kind, wrong = differs(net)
        assert not wrong, f"network {seed} of {net.shape}:\n{net.text}\n{wrong}"
        kinds[kind] += 1
    assert kinds["runs"] > COUNT / 4 and kinds["refused"] > COUNT / 4, kinds
    assert kinds["refused without words"] + kinds["depends on the library"] < COUNT / 6, kinds


def test_the_output_of_a_recurrent_layer_that_is_batch_first_is_not_contiguous():
    text = """class N(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(3, 4, batch_first=True)

    def forward(self, x):
        x, _ = self.gru(x)
        return x.view(2, -1)
"""
    names: dict = {"nn": torch.nn}
    exec(text, names)
    with pytest.raises(RuntimeError, match="view size is not compatible") as told:
        names["N"]()(torch.zeros(2, 5, 3))
    assert f"RuntimeError: {told.value}".startswith(only(text, "2, 5, 3")["error"]["says"])

"""The error clinic on files, devices, DDP and symptoms: each cause gives the message, and its cure runs."""

import argparse
import collections
import copy
import io
import math
from pathlib import Path, PosixPath

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from tests.helpers.claims import raises
from tests.helpers.told import told


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_the_code_of_the_first_character_of_a_file_that_holds_no_weights():
    for text in ("<!DOCTYPE html>", "version https://git-lfs.github.com/spec/v1"):
        Path("x.pt").write_text(text)
        with pytest.raises(Exception, match=f"Unsupported operand {ord(text[0])}"):
            torch.load("x.pt")
        with pytest.raises(Exception, match=f"invalid load key, '{text[0]}'"):
            torch.load("x.pt", weights_only=False)
    told("errors/saving", ord("<"), zh="编码是 {}，也就是", en="its first character is {}, which is")
    told("errors/saving", ord("v"), zh="编码是 {}（`v`）", en="The code is {} (`v`)")
    told("errors/saving", ord("<"), ord("v"), zh="`Unsupported operand {}` 或 `{}`", en="`Unsupported operand {}` or `{}`")


def test_values_of_a_checkpoint_that_are_refused_and_what_to_save_instead():
    refused = {"scalar": np.mean([1.0]), "argparse.Namespace": argparse.Namespace(lr=0.1), "PosixPath": Path("x")}
    if isinstance(Path("x"), PosixPath):
        for name, value in refused.items():
            torch.save({"value": value}, "x.pt")
            with pytest.raises(Exception, match=f"Unsupported global: GLOBAL .*{name}"):
                torch.load("x.pt")
    torch.save([float(np.mean([1.0])), vars(argparse.Namespace(lr=0.1)), str(Path("x"))], "x.pt")
    torch.load("x.pt")


def test_what_else_load_state_dict_refuses():
    net = nn.Linear(3, 2)
    raises("errors/saving", "got <class 'str'>", lambda: net.load_state_dict("net.pt"), TypeError)
    raises("errors/saving", "got <class 'method'>", lambda: net.load_state_dict(net.state_dict), TypeError)
    with pytest.raises(TypeError, match=r"got <class '.*Linear'>"):
        net.load_state_dict(nn.Linear(3, 2))
    back = net.load_state_dict(net.state_dict())
    raises("errors/saving", "'_IncompatibleKeys' object has no attribute 'eval'", lambda: back.eval(), AttributeError)
    state = collections.OrderedDict()
    raises("errors/saving", "'collections.OrderedDict' object has no attribute 'eval'", lambda: state.eval(), AttributeError)


def test_strict_false_loads_nothing_under_other_names_and_refuses_other_shapes():
    net, other = nn.Linear(3, 2), nn.Linear(3, 2)
    before = copy.deepcopy(net.state_dict())
    net.load_state_dict({f"module.{key}": value for key, value in other.state_dict().items()}, strict=False)
    assert all(torch.equal(value, before[key]) for key, value in net.state_dict().items())
    with pytest.raises(RuntimeError, match="size mismatch"):
        net.load_state_dict(nn.Linear(4, 2).state_dict(), strict=False)


def test_the_first_layer_for_grey_images_differs_in_dimension_1():
    file, net = nn.Conv2d(3, 64, 7), nn.Conv2d(1, 64, 7)
    with pytest.raises(
        RuntimeError, match=r"\[64, 3, 7, 7\]\) from checkpoint, the shape in current model is torch.Size\(\[64, 1, 7, 7\]"
    ):
        net.load_state_dict(file.state_dict())
    numbers = (*file.weight.shape, *net.weight.shape)
    told(
        "errors/saving",
        *numbers,
        zh="例如 `[{}, {}, {}, {}]` 和 `[{}, {}, {}, {}]`",
        en="as `[{}, {}, {}, {}]` and `[{}, {}, {}, {}]`",
    )
    grey = torch.rand(2, 1, 9, 9)
    state = file.state_dict()
    state["weight"] = state["weight"].sum(1, keepdim=True)
    net.load_state_dict(state)
    assert torch.allclose(net(grey), file(grey.expand(-1, 3, -1, -1)), atol=1e-5)


def test_an_empty_buffer_is_at_its_end():
    buffer = io.BytesIO()
    torch.save({"epoch": 1}, buffer)
    with pytest.raises(EOFError):
        torch.load(buffer)
    buffer.seek(0)
    torch.load(buffer)


def test_groups_of_another_number_and_frozen_parameters():
    a, b = (nn.Parameter(torch.ones(1)) for _ in range(2))
    two = torch.optim.SGD([{"params": [a]}, {"params": [b]}], lr=0.1).state_dict()
    load = torch.optim.SGD([a], lr=0.1).load_state_dict
    raises("errors/saving", "loaded state dict has a different number of parameter groups", lambda: load(two), ValueError)
    net = nn.Linear(3, 2)
    state = torch.optim.SGD(net.parameters(), lr=0.1).state_dict()
    net.weight.requires_grad_(False)
    torch.optim.SGD(net.parameters(), lr=0.1).load_state_dict(state)
    with pytest.raises(ValueError, match="doesn't match the size"):
        torch.optim.SGD([p for p in net.parameters() if p.requires_grad], lr=0.1).load_state_dict(state)


# Devices


def test_what_numpy_refuses_and_names_of_devices():
    raises("errors/devices", "Got unsupported ScalarType BFloat16", lambda: torch.ones(1).bfloat16().numpy(), TypeError)
    raises("errors/devices", "Invalid device string", lambda: torch.device("cuda:a"))
    with pytest.raises(RuntimeError, match="device type at start of device string"):
        torch.device("CUDA")


def test_meta_gives_no_number_to_a_condition():
    x = torch.ones(1, device="meta")
    for read in (lambda: bool(x > 0), lambda: float(x), x.item):
        with pytest.raises(RuntimeError, match="cannot be called on meta tensors"):
            read()


# Symptoms


def test_equal_scores_give_ln_of_the_number_of_classes():
    for count, value in ((10, 2.303), (2, 0.693)):
        loss = F.cross_entropy(torch.zeros(4, count), torch.zeros(4, dtype=torch.long)).item()
        assert loss == pytest.approx(math.log(count)) and round(loss, 3) == value
    told("errors/symptoms", 2.303, 0.693, zh="10 类是 {}，2 类是 {}。", en="{} for 10 classes, {} for 2.")


def test_a_function_of_dropout_does_not_know_the_mode():
    torch.manual_seed(0)
    net = nn.Sequential(nn.Dropout(0.5)).eval()
    x = torch.ones(100)
    assert torch.equal(net(x), x) and not torch.equal(F.dropout(x, 0.5), x) and torch.equal(F.dropout(x, 0.5, net.training), x)


def test_no_grad_does_not_replace_eval():
    torch.manual_seed(0)
    net = nn.Dropout(0.5)
    with torch.no_grad():
        assert not torch.equal(net(torch.ones(100)), torch.ones(100))


def test_a_frozen_weight_moves_by_momentum_while_its_gradient_is_zero():
    w = nn.Parameter(torch.ones(1))
    optimizer = torch.optim.SGD([w], lr=0.1, momentum=0.9)
    w.grad = torch.ones(1)
    optimizer.step()
    w.requires_grad_(False)
    for grad, moves in ((torch.zeros(1), True), (None, False)):
        w.grad, before = grad, w.item()
        optimizer.step()
        assert (w.item() != before) == moves

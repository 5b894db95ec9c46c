"""The error clinic on files, devices, DDP and symptoms: each cause gives the message, and its cure runs."""

import argparse
import collections
import copy
import inspect
import io
import math
import warnings
import zipfile
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


def test_what_is_called_like_a_network_and_is_none():
    net, x = nn.Linear(3, 2), torch.ones(1, 3)
    torch.save(net.state_dict(), "net.pt")
    best = net.state_dict()
    for state in (torch.load("net.pt"), best, copy.deepcopy(best)):
        with pytest.raises(TypeError, match=r"'collections.OrderedDict' object is not callable"):
            state(x)
        net.load_state_dict(state)
    kept = copy.deepcopy(net.state_dict())
    with torch.no_grad():
        net.weight += 1
    assert torch.equal(best["weight"], net.weight) and not torch.equal(kept["weight"], net.weight)
    checkpoint = {"epoch": 5, "model": net.state_dict()}
    raises("errors/saving", "'dict' object", lambda: checkpoint(x), TypeError)


def test_what_load_state_dict_returns_is_no_network():
    state, x = nn.Linear(3, 2).state_dict(), torch.ones(1, 3)

    def load():
        return nn.Linear(3, 2).load_state_dict(state)

    net = nn.Linear(3, 2).load_state_dict(state)
    for result in (net, load()):
        with pytest.raises(TypeError, match="'_IncompatibleKeys' object is not callable"):
            result(x)
    with pytest.raises(AttributeError, match="'_IncompatibleKeys' object has no attribute 'to'"):
        nn.Linear(3, 2).load_state_dict(state).to("cpu")


def test_a_checkpoint_and_its_wrong_entries():
    net = nn.Linear(3, 2)
    optimizer = torch.optim.Adam(net.parameters())
    scheduler, scaler = torch.optim.lr_scheduler.StepLR(optimizer, 1), torch.amp.GradScaler("cpu")
    checkpoint = {"epoch": 5, "model": net.state_dict(), "optimizer": optimizer.state_dict()}
    before = copy.deepcopy(net.state_dict())
    for wrong, keys in ((checkpoint, '"epoch", "model", "optimizer"'), (checkpoint["optimizer"], '"state", "param_groups"')):
        with pytest.raises(RuntimeError, match=f"Unexpected key.*: {keys}"):
            net.load_state_dict(wrong)
        net.load_state_dict(wrong, strict=False)
    assert all(torch.equal(value, before[key]) for key, value in net.state_dict().items())
    with pytest.raises(KeyError, match="state_dict"):
        checkpoint["state_dict"]
    assert "last_epoch" in scheduler.state_dict() and "scale" in scaler.state_dict()
    for wrong in (checkpoint, checkpoint["model"], scheduler.state_dict(), scaler.state_dict()):
        with pytest.raises(KeyError, match="param_groups"):
            optimizer.load_state_dict(wrong)
    optimizer.load_state_dict(checkpoint["optimizer"])


class Halves(nn.Module):
    def forward(self, x):
        return x / 2


@pytest.mark.filterwarnings("ignore:`torch.jit:DeprecationWarning")
def test_which_files_torch_jit_load_refuses_and_what_opens_them():
    net, x = nn.Linear(3, 2), torch.ones(1, 3)
    torch.save(net, "whole.pt")
    torch.save(net.state_dict(), "weights.pt")
    torch.save({"epoch": 5, "model": net.state_dict()}, "checkpoint.pt")
    torch.export.save(torch.export.export(Halves(), (x,)), "net.pt2")
    torch.jit.trace(net, x).save("traced.pt")
    names = lambda path: {Path(name).name for name in zipfile.ZipFile(path).namelist()}  # noqa: E731
    for path in ("whole.pt", "weights.pt", "checkpoint.pt", "net.pt2"):
        with pytest.raises(RuntimeError, match=r"PytorchStreamReader failed locating file constants.pkl: file not found"):
            torch.jit.load(path)
        assert "constants.pkl" not in names(path) and ("data.pkl" in names(path)) == (path != "net.pt2")
    assert torch.equal(torch.export.load("net.pt2").module()(x), x / 2)
    assert "constants.pkl" in names("traced.pt") and torch.equal(torch.jit.load("traced.pt")(x), net(x))
    with pytest.warns((DeprecationWarning, FutureWarning), match=r"`torch.jit.trace` is deprecated"):
        torch.jit.trace(net, x)


def test_folders_that_nobody_meant():
    for path in ("facebook/opt.pt", "2026/11/27.pt", "runs/net.pt", Path("runs") / "net.pt"):
        with pytest.raises(RuntimeError, match=f"Parent directory {Path(path).parent} does not exist"):
            torch.save({}, path)
        torch.save({}, str(path).replace("/", "-"))
    raises("errors/saving", "Parent directory ~", lambda: torch.save({}, "~/net.pt"))
    assert "~" not in str(Path("~/net.pt").expanduser())
    Path("runs").mkdir()
    torch.save({}, "runs/net.pt")


def test_weights_for_a_network_on_meta():
    state = nn.Linear(3, 2).state_dict()
    for order in ("loaded", "emptied"):
        net = nn.Linear(3, 2, device="meta")
        if order == "emptied":
            net.to_empty(device="cpu")
            net.load_state_dict(state)
            assert torch.equal(net.weight, state["weight"])
        else:
            with pytest.warns(UserWarning, match="which is a no-op"):
                net.load_state_dict(state)
            assert net.weight.is_meta
    half = nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 2, device="meta"))
    with pytest.warns(UserWarning, match="which is a no-op") as seen:
        half.load_state_dict(nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 2)).state_dict())
    assert [str(one.message).split(":")[0] for one in seen] == ["for 1.weight", "for 1.bias"]
    net = nn.Linear(3, 2, device="meta")
    optimizer = torch.optim.SGD(net.parameters(), lr=1.0)
    net.load_state_dict(state, assign=True)
    net(torch.ones(1, 3)).sum().backward()
    before = net.weight.clone()
    optimizer.step()
    assert torch.equal(net.weight, before)  # the optimizer has the parameters from before


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
    for name in ("gpu", "GPU:0", "CUDA", "Cuda:0", "auto", "None", "npu"):
        with pytest.raises(RuntimeError, match=f"device type at start of device string: {name.split(':')[0]}"):
            torch.device(name)
    for name in ("0", "cuda0"):
        with pytest.raises(RuntimeError, match="Invalid device string"):
            torch.device(name)


@pytest.mark.skipif(torch.accelerator.is_available(), reason="there is an accelerator")
def test_what_needs_an_accelerator():
    builds = "Cannot access accelerator device when none is available|Found no NVIDIA driver"  # without CUDA, and with it
    for call in (lambda: torch.ones(1).to(0), lambda: torch.ones(1, device=0), torch.ones(1).pin_memory):
        with pytest.raises(RuntimeError, match=builds):
            call()


def test_what_calls_a_device():
    device = torch.device("cpu")
    x, net = torch.ones(1), nn.Linear(1, 1)
    for call in (lambda: device(x), lambda: device(net), lambda: x.device(), lambda: device("cpu")):
        raises("errors/devices", "'torch.device' object is not callable", call, TypeError)


def test_meta_gives_no_number_to_a_condition():
    x = torch.ones(1, device="meta")
    for read in (lambda: bool(x > 0), lambda: float(x), x.item):
        with pytest.raises(RuntimeError, match=r"Tensor.item\(\) cannot be called on meta tensors"):
            read()
    with torch.device("meta"):
        net = nn.Linear(3, 1)
        with pytest.raises(RuntimeError, match=r"Tensor.item\(\) cannot be called on meta tensors"):
            [rate.item() for rate in torch.linspace(0, 0.1, 3)]
    assert next(net.parameters()).is_meta
    with pytest.raises(RuntimeError, match=r"Tensor.item\(\) cannot be called on meta tensors"):
        net(torch.ones(2, 3, device="meta")).mean().item()


def test_old_names_of_mixed_precision_are_told_with_their_place_and_can_be_silenced():
    old = {
        "`torch.cuda.amp.autocast": lambda: torch.cuda.amp.autocast(enabled=False),
        "`torch.cuda.amp.GradScaler": lambda: torch.cuda.amp.GradScaler(enabled=False),
    }
    for message, call in old.items():
        with pytest.warns(FutureWarning, match=message) as seen:
            call()
        assert seen[0].filename == __file__
    with warnings.catch_warnings(action="error"):
        warnings.filterwarnings("ignore", "`torch.cuda.amp")
        for call in old.values():
            call()
        torch.amp.autocast("cuda", enabled=False)
        torch.amp.GradScaler("cuda", enabled=False)
    assert torch.autocast is torch.amp.autocast


@pytest.mark.skipif(torch.accelerator.is_available(), reason="with an accelerator there is nothing to warn of")
def test_a_loader_that_cannot_pin_gives_the_same_batches():
    data = torch.arange(4.0)
    with pytest.warns(UserWarning, match="'pin_memory' argument is set as true but no accelerator is found"):
        pinned = list(torch.utils.data.DataLoader(data, pin_memory=True))
    with warnings.catch_warnings(action="error"):
        plain = list(torch.utils.data.DataLoader(data, pin_memory=torch.cuda.is_available()))
    assert all(map(torch.equal, pinned, plain)) and not pinned[0].is_pinned()


def test_torch_says_that_mps_does_not_pin():
    message = "not supported on MPS now"
    assert message in inspect.getsource(torch.utils.data.dataloader)
    told("errors/devices", zh=f"`{message}`", en=f"`{message}`")


# Symptoms


def test_equal_scores_give_ln_of_the_number_of_classes():
    for count, value in ((10, 2.303), (2, 0.693)):
        loss = F.cross_entropy(torch.zeros(4, count), torch.zeros(4, dtype=torch.long)).item()
        assert loss == pytest.approx(math.log(count)) and round(loss, 3) == value
    told("errors/symptoms", 2.303, 0.693, zh="10 类是 {}，2 类是 {}。", en="{} for 10 classes, {} for 2.")


def test_a_learning_rate_that_is_far_too_small_keeps_even_one_batch_from_being_learned():
    lost = {}
    for lr in (1e-6, 0.01):
        torch.manual_seed(0)
        x, target = torch.randn(8, 20), torch.arange(8)
        net = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 10))
        optimizer = torch.optim.Adam(net.parameters(), lr=lr)
        for _ in range(100):
            loss = F.cross_entropy(net(x), target)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        lost[lr] = loss.item()
    assert lost[1e-6] > 2 and lost[0.01] < 0.01
    told("errors/symptoms", zh="检查网络、损失和更新，学习率也在其中", en="the loss and the update, again with the learning rate")


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

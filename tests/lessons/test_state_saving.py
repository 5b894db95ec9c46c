"""What the lesson `state` says of saving and loading."""

import collections
import io
import pathlib
import sys
import types
import zipfile

import numpy as np
import pytest
import torch
from torch import nn

from snippets.module.mlp import MLP
from tests.helpers.claims import raises
from tests.helpers.told import told


def test_loading_copies_into_the_same_parameters_and_an_optimizer_goes_on():
    net, other = MLP(), MLP()
    optimizer = torch.optim.SGD(other.parameters(), lr=0.1)
    weight, place = other.fc1.weight, other.fc1.weight.data_ptr()
    other.load_state_dict(net.state_dict())
    assert other.fc1.weight is weight and weight.data_ptr() == place
    assert torch.equal(weight, net.fc1.weight)
    other(torch.ones(1, 4)).sum().backward()
    optimizer.step()
    assert not torch.equal(other.fc2.bias, net.fc2.bias)


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (nn.Linear(3, 3), "size mismatch"),
        (nn.Sequential(nn.Linear(3, 2)), "Missing key"),
        (nn.Linear(3, 2, bias=False), "Unexpected key"),
    ],
)
def test_loading_refuses_other_names_and_shapes(other, says):
    with pytest.raises(RuntimeError, match=says):
        other.load_state_dict(nn.Linear(3, 2).state_dict())


def through_a_file(value, **options):
    file = io.BytesIO()
    torch.save(value, file)
    file.seek(0)
    return torch.load(file, **options)


def test_map_location_decides_where_the_tensors_are():
    assert through_a_file(torch.ones(1), map_location="cpu").device.type == "cpu"
    assert through_a_file(torch.ones(1), map_location="meta").device.type == "meta"


@pytest.mark.parametrize(
    "value",
    [
        *(torch.ones(1), nn.Parameter(torch.ones(1)), torch.Size([1]), torch.float32, torch.device("cpu")),
        *(1, 1.5, "a", [1], (1,), {"a": 1}, {1}, collections.OrderedDict(a=1)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_torch_load_accepts(value):
    assert through_a_file(value) == value


@pytest.mark.parametrize(
    "value",
    [nn.Linear(3, 2), np.ones(1), pathlib.PurePosixPath("a"), collections.defaultdict(int)],
    ids=lambda value: type(value).__name__,
)
def test_what_torch_load_refuses(value):
    with pytest.raises(Exception, match="Weights only load failed"):
        through_a_file(value)
    assert type(through_a_file(value, weights_only=False)) is type(value)


class Runs:
    """What a pickle can do to whoever opens it."""

    ran = ()

    def __reduce__(self):
        return run, ("code from the file",)


def run(what):
    Runs.ran = (what,)


def test_a_pickle_can_run_code_and_weights_only_does_not_let_it():
    with pytest.raises(Exception, match="Weights only load failed"):
        through_a_file(Runs())
    assert Runs.ran == ()
    through_a_file(Runs(), weights_only=False)
    assert Runs.ran == ("code from the file",)


class Net(nn.Linear):
    """A class that a file of a whole network names."""


@pytest.mark.filterwarnings("ignore:`torch.jit:DeprecationWarning")
def test_why_saving_and_loading_fail(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    net = nn.Linear(3, 2)
    raises("state", "Parent directory", lambda: torch.save(net.state_dict(), "runs/net.pt"))
    raises("state", "No such file or directory", lambda: torch.load("net.pt"), FileNotFoundError)
    torch.save(net.state_dict(), "net.pt")  # into the current folder
    whole = (tmp_path / "net.pt").read_bytes()
    assert whole.rindex(b"PK\x01\x02") > whole.rindex(b"PK\x03\x04")  # the directory of a zip comes last
    pathlib.Path("half.pt").write_bytes(whole[: len(whole) // 2])
    raises("state", "failed reading zip archive", lambda: torch.load("half.pt"))
    pathlib.Path("empty.pt").write_bytes(b"")
    raises("state", "Ran out of input", lambda: torch.load("empty.pt", weights_only=False), EOFError)
    for text in ("<!DOCTYPE html>", "version https://git-lfs.github.com/spec/v1"):
        pathlib.Path("text.pt").write_text(text)
        raises("state", "Unsupported operand", lambda: torch.load("text.pt"), Exception)
    raises("state", "failed locating file constants.pkl", lambda: torch.jit.load("net.pt"))
    torch.jit.trace(net, torch.ones(1, 3)).save("script.pt")
    assert any("/code/" in name for name in zipfile.ZipFile("script.pt").namelist())
    torch.save(Net(3, 2), "whole.pt")
    pickled = next(iter(value for name, value in contents("whole.pt") if name.endswith("data.pkl")))
    assert Net.__module__.encode() in pickled and b"Net" in pickled and b"A class that" not in pickled
    state = torch.load("net.pt")
    raises("state", "'collections.OrderedDict' object is not callable", lambda: state(torch.ones(1, 3)), TypeError)
    back = net.load_state_dict(state)
    raises("state", "'_IncompatibleKeys' object is not callable", lambda: back(torch.ones(1, 3)), TypeError)


def contents(path):
    with zipfile.ZipFile(path) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def test_a_file_of_a_whole_network_needs_its_class_and_its_module(tmp_path, monkeypatch):
    path = tmp_path / "whole.pt"
    torch.save(Net(3, 2), path)
    with monkeypatch.context() as without:
        without.delattr(f"{__name__}.Net")
        with pytest.raises(AttributeError, match="Can't get attribute 'Net'"):
            torch.load(path, weights_only=False)
    module = types.ModuleType("models")
    module.Net = type("Net", (nn.Linear,), {"__module__": "models"})
    monkeypatch.setitem(sys.modules, "models", module)
    torch.save(module.Net(3, 2), path)
    monkeypatch.delitem(sys.modules, "models")
    raises("state", "No module named 'models'", lambda: torch.load(path, weights_only=False), ModuleNotFoundError)
    told("state", zh="`Can't get attribute 'Net'`", en="`Can't get attribute 'Net'`")

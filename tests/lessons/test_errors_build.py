"""The error clinic on building and calling a network: each cause gives the message, and its cure runs."""

import copy
import subprocess
import sys

import pytest
import torch
from torch import nn
from torch.nn.functional import conv2d

from tests.helpers.claims import raises
from tests.helpers.told import told

zeros = torch.zeros


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 2)

    def forward(self, x):
        return self.fc(x)


# Building


@pytest.mark.parametrize(("made", "what"), [(nn.Parameter(torch.ones(1)), "parameters"), (nn.ReLU(), "module")])
def test_the_message_names_what_was_assigned_too_early(made, what):
    class Early(nn.Module):
        def __init__(self):
            super().__init__  # noqa: B018
            self.first = made

    with pytest.raises(AttributeError, match=f"cannot assign {what} before"):
        Early()


def test_without_super_the_first_use_names_another_attribute():
    class Bare(nn.Module):
        def __init__(self):
            self.factor = 3

        def forward(self, x):
            return x

    raises("errors/build", "_modules", lambda: repr(Bare()), AttributeError)
    raises("errors/build", "_parameters", lambda: list(Bare().parameters()), AttributeError)

    class Below(Bare):
        def __init__(self):
            super().__init__()

    with pytest.raises(AttributeError, match="_backward_hooks"):
        Below()(zeros(1))


def test_arguments_that_a_class_does_not_take():
    for use, message in (
        (lambda: Net(zeros(1, 4)), r"Net.__init__\(\) takes 1 positional argument but 2 were given"),
        (lambda: nn.Module(4), r"Module.__init__\(\) takes 1 positional argument"),
        (lambda: Net()(image=zeros(1, 4)), r"forward\(\) got an unexpected keyword argument"),
    ):
        with pytest.raises(TypeError, match=message):
            use()


@pytest.mark.parametrize("name", ["random", "types", "numpy"])
def test_a_file_of_your_own_hides_another_module(tmp_path, name):
    (tmp_path / f"{name}.py").write_text("", "utf-8")
    (tmp_path / "mine.py").write_text("import torch\n", "utf-8")
    done = subprocess.run([sys.executable, "mine.py"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode, "importing torch fails"


def test_a_folder_called_torch_hides_the_library(tmp_path):
    (tmp_path / "torch").mkdir()
    (tmp_path / "torch/__init__.py").touch()
    (tmp_path / "mine.py").write_text("import torch\n\nprint(torch.__file__)\n", "utf-8")
    done = subprocess.run([sys.executable, "mine.py"], cwd=tmp_path, capture_output=True, text=True)
    assert str(tmp_path) in done.stdout


def test_lists_and_functions_are_no_modules():
    raises("errors/build", "list is not a Module subclass", lambda: nn.Sequential([nn.ReLU()]), TypeError)
    with pytest.raises(TypeError, match="is not a Module subclass"):
        nn.Sequential(torch.relu)


def test_a_layer_is_replaced_by_its_path():
    net = nn.Sequential(nn.Sequential(nn.ReLU()))
    net.set_submodule("0.0", nn.Tanh())
    assert isinstance(net[0][0], nn.Tanh)


@pytest.mark.parametrize("name", ["type", "forward", "keys"])
def test_names_that_a_module_dict_has_as_methods(name):
    with pytest.raises(KeyError, match=f"attribute '{name}' already exists"):
        nn.ModuleDict({name: nn.ReLU()})


def test_a_new_parameter_is_not_the_one_of_an_older_optimizer():
    layer = nn.Linear(3, 2)
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
    layer.weight = nn.Parameter(torch.ones(2, 3))
    assert not any(layer.weight is p for p in optimizer.param_groups[0]["params"])


def test_what_a_child_module_can_be_replaced_by():
    net = Net()
    for module in (None, nn.Identity()):
        net.fc = module
    with pytest.raises(TypeError, match="relu' as child module 'fc'"):
        net.fc = torch.relu


def test_a_buffer_is_changed_in_place():
    norm = nn.BatchNorm1d(3)
    norm.running_mean.zero_().fill_(0.5).add_(1)
    told("errors/build", 0.5, 1, zh="`fill_({})`、`add_({})`", en="`fill_({})`, `add_({})`")
    norm.running_mean = torch.ones(3)
    norm.running_mean = None


def test_sizes_that_are_no_integers():
    for use in (lambda: nn.Linear(4, 5 / 2), lambda: nn.BatchNorm2d(6 / 2), lambda: nn.Embedding(10.0, 2)):
        raises("errors/build", "argument 'size' (position 1) must be tuple of ints", use, TypeError)
    raises("errors/build", "but got str", lambda: nn.Linear("4", 2), TypeError)
    raises("errors/build", "but got Tensor", lambda: nn.Linear(zeros(2), 2), TypeError)


def test_output_channels_have_to_divide_too():
    raises("errors/build", "out_channels must be divisible by groups", lambda: nn.Conv2d(4, 7, 3, groups=2), ValueError)


@pytest.mark.parametrize("kernel", [1, 3, 5, 7])
@pytest.mark.parametrize("side", [31, 32])
def test_half_the_kernel_halves_the_side_rounded_up(kernel, side):
    conv = nn.Conv2d(1, 1, kernel, stride=2, padding=kernel // 2)
    assert conv(zeros(1, 1, side, side)).shape[-1] == -(-side // 2)


def test_the_old_names_of_initialisation_are_the_new_functions():
    for name in ("xavier_uniform", "kaiming_normal", "constant"):
        assert hasattr(nn.init, f"{name}_")
    with pytest.warns(FutureWarning):
        torch.nn.utils.clip_grad_norm(Net().parameters(), 1.0)


def test_optimizers_accept_lazy_parameters():
    for made in (torch.optim.SGD, torch.optim.Adam):
        net = nn.Sequential(nn.LazyLinear(2))
        optimizer = made(net.parameters(), lr=0.1)
        net(torch.ones(1, 3)).sum().backward()
        before = net[0].weight.detach().clone()
        optimizer.step()
        assert not torch.equal(before, net[0].weight)


def test_a_size_is_no_probability():
    with pytest.raises(ValueError, match="has to be between 0 and 1, but got 256"):
        nn.Dropout(256)
    told("errors/build", 256, zh="`nn.Dropout({})`", en="`nn.Dropout({})`")


# Calling


def test_who_lacks_or_has_an_argument():
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'x'"):
        Net.forward(zeros(1, 4))
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'tgt'"):
        nn.Transformer(8, 2, 1, 1, batch_first=True)(zeros(2, 5, 8))

    class NoSelf(nn.Module):
        def forward(x):  # noqa: N805
            return x

    raises("errors/calling", "takes 1 positional argument but 2 were given", lambda: NoSelf()(zeros(1)), TypeError)


def test_containers_that_run_nothing():
    raises("errors/calling", "Module [ModuleList]", lambda: nn.ModuleList()(zeros(1)), NotImplementedError)
    with pytest.raises(NotImplementedError, match="ModuleDict"):
        nn.ModuleDict()(zeros(1))


def test_an_error_in_a_property_hides_as_a_missing_attribute():
    class Measured(nn.Module):
        @property
        def size(self):
            return self.width

    with pytest.raises(AttributeError, match="'Measured' object has no attribute 'size'"):
        Measured().size  # noqa: B018


def test_a_network_of_an_older_class_lacks_the_new_attribute():
    old = copy.deepcopy(Net())
    del old._modules["fc"]
    with pytest.raises(AttributeError, match="'Net' object has no attribute 'fc'"):
        old(zeros(1, 4))


def test_names_through_data_parallel():
    wrapped = nn.DataParallel(Net())
    assert wrapped.module.fc is not None
    assert all(key.startswith("module.") for key in wrapped.state_dict())
    Net().load_state_dict(wrapped.module.state_dict())


def test_what_a_layer_got_in_the_place_of_a_tensor():
    linear = nn.Linear(3, 2)
    things = {"numpy.ndarray": zeros(3).numpy(), "tuple": (zeros(3),), "NoneType": None}
    if torch.__version__ < "2.14.1":
        things["Softmax"] = nn.Softmax(zeros(3))
    else:
        raises("errors/calling", "dim must be an int or None", lambda: nn.Softmax(zeros(3)), TypeError)
    for name, thing in things.items():
        raises("errors/calling", f"not {name}", lambda thing=thing: linear(thing), TypeError)


def test_conv2d_lists_what_it_got():
    x, conv = zeros(1, 1, 9, 9), nn.Conv2d(1, 6, 5, padding=5 / 2)
    raises("errors/calling", "!tuple of (float, float)!", lambda: conv(x), TypeError)
    layer = nn.Conv2d(1, 6, 5)
    for thing in ((x,), [x], None, layer):
        with pytest.raises(TypeError, match="invalid combination of arguments"):
            layer(thing)
    with pytest.raises(TypeError, match="invalid combination of arguments"):
        conv2d(x, layer)
    conv2d(x, layer.weight)


def test_methods_of_a_tensor_on_a_tuple():
    lstm, gru, x = nn.LSTM(8, 16), nn.GRU(8, 16), zeros(5, 2, 8)
    for method in ("view", "size"):
        raises("errors/calling", f"'{method}'", lambda method=method: getattr(lstm(x), method)(2), AttributeError)
    raises("errors/calling", "'tuple' object has no attribute 'dim'", lambda: gru(x, lstm(x)[1]), AttributeError)
    out, h = gru(x)
    assert out.shape == (5, 2, 16) and h.shape == (1, 2, 16)
    assert isinstance(nn.MultiheadAttention(8, 2)(x, x, x), tuple)


def test_a_module_has_no_length_and_no_iterator():
    raises("errors/calling", "object of type 'Net' has no len()", lambda: len(Net()), TypeError)
    raises("errors/calling", "'Net' object is not iterable", lambda: list(Net()), TypeError)
    raises("errors/calling", "has no len()", lambda: torch.utils.data.DataLoader(Net(), shuffle=True), TypeError)

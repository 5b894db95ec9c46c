"""What the lesson `names` says of keys, beyond the outputs that its page shows; how they are loaded: test_names_loading."""

import re
from collections import OrderedDict

import pytest
import torch
from torch import nn

from snippets.names.net import Net
from snippets.names.rule import keys
from tests.helpers.told import told
from tools.base.project import DOCS


def linear():
    return nn.Linear(2, 3)


# A key is a path of attributes


def test_the_names_of_the_key_at_the_top_of_the_page():
    drawn = {
        (DOCS / f"{language}/names.md").read_text("utf-8").partition("```text\n")[2].split("\n")[0] for language in ("zh", "en")
    }
    wrapped = nn.DataParallel(torch.compile(Net(), backend="eager"))  # test_wrappers has DistributedDataParallel
    assert drawn == {"module._orig_mod.body.0.weight"} and drawn <= set(wrapped.state_dict())


def test_a_key_is_what_one_types():
    net = Net()
    for key, value in net.state_dict().items():
        typed = re.sub(r"\.(\d+)", r"[\1]", key)
        assert eval(f"net.{typed}", {"net": net}).data_ptr() == value.data_ptr()


def test_names_in_brackets_and_names_of_dictionaries():
    net = nn.Module()
    net.heads = nn.ModuleDict({"cat": linear(), "1x1": linear()})
    assert list(net.state_dict())[2:] == ["heads.1x1.weight", "heads.1x1.bias"]
    assert net.heads["1x1"] is net.get_submodule("heads.1x1") and net.heads.cat is net.heads["cat"]


def test_every_module_lists_parameters_then_buffers_then_submodules():
    outer = nn.Module()
    outer.inner = Net()
    outer.late = nn.Buffer(torch.ones(1))
    outer.last = nn.Parameter(torch.ones(1))
    assert list(outer.state_dict())[:4] == ["last", "late", "inner.scale", "inner.mean"]
    assert keys(outer) == list(outer.state_dict())


def test_a_buffer_has_a_method_of_its_own():
    net = Net()
    assert net.get_buffer("mean") is net.mean
    with pytest.raises(AttributeError, match=r"is not an nn\.Parameter"):
        net.get_parameter("mean")


class Extra(nn.Module):
    def get_extra_state(self):
        return {"version": 1}


def twice_in_one_module():
    net = nn.Module()
    net.a = net.b = linear()
    return net


def parameter_twice():
    net = nn.Module()
    net.a = net.b = nn.Parameter(torch.ones(1))
    return net


def in_two_modules():
    net = nn.ModuleDict({"left": nn.Module(), "right": nn.Module()})
    net.left.fc = net.right.fc = linear()
    return net


def tied():
    net = nn.ModuleDict({"embed": nn.Embedding(5, 3), "out": nn.Linear(3, 5, bias=False)})
    net.out.weight = net.embed.weight
    return net


def scratch():
    net = linear()
    net.register_buffer("scratch", torch.zeros(1), persistent=False)
    return net


@pytest.mark.parametrize(
    ("build", "too_few", "too_many"),
    [
        (lambda: nn.TransformerEncoderLayer(4, 2), [], []),
        (lambda: nn.LSTM(2, 3, num_layers=2), [], []),
        (lambda: nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU()), [], []),
        (tied, [], []),
        (in_two_modules, [], []),
        (twice_in_one_module, ["b.weight", "b.bias"], []),
        (lambda: nn.Sequential(*[linear()] * 2), ["1.weight", "1.bias"], []),
        (parameter_twice, ["b"], []),
        (scratch, [], ["scratch"]),
        (lambda: nn.Sequential(Extra()), ["0._extra_state"], []),
    ],
)
def test_the_function_and_its_exceptions(build, too_few, too_many):
    net = build()
    assert sorted({*keys(net)} ^ {*net.state_dict()}) == sorted(too_few + too_many)
    assert set(too_few) <= set(net.state_dict()) and set(too_many) <= set(keys(net))


def test_loading_ignores_the_order():
    state = Net().state_dict()
    assert not any(Net().load_state_dict(dict(reversed(state.items()))))


def test_a_name_may_not_contain_a_dot():
    with pytest.raises(KeyError, match=r"module name can\\'t contain \"\.\", got: block1\.fc"):
        nn.Module().add_module("block1.fc", linear())
    with pytest.raises(KeyError, match=r"parameter name can\\'t contain"):
        nn.Module().register_parameter("a.b", nn.Parameter(torch.ones(1)))


def test_setattr_lets_a_dot_through_and_the_net_reports_its_own_keys_as_unexpected():
    net = nn.Module()
    setattr(net, "block1.fc", linear())
    with pytest.raises(RuntimeError, match=r'Unexpected key\(s\) in state_dict: "block1.fc.weight"'):
        net.load_state_dict(net.state_dict())
    ones = {key: torch.ones_like(value) for key, value in net.state_dict().items()}
    result = net.load_state_dict(ones, strict=False)
    assert list(result.unexpected_keys) == list(ones) and not result.missing_keys
    assert all(parameter.eq(1).all() for parameter in net.parameters())  # reported, and loaded all the same


def test_metadata_has_the_versions_of_the_modules():
    assert nn.BatchNorm1d(3).state_dict()._metadata == {"": {"version": 2}}
    assert not hasattr({}, "_metadata")


def test_a_submodule_of_a_submodule_is_how_to_get_the_dot():
    net = nn.Module()
    net.block1 = nn.Module()
    net.block1.fc = linear()
    assert list(net.state_dict()) == ["block1.fc.weight", "block1.fc.bias"]


# Containers


def test_del_turns_names_into_numbers():
    net = nn.Sequential(OrderedDict(fc1=linear(), act=nn.ReLU(), fc2=nn.Linear(3, 1)))
    del net[1]
    assert list(net.state_dict()) == ["0.weight", "0.bias", "1.weight", "1.bias"]


def test_swapped_layers_load_without_an_error():
    first, second = nn.Linear(4, 4), nn.Linear(4, 4)
    swapped = nn.Sequential(OrderedDict({"0": nn.Linear(4, 4), "1": nn.Linear(4, 4)}))
    assert not any(swapped.load_state_dict(nn.Sequential(second, first).state_dict()))
    assert torch.equal(swapped[0].weight, second.weight) and torch.equal(swapped[1].weight, first.weight)
    named = nn.Sequential(OrderedDict(b=nn.Linear(4, 4), a=nn.Linear(4, 4)))
    named.load_state_dict(nn.Sequential(OrderedDict(a=first, b=second)).state_dict())
    assert torch.equal(named.a.weight, first.weight)


def test_the_dtype_is_not_compared_and_is_converted_unless_the_tensors_are_assigned():
    net, other = linear(), linear().double()
    net.load_state_dict(other.state_dict())
    assert net.weight.dtype == torch.float32 and torch.equal(net.weight, other.weight.float())
    net.load_state_dict(other.state_dict(), assign=True)
    assert net.weight.dtype == torch.float64
    told(
        "names", zh="默认会把 `float64` 的值转换成网络的数据类型", en="by default, values in `float64` are converted to the dtype"
    )


def test_parameter_list_makes_parameters_of_plain_tensors():
    gains = nn.ParameterList([torch.ones(4)])
    assert isinstance(gains[0], nn.Parameter) and gains[0].requires_grad


@pytest.mark.parametrize("name", ["type", "keys", "train"])
def test_names_that_every_module_uses_are_taken(name):
    with pytest.raises(KeyError, match=f"attribute '{name}' already exists"):
        nn.ModuleDict({name: linear()})
    assert list(nn.ModuleDict({"kind": linear()}).state_dict()) == ["kind.weight", "kind.bias"]


# Layers with names of their own


def test_which_of_their_tensors_are_buffers_parameters_and_submodules():
    assert [name for name, _ in nn.BatchNorm1d(3).named_buffers()] == ["running_mean", "running_var", "num_batches_tracked"]
    assert nn.BatchNorm1d(3).num_batches_tracked.dtype == torch.int64
    assert nn.LSTM(2, 3).weight_hh_l0.shape == (4 * 3, 3)
    attention = nn.MultiheadAttention(4, 2)
    assert attention.in_proj_weight.shape == (3 * 4, 4) and isinstance(attention.in_proj_weight, nn.Parameter)
    assert isinstance(attention.out_proj, nn.Linear)
    other = nn.MultiheadAttention(4, 2, kdim=3, vdim=5).state_dict()
    assert "in_proj_weight" not in other and {"q_proj_weight", "k_proj_weight", "v_proj_weight"} <= set(other)
    told("names", zh="三个矩阵在这里大小相同，存在同一个张量里", en="have the same size here and are stored in one tensor")


def test_the_keys_of_a_second_layer_and_of_the_backward_direction():
    names = {key.partition("weight_ih")[2] for key in nn.LSTM(2, 3, num_layers=2, bidirectional=True).state_dict()} - {""}
    assert names == {"_l0", "_l0_reverse", "_l1", "_l1_reverse"}
    told("names", zh="第一层反方向的键以 `_l0_reverse` 结尾", en="those of the first layer's backward direction in `_l0_reverse`")


# Tied weights


@pytest.mark.parametrize("order", [("embed.weight", "out.weight"), ("out.weight", "embed.weight")])
def test_the_last_in_the_network_wins_whatever_the_order_of_the_file(order):
    values, net = {"embed.weight": torch.zeros(5, 3), "out.weight": torch.ones(5, 3)}, tied()
    net.load_state_dict({key: values[key] for key in order})
    assert torch.equal(net.embed.weight, values["out.weight"]) and net.out.weight is net.embed.weight


def test_the_order_of_the_network_decides():
    net = nn.ModuleDict({"out": nn.Linear(3, 5, bias=False), "embed": nn.Embedding(5, 3)})
    net.out.weight = net.embed.weight
    net.load_state_dict({"embed.weight": torch.zeros(5, 3), "out.weight": torch.ones(5, 3)})
    assert not net.out.weight.any()


def test_a_layer_used_twice_behaves_the_same():
    layer = nn.Linear(1, 1, bias=False)
    net = nn.Sequential(layer, nn.ReLU(), layer)
    net.load_state_dict({"2.weight": torch.ones(1, 1), "0.weight": torch.zeros(1, 1)})
    assert layer.weight.item() == 1


@pytest.mark.parametrize("state", [lambda: tied().state_dict(), lambda: {k: v.clone() for k, v in tied().state_dict().items()}])
def test_assign_makes_two_parameters_of_one(state):
    net = tied()
    assert len(list(net.parameters())) == 1
    net.load_state_dict(state(), assign=True)
    assert len(list(net.parameters())) == 2
    net.out.weight = net.embed.weight
    assert len(list(net.parameters())) == 1


def test_assign_keeps_the_tie_if_the_dictionary_has_one_parameter_for_both_keys():
    net = tied()
    net.load_state_dict(tied().state_dict(keep_vars=True), assign=True)
    assert len(list(net.parameters())) == 1
    told("names", zh="于是参数通常变成了两个", en="afterwards it usually has two parameters")


def test_a_file_with_the_tied_tensor_once():
    net, state = tied(), {"embed.weight": torch.ones(5, 3)}
    with pytest.raises(RuntimeError, match=r'Missing key\(s\) in state_dict: "out.weight"'):
        net.load_state_dict(state)
    net = tied()
    assert net.load_state_dict(state, strict=False).missing_keys == ["out.weight"]
    assert torch.equal(net.out.weight, state["embed.weight"])


# Self-check


def test_the_keys_of_the_second_question():
    net = nn.Sequential(nn.Flatten(), nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
    assert list(net.state_dict()) == ["1.weight", "1.bias", "3.weight", "3.bias"]

"""What the prose of the lesson `tree` says beyond the outputs that its page shows."""

import pytest
import torch
from torch import nn

from snippets.tree.ex_swap import Two, swap
from tests.helpers.told import told


def names(pairs):
    return [name for name, _ in pairs]


# The tree


def test_children_are_one_level_and_modules_all():
    net = nn.Sequential(nn.Sequential(nn.ReLU()), nn.Tanh())
    assert names(net.named_children()) == ["0", "1"]
    assert names(net.named_modules()) == ["", "0", "0.0", "1"]


def test_an_optimizer_keeps_the_parameters_of_the_replaced_layer():
    net = nn.Sequential(nn.Linear(3, 3), nn.Linear(3, 2))
    old = net[1]
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    net[1] = nn.Linear(3, 5)
    held = {id(parameter) for parameter in optimizer.param_groups[0]["params"]}
    assert id(old.weight) in held and id(net[1].weight) not in held


# apply


def test_modules_lists_parents_first_and_apply_children_first():
    net = nn.Sequential(nn.Sequential(nn.ReLU()), nn.Tanh())
    order = []
    assert net.apply(order.append) is net
    assert order == [net[0][0], net[0], net[1], net]
    assert list(net.modules()) == [net, net[0], net[0][0], net[1]]


def test_a_module_with_two_parents_is_visited_twice_and_listed_once():
    shared = nn.ReLU()
    net = nn.Sequential(nn.Sequential(shared), nn.Sequential(shared))
    order = []
    net.apply(order.append)
    assert order.count(shared) == 2 and list(net.modules()).count(shared) == 1


def test_what_f_does_to_a_block_comes_after_its_layers():
    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(2, 2)

    def rule(module):
        if isinstance(module, nn.Linear):
            nn.init.ones_(module.weight)
        if isinstance(module, Block):
            nn.init.zeros_(module.fc.weight)

    assert not Block().apply(rule).fc.weight.any()


# Initial values


def test_initial_values_of_linear_conv_and_batchnorm():
    torch.manual_seed(0)
    cases = [
        (nn.Linear(25, 400), 25),
        (nn.Conv2d(4, 64, (3, 5)), 4 * 3 * 5),
        (nn.Conv2d(4, 64, (3, 5), groups=2), 4 // 2 * 3 * 5),
    ]
    for layer, n in cases:
        for values in (layer.weight, layer.bias):
            assert 0.9 * n**-0.5 < values.abs().max() <= n**-0.5
            assert values.std().item() == pytest.approx(n**-0.5 / 3**0.5, rel=0.15)  # uniform, up to the limits
    norm = nn.BatchNorm1d(3)
    assert norm.weight.tolist() == [1.0] * 3 and norm.bias.tolist() == [0.0] * 3


def test_init_functions_change_the_tensor_and_leave_no_record():
    layer = nn.Linear(3, 2)
    assert nn.init.normal_(layer.weight, std=0.01) is layer.weight
    assert nn.init.zeros_(layer.bias) is layer.bias
    for parameter in layer.parameters():
        assert parameter.is_leaf and parameter.requires_grad and parameter.grad_fn is None


# Registered by hand


def test_what_register_methods_return_loses_what_they_registered():
    net = nn.Module()
    net.fc = net.add_module("fc", nn.Linear(2, 2))
    net.w = net.register_parameter("w", nn.Parameter(torch.ones(1)))
    assert net.fc is None and net.w is None
    assert not net.state_dict()
    net.fc = net.add_module("other", nn.Linear(2, 2))  # under another name it stays
    assert list(net.state_dict()) == ["other.weight", "other.bias"]


def test_nn_buffer_does_not_replace_a_plain_attribute_either():
    net = nn.Module()
    net.mean = None
    with pytest.raises(KeyError, match="attribute 'mean' already exists"):
        net.mean = nn.Buffer(torch.zeros(3))


def test_a_buffer_can_start_as_none():
    net = nn.Module()
    net.register_buffer("mean", None)
    net.mean = torch.zeros(3)
    assert list(net.state_dict()) == ["mean"]


KINDS = {
    "parameter": lambda: nn.Parameter(torch.ones(1)),
    "child module": lambda: nn.Linear(1, 1),
    "buffer": lambda: nn.Buffer(torch.ones(1)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_registered_name_accepts(kind):
    net = nn.Module()
    net.name = KINDS[kind]()
    if kind == "buffer":
        net.name = torch.zeros(1)
        assert names(net.named_buffers()) == ["name"]
    else:
        with pytest.raises(TypeError, match=f"cannot assign 'torch.FloatTensor' as {kind}"):
            net.name = torch.zeros(1)
    net.name = None
    assert net.name is None and not net.state_dict() and not list(net.children())
    if kind != "buffer":
        with pytest.raises(TypeError, match="cannot assign"):
            net.name = torch.zeros(1)


# Exercises


def test_the_head_has_the_elements_that_the_answer_says():
    told("tree", 3 * 2 + 2, zh="3 × 2 + 2 = {} 个元素", en="3 × 2 + 2 = {} elements")


def relus(net):
    return sum(isinstance(module, nn.ReLU) for module in net.modules())


def test_apply_can_replace_the_children_of_what_it_gets_and_not_what_it_gets():
    def replace(module):
        for name, child in module.named_children():
            if isinstance(child, nn.ReLU):
                setattr(module, name, nn.Tanh())

    net = Two()
    assert relus(net) == 2 and relus(net.apply(replace)) == 0


def test_a_relu_that_is_used_twice_in_one_module_is_listed_once_and_stays_once():
    relu = nn.ReLU()
    net = nn.Sequential(relu, nn.Linear(2, 2), relu)
    swap(net)
    assert [type(module).__name__ for module in net] == ["Tanh", "Linear", "ReLU"]
    assert all(len(list(module.children())) == len(set(module.children())) == 2 for module in (Two().first, Two().second))


def test_the_path_is_in_named_modules_and_its_parts_are_in_print():
    net = Two()
    assert "first.act" in names(net.named_modules()) and "first.act" not in str(net)
    assert "  (first): Block(\n    (fc)" in str(net)


def test_a_module_does_not_know_which_module_holds_it():
    net = nn.Sequential(nn.ReLU())
    assert not any(value is net for value in vars(net[0]).values())


def test_a_relu_that_forward_calls_twice_is_replaced():
    class Twice(nn.Module):
        def __init__(self):
            super().__init__()
            self.act = nn.ReLU()

        def forward(self, x):
            return self.act(-self.act(x))

    net = Twice()
    swap(net)
    assert type(net.act) is nn.Tanh

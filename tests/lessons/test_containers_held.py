"""What the prose of the lesson `containers` says of ModuleList, ModuleDict, residual blocks and shared layers."""

import copy

import pytest
import torch
from torch import nn

from snippets.containers.chain import weights
from snippets.containers.deep import plain, residual
from snippets.containers.ex_batch import OneRow
from snippets.containers.ex_lstm import First
from snippets.containers.ex_mlp import mlp
from snippets.containers.ex_width import Widening
from snippets.containers.heads import Heads
from snippets.containers.residual import Residual
from snippets.containers.stack import Stack
from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


def names(net):
    return [name for name, _ in net.named_children()]


def count(net):
    return sum(p.numel() for p in net.parameters())


# ModuleList


def trained(net, x, steps=5):
    """The loss before and after a training of the network to return zeros."""
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    losses = []
    for _ in range(steps):
        loss = net(x).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def test_the_loss_falls_although_the_layers_in_the_list_do_not_learn():
    net, x = Stack(depth=2), torch.rand(5, 8)
    before = [layer.weight.clone() for layer in net.layers]
    losses = trained(net, x)
    assert losses[-1] < losses[0] and all(torch.equal(a, b.weight) for a, b in zip(before, net.layers, strict=True))
    assert len(list(net.parameters())) == 2


def test_a_list_without_another_registered_layer_raises_in_the_optimizer():
    net = Stack(depth=2)
    del net.head
    with pytest.raises(ValueError, match="empty parameter list"):
        torch.optim.SGD(net.parameters(), lr=0.1)


def test_a_module_list_works_like_a_list_and_its_slices_count_from_0():
    layers = nn.ModuleList([nn.ReLU(), nn.Tanh()])
    layers.append(nn.Sigmoid())
    layers.extend([nn.GELU()])
    layers.insert(0, nn.Identity())
    assert [type(layer).__name__ for layer in layers] == ["Identity", "ReLU", "Tanh", "Sigmoid", "GELU"]
    del layers[1]
    assert isinstance(layers[-1], nn.GELU) and names(layers) == ["0", "1", "2", "3"] and len(layers) == 4
    assert names(layers[2:]) == ["0", "1"] and names(nn.Sequential(*layers)[2:]) == ["2", "3"]


# ModuleDict


@pytest.mark.parametrize("kind", ["SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "NAdam", "Rprop"])
def test_an_optimizer_skips_a_parameter_without_a_gradient(kind):
    net = Heads()
    before = copy.deepcopy(net.heads["even"].state_dict())
    optimizer = getattr(torch.optim, kind)(net.parameters(), lr=0.1)
    net(torch.rand(2, 1, 4, 4), "digit").square().mean().backward()
    optimizer.step()
    assert all(torch.equal(before[name], value) for name, value in net.heads["even"].state_dict().items())
    assert net.heads["even"].weight.grad is None


def test_a_plain_dict_is_not_registered_and_a_module_dict_keeps_its_order():
    net = nn.Module()
    net.heads = {"b": nn.Linear(4, 2), "a": nn.Linear(4, 2)}
    assert not list(net.parameters())
    net.heads = nn.ModuleDict(net.heads)
    assert weights(net) == ["heads.b.weight", "heads.a.weight"]


@pytest.mark.parametrize(
    "key, error, message",
    [
        (1, TypeError, "module name should be a string. Got int"),
        ("keys", KeyError, "attribute 'keys' already exists"),
        ("type", KeyError, "attribute 'type' already exists"),
        ("training", KeyError, "attribute 'training' already exists"),
        ("", KeyError, "t be empty string"),
    ],
)
def test_keys_that_fail(key, error, message):
    if key in (1, "keys"):
        told("containers", zh=f"`{message}`", en=f"`{message}`")
    with pytest.raises(error, match=message):
        nn.ModuleDict({key: nn.ReLU()})


@pytest.mark.parametrize("key", ["1", "a b", "x-1", "weight", "类"])
def test_keys_that_do_not_fail(key):
    assert names(nn.ModuleDict({key: nn.ReLU()})) == [key]


# A residual block


def test_the_gradients_with_and_without_shortcuts():
    """By the numbers of the page: more than a million times; and of about the same size."""
    ratios = {}
    for seed_ in range(5):
        torch.manual_seed(seed_)
        blocks = nn.Sequential(*[nn.Sequential(nn.ReLU(), nn.Linear(8, 8)) for _ in range(20)])
        for name, net in (("plain", blocks), ("residual", nn.Sequential(*[Residual(body) for body in blocks]))):
            net.zero_grad()
            net(torch.rand(16, 8)).square().mean().backward()
            ratios.setdefault(name, []).append((blocks[19][1].weight.grad.norm() / blocks[0][1].weight.grad.norm()).item())
    assert min(ratios["plain"]) > 1e6 and all(0.2 < ratio < 5 for ratio in ratios["residual"])
    assert [body.body for body in residual] == list(plain)


def test_without_shortcuts_a_step_hardly_changes_the_first_layers():
    net = nn.Sequential(*[nn.Sequential(nn.ReLU(), nn.Linear(8, 8)) for _ in range(20)])
    before = [net[i][1].weight.clone() for i in (0, 19)]
    trained(net, torch.rand(16, 8), steps=1)
    first, last = ((net[i][1].weight - old).abs().max().item() for i, old in zip((0, 19), before, strict=True))
    assert first < 1e-6 < 1e-4 < last


def test_values_are_larger_after_the_last_block_and_normalization_limits_this():
    def sizes(blocks):
        x, means = torch.rand(16, 8), []
        for block in blocks:
            x = block(x)
            means.append(x.square().mean().item())
        return means

    grown = sizes(residual)
    assert grown[-1] > 10 * grown[0]
    normalized = sizes([Residual(nn.Sequential(nn.BatchNorm1d(8), *body)) for body in plain])
    assert 2 * normalized[-1] < grown[-1]


def test_the_input_reaches_the_gradient_past_a_body_of_zeros():
    body = nn.Linear(8, 8)
    nn.init.zeros_(body.weight)
    x = torch.rand(2, 8, requires_grad=True)
    Residual(body)(x).sum().backward()
    assert torch.equal(x.grad, torch.ones(2, 8))


def test_a_body_of_one_column_is_broadcast_without_an_error():
    x, body = torch.rand(3, 8), nn.Linear(8, 1)
    assert torch.equal(Residual(body)(x), x + body(x).expand(3, 8))


# The same layer twice


def test_gradients_of_both_positions_are_added_up():
    layer, other, x = nn.Linear(4, 4), nn.Linear(4, 4), torch.rand(3, 4)
    other.load_state_dict(layer.state_dict())
    nn.Sequential(layer, nn.ReLU(), layer)(x).sum().backward()
    apart = nn.Sequential(copy.deepcopy(other), nn.ReLU(), other)
    apart(x).sum().backward()
    assert torch.allclose(layer.weight.grad, apart[0].weight.grad + apart[2].weight.grad, atol=1e-6)
    told("containers", count(layer), zh="4 × 4 + 4 = {} 个元素", en="4 × 4 + 4 = {} elements")


def test_one_relu_in_several_positions_changes_nothing():
    relu, net, x = nn.ReLU(), mlp([16, 8, 8, 3]), torch.rand(2, 16)
    other = nn.Sequential(net[0], relu, net[2], relu, net[4])
    assert list(other.state_dict()) == list(net.state_dict()) and torch.equal(net(x), other(x))


def test_three_lists_print_the_same_and_two_of_them_train_three_layers():
    layer = nn.Linear(4, 4)
    lists = [layer] * 3, [copy.deepcopy(layer) for _ in range(3)], [nn.Linear(4, 4) for _ in range(3)]
    nets = [nn.Sequential(*layers) for layers in lists]
    assert len({str(net) for net in nets}) == 1 and [count(net) for net in nets] == [20, 60, 60]
    for net, apart in zip(nets, (False, True, True), strict=True):
        trained(net, torch.rand(5, 4))
        assert torch.equal(net[0].weight, net[1].weight) != apart


# Which one, exercises, self-check


def test_each_level_adds_one_part_to_the_names():
    net = nn.Module()
    net.layers = nn.ModuleList([nn.Sequential(nn.ReLU(), nn.Linear(4, 4))])
    assert weights(net) == ["layers.0.1.weight"]
    told("containers", zh="例如 `layers.0.1.weight`", en="such as `layers.0.1.weight`")


def test_exercise_1_fails_for_three_images_and_works_for_one():
    assert OneRow()(torch.rand(1, 1, 4, 4)).shape == (1, 3)
    with pytest.raises(RuntimeError, match="cannot be multiplied"):
        OneRow()(torch.rand(3, 1, 4, 4))


def test_exercise_2_for_other_sizes():
    assert [type(layer).__name__ for layer in mlp([4, 8, 2])] == ["Linear", "ReLU", "Linear"] and len(mlp([4, 2])) == 1


def test_exercise_3_the_linear_layer_has_the_index_2():
    assert weights(nn.Sequential(nn.LSTM(4, 8), First(), nn.Linear(8, 3))) == ["2.weight"]


def test_exercise_4_a_block_of_one_width_has_no_parameters_in_its_shortcut():
    assert not list(Widening(4, 4).shortcut.parameters()) and len(list(Widening(4, 8).shortcut.parameters())) == 1


def test_the_questions():
    assert weights(nn.Sequential(nn.Flatten(), nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2)))[-1] == "3.weight"
    layer = nn.Linear(4, 4)
    net = nn.Sequential(layer, layer)
    assert (len(list(net.parameters())), len(net.state_dict())) == (2, 4)
    x = torch.ones(3)
    assert nn.Sequential()(x) is x
    for other in (nn.ModuleList([nn.ReLU()]), nn.ModuleDict({"relu": nn.ReLU()})):
        with pytest.raises(NotImplementedError, match='missing the required "forward" function'):
            other(x)

"""What the prose of the lesson `containers` says beyond the outputs that its page shows."""

import inspect
from collections import OrderedDict

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.containers.chain import chain, weights
from snippets.containers.dropping import Always, Switched
from snippets.containers.flatten import rows
from snippets.containers.merged import Merged
from snippets.containers.two_inputs import Joined
from tests.helpers.claims import raises
from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


def names(net):
    return [name for name, _ in net.named_children()]


def named(**more):
    return nn.Sequential(OrderedDict(flatten=nn.Flatten(), fc1=nn.Linear(16, 8), relu=nn.ReLU(), **more, fc2=nn.Linear(8, 3)))


# What containers are


@pytest.mark.parametrize(
    "container", [nn.Sequential(nn.Linear(2, 2)), nn.ModuleList([nn.Linear(2, 2)]), nn.ModuleDict({"a": nn.Linear(2, 2)})]
)
def test_a_container_registers_what_it_holds_so_that_it_is_trained_saved_and_moved(container):
    assert isinstance(container, nn.Module) and len(list(container.parameters())) == len(container.state_dict()) == 2
    assert all(p.device.type == "meta" for p in container.to("meta").parameters())


def test_only_sequential_has_a_forward_of_its_own():
    assert nn.Sequential.forward is not nn.Module.forward
    assert "forward" not in vars(nn.ModuleList) and "forward" not in vars(nn.ModuleDict)


# nn.Sequential


def test_the_comments_of_chain_give_the_shapes():
    shapes, x = [], torch.rand(7, 1, 4, 4)
    for layer in chain():
        x = layer(x)
        shapes.append(tuple(x.shape[1:]))
    assert shapes == [(16,), (8,), (8,), (3,)]
    assert shapes[0][0] == 4 * 4


def test_each_call_of_chain_draws_its_own_weights():
    assert not torch.equal(chain()[1].weight, chain()[1].weight)


def test_linear_on_images_that_are_not_flattened_fails():
    with pytest.raises(RuntimeError, match="shapes cannot be multiplied"):
        nn.Linear(16, 8)(torch.rand(2, 1, 4, 4))


@pytest.mark.parametrize("index, renamed", [(1, ["2.weight", "4.weight"]), (3, ["1.weight", "4.weight"])])
def test_an_activation_before_a_linear_layer_renames_it_and_a_saved_state_dict_no_longer_fits(index, renamed):
    old = chain()
    new = nn.Sequential(*old[:index], nn.Tanh(), *old[index:])
    assert weights(new) == renamed
    with pytest.raises(RuntimeError, match="Missing key"):
        new.load_state_dict(old.state_dict())


def test_len_and_loops_work_as_for_a_list():
    net = chain()
    assert len(net) == 4 and [layer for layer in net] == [net[0], net[1], net[2], net[3]] and net[-1] is net[3]


def test_the_slice_of_the_first_three_layers_gives_what_the_third_gives():
    net, x, seen = chain(), torch.rand(2, 1, 4, 4), []
    net[2].register_forward_hook(lambda module, args, output: seen.append(output))
    net(x)
    assert torch.equal(seen[0], net[:3](x)) and len(net[:3]) == 3 and net[:3][2] is net[2]
    assert isinstance(net[:3], nn.Sequential)


def test_a_loop_over_net_runs_a_layer_twice_that_is_used_twice_and_named_children_lists_it_once():
    layer, x = nn.Linear(4, 4), torch.rand(2, 4)
    net = nn.Sequential(layer, nn.ReLU(), layer)
    h = x
    for step in net:
        h = step(h)
    assert torch.equal(h, net(x)) and len(net) == 3 and names(net) == ["0", "1"]
    told("containers", zh="同一层[用了两次](#twice)，它也只列一次", en="lists a layer that [is used twice](#twice) only once")


def test_children_of_a_class_need_not_be_in_the_order_of_use_and_functions_are_missing():
    class Reversed(nn.Module):
        def __init__(self):
            super().__init__()
            self.last, self.first = nn.Linear(8, 3), nn.Linear(4, 8)

        def forward(self, x):
            return self.last(torch.relu(self.first(x)))

    net = Reversed()
    assert names(net) == ["last", "first"] and net(torch.rand(2, 4)).shape == (2, 3)
    with pytest.raises(RuntimeError, match="cannot be multiplied"):
        nn.Sequential(*net.children())(torch.rand(2, 4))


# Named layers


def test_names_stay_when_a_layer_with_a_key_of_its_own_comes_in_between():
    assert weights(named(drop=nn.Dropout())) == weights(named()) == ["fc1.weight", "fc2.weight"]


def test_a_list_of_pairs_in_an_ordered_dict_gives_the_same_network():
    assert str(nn.Sequential(OrderedDict(list(named().named_children())))) == str(named())


def test_square_brackets_take_an_integer_or_a_slice_and_no_name():
    net = named()
    assert (
        net[1] is net.fc1 is net.get_submodule("fc1")
        and names(net[1:3]) == ["fc1", "relu"]
        and names(net[::2]) == ["flatten", "relu"]
    )
    for index in ("fc1", 1.0, [1], None):
        with pytest.raises(TypeError):
            net[index]


@pytest.mark.parametrize("other", [{"relu": nn.ReLU()}, [nn.ReLU()], (nn.ReLU(),), F.relu, nn.ReLU])
def test_what_is_no_module_is_refused_in_the_same_words(other):
    with pytest.raises(TypeError, match="is not a Module subclass"):
        nn.Sequential(other)


def test_a_list_is_refused_and_its_layers_are_not():
    raises("containers", "list is not a Module subclass", lambda: nn.Sequential([nn.ReLU()]), TypeError)
    assert len(nn.Sequential(*[nn.ReLU(), nn.Tanh()])) == 2


def test_none_is_accepted_until_the_call():
    net = nn.Sequential(nn.ReLU(), None)
    raises("containers", "'NoneType' object is not callable", lambda: net(torch.ones(1)), TypeError)
    x = torch.rand(3)
    assert nn.Identity()(x) is x


# Several inputs or outputs


def test_two_inputs_fail_before_bilinear_which_takes_two():
    layer, reached = nn.Bilinear(3, 2, 8), []
    layer.register_forward_pre_hook(lambda *_: reached.append(True))
    a, b = torch.rand(4, 3), torch.rand(4, 2)
    with pytest.raises(TypeError, match="takes 2 positional arguments but 3 were given"):
        nn.Sequential(layer)(a, b)
    assert not reached and layer(a, b).shape == (4, 8)
    assert list(inspect.signature(nn.Sequential.forward).parameters) == ["self", "input"]


def test_bilinear_computes_from_products_of_the_elements():
    layer, a, b = nn.Bilinear(3, 2, 8, bias=False), torch.rand(4, 3), torch.rand(4, 2)
    products = a[:, :, None] * b[:, None, :]
    assert torch.allclose(layer(a, b), (products[:, None] * layer.weight).sum((2, 3)), atol=1e-6)


def test_a_tuple_reaches_the_first_layer_as_one_value():
    class Pair(nn.Module):
        def forward(self, pair):
            return pair[0] + pair[1]

    assert nn.Sequential(Pair(), nn.ReLU())((torch.ones(1), torch.ones(1))).item() == 2
    with pytest.raises(TypeError, match="must be Tensor, not tuple"):
        nn.Sequential(nn.Linear(3, 1))((torch.ones(1, 3), torch.ones(1, 3)))


def test_a_tuple_goes_on_unchanged_and_the_next_layer_raises():
    seen, second = [], nn.Linear(8, 3)
    second.register_forward_pre_hook(lambda _, args: seen.append(type(args[0])))
    with pytest.raises(TypeError, match="must be Tensor, not tuple"):
        nn.Sequential(nn.LSTM(4, 8), second)(torch.ones(5, 4))
    assert seen == [tuple]
    output, (h, c) = nn.LSTM(4, 8)(torch.ones(5, 4))
    assert output.shape == (5, 8) and torch.equal(output[-1:], h) and c.shape == h.shape


def test_the_samples_and_measurements_of_the_price():
    prices = Joined()(torch.rand(4, 3), torch.rand(4, 2))
    told(
        "containers",
        *prices.shape,
        zh="输出的形状是 ({}, {})，四个样本各有一个价格",
        en="has the shape ({}, {}), one price for each of the four",
    )


# Flatten, Unflatten, view


def test_flatten_is_the_module_of_torch_flatten_from_dimension_1():
    x = torch.rand(2, 3, 4, 4)
    assert torch.equal(nn.Flatten()(x), torch.flatten(x, 1)) and torch.equal(nn.Flatten(start_dim=2)(x), x.flatten(2))
    told("containers", 3 * 4 * 4, zh="大小是 3 × 4 × 4 = {}", en="of size 3 × 4 × 4 = {}")


def test_unflatten_undoes_flatten_and_works_out_one_size():
    x = torch.rand(2, 3, 4, 4)
    assert rows.shape == (2, 48)
    for sizes in ((3, 4, 4), (-1, 4, 4), (3, -1, 4), (3, 4, -1)):
        assert torch.equal(nn.Unflatten(1, sizes)(x.flatten(1)), x)
    for sizes in ((3, 4, 5), (-1, -1, 4), (5, -1)):
        with pytest.raises(RuntimeError):
            nn.Unflatten(1, sizes)(x.flatten(1))


def test_of_the_ways_to_flatten_view_1_minus_1_alone_merges_the_batch():
    for n in (1, 2, 9):
        x = torch.rand(n, 3, 2, 2)
        assert nn.Flatten()(x).shape == (n, 12)
        assert torch.equal(nn.Flatten()(x), torch.flatten(x, 1)) and torch.equal(nn.Flatten()(x), x.view(x.size(0), -1))
        assert torch.equal(nn.Flatten()(x), x.view(1, -1)) == (n == 1)


def test_view_with_the_size_of_the_batch_fails_for_an_empty_batch_and_for_channels_last():
    empty, last = torch.rand(0, 3, 4, 4), torch.rand(2, 3, 4, 4).to(memory_format=torch.channels_last)
    for x in (empty, last):
        with pytest.raises(RuntimeError):
            x.view(x.size(0), -1)
        assert nn.Flatten()(x).shape == torch.flatten(x, 1).shape == (len(x), 48)
    one_channel = torch.rand(2, 1, 4, 4).to(memory_format=torch.channels_last)
    assert torch.equal(one_channel.view(2, -1), one_channel.flatten(1))


def test_four_small_images_are_16_numbers_and_two_of_the_right_size_32():
    assert torch.rand(4, 1, 2, 2).numel() == Merged().fc.in_features == 16
    told("containers", 16, zh="每张 4 个数，一共 {} 个数", en="Four images of 4 numbers make {} numbers")
    assert torch.zeros(2, 1, 4, 4).view(1, -1).shape == (1, 32)
    told("containers", 16, 32, zh="每张 {} 个数，合成了 1 行 {} 个数", en="Two images of {} numbers have become 1 row of {}")


# Module or function


def test_the_module_and_the_function_give_the_same():
    x = torch.randn(9)
    assert torch.equal(nn.ReLU()(x), F.relu(x))
    layer = nn.Linear(9, 2)
    assert torch.equal(layer(x), F.linear(x, layer.weight, layer.bias))


def test_defaults_of_dropout_and_batch_norm_are_opposite():
    assert inspect.signature(F.dropout).parameters["training"].default is True
    assert inspect.signature(F.batch_norm).parameters["training"].default is False


def test_batch_norm_without_the_argument_uses_the_stored_statistics():
    x, mean, var = torch.randn(8, 2), torch.tensor([1.0, 2.0]), torch.tensor([4.0, 9.0])
    assert torch.allclose(F.batch_norm(x, mean, var), (x - mean) / (var + 1e-5).sqrt(), atol=1e-6)


def test_always_drops_in_evaluation_mode_and_switched_in_training_mode():
    x = torch.ones(100)
    always, switched = Always().eval(), Switched()
    assert not torch.equal(always(x), always(x)) and set(always(x).tolist()) == {0.0, 2.0}
    assert (switched(x) == 0).any() and torch.equal(switched.eval()(x), x)
    zeros = 0
    torch.manual_seed(0)
    zeros = (Always().eval()(x) == 0).sum().item()
    told("containers", zeros, zh="却把 {} 个变成 0", en="but `Always` sets {} of them to 0")

"""What the prose of the lesson `containers` says beyond the outputs that its page shows."""

import copy
import inspect
from collections import OrderedDict

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.containers.blocks import Blocks
from snippets.containers.chain import chain, weights
from snippets.containers.copy_by_order import copy_by_order
from snippets.containers.dropping import Always, Switched
from snippets.containers.merged import Merged
from snippets.containers.residual import Residual
from snippets.containers.steps import Steps
from tools.base.project import SNIPPETS
from tools.graph.steps import loads


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


def names(net):
    return [name for name, _ in net.named_children()]


def count(net):
    return sum(p.numel() for p in net.parameters())


def named():
    """A Sequential whose modules have the names of Steps."""
    layers = [("conv", nn.Conv2d(1, 5, 2)), ("relu1", nn.ReLU()), ("flatten", nn.Flatten())]
    layers += [("fc1", nn.Linear(45, 8)), ("relu2", nn.ReLU()), ("fc2", nn.Linear(8, 3))]
    return nn.Sequential(OrderedDict(layers))


# nn.Sequential


def test_the_comments_of_chain_give_the_shapes():
    shapes = []
    x = torch.rand(7, 1, 4, 4)
    for module in chain():
        x = module(x)
        shapes.append(tuple(x.shape[1:]))
    assert shapes == [(5, 3, 3), (5, 3, 3), (45,), (8,), (8,), (3,)]


def test_a_new_activation_renames_every_layer_behind_it_and_old_weights_no_longer_fit():
    old = chain()
    new = nn.Sequential(old[0], nn.ReLU(), *list(old)[1:])
    assert weights(new) == ["0.weight", "4.weight", "6.weight"]
    with pytest.raises(RuntimeError, match=r"Missing key.*4\.weight"):
        new.load_state_dict(old.state_dict())


def test_chosen_names_survive_a_new_layer_in_between():
    layers = list(named().named_children())
    assert weights(nn.Sequential(OrderedDict([*layers[:1], ("drop", nn.Dropout()), *layers[1:]]))) == weights(named())


def test_square_brackets_take_places_only():
    with pytest.raises(TypeError):
        named()["fc1"]


@pytest.mark.parametrize("other", [{"relu": nn.ReLU()}, [nn.ReLU()], F.relu, nn.ReLU])
def test_what_is_no_module_is_refused_in_the_same_words(other):
    with pytest.raises(TypeError, match="is not a Module subclass"):
        nn.Sequential(other)


def test_two_inputs_fail_before_bilinear_which_takes_two():
    layer, reached = nn.Bilinear(2, 3, 4), []
    layer.register_forward_pre_hook(lambda *_: reached.append(True))
    a, b = torch.ones(1, 2), torch.ones(1, 3)
    with pytest.raises(TypeError, match="takes 2 positional arguments but 3 were given"):
        nn.Sequential(layer)(a, b)
    assert not reached and layer(a, b).shape == (1, 4)


def test_a_tuple_goes_on_as_it_is_and_fails_one_layer_later():
    seen = []
    second = nn.Linear(8, 3)
    second.register_forward_pre_hook(lambda _, args: seen.append(type(args[0])))
    with pytest.raises(TypeError, match="must be Tensor, not tuple"):
        nn.Sequential(nn.LSTM(4, 8), second)(torch.ones(5, 4))
    assert seen == [tuple]


# Three forms


def graphs():
    return [loads((SNIPPETS / "containers" / f"{form}.graph").read_text("utf-8")) for form in ("steps", "chain", "blocks")]


def test_the_three_pictures_have_the_same_steps_shapes_weights_and_420_parameters():
    def drawn(graph):
        made = {value["name"]: place for place, node in enumerate(graph["nodes"]) for value in node["outputs"]}
        return [
            (
                node["type"].lower().removesuffix("()"),
                [made.get(value, -1) for value in node["inputs"]],
                [value["shape"] for value in node["outputs"]],
                [(weight["name"], weight["shape"]) for weight in node["weights"]],
                node["parameters"],
            )
            for node in graph["nodes"]
        ]

    one, two, three = graphs()
    assert drawn(one) == drawn(two) == drawn(three)
    assert len(one["nodes"]) == 6
    assert {graph["parameters"] for graph in graphs()} == {420} == {count(Steps()), count(chain()), count(Blocks())}


def test_the_pictures_differ_in_names_and_functions_have_none():
    steps, sequential, blocks = ([(node["name"], node["type"]) for node in graph["nodes"]] for graph in graphs())
    assert steps[1] == ("", "relu()") and sequential[1] == ("1", "ReLU") and blocks[1] == ("features.1", "ReLU")
    assert all(bool(name) != type_.endswith("()") for name, type_ in [*steps, *sequential, *blocks])


def test_a_dot_goes_one_level_down():
    net = Blocks()
    assert net.get_parameter("head.2.weight") is net.head[2].weight


def test_loading_that_is_not_strict_copies_nothing():
    net, other = Steps(), chain()
    before = copy.deepcopy(other.state_dict())
    other.load_state_dict(net.state_dict(), strict=False)
    assert all(torch.equal(before[name], value) for name, value in other.state_dict().items())


def test_the_named_sequential_loads_the_state_dict_of_steps():
    net, other, x = Steps(), named(), torch.rand(2, 1, 4, 4)
    assert list(other.state_dict()) == list(net.state_dict())
    other.load_state_dict(net.state_dict())
    assert torch.equal(net(x), other(x))


def test_copying_by_order_raises_if_the_counts_differ():
    with pytest.raises(ValueError, match="zip"):
        copy_by_order(Steps(), nn.Sequential(nn.Conv2d(1, 5, 2)))


@pytest.mark.parametrize("sizes, fails", [((4, 4, 4), False), ((4, 8, 2), True)])
def test_another_order_of_registration_raises_only_if_shapes_differ(sizes, fails):
    class Swapped(nn.Module):
        def __init__(self):
            super().__init__()
            self.second = nn.Linear(*sizes[1:])
            self.first = nn.Linear(*sizes[:2])

        def forward(self, x):
            return self.second(self.first(x))

    net, other, x = nn.Sequential(nn.Linear(*sizes[:2]), nn.Linear(*sizes[1:])), Swapped(), torch.rand(2, 4)
    if fails:
        with pytest.raises(RuntimeError, match="size mismatch"):
            copy_by_order(net, other)
    else:
        copy_by_order(net, other)
        assert torch.equal(other.second.weight, net[0].weight)
        assert not torch.allclose(net(x), other(x))


# Slicing and changing


def test_a_slice_shares_its_layers_and_a_deepcopy_does_not():
    net = chain()
    body, own = net[:3], copy.deepcopy(net[:3])
    optimizer = torch.optim.SGD(body.parameters(), lr=0.1)
    before = net[0].weight.clone()
    body(torch.rand(2, 1, 4, 4)).sum().backward()
    optimizer.step()
    assert not torch.equal(net[0].weight, before) and torch.equal(own[0].weight, before)


def test_append_to_a_slice_replaces_its_first_layer():
    net = chain()
    head, added = net[3:], nn.Linear(3, 2)
    head.append(added)
    assert len(head) == 3 and head[0] is added and names(head) == ["3", "4", "5"]
    assert net[3].in_features == 45  # the net itself keeps it


def edited(net, how):
    how(net)
    return names(net)


def test_the_table_of_edits():
    def three(*keys):
        return nn.Sequential(OrderedDict((key, nn.ReLU()) for key in keys))

    def numbered():
        return three("0", "1", "2")

    def worded():
        return three("a", "b", "c")

    assert edited(numbered(), lambda net: net.append(nn.Tanh())) == ["0", "1", "2", "3"]
    assert edited(worded(), lambda net: net.append(nn.Tanh())) == ["a", "b", "c", "3"]
    net = numbered()
    last = net[2]
    net.insert(1, nn.Tanh())
    assert names(net) == ["0", "1", "2", "3"] and net[3] is last and isinstance(net[1], nn.Tanh)
    net = numbered()
    last = net[2]
    assert edited(net, lambda net: net.__delitem__(0)) == ["0", "1"] and net[1] is last
    assert edited(worded(), lambda net: net.__delitem__(0)) == ["0", "1"]
    for make in (numbered, worded):
        assert edited(make(), lambda net: net.__setitem__(1, nn.Tanh())) == names(make())
        assert names(make()[1:]) == names(make())[1:]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_insert_into_a_named_one_raises_and_changes_nothing(place):
    net = nn.Sequential(OrderedDict(pad=nn.ZeroPad2d(1), relu=nn.ReLU(), flatten=nn.Flatten()))
    with pytest.raises(KeyError, match="2"):
        net.insert(place, nn.Identity())
    assert names(net) == ["pad", "relu", "flatten"]


def test_an_optimizer_keeps_the_parameters_it_was_given():
    net = chain()
    gone = net[3].weight
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    net.append(nn.Linear(3, 2))
    del net[3]
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    assert id(gone) in held and id(net[-1].weight) not in held


# The same module twice


def test_gradients_of_both_places_add_up():
    layer, other = nn.Linear(4, 4), nn.Linear(4, 4)
    other.load_state_dict(layer.state_dict())
    x = torch.rand(3, 4)
    nn.Sequential(layer, nn.ReLU(), layer)(x).sum().backward()
    apart = nn.Sequential(copy.deepcopy(other), nn.ReLU(), other)
    apart(x).sum().backward()
    assert torch.allclose(layer.weight.grad, apart[0].weight.grad + apart[2].weight.grad, atol=1e-6)


def test_one_relu_in_many_places_changes_nothing():
    relu, net = nn.ReLU(), chain()
    other = nn.Sequential(net[0], relu, net[2], net[3], relu, net[5])
    x = torch.rand(2, 1, 4, 4)
    assert list(other.state_dict()) == list(net.state_dict()) and torch.equal(net(x), other(x))


def test_print_does_not_tell_repeated_references_from_three_layers():
    same, three = [nn.Linear(4, 4)] * 3, [nn.Linear(4, 4) for _ in range(3)]
    assert repr(nn.Sequential(*same)) == repr(nn.Sequential(*three))


# ModuleList and ModuleDict


def test_a_module_list_works_like_a_list_and_its_slices_count_from_0():
    layers = nn.ModuleList([nn.ReLU(), nn.Tanh()])
    layers.append(nn.Sigmoid())
    layers.insert(0, nn.Identity())
    assert [type(layer).__name__ for layer in layers] == ["Identity", "ReLU", "Tanh", "Sigmoid"]
    assert isinstance(layers[-1], nn.Sigmoid) and names(layers) == ["0", "1", "2", "3"]
    assert names(layers[2:]) == ["0", "1"] and names(nn.Sequential(*layers)[2:]) == ["2", "3"]


def test_residual_in_a_module_list_has_six_names_and_in_a_list_two():
    net = Residual()
    assert len(list(net.parameters())) == 2
    net.hidden = nn.ModuleList(net.hidden)
    assert len(list(net.parameters())) == 6


def test_a_plain_dict_is_invisible_and_a_module_dict_keeps_its_order():
    net = nn.Module()
    net.heads = {"b": nn.Linear(4, 2), "a": nn.Linear(4, 2)}
    assert not list(net.parameters())
    net.heads = nn.ModuleDict(net.heads)
    assert weights(net) == ["heads.b.weight", "heads.a.weight"]


@pytest.mark.parametrize(
    "key, error, says",
    [
        (1, TypeError, "module name should be a string. Got int"),
        ("keys", KeyError, "attribute 'keys' already exists"),
        ("type", KeyError, "attribute 'type' already exists"),
    ],
)
def test_keys_that_fail(key, error, says):
    with pytest.raises(error, match=says):
        nn.ModuleDict({key: nn.ReLU()})


@pytest.mark.parametrize("net", [nn.ModuleList([nn.ReLU()]), nn.ModuleDict({"relu": nn.ReLU()})])
def test_a_list_and_a_dict_cannot_be_called_even_with_one_module(net):
    with pytest.raises(NotImplementedError, match='missing the required "forward" function'):
        net(torch.ones(1))


def test_the_optimizer_leaves_a_parameter_without_gradient_alone():
    used, unused = nn.Linear(4, 2), nn.Linear(4, 2)
    before = unused.weight.clone()
    optimizer = torch.optim.SGD([*used.parameters(), *unused.parameters()], lr=0.1, momentum=0.9, weight_decay=0.1)
    used(torch.ones(1, 4)).sum().backward()
    optimizer.step()
    assert unused.weight.grad is None and torch.equal(unused.weight, before)


# Function or module


def test_defaults_of_dropout_and_batch_norm_are_opposite():
    assert inspect.signature(F.dropout).parameters["training"].default is True
    assert inspect.signature(F.batch_norm).parameters["training"].default is False


def test_always_drops_in_eval_and_switched_only_in_training():
    x = torch.ones(100)
    always, switched = Always().eval(), Switched()
    assert not torch.equal(always(x), always(x)) and set(always(x).tolist()) == {0.0, 2.0}
    assert (switched(x) == 0).any()
    assert torch.equal(switched.eval()(x), x)


# view(1, -1)


def test_only_view_1_minus_1_merges_the_batch():
    for n in (1, 2, 9):
        maps = torch.rand(n, 5, 3, 3)
        rows = nn.Flatten()(maps)
        assert rows.shape == (n, 45)
        assert torch.equal(rows, torch.flatten(maps, 1)) and torch.equal(rows, maps.view(maps.size(0), -1))
        assert torch.equal(rows, maps.view(1, -1)) == (n == 1)


def test_nine_small_images_leave_5_numbers_each_and_two_larger_45():
    conv = Merged().conv
    assert conv(torch.rand(9, 1, 2, 2)).flatten(1).shape == (9, 5)
    assert conv(torch.rand(2, 1, 4, 4)).flatten(1).shape == (2, 45)


# Which one, exercises, self-check


def test_names_grow_by_one_part_for_each_level():
    net = nn.ModuleList([nn.Sequential(nn.Linear(4, 4), nn.ReLU()) for _ in range(2)])
    assert weights(net) == ["0.0.weight", "1.0.weight"]


def test_exercise_2_freezes_all_but_the_last_layer_of_net():
    net = chain()
    net[:-1].requires_grad_(False)
    assert [p.requires_grad for p in net.parameters()] == [False] * 4 + [True] * 2
    assert 8 * 10 + 10 == 90 == count(nn.Linear(8, 10))


def test_exercise_3_the_linear_is_called_2():
    net = nn.Sequential(nn.LSTM(4, 8), nn.Identity(), nn.Linear(8, 3))
    assert weights(net) == ["2.weight"]


def test_insert_at_0_renames_the_convolution_to_1():
    net = chain()
    net.insert(0, nn.ReLU())
    assert weights(net)[0] == "1.weight"


def test_one_layer_twice_has_2_parameters_and_4_names():
    layer = nn.Linear(4, 4)
    net = nn.Sequential(layer, layer)
    assert (len(list(net.parameters())), len(net.state_dict())) == (2, 4)


def test_an_empty_sequential_returns_x():
    x = torch.ones(3)
    assert nn.Sequential()(x) is x

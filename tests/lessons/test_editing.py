"""What the prose of the lesson `editing` says beyond the outputs that its page shows."""

import copy
from collections import OrderedDict

import pytest
import torch
from torch import nn

from snippets.containers.chain import chain, weights
from snippets.containers.heads import Heads
from snippets.editing.blocks import Blocks
from snippets.editing.copy_by_order import copy_by_order
from snippets.editing.steps import Steps
from tests.helpers.told import told
from tools.base.project import SNIPPETS
from tools.graph.steps import loads


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


def names(net):
    return [name for name, _ in net.named_children()]


def count(net):
    return sum(p.numel() for p in net.parameters())


# Slices


def test_a_slice_shares_its_layers_and_a_deepcopy_does_not():
    net = chain()
    body, own = net[:2], copy.deepcopy(net[:2])
    optimizer = torch.optim.SGD(body.parameters(), lr=0.1)
    before = net[1].weight.clone()
    body(torch.rand(2, 1, 4, 4)).sum().backward()
    optimizer.step()
    assert not torch.equal(net[1].weight, before) and torch.equal(own[1].weight, before)


def test_freezing_the_slice_freezes_the_layers_of_net():
    net = chain()
    assert net[:-1].requires_grad_(False)[1] is net[1]
    assert [p.requires_grad for p in net.parameters()] == [False] * 2 + [True] * 2
    told("editing", count(nn.Linear(8, 10)), zh="一共 8 × 10 + 10 = {} 个元素", en="with 8 × 10 + 10 = {} elements together")


def test_training_a_new_head_on_a_frozen_body_changes_the_head_only():
    new = nn.Sequential(*chain()[:-1].requires_grad_(False), nn.Linear(8, 10))
    before = copy.deepcopy(new.state_dict())
    optimizer = torch.optim.SGD(new.parameters(), lr=0.1)
    new(torch.rand(2, 1, 4, 4)).square().mean().backward()
    optimizer.step()
    assert [name for name, value in new.state_dict().items() if not torch.equal(value, before[name])] == ["3.weight", "3.bias"]


def test_without_the_star_the_names_get_one_more_level():
    body, head, x = chain()[:-1], nn.Linear(8, 10), torch.rand(2, 1, 4, 4)
    nested, flat = nn.Sequential(body, head), nn.Sequential(*body, head)
    assert weights(nested) == ["0.1.weight", "1.weight"] and torch.equal(nested(x), flat(x))
    told("editing", zh="`0.1.weight` 和 `1.weight`", en="`0.1.weight` and `1.weight`")


# append, insert, delete


def test_untouched_parameters_keep_their_values_through_the_edits():
    net = chain()
    layers, values = [net[1], net[3]], [net[1].weight.clone(), net[3].weight.clone()]
    net.insert(3, nn.Dropout(0.5))
    net.append(nn.Linear(3, 2))
    del net[3]
    net[4] = nn.Linear(3, 10)
    assert [net[1], net[3]] == layers and all(torch.equal(a.weight, b) for a, b in zip(layers, values, strict=True))


def test_append_to_a_slice_replaces_a_layer_and_the_net_itself_keeps_it():
    net = chain()
    rest, last = net[1:], net[3]
    rest.append(nn.Tanh())
    assert names(rest) == ["1", "2", "3"] and len(rest) == 3 and last not in list(rest) and net[3] is last


def edited(net, how):
    how(net)
    return names(net)


def three(*keys):
    return nn.Sequential(OrderedDict((key, nn.ReLU()) for key in keys))


def numbered():
    return three("0", "1", "2")


def worded():
    return three("a", "b", "c")


def test_the_table_of_edits():
    assert edited(numbered(), lambda net: net.append(nn.Tanh())) == ["0", "1", "2", "3"]
    assert edited(worded(), lambda net: net.append(nn.Tanh())) == ["a", "b", "c", "3"]
    told("editing", len(worded()), zh="`m` 用长度作名字，比如 `{}`", en="`m` gets the length as its name, such as `{}`")
    net = numbered()
    last = net[2]
    net.insert(1, nn.Tanh())
    assert names(net) == ["0", "1", "2", "3"] and net[3] is last and isinstance(net[1], nn.Tanh)
    net = numbered()
    last = net[2]
    assert edited(net, lambda net: net.__delitem__(0)) == ["0", "1"] and net[1] is last
    for index in (0, 1, 2, -1, slice(0, 1)):
        assert edited(worded(), lambda net, index=index: net.__delitem__(index)) == ["0", "1"]
    for make in (numbered, worded):
        assert edited(make(), lambda net: net.__setitem__(1, nn.Tanh())) == names(make())
        assert names(make()[1:]) == names(make())[1:]


def test_the_first_four_rows_do_not_hold_for_a_slice_whose_numbers_start_at_1():
    """It gets a layer named 3 that replaces one, no layer, the numbers from 0, and a layer named 1 at index 0."""
    assert edited(numbered()[1:], lambda net: net.append(nn.Tanh())) == ["1", "2"]
    with pytest.raises(KeyError):
        numbered()[1:].insert(0, nn.Tanh())
    assert edited(numbered()[1:], lambda net: net.__delitem__(1)) == ["0"]
    assert edited(numbered()[1:], lambda net: net.__setitem__(0, nn.Tanh())) == ["1", "2"]
    assert names(numbered()[1:][:1]) == ["1"]
    told("editing", zh="编号那一列的前四行", en="the first four rows describe a network whose numbers start at 0")


def test_deleting_by_name_keeps_the_other_names():
    net = worded()
    del net.a
    assert names(net) == ["b", "c"]


@pytest.mark.parametrize("index", [0, 1, 2, -1])
def test_insert_into_a_named_one_raises_and_changes_nothing(index):
    net = worded()
    with pytest.raises(KeyError, match="2"):
        net.insert(index, nn.Identity())
    assert names(net) == ["a", "b", "c"]
    net.insert(3, nn.Identity())
    assert names(net) == ["a", "b", "c", "3"]


def test_in_a_module_list_the_names_follow_the_index():
    layers = nn.ModuleList([nn.ReLU(), nn.Tanh(), nn.GELU()])
    for edit in (
        lambda: layers.insert(1, nn.Identity()),
        lambda: layers.__delitem__(0),
        lambda: layers.append(nn.ReLU()),
        lambda: layers.__setitem__(1, nn.ReLU()),
    ):
        edit()
        assert names(layers) == [str(i) for i in range(len(layers))]
    rest = layers[1:]
    rest.append(nn.Tanh())
    assert names(rest) == ["0", "1", "2", "3"]


def test_in_a_module_dict_the_other_keys_stay():
    net = Heads()
    net.heads["new"] = nn.Linear(8, 3)
    del net.heads["even"]
    assert names(net.heads) == ["digit", "new"]


def test_an_optimizer_holds_the_parameters_that_it_was_given():
    net = chain()
    gone = net[3].weight
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    net.append(nn.Linear(3, 2))
    del net[3]
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    assert id(gone) in held and id(net[-1].weight) not in held


# Three forms


def graphs():
    pictures = ("editing/steps", "containers/chain", "editing/blocks")
    return [loads((SNIPPETS / f"{picture}.graph").read_text("utf-8")) for picture in pictures]


def test_the_pictures_have_the_same_steps_shapes_of_weights_and_163_elements():
    def drawn(graph):
        made = {value["name"]: index for index, node in enumerate(graph["nodes"]) for value in node["outputs"]}
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

    one, two, three_ = graphs()
    assert drawn(one) == drawn(two) == drawn(three_) and len(one["nodes"]) == 4
    (elements,) = {graph["parameters"] for graph in graphs()} | {count(Steps()), count(chain()), count(Blocks())}
    told("editing", elements, zh="参数的形状相同，一共 {} 个元素", en="parameters of the same shapes, with {} elements together")


def test_the_pictures_differ_in_names_and_functions_have_none():
    steps, sequential, blocks = ([(node["name"], node["type"]) for node in graph["nodes"]] for graph in graphs())
    assert [name for name, _ in steps] == ["", "fc1", "", "fc2"]
    assert [name for name, _ in blocks] == ["", "body.0", "body.1", "head"]
    assert all(bool(name) != type_.endswith("()") for name, type_ in [*steps, *sequential, *blocks])


def test_a_dot_leads_one_level_down():
    net = Blocks()
    assert net.get_parameter("body.0.weight") is net.body[0].weight


# Copying weights


def test_loading_that_is_not_strict_copies_nothing_here():
    net, other = Steps(), chain()
    before = copy.deepcopy(other.state_dict())
    result = other.load_state_dict(net.state_dict(), strict=False)
    assert all(torch.equal(before[name], value) for name, value in other.state_dict().items())
    assert len(result.missing_keys) == len(result.unexpected_keys) == 4


def test_not_strict_loads_what_has_the_same_name_and_a_wrong_shape_raises():
    state = {"0.weight": torch.ones(2, 3), "other": torch.ones(1)}
    net = nn.Sequential(nn.Linear(3, 2))
    result = net.load_state_dict(state, strict=False)
    assert torch.equal(net[0].weight, torch.ones(2, 3))
    assert result.missing_keys == ["0.bias"] and result.unexpected_keys == ["other"]
    with pytest.raises(RuntimeError, match="size mismatch"):
        nn.Sequential(nn.Linear(2, 2)).load_state_dict(state, strict=False)


def test_a_named_sequential_loads_the_state_dict_of_steps():
    other = nn.Sequential(OrderedDict(flatten=nn.Flatten(), fc1=nn.Linear(16, 8), relu=nn.ReLU(), fc2=nn.Linear(8, 3)))
    net, x = Steps(), torch.rand(2, 1, 4, 4)
    other.load_state_dict(net.state_dict())
    assert torch.equal(net(x), other(x))


def test_copying_by_order_raises_if_the_counts_differ():
    with pytest.raises(ValueError, match="zip"):
        copy_by_order(Steps(), nn.Sequential(nn.Linear(16, 8)))


@pytest.mark.parametrize("sizes, fails", [((4, 4, 4), False), ((4, 8, 2), True)])
def test_another_order_of_registration_raises_if_shapes_differ_and_is_silent_if_not(sizes, fails):
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
        assert torch.equal(other.second.weight, net[0].weight) and torch.equal(other.first.weight, net[1].weight)
        assert not torch.allclose(net(x), other(x))


# Exercises, self-check


def test_exercise_2_insert_would_fail_and_the_new_network_shares_its_layers():
    old = nn.Sequential(OrderedDict(fc1=nn.Linear(16, 8), relu=nn.ReLU(), fc2=nn.Linear(8, 3)))
    with pytest.raises(KeyError):
        old.insert(2, nn.Dropout(0.2))
    from snippets.editing import ex_drop

    assert ex_drop.new.fc1 is ex_drop.old.fc1


def test_insert_at_0_renames_the_first_weight_to_1():
    net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))
    net.insert(0, nn.Flatten())
    assert weights(net)[0] == "1.weight"

"""What the prose of the lesson `module` says beyond the outputs that its page shows."""

import copy
import io

import pytest
import torch
from torch import nn

from snippets.module.mlp import MLP


def names(pairs):
    return [name for name, _ in pairs]


class Every(nn.Module):
    """One attribute of each kind in the lesson's table."""

    def __init__(self):
        super().__init__()
        t = torch.zeros(2)
        self.w = nn.Parameter(t.clone())
        self.fc = nn.Linear(4, 8)
        self.kept = nn.Buffer(t.clone())
        self.scratch = nn.Buffer(t.clone(), persistent=False)
        self.t = t
        self.layers = [nn.Linear(4, 8)]


# Smallest module


def test_only_a_step_changes_parameters():
    net = nn.Linear(3, 1)
    before = net.weight.clone()
    net(torch.ones(2, 3)).sum().backward()
    assert torch.equal(net.weight, before) and net.weight.grad is not None
    torch.optim.SGD(net.parameters(), lr=0.1).step()
    assert not torch.equal(net.weight, before)


def test_a_module_has_no_backward():
    net = MLP()
    assert not hasattr(net, "backward")
    assert hasattr(net(torch.ones(1, 4)), "backward")


def test_super_with_arguments_does_the_same():
    class Old(nn.Module):
        def __init__(self):
            super(Old, self).__init__()  # noqa: UP008
            self.fc = nn.Linear(4, 3)

    assert names(Old().named_parameters()) == ["fc.weight", "fc.bias"]


# nn.Linear


def test_the_message_shows_the_weight_transposed():
    layer = nn.Linear(3, 2)
    assert tuple(layer.weight.T.shape) == (3, 2)
    with pytest.raises(RuntimeError, match=r"\(4x2 and 3x2\)"):
        layer(torch.ones(4, 2))
    assert nn.Linear(2, 2)(torch.ones(4, 2)).shape == (4, 2)


def test_wx_works_for_one_column_and_fails_for_rows():
    layer = nn.Linear(3, 2)
    column = torch.ones(3)
    assert torch.allclose(layer.weight @ column + layer.bias, layer(column))
    with pytest.raises(RuntimeError, match=r"\(2x3 and 2x3\)"):
        layer.weight @ torch.ones(2, 3)


# Registration


def test_a_name_is_a_path_of_attributes():
    net = MLP()
    assert net.fc1.weight is dict(net.named_parameters())["fc1.weight"]


def test_names_follow_assignment_not_forward():
    class Backwards(nn.Module):
        def __init__(self):
            super().__init__()
            self.second = nn.Linear(3, 3)
            self.first = nn.Linear(3, 3)

        def forward(self, x):
            return self.second(self.first(x))

    assert names(Backwards().named_children()) == ["second", "first"]


def test_the_table_of_kinds():
    net = Every()
    assert set(names(net.named_parameters())) == {"w", "fc.weight", "fc.bias"}
    assert set(net.state_dict()) == {"w", "fc.weight", "fc.bias", "kept"}
    net.to("meta")
    assert net.w.is_meta and net.fc.weight.is_meta and net.kept.is_meta and net.scratch.is_meta
    assert not net.t.is_meta and not net.layers[0].weight.is_meta


def test_a_list_beside_a_registered_layer_raises_nothing_and_never_trains():
    net = Every()
    hidden = net.layers[0].weight.clone()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    x = torch.ones(1, 4)
    (net.fc(x) + net.layers[0](x)).sum().backward()
    optimizer.step()
    assert torch.equal(net.layers[0].weight, hidden)


@pytest.mark.parametrize(
    ("value", "word"),
    [(nn.Linear(1, 1), "module"), (nn.Parameter(torch.ones(1)), "parameters"), (nn.Buffer(torch.ones(1)), "buffer")],
)
def test_each_kind_names_itself_when_super_comes_late(value, word):
    class Late(nn.Module):
        def __init__(self):
            self.late = value
            super().__init__()

    with pytest.raises(AttributeError, match=rf"cannot assign {word} before Module.__init__\(\) call"):
        Late()


# Buffers


def test_an_assigned_tensor_stays_a_buffer_and_is_moved():
    net = nn.Module()
    net.last = nn.Buffer(torch.zeros(3))
    net.last = torch.ones(3)
    assert names(net.named_buffers()) == ["last"]
    assert net.to("meta").last.is_meta


def test_without_detach_a_buffer_would_hold_the_graph():
    net = nn.Module()
    net.last = nn.Buffer(torch.zeros(3))
    x = torch.ones(2, 3, requires_grad=True) * 2
    net.last = x[-1]
    assert net.last.grad_fn is not None
    net.last = x[-1].detach()
    assert net.last.grad_fn is None


def test_what_register_methods_return_loses_what_they_registered():
    net = nn.Module()
    net.fc = net.add_module("fc", nn.Linear(2, 2))
    net.w = net.register_parameter("w", nn.Parameter(torch.ones(1)))
    assert net.fc is None and net.w is None
    assert not net.state_dict()


def test_nn_buffer_neither_overwrites_a_plain_attribute():
    net = nn.Module()
    net.mean = None
    with pytest.raises(KeyError, match="attribute 'mean' already exists"):
        net.mean = nn.Buffer(torch.zeros(3))


def test_a_buffer_can_start_as_none():
    net = nn.Module()
    net.register_buffer("mean", None)
    net.mean = torch.zeros(3)
    assert list(net.state_dict()) == ["mean"]


# Children


def test_modules_lists_parents_first_and_apply_children_first():
    net = nn.Sequential(nn.Sequential(nn.ReLU()))
    order = []
    net.apply(order.append)
    assert order == list(net.modules())[::-1]


# Initial values


def test_initial_values_of_linear_conv_and_batchnorm():
    torch.manual_seed(0)
    for layer, fan_in in [(nn.Linear(25, 400), 25), (nn.Conv2d(4, 64, (3, 5)), 4 * 3 * 5)]:
        for values in (layer.weight, layer.bias):
            assert 0.9 * fan_in**-0.5 < values.abs().max() <= fan_in**-0.5
    norm = nn.BatchNorm1d(3)
    assert norm.weight.tolist() == [1.0] * 3 and norm.bias.tolist() == [0.0] * 3


def test_init_functions_leave_no_graph():
    weight = nn.init.normal_(nn.Linear(3, 2).weight, std=0.01)
    assert weight.is_leaf and weight.requires_grad


# Modes


def test_eval_sets_training_on_every_descendant():
    net = nn.Sequential(nn.Sequential(nn.Dropout()))
    assert all(module.training for module in net.modules())
    net.eval()
    assert not any(module.training for module in net.modules())
    net.train()
    assert all(module.training for module in net.modules())


def test_dropout_keeps_the_expected_value():
    torch.manual_seed(0)
    assert nn.Dropout(0.5)(torch.ones(100_000)).mean() == pytest.approx(1, abs=0.02)


def test_batchnorm_divides_by_n_to_normalise_and_by_n_minus_1_to_store():
    x = torch.tensor([[8.0], [12.0]])
    assert x.var(correction=0) == 4 and x.var() == 8
    norm = nn.BatchNorm1d(1)
    norm(x)
    assert norm.running_mean.item() == pytest.approx(1.0)
    assert norm.running_var.item() == pytest.approx(0.9 * 1 + 0.1 * 8)


@pytest.mark.parametrize("grad", [True, False])
@pytest.mark.parametrize("training", [True, False])
def test_the_table_of_switches(training, grad):
    torch.manual_seed(0)
    norm, drop = nn.BatchNorm1d(3).train(training), nn.Dropout(0.5).train(training)
    with torch.set_grad_enabled(grad):
        y = drop(norm(torch.randn(64, 3) + 10))
    assert (y == 0).any() == training
    assert (norm.running_mean.abs().sum() > 0) == training
    assert y.requires_grad == grad


# state_dict


def test_batchnorm_without_parameters_has_three_names():
    norm = nn.BatchNorm1d(3, affine=False)
    assert not list(norm.parameters())
    assert list(norm.state_dict()) == ["running_mean", "running_var", "num_batches_tracked"]


def test_state_dict_holds_frozen_parameters_but_no_flag_no_gradient_no_mode():
    net = nn.Linear(3, 2).eval().requires_grad_(False)
    state = net.state_dict()
    assert list(state) == ["weight", "bias"]
    other = nn.Linear(3, 2)
    other(torch.ones(1, 3)).sum().backward()
    other.load_state_dict(state)
    assert other.training and other.weight.requires_grad and other.weight.grad is not None


def test_deepcopy_keeps_metadata_and_a_comprehension_does_not():
    net = nn.BatchNorm1d(3)
    state = net.state_dict()
    assert type(state).__name__ == "OrderedDict" and state._metadata[""] == {"version": 2}
    deep = copy.deepcopy(state)
    assert deep._metadata == state._metadata
    assert deep["weight"].data_ptr() != state["weight"].data_ptr()
    assert not hasattr({name: value.clone() for name, value in state.items()}, "_metadata")


# Saving


def test_loading_copies_into_the_same_parameters():
    net, other = MLP(), MLP()
    weight, place = other.fc1.weight, other.fc1.weight.data_ptr()
    other.load_state_dict(net.state_dict())
    assert other.fc1.weight is weight and weight.data_ptr() == place
    assert torch.equal(weight, net.fc1.weight)


@pytest.mark.parametrize(("other", "says"), [(nn.Linear(3, 3), "size mismatch"), (nn.Sequential(nn.Linear(3, 2)), "Missing key")])
def test_loading_refuses_other_names_and_shapes(other, says):
    with pytest.raises(RuntimeError, match=says):
        other.load_state_dict(nn.Linear(3, 2).state_dict())


def test_a_whole_model_opens_only_with_weights_only_false():
    file = io.BytesIO()
    torch.save(nn.Linear(3, 2), file)
    file.seek(0)
    assert isinstance(torch.load(file, weights_only=False), nn.Linear)


# Devices


def test_modules_move_in_place_and_tensors_return_new_ones():
    net, x = nn.Linear(3, 2), torch.ones(3)
    assert net.double() is net
    assert x.double() is not x and x.dtype == torch.float32


def test_moving_to_meta_replaces_the_parameters():
    net = nn.Linear(3, 2)
    before = net.weight
    net.to("meta")
    assert net.weight is not before


def test_registering_the_offset_moves_it():
    net = nn.Module()
    net.offset = nn.Buffer(torch.zeros(3))
    assert net.to("meta").offset.is_meta


# Call


def test_forward_skips_only_the_modules_own_hooks():
    seen = []
    net = MLP()
    net.register_forward_hook(lambda *_: seen.append("net"))
    net.fc1.register_forward_hook(lambda *_: seen.append("fc1"))
    x = torch.ones(1, 4)
    y = net.forward(x)
    assert seen == ["fc1"]
    assert torch.equal(net(x), y) and seen == ["fc1", "fc1", "net"]


# Self-check


def test_what_a_state_dict_lists():
    net = nn.Module()
    net.a = nn.Parameter(torch.ones(1), requires_grad=False)
    net.b = nn.Buffer(torch.ones(1), persistent=False)
    net.register_buffer("c", None)
    net.d = torch.ones(1)
    assert list(net.state_dict()) == ["a"]


def test_eval_records_a_graph():
    net = MLP().eval()
    assert net(torch.ones(1, 4)).requires_grad
    with torch.no_grad():
        assert not net(torch.ones(1, 4)).requires_grad


def test_a_double_that_was_dropped_leaves_x_float32():
    net, x = nn.Linear(3, 2), torch.ones(4, 3)
    net.double()
    x.double()
    with pytest.raises(RuntimeError, match="mat1 and mat2 must have the same dtype, but got Float and Double"):
        net(x)

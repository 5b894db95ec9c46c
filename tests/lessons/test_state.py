"""What the prose of the lesson `state` says beyond the outputs that its page shows."""

import copy

import pytest
import torch
from torch import nn
from torch.utils.data import DataLoader

from snippets.module.mlp import MLP
from tests.helpers.told import told


def names(pairs):
    return [name for name, _ in pairs]


class Every(nn.Module):
    """One attribute of each kind in the lesson's table."""

    def __init__(self):
        super().__init__()
        t = torch.zeros(2)
        self.w = nn.Parameter(t.clone())
        self.kept = nn.Buffer(t.clone())
        self.scratch = nn.Buffer(t.clone(), persistent=False)
        self.t = t
        self.layers = [nn.Linear(4, 8)]


# Buffers


def test_the_table_of_kinds():
    net = Every()
    assert names(net.named_parameters()) == ["w"]
    assert set(net.state_dict()) == {"w", "kept"}
    net.to("meta")
    assert net.w.is_meta and net.kept.is_meta and net.scratch.is_meta
    assert not net.t.is_meta and not net.layers[0].weight.is_meta


def test_an_optimizer_leaves_buffers_alone():
    net = Every()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    (net.w + net.kept).sum().backward()
    optimizer.step()
    assert net.w.tolist() != [0, 0] and net.kept.tolist() == [0, 0]


def test_both_ways_register_the_same():
    net = nn.Module()
    net.a = nn.Buffer(torch.zeros(1))
    net.register_buffer("b", torch.zeros(1))
    assert names(net.named_buffers()) == ["a", "b"] == list(net.state_dict())


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


# Modes


def everything(net):
    """What a module is made of, but for its mode."""
    modules = [{**vars(module), "training": None} for module in net.modules()]
    return str(modules), [(p.requires_grad, p.tolist()) for p in [*net.parameters(), *net.buffers()]]


def test_eval_and_train_set_training_on_every_descendant_and_nothing_else():
    net = nn.Sequential(nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2), nn.Dropout()))
    before = everything(net)
    assert all(module.training for module in net.modules())
    net.eval()
    assert not any(module.training for module in net.modules()) and everything(net) == before
    net.train()
    assert all(module.training for module in net.modules()) and everything(net) == before


def test_most_layers_give_the_same_in_both_modes():
    x = torch.randn(4, 8, 6, 6)
    for layer in (nn.Conv2d(8, 3, 3), nn.Linear(6, 2), nn.ReLU(), nn.MaxPool2d(2), nn.LayerNorm(6), nn.GroupNorm(2, 8)):
        assert torch.equal(layer.train()(x), layer.eval()(x))
    for layer in (nn.Dropout(), nn.BatchNorm2d(8)):
        assert not torch.equal(layer.train()(x), layer.eval()(x))


def test_dropout_keeps_the_sum_on_average_and_returns_its_input_in_eval():
    torch.manual_seed(0)
    assert nn.Dropout(0.5)(torch.ones(100_000)).mean() == pytest.approx(1, abs=0.02)
    assert nn.Dropout(0.5)(torch.ones(1000)).unique().tolist() == [0, 1 / (1 - 0.5)]
    x = torch.randn(5)
    assert torch.equal(nn.Dropout(0.5).eval()(x), x)


def test_the_output_for_a_sample_depends_on_its_batch_in_training_only():
    norm = nn.BatchNorm1d(1)
    one, other = torch.tensor([[8.0], [12.0]]), torch.tensor([[8.0], [4.0]])
    assert not torch.allclose(norm(one)[0], norm(other)[0])
    norm.eval()
    assert torch.equal(norm(one)[0], norm(other)[0])


def test_batchnorm_divides_by_n_to_normalize_and_by_n_minus_1_to_store():
    x = torch.tensor([[8.0], [12.0]])
    assert x.var() == 8
    told(
        "state",
        *x.flatten(),
        x.mean(),
        x.var(correction=0),
        zh="取值是 {:.0f} 和 {:.0f}，均值是 {:.0f}，方差是 {:.0f}",
        en="has the values {:.0f} and {:.0f} for its only feature, with the mean {:.0f} and the variance {:.0f}",
    )
    norm = nn.BatchNorm1d(1)
    assert norm.running_mean.item() == 0 and norm.running_var.item() == 1
    norm(x)
    assert norm.running_mean.item() == pytest.approx(0.9 * 0 + 0.1 * 10)
    assert norm.running_var.item() == pytest.approx(0.9 * 1 + 0.1 * 8)
    told("state", 10, zh="靠近 {}%", en="go {}% of the way")


def test_weight_and_bias_of_batchnorm_change_nothing_at_first():
    norm, x = nn.BatchNorm1d(1), torch.tensor([[8.0], [12.0]])
    assert norm.weight.tolist() == [1] and norm.bias.tolist() == [0]
    assert torch.equal(norm(x), nn.BatchNorm1d(1, affine=False)(x))
    with torch.no_grad():
        norm.weight.fill_(3)
        norm.bias.fill_(5)
    assert norm(x).flatten().tolist() == pytest.approx([-3 + 5, 3 + 5], abs=1e-4)


def test_after_50_batches_the_running_mean_has_almost_arrived():
    norm, batches = nn.BatchNorm1d(1), 50
    for _ in range(batches):
        norm(torch.tensor([[8.0], [12.0]]))
    told(
        "state",
        batches,
        norm.running_mean.item(),
        zh="经过 {} 个这样的批量以后，`running_mean` 是 {:.2f}",
        en="after {} batches like this one, `running_mean` is {:.2f}",
    )


def test_without_running_statistics_the_batch_is_used_in_both_modes():
    norm, x = nn.BatchNorm1d(1, track_running_stats=False), torch.tensor([[8.0], [12.0]])
    assert norm.running_mean is None and not list(norm.buffers())
    assert torch.equal(norm.train()(x), norm.eval()(x))


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


def test_one_sample_is_no_error_in_eval_nor_is_it_one_for_a_map():
    nn.BatchNorm1d(1).eval()(torch.tensor([[8.0]]))
    nn.BatchNorm2d(1)(torch.randn(1, 1, 2, 2))  # several values for each feature


def test_drop_last_leaves_an_incomplete_batch_out():
    data = torch.arange(5)
    assert [len(batch) for batch in DataLoader(data, batch_size=2)] == [2, 2, 1]
    assert [len(batch) for batch in DataLoader(data, batch_size=2, drop_last=True)] == [2, 2]


# state_dict


def test_num_batches_tracked_counts_batches_in_training_mode():
    norm = nn.BatchNorm1d(3)
    norm(torch.randn(4, 3))
    norm(torch.randn(4, 3))
    norm.eval()(torch.randn(4, 3))
    assert norm.num_batches_tracked.item() == 2


def test_batchnorm_without_parameters_has_three_names():
    norm = nn.BatchNorm1d(3, affine=False)
    assert not list(norm.parameters())
    assert list(norm.state_dict()) == ["running_mean", "running_var", "num_batches_tracked"]


def test_state_dict_holds_frozen_parameters_but_no_flag_no_gradient_no_mode_no_hook():
    net = nn.Linear(3, 2).eval().requires_grad_(False)
    net.register_forward_hook(lambda *_: None)
    state = net.state_dict()
    assert list(state) == ["weight", "bias"]
    other = nn.Linear(3, 2)
    other(torch.ones(1, 3)).sum().backward()
    other.load_state_dict(state)
    assert other.training and other.weight.requires_grad and other.weight.grad is not None
    assert not other._forward_hooks


def test_by_default_a_missing_name_raises_an_error():
    state = nn.BatchNorm1d(1).state_dict()
    del state["running_mean"]
    with pytest.raises(RuntimeError, match=r"Missing key.*running_mean"):
        nn.BatchNorm1d(1).load_state_dict(state)


def test_deepcopy_keeps_metadata_and_a_comprehension_does_not():
    state = nn.BatchNorm1d(3).state_dict()
    assert state._metadata[""] == {"version": 2}
    deep = copy.deepcopy(state)
    assert deep._metadata == state._metadata
    assert deep["weight"].data_ptr() != state["weight"].data_ptr()
    assert not hasattr({name: value.clone() for name, value in state.items()}, "_metadata")


# Devices


def test_modules_change_in_place_and_tensors_return_the_converted_one():
    net, x = nn.Linear(3, 2), torch.ones(3)
    assert net.double() is net
    assert x.double() is not x and x.dtype == torch.float32


def test_a_tensor_that_has_the_wanted_dtype_and_device_is_returned_itself():
    x = torch.ones(3)
    assert x.to(x.device) is x and x.float() is x and x.to("meta") is not x


def test_a_buffer_that_is_not_persistent_moves_and_is_not_saved():
    net = nn.Module()
    net.offset = nn.Buffer(torch.zeros(3), persistent=False)
    assert net.to("meta").offset.is_meta and not net.state_dict()


def test_what_an_optimizer_keeps_does_not_move_with_the_network():
    net = nn.Linear(3, 2)
    optimizer = torch.optim.Adam(net.parameters())
    net(torch.ones(1, 3)).sum().backward()
    optimizer.step()
    averages = [state["exp_avg"] for state in optimizer.state.values()]
    net.double()
    assert net.weight.dtype == torch.float64 and averages[0].dtype == torch.float32
    net.to("meta")
    assert averages[0].device.type == "cpu"


# Exercises and self-check


def test_counts_of_the_exercise():
    parameters, buffers = 10 * 20 + 20 + 20 + 20 + 20 * 5, 20 + 20 + 1
    told("state", parameters, zh="20 × 5 个，共 {} 个", en="which makes {}")
    told("state", parameters + buffers, zh="状态字典两者都有，共 {} 个", en="The state dict has both, {} elements")


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

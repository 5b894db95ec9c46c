"""What the prose of the lesson `hooks` says of gradients: hooks of layers on the way back, in-place layers, hooks on tensors."""

import pytest
import torch
from torch import nn


def data(rows=5, grad=False):
    return torch.rand(rows, 3, requires_grad=grad)


def grads(tensor):
    return torch.ones_like(tensor)


# Gradients of a layer


def test_the_message_for_a_bare_tensor_depends_on_the_batch():
    for rows, message in ((4, "invalid number of grad_input, got 4, but expected 1"), (1, "has changed the size of value")):
        layer = nn.Linear(3, 2)
        layer.register_full_backward_hook(lambda module, grad_input, grad_output: grad_input[0] * 2)
        with pytest.raises(RuntimeError, match=message):
            layer(data(rows, grad=True)).sum().backward()


def old_hook(module, x):
    seen = []
    module.register_backward_hook(lambda module, grad_input, grad_output: seen.extend(grad_input))
    with pytest.warns(FutureWarning, match="non-full backward hook"):
        y = module(x)
    y.backward(grads(y))
    return seen


def test_registering_the_old_hook_does_not_warn(recwarn):
    nn.Linear(3, 2).register_backward_hook(lambda *args: None)
    assert not recwarn.list


def test_the_old_hook_on_linear_shows_bias_x_and_the_transposed_weight():
    layer, x = nn.Linear(3, 2), data(4, grad=True)
    bias, of_x, weight = old_hook(layer, x)
    assert torch.equal(of_x, x.grad) and torch.equal(weight.T, layer.weight.grad) and bias.shape == layer.bias.shape


def test_the_old_hook_on_a_sequential_shows_the_input_of_its_relu():
    net = nn.Sequential(nn.Linear(3, 2), nn.ReLU())
    kept = []
    net[0].register_forward_hook(lambda module, args, output: output.retain_grad() or kept.append(output))
    (seen,) = old_hook(net, data(4, grad=True))
    assert torch.equal(seen, kept[0].grad)


def test_the_old_hook_on_a_sequential_fires_before_the_first_linear_has_its_gradient():
    net, seen = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2)), []
    net.register_backward_hook(lambda *args: seen.append(net[0].weight.grad))
    with pytest.warns(FutureWarning):
        net(data(grad=True)).sum().backward()
    assert seen == [None] and net[0].weight.grad is not None


def test_the_old_hook_refuses_a_bare_tensor():
    layer = nn.Linear(3, 2)
    layer.register_backward_hook(lambda module, grad_input, grad_output: grad_input[0])
    with pytest.warns(FutureWarning):
        y = layer(data(grad=True)).sum()
    with pytest.raises(TypeError, match="expected tuple, but hook returned 'Tensor'"):
        y.backward()


def test_both_kinds_do_not_mix_even_after_removing_the_old_one():
    layer = nn.Linear(3, 2)
    layer.register_backward_hook(lambda *args: None).remove()
    with pytest.raises(RuntimeError, match="Cannot use both regular backward hooks and full backward hooks on a single Module"):
        layer.register_full_backward_hook(lambda *args: None)
    fresh = nn.Linear(3, 2)
    fresh.load_state_dict(layer.state_dict())
    fresh.register_full_backward_hook(lambda *args: None)


# In-place layers


def test_without_inplace_the_hooked_net_runs():
    net = nn.Sequential(nn.Linear(3, 4), nn.ReLU())
    net[0].register_full_backward_hook(lambda *args: None)
    net(data(grad=True)).sum().backward()


def test_a_clone_keeps_the_negative_numbers():
    torch.manual_seed(0)
    net, kept = nn.Sequential(nn.Linear(3, 4), nn.ReLU(inplace=True)), []
    net[0].register_forward_hook(lambda module, args, output: kept.append(output.clone()))
    net(data())
    assert (kept[0] < 0).any()


# Hooks on tensors


def test_a_computed_tensor_keeps_no_gradient():
    x = torch.ones(2, requires_grad=True)
    y = x * 3
    (y**2).sum().backward()
    with pytest.warns(UserWarning, match="not a leaf"):
        assert y.grad is None
    assert x.grad.tolist() == [18, 18]


def test_no_hook_on_tensors_that_need_no_gradient():
    with pytest.raises(RuntimeError, match="cannot register a hook on a tensor that doesn't require gradient"):
        (torch.ones(2) * 3).register_hook(print)


def test_post_accumulate_hooks_are_for_leaves():
    y = torch.ones(2, requires_grad=True) * 3
    with pytest.raises(RuntimeError, match="post accumulate grad hooks cannot be registered on non-leaf tensors"):
        y.register_post_accumulate_grad_hook(print)

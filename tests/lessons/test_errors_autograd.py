"""The error clinic on backward, hooks and export: each cause gives the message, and its cure runs."""

import copy
import math

import numpy as np
import pytest
import torch
from torch import nn
from torch.utils.checkpoint import checkpoint

from tests.helpers.claims import raises

ones = torch.ones


def test_what_cuts_the_graph():
    out = nn.Linear(3, 2)(ones(1, 3))
    for cut in (
        lambda: out.detach().sum(),
        lambda: torch.tensor(out.sum().item()),
        lambda: out.argmax(1).float().sum(),
        lambda: (out > 0).float().sum(),
    ):
        with pytest.raises(RuntimeError, match="element 0 of tensors does not require grad"):
            cut().backward()


def test_requiring_a_gradient_of_the_loss_gives_no_parameter_one():
    net = nn.Linear(3, 1)
    net(ones(1, 3)).detach().sum().requires_grad_().backward()
    assert net.weight.grad is None


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_reentrant_checkpoint_without_gradients_of_its_input_leaves_the_graph():
    net = nn.Linear(3, 1)
    with pytest.raises(RuntimeError, match="element 0 of tensors does not require grad"):
        checkpoint(net, ones(1, 3), use_reentrant=True).sum().backward()


def test_a_gan_and_a_hidden_state_go_backward_twice():
    generator, discriminator = nn.Linear(2, 2), nn.Linear(2, 1)
    fake = generator(ones(1, 2)).tanh()
    discriminator(fake).sum().backward()
    with pytest.raises(RuntimeError, match="Trying to backward through the graph a second time"):
        discriminator(fake).sum().backward()
    cell, state = nn.GRUCell(1, 2), None
    state = cell(ones(1, 1), state)
    state.sum().backward()
    with pytest.raises(RuntimeError, match="a second time"):
        cell(ones(1, 1), state).sum().backward()


def test_a_step_between_two_backward_passes_is_an_in_place_change():
    first, second = nn.Linear(2, 2), nn.Linear(2, 1)
    optimizer = torch.optim.SGD(second.parameters(), lr=0.1)
    out = second(first(ones(3, 2)))
    out.sum().backward(retain_graph=True)
    optimizer.step()
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        out.pow(2).sum().backward()


def test_what_a_number_says_that_should_be_a_loss():
    for loss, kind in ((np.float32(1), "'numpy.float32' object"), (0, "'int' object")):
        raises("errors/autograd", kind, lambda loss=loss: loss.backward(), AttributeError)


def test_a_gradient_of_another_type():
    w = ones(2, requires_grad=True)

    def assign(grad):
        w.grad = grad

    raises("errors/autograd", "attempting to assign a gradient with dtype 'double'", lambda: assign(ones(2).double()))
    with pytest.raises(RuntimeError, match="with device type"):
        assign(ones(2, device="meta"))


def test_a_complex_loss():
    out = torch.fft.fft(ones(4, requires_grad=True))
    raises("errors/autograd", "grad can be implicitly created only for real scalar outputs", lambda: out.sum().backward())
    torch.fft.fft(ones(4, requires_grad=True)).abs().sum().backward()


def test_an_unused_tensor_gets_none_or_zeros():
    a, b = ones(1, requires_grad=True), ones(1, requires_grad=True)
    loss = (a * 3).sum()
    assert torch.autograd.grad(loss, [a, b], allow_unused=True, retain_graph=True)[1] is None
    assert torch.autograd.grad(loss, [a, b], materialize_grads=True)[1].item() == 0


def test_a_row_of_padding_idx_stays_zero():
    table = nn.Embedding(4, 2, padding_idx=0)
    table(torch.tensor([0, 1])).sum().backward()
    torch.optim.SGD(table.parameters(), lr=1.0).step()
    assert table.weight[0].count_nonzero() == 0


def test_conversions_that_leave_the_graph_warn_and_item_does_not(recwarn):
    loss = ones(1, requires_grad=True).sum()
    for convert in (float, math.sqrt, lambda loss: torch.tensor([loss])):
        with pytest.warns(UserWarning, match="Converting a tensor with requires_grad=True to a scalar"):
            torch.set_warn_always(True)
            convert(loss)
    torch.set_warn_always(False)
    recwarn.clear()
    loss.item()
    assert not recwarn


def test_an_inference_tensor_changed_in_place():
    with torch.inference_mode():
        x = ones(2)
    raises("errors/autograd", "Inplace update to inference tensor outside InferenceMode", lambda: x.add_(1))
    x.clone().add_(1)
    (x + nn.Parameter(ones(2))).sum().backward()


def test_a_loop_over_a_tensor_gives_several_views():
    x = ones(2, 3, requires_grad=True) * 1
    with pytest.raises(RuntimeError, match="a function that returns multiple views"):
        for row in x:
            row += 1


@pytest.mark.filterwarnings("ignore")
def test_deepcopy_fails_with_the_old_weight_norm():
    net = nn.utils.weight_norm(nn.Linear(2, 2))
    net(ones(1, 2))
    with pytest.raises(RuntimeError, match="Only Tensors created explicitly"):
        copy.deepcopy(net)
    new = nn.utils.parametrizations.weight_norm(nn.Linear(2, 2))
    new(ones(1, 2))
    copy.deepcopy(new)


# Hooks


def test_a_tensor_from_a_backward_hook_with_a_batch_of_one():
    layer = nn.Linear(3, 2)
    layer.register_full_backward_hook(lambda module, grad_in, grad_out: grad_in[0])
    with pytest.raises(RuntimeError, match="has changed the size of value"):
        layer(ones(1, 3, requires_grad=True)).sum().backward()


def test_an_in_place_shortcut_and_a_backward_hook():
    class Block(nn.Module):
        def __init__(self, inplace):
            super().__init__()
            self.layer, self.inplace = nn.Linear(2, 2), inplace

        def forward(self, x):
            out = self.layer(x)
            if self.inplace:
                out += x
            else:
                out = out + x
            return out

    for inplace in (True, False):
        block = Block(inplace)
        block.layer.register_full_backward_hook(lambda *args: None)
        if inplace:
            with pytest.raises(RuntimeError, match="Output 0 of BackwardHookFunction is a view"):
                block(ones(1, 2))
        else:
            block(ones(1, 2, requires_grad=True)).sum().backward()


def test_how_many_arguments_hooks_receive():
    layer, seen = nn.Linear(3, 2), {}
    layer.register_forward_hook(lambda *args: seen.update(forward=len(args)))
    layer.register_forward_hook(lambda *args: seen.update(kwargs=len(args)), with_kwargs=True)
    layer.register_forward_pre_hook(lambda *args: seen.update(before=len(args)))
    layer.register_full_backward_hook(lambda *args: seen.update(back=len(args)))
    x = ones(1, 3, requires_grad=True)
    x.register_hook(lambda *args: seen.update(tensor=len(args)))
    layer(x).sum().backward()
    assert seen == {"before": 2, "forward": 3, "kwargs": 4, "back": 3, "tensor": 1}

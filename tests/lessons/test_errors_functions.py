"""The clinic's entries on Functions of your own, checkpoints and backward hooks: causes that raise the message, and cures."""

import warnings

import pytest
import torch
from torch import nn
from torch.utils.checkpoint import checkpoint

ones = torch.ones


def function(forward, backward):
    methods = {"forward": staticmethod(forward), "backward": staticmethod(backward)}
    return type("Own", (torch.autograd.Function,), methods)


def test_what_counts_as_a_gradient_that_backward_returns():
    def run(forward, backward, *arguments):
        return function(forward, backward).apply(*arguments).sum().backward()

    x = ones(2, requires_grad=True)
    for expected, got, forward, wrong, right, arguments in (
        (2, 1, lambda ctx, x, factor: x * factor, lambda ctx, grad: grad * 2, lambda ctx, grad: (grad * 2, None), (x, 2)),
        (1, 2, lambda ctx, x: x * 2, lambda ctx, grad: (None, grad * 2), lambda ctx, grad: grad * 2, (x,)),
        (2, 1, lambda ctx, x, y: x + y, lambda ctx, grad: [grad, grad], lambda ctx, grad: (grad, grad), (x, x)),
        (3, 1, lambda ctx, *xs: sum(xs), lambda ctx, grad: grad, lambda ctx, grad: (grad,) * 3, (x, x, x)),
    ):
        with pytest.raises(RuntimeError, match=rf"incorrect number of gradients \(expected {expected}, got {got}\)"):
            run(forward, wrong, *arguments)
        run(forward, right, *arguments)


@pytest.mark.filterwarnings("ignore:.*should not be instantiated")
def test_an_object_of_a_function_cannot_be_called():
    class Old(torch.autograd.Function):
        def forward(self, x):
            return x * 2

    class Options(torch.autograd.Function):
        def __init__(self, factor):
            self.factor = factor

        def forward(self, x):
            return x * self.factor

    new, x = function(lambda ctx, x: x * 2, lambda ctx, grad: grad * 2), ones(2, requires_grad=True)
    for call in (lambda: Old()(x), lambda: Options(3.0)(x), lambda: new()(x)):
        with pytest.raises(RuntimeError, match="Legacy autograd function with non-static forward method is deprecated"):
            call()
    new.apply(x).sum().backward()


NONE = "None of the inputs have requires_grad=True. Gradients will be None"


def test_when_an_old_checkpoint_warns_that_there_are_no_gradients():
    net, table = nn.Linear(3, 1), nn.Embedding(4, 3).requires_grad_(False)
    x, ids = ones(2, 3, requires_grad=True), torch.tensor([1, 2])
    torch.set_warn_always(True)

    def evaluate(old):
        with torch.no_grad():
            return checkpoint(net, ones(2, 3), use_reentrant=old)

    cut = (
        lambda old: checkpoint(net, ones(2, 3), use_reentrant=old),
        lambda old: checkpoint(net, table(ids), use_reentrant=old),
        lambda old: checkpoint(lambda batch: net(batch["x"]), {"x": x}, use_reentrant=old),
        lambda old: checkpoint(lambda: net(x), use_reentrant=old),
    )
    for call in (*cut, evaluate):
        with pytest.warns(UserWarning, match=NONE):
            assert not call(True).requires_grad
    with warnings.catch_warnings(action="error"):
        assert all(call(False).requires_grad for call in cut) and not evaluate(False).requires_grad
        assert checkpoint(net, x, use_reentrant=True).requires_grad
        assert checkpoint(net, table(ids).requires_grad_(), use_reentrant=True).requires_grad
    torch.set_warn_always(False)


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

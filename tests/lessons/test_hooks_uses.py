"""What the prose of the lesson `hooks` says of their uses, of what they leave behind and of torch.compile."""

import gc
import weakref

import pytest
import torch
from torch import nn

from snippets.hooks.bars import bars
from snippets.hooks.grab import grab
from snippets.hooks.small import Small
from snippets.lenet.net import LeNet
from tests.helpers.told import told


def data(rows=5, grad=False):
    return torch.rand(rows, 3, requires_grad=grad)


# Uses


def test_grab_takes_its_hooks_off_after_an_error_too():
    net = Small()
    with pytest.raises(RuntimeError), grab(net, "fc1", "act") as seen:
        net(torch.rand(5, 4))
    net(data())
    assert seen == {}


def test_a_hook_made_in_a_loop_finds_the_last_name():
    net, called = Small(), []
    for name in ("fc1", "act", "fc2"):
        net.get_submodule(name).register_forward_hook(lambda module, args, output: called.append(name))  # noqa: B023
    net(data())
    assert called == ["fc2"] * 3


def test_gradients_shrink_300_fold_through_sigmoids_and_18_fold_through_relus():
    from snippets.hooks.norms import norms

    torch.manual_seed(0)
    for act, least, most in ((nn.Sigmoid, 300, 400), (nn.ReLU, 18, 19)):
        found = [float(number) for number in norms(act).split()]
        assert len(found) == 4 and least < found[0] / found[-1] < most


def test_a_sigmoid_multiplies_a_gradient_by_a_quarter_at_most():
    x = torch.linspace(-5, 5, 101, requires_grad=True)
    torch.sigmoid(x).sum().backward()
    told("hooks", x.grad.max().item(), zh="梯度最多乘 {:.2f}", en="multiplies a gradient by {:.2f} at most")


def test_weight_decay_moves_a_row_whose_gradient_is_zero():
    layer = nn.Linear(3, 2, bias=False)
    before = layer.weight.detach().clone()
    layer.weight.register_hook(lambda grad: grad * torch.tensor([[0.0], [1.0]]))
    layer(data()).sum().backward()
    torch.optim.SGD(layer.parameters(), lr=0.1, weight_decay=0.1).step()
    assert (layer.weight != before).any(1).tolist() == [True, True]


def test_bars_is_a_lenet_that_counts_bars():
    net, x = bars(), torch.zeros(1, 1, 32, 32)
    assert isinstance(net, LeNet)
    assert not net(x).any()
    x[0, 0, 4:28, 8] = 1
    vertical = net(x)[0]
    horizontal = net(x.transpose(2, 3))[0]
    assert vertical[0] > vertical[1] and horizontal[1] > horizontal[0] and vertical[0] == horizontal[1]


def test_grad_cam_survives_an_inplace_layer():
    from snippets.hooks.cam import grad_cam

    torch.manual_seed(0)
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(inplace=True), nn.Flatten(), nn.Linear(32, 2))
    assert grad_cam(net, net[0], torch.rand(1, 1, 6, 6), 0).shape == (4, 4)


# What hooks leave behind


def test_losing_the_handle_does_not_remove_the_hook():
    net, called = Small(), []
    net.register_forward_hook(lambda *args: called.append("net"))
    gc.collect()
    net(data())
    assert called == ["net"]


def test_kept_outputs_keep_the_graph_of_every_batch():
    net, kept, batches = Small(), [], []
    net.fc1.register_forward_hook(lambda module, args, output: kept.append(output))
    for _ in range(3):
        x = data()
        batches.append(weakref.ref(x))
        net(x)
    del x
    assert all(batch() is not None for batch in batches)
    kept.clear()
    assert all(batch() is None for batch in batches)


# torch.compile


def test_late_hooks_on_a_compiled_net():
    torch.compiler.reset()
    net, called = Small(), []
    fast = torch.compile(net, backend="eager")
    x = data(grad=True)
    fast(x).sum().backward()
    net.fc1.register_forward_hook(lambda *args: called.append("fc1"))
    net.fc1.register_full_backward_hook(lambda *args: called.append("fc1 backward"))
    net.register_forward_hook(lambda *args: called.append("net"))
    net.fc1.weight.register_hook(lambda grad: called.append("tensor"))
    net.fc1.weight.register_post_accumulate_grad_hook(lambda weight: called.append("accumulated"))
    fast(x).sum().backward()
    assert called == ["net", "tensor", "accumulated"]
    torch.compiler.reset()
    called.clear()
    fast(x).sum().backward()
    assert called == ["fc1", "net", "tensor", "accumulated", "fc1 backward"]

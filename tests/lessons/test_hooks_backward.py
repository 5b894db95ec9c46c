"""What the prose of the lesson `gradient-hooks` says of hooks of modules, their order and in-place layers."""

import pytest
import torch
from torch import nn

from snippets.hooks.small import Small
from snippets.hooks.watch import watch
from tests.helpers.claims import raises
from tests.helpers.told import told


def data(rows=5, grad=False):
    return torch.rand(rows, 3, requires_grad=grad)


def grads(tensor):
    return torch.ones_like(tensor)


# Full backward hooks


def test_backward_hooks_do_not_see_keyword_arguments():
    class Add(nn.Module):
        def forward(self, x, y):
            return x + y

    add, counts = Add(), []
    add.register_full_backward_hook(lambda module, grad_input, grad_output: counts.append(len(grad_input)))
    add(data(grad=True), data(grad=True)).sum().backward()
    add(data(grad=True), y=data(grad=True)).sum().backward()
    assert counts == [2, 1]


@pytest.mark.parametrize("entries", [0, 2])
def test_a_tuple_of_another_length(entries):
    layer = nn.Linear(3, 2)
    layer.register_full_backward_hook(lambda module, grad_input, grad_output: (grad_input[0],) * entries)
    message = "Backward hook returned an invalid number of grad_input"
    raises("gradient-hooks", message, lambda: layer(data(grad=True)).sum().backward())


def test_a_batch_of_one_counts_right_by_chance():
    def zero_bare(module, grad_input, grad_output):
        return torch.zeros_like(grad_input[0])

    layer = nn.Linear(3, 2)
    layer.register_full_backward_hook(zero_bare)
    message = "hook 'hook' has changed the size of value"
    raises("gradient-hooks", message, lambda: layer(data(1, grad=True)).sum().backward())


def test_the_shapes_of_the_question():
    layer, seen = nn.Linear(10, 5), []
    layer.register_full_backward_hook(lambda module, grad_input, grad_output: seen.append((*grad_input, *grad_output)))
    layer(torch.rand(8, 10, requires_grad=True)).sum().backward()
    of_input, of_output = (tuple(grad.shape) for grad in seen[0])
    told(
        "gradient-hooks",
        *of_output,
        *of_input,
        *layer.weight.shape,
        zh="输出的形状是 ({}, {})。({}, {}) 是 `grad_input` 里的形状，({}, {}) 是权重的形状",
        en="which has the shape ({}, {}). ({}, {}) is the shape in `grad_input`, and ({}, {}) is the shape of the weight",
    )
    told("gradient-hooks", zh="`nn.Linear(10, 5)`，输入一个有 8 个样本的批量", en="`nn.Linear(10, 5)`, and a batch of 8 samples")
    told("gradient-hooks", zh="1. (8, 10)", en="1. (8, 10)")
    told("gradient-hooks", zh="2. (8, 5)", en="2. (8, 5)")
    told("gradient-hooks", zh="3. (5, 10)", en="3. (5, 10)")


def old_hook(module, x):
    seen = []
    module.register_backward_hook(lambda module, grad_input, grad_output: seen.extend(grad_input))
    with pytest.warns(FutureWarning, match="non-full backward hook"):
        y = module(x)
    y.backward(grads(y))
    return seen


@pytest.mark.parametrize("name", ["Linear", "Linear 3-D", "Conv2d", "Sequential"])
def test_each_module_of_the_comparison_warns_in_its_forward_pass(name, recwarn):
    modules = {
        "Linear": (nn.Linear(3, 2), (4, 3)),
        "Linear 3-D": (nn.Linear(3, 2), (5, 4, 3)),
        "Conv2d": (nn.Conv2d(1, 2, 3), (1, 1, 6, 6)),
        "Sequential": (nn.Sequential(nn.Linear(3, 2), nn.ReLU()), (4, 3)),
    }
    module, shape = modules[name]
    module.register_backward_hook(lambda *args: None)
    assert not recwarn.list
    with pytest.warns(FutureWarning, match="non-full backward hook"):
        module(torch.rand(shape, requires_grad=True))


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
    raises("gradient-hooks", "expected tuple, but hook returned 'Tensor'", y.backward, TypeError)


def test_the_old_hook_for_a_3d_input_shows_the_2d_result_before_it_is_reshaped():
    layer, x = nn.Linear(3, 2), torch.rand(5, 4, 3, requires_grad=True)
    seen = []
    layer.register_backward_hook(lambda module, grad_input, grad_output: seen.extend((*grad_input, *grad_output)))
    with pytest.warns(FutureWarning):
        (layer(x) ** 2).sum().backward()
    assert [grad.dim() for grad in seen] == [2, 3] and torch.equal(seen[0], seen[1].reshape(20, 2))
    told("gradient-hooks", zh="reshape 之前的二维结果的梯度", en="the gradient of the 2-D result that is then reshaped")


@pytest.mark.parametrize(("leaf", "count"), [(True, 1), (False, 0)])
def test_the_forward_pass_warns_except_for_a_single_operation_on_an_intermediate_result(leaf, count, recwarn):
    act, x = nn.ReLU(), data(grad=True)
    act.register_backward_hook(lambda *args: None)
    y = act(x if leaf else x * 2).sum()
    assert len(recwarn.list) == count
    y.backward()
    assert len(recwarn.list) == count


def test_both_kinds_do_not_mix_even_after_removing_the_old_one():
    layer = nn.Linear(3, 2)
    layer.register_backward_hook(lambda *args: None).remove()
    message = "Cannot use both regular backward hooks and full backward hooks on a single Module"
    raises("gradient-hooks", message, lambda: layer.register_full_backward_hook(lambda *args: None))
    fresh = nn.Linear(3, 2)
    fresh.load_state_dict(layer.state_dict())
    fresh.register_full_backward_hook(lambda *args: None)


# The order


def run(grad):
    torch.manual_seed(0)
    net = Small()
    log, _ = watch(net)
    net(data(grad=grad)).sum().backward()
    return log


def test_a_parent_encloses_its_children_both_ways():
    for kind in ("forward", "backward"):
        part = [name for name, what in run(grad=True) if what.startswith(kind)]
        assert part[0] == part[-1] == "net"


def test_without_a_gradient_of_x_only_net_and_fc1_move():
    with pytest.warns(UserWarning, match="Full backward hook is firing"):
        bare = run(grad=False)
    full = run(grad=True)
    moved = {("net", "backward"), ("fc1", "backward")}
    assert [event for event in bare if event not in moved] == [event for event in full if event not in moved]
    assert bare != full
    assert bare.index(("net", "backward")) + 1 == 10 and bare.index(("fc1", "backward")) + 1 == 18
    assert full.index(("net", "backward")) + 1 == 20


def test_a_first_layer_has_no_input_gradient_and_its_weight_none_yet():
    layer, seen = nn.Linear(3, 2), []
    layer.register_full_backward_hook(lambda module, grad_input, grad_output: seen.append((grad_input, module.weight.grad)))
    with pytest.warns(UserWarning, match="Full backward hook is firing"):
        layer(data()).sum().backward()
    assert seen == [((None,), None)]
    layer(data().requires_grad_()).sum().backward()
    assert seen[1][0][0] is not None and seen[1][1] is not None


def test_the_pre_hook_warns_as_well_and_a_second_layer_does_not(recwarn):
    net = nn.Sequential(nn.Linear(3, 2), nn.ReLU())
    net[1].register_full_backward_hook(lambda *args: None)
    net(data()).sum().backward()
    assert not recwarn.list
    net[0].register_full_backward_pre_hook(lambda *args: None)
    if torch.__version__ >= "2.14.1":  # there, a pre-hook alone does not warn any more
        net(data()).sum().backward()
        assert not recwarn.list
        return
    with pytest.warns(UserWarning, match="Full backward hook is firing"):
        net(data()).sum().backward()


def test_a_hook_on_the_weight_does_not_need_a_gradient_of_x():
    layer, seen = nn.Linear(3, 2), []
    layer.weight.register_post_accumulate_grad_hook(lambda weight: seen.append(weight.grad.shape))
    layer(data()).sum().backward()
    assert seen == [(2, 3)]


# In-place layers

VIEW = "Output 0 of BackwardHookFunction is a view and is being modified inplace"


def hooked(index, inplace=True, kind="full_backward_hook"):
    net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(inplace=inplace))
    getattr(net[index], f"register_{kind}")(lambda *args: None)
    return net


def test_without_inplace_the_hooked_net_runs():
    hooked(0, inplace=False)(data(grad=True)).sum().backward()


@pytest.mark.parametrize("index", [0, 1])
@pytest.mark.parametrize("grad", [False, True])
@pytest.mark.parametrize("kind", ["full_backward_hook", "full_backward_pre_hook"])
def test_the_forward_pass_raises_whichever_of_the_two_layers_is_hooked(index, grad, kind):
    net, x = hooked(index, kind=kind), data(grad=grad)
    raises("gradient-hooks", VIEW, lambda: net(x))


def test_a_hook_on_the_net_around_them_or_on_a_layer_further_away_does_not_raise():
    for at in ("whole", 0, 3):
        net = nn.Sequential(nn.Linear(3, 4), nn.Linear(4, 4), nn.ReLU(inplace=True), nn.Linear(4, 2))
        (net if at == "whole" else net[at]).register_full_backward_hook(lambda *args: None)
        net(data(grad=True)).sum().backward()


@pytest.mark.parametrize("at", [0, 2])
def test_a_view_between_the_hooked_layer_and_the_relu_still_raises(at):
    net = nn.Sequential(nn.Linear(3, 4), nn.Flatten(), nn.Sequential(nn.ReLU(inplace=True), nn.Linear(4, 2)))
    net[at].register_full_backward_hook(lambda *args: None)
    raises("gradient-hooks", VIEW, lambda: net(data(grad=True)))


def test_a_convolution_raises_in_the_forward_pass_too():
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(inplace=True))
    net[0].register_full_backward_hook(lambda *args: None)
    raises("gradient-hooks", VIEW, lambda: net(torch.rand(1, 1, 6, 6)))


def test_the_hooked_layer_returns_a_view_of_the_same_memory():
    layer, inside = nn.Linear(3, 2), []
    layer.register_forward_hook(lambda module, args, output: inside.append(output))
    layer.register_full_backward_hook(lambda *args: None)
    y = layer(data(grad=True))
    assert y._is_view() and y.data_ptr() == inside[0].data_ptr()


def test_the_way_out_needs_a_gradient():
    from snippets.hooks.inplace_cure import catch

    net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(inplace=True))
    net[0].register_forward_hook(catch)
    with torch.no_grad():
        raises("gradient-hooks", "cannot register a hook on a tensor that doesn't require gradient", lambda: net(data()))

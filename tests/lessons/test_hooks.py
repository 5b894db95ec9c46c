"""What the prose of the lesson `hooks` says beyond the outputs that its page shows."""

import copy
import gc
import inspect
import weakref

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.hooks.bars import bars
from snippets.hooks.ex_trace import trace
from snippets.hooks.grab import grab
from snippets.hooks.small import Small
from snippets.hooks.watch import watch
from snippets.lenet.net import LeNet

REGISTER = nn.modules.module
KINDS = ["forward_pre_hook", "forward_hook", "full_backward_pre_hook", "full_backward_hook"]


def data(rows=5, grad=False):
    return torch.rand(rows, 3, requires_grad=grad)


def grads(tensor):
    return torch.ones_like(tensor)


# A hook on, a hook off


def test_a_second_remove_does_no_harm():
    handle = Small().register_forward_hook(lambda *args: None)
    handle.remove()
    handle.remove()


# All kinds at a glance


@pytest.mark.parametrize(
    ("kind", "count"),
    [("state_dict_pre_hook", 3), ("state_dict_post_hook", 4), ("load_state_dict_pre_hook", 8), ("load_state_dict_post_hook", 2)],
)
def test_what_state_dict_hooks_are_given(kind, count):
    net, given = Small(), []
    getattr(net, f"register_{kind}")(lambda *args: given.append(args))
    net.load_state_dict(net.state_dict())
    assert len(given[0]) == count and given[0][0] is net
    assert hasattr(torch.optim.SGD, f"register_{kind}")


@pytest.mark.parametrize(("kind", "count"), list(zip(KINDS, [2, 3, 2, 3], strict=True)))
def test_what_module_hooks_are_given(kind, count):
    net, given = nn.Linear(3, 2), []
    getattr(net, f"register_{kind}")(lambda *args: given.append(args))
    net(data(grad=True)).sum().backward()
    assert len(given[0]) == count and isinstance(given[0][1], tuple)


def test_step_hooks_are_given_three_and_the_pre_hook_may_replace_the_arguments():
    parameter = nn.Parameter(torch.ones(1))
    optimizer, called = torch.optim.SGD([parameter], lr=0.1), []
    optimizer.register_step_pre_hook(lambda optimizer, args, kwargs: ((*args, lambda: called.append("closure")), kwargs))
    optimizer.register_step_post_hook(lambda optimizer, args, kwargs: called.append(len(args)) or 5)
    assert optimizer.step() is None and called == ["closure", 2]


def test_what_a_state_dict_pre_hook_returns_is_ignored():
    net = Small()
    net.register_state_dict_pre_hook(lambda *args: {})
    assert list(net.state_dict()) == ["fc1.weight", "fc2.weight"]


def test_the_post_hooks_of_state_dicts_edit_in_place():
    net = Small()
    net.register_state_dict_post_hook(lambda module, state_dict, *rest: state_dict.update({"more": 1}))
    net.register_load_state_dict_post_hook(lambda module, keys: keys.missing_keys.clear())
    state = net.state_dict()
    assert state.pop("more") == 1
    del state["fc1.weight"]
    net.load_state_dict(state)


def test_autograd_has_hooks_on_nodes_and_in_its_graph_module():
    x, seen = torch.ones(2, requires_grad=True), []
    y = x * 3
    y.grad_fn.register_hook(lambda grad_input, grad_output: seen.append(grad_output[0].tolist()))
    y.sum().backward()
    assert seen == [[1, 1]]
    assert torch.autograd.graph.register_multi_grad_hook and torch.autograd.graph.saved_tensors_hooks


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


def test_a_hook_on_the_weight_does_not_need_a_gradient_of_x():
    layer, seen = nn.Linear(3, 2), []
    layer.weight.register_post_accumulate_grad_hook(lambda weight: seen.append(weight.grad.shape))
    layer(data()).sum().backward()
    assert seen == [(2, 3)]


# Several hooks


def test_each_hook_gets_what_the_one_before_it_left():
    act, seen = nn.ReLU(), []
    act.register_forward_hook(lambda module, args, output: output + 1)
    act.register_forward_hook(lambda module, args, output: seen.append(output.item()))
    assert act(torch.ones(1)).item() == 2 and seen == [2]


@pytest.mark.parametrize("kind", KINDS)
def test_four_kinds_can_be_prepended_and_registered_globally(kind):
    assert "prepend" in inspect.signature(getattr(nn.Module, f"register_{kind}")).parameters
    called = []
    with getattr(REGISTER, f"register_module_{kind}")(lambda module, *rest: called.append(module)):
        layer, other = nn.Linear(3, 2), nn.Linear(2, 1)
        other(layer(data(grad=True))).sum().backward()
    assert set(called) == {layer, other}


def test_a_hook_is_not_called_when_forward_raises():
    layer, called = nn.Linear(3, 2), []
    layer.register_forward_hook(lambda *args: called.append("plain"))
    layer.register_forward_hook(lambda *args: called.append(args[2]), always_call=True)
    with pytest.raises(RuntimeError):
        layer(torch.ones(1, 4))
    assert called == [None]


# Change what flows forward


def test_a_value_returned_by_accident_is_the_new_output():
    act, seen = nn.ReLU(), ["oops"]
    act.register_forward_hook(lambda module, args, output: seen.pop())
    assert act(torch.ones(1)) == "oops"


def test_a_pre_hook_may_return_a_tuple_of_all_arguments():
    layer = nn.Bilinear(1, 1, 1)
    layer.register_forward_pre_hook(lambda module, args: (args[1], args[0]))
    a, b = torch.ones(1, 1), torch.zeros(1, 1)
    assert torch.equal(layer(a, b), F.bilinear(b, a, layer.weight, layer.bias))


def test_backward_hooks_do_not_see_keyword_arguments():
    class Add(nn.Module):
        def forward(self, x, y):
            return x + y

    add, counts = Add(), []
    add.register_full_backward_hook(lambda module, grad_input, grad_output: counts.append(len(grad_input)))
    add(data(grad=True), data(grad=True)).sum().backward()
    add(data(grad=True), y=data(grad=True)).sum().backward()
    assert counts == [2, 1]


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


# Calls that go around hooks


def test_forward_goes_around_backward_hooks_too():
    net, called = Small(), []
    for name in ("", "fc1"):
        net.get_submodule(name).register_full_backward_hook(lambda *args, name=name: called.append(name))
    net.forward(data(grad=True)).sum().backward()
    assert called == ["fc1"]


def test_out_proj_of_multihead_attention_is_never_called():
    attention, called = nn.MultiheadAttention(4, 1), []
    attention.out_proj.register_forward_hook(lambda *args: called.append("out_proj"))
    x = torch.rand(2, 1, 4)
    attention(x, x, x)
    assert called == []


# State dicts


def test_the_dict_that_is_loaded_stays_as_it_was():
    net = Small()
    net.register_load_state_dict_pre_hook(lambda module, state_dict, *rest: state_dict.popitem() and None)
    state = net.state_dict()
    net.load_state_dict(state, strict=False)
    assert list(state) == ["fc1.weight", "fc2.weight"]


def test_deepcopy_copies_hooks_and_a_state_dict_does_not():
    net, called = Small(), []
    net.register_forward_hook(lambda *args: called.append("net"))
    copy.deepcopy(net)(data())
    assert called == ["net"]
    fresh = Small()
    fresh.load_state_dict(net.state_dict())
    fresh(data())
    assert called == ["net"]


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
    assert x.grad.max().item() == pytest.approx(0.25)


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


# Common mistakes: the messages that the page has no output for


def test_a_hook_that_was_called_instead_of_handed_over():
    layer = nn.Linear(3, 2)
    layer.register_forward_hook(print(end=""))
    with pytest.raises(TypeError, match="'NoneType' object is not callable"):
        layer(data())


def test_a_hook_with_too_few_arguments():
    layer = nn.Linear(3, 2)
    layer.register_forward_hook(lambda module, args: None)
    with pytest.raises(TypeError, match=r"<lambda>\(\) takes 2 positional arguments but 3 were given"):
        layer(data())


def test_too_many_entries():
    layer = nn.Linear(3, 2)
    layer.register_full_backward_hook(lambda module, grad_input, grad_output: (grad_input[0], None))
    with pytest.raises(RuntimeError, match="Backward hook returned an invalid number of grad_input"):
        layer(data(grad=True)).sum().backward()


def test_a_pre_hook_with_kwargs_that_returns_args_only():
    layer = nn.Linear(3, 2)
    layer.register_forward_pre_hook(lambda module, args, kwargs: args, with_kwargs=True)
    with pytest.raises(RuntimeError, match=r"forward pre-hook must return None or a tuple of \(new_args, new_kwargs\)"):
        layer(data())


def test_a_tensor_hook_that_returns_a_tuple():
    x = torch.ones(2, requires_grad=True)
    x.register_hook(lambda grad: (grad,))
    with pytest.raises(TypeError, match="expected Variable, but hook returned 'tuple'"):
        x.sum().backward()


def test_a_post_accumulate_hook_that_returns_something():
    x = torch.ones(2, requires_grad=True)
    x.register_post_accumulate_grad_hook(lambda leaf: leaf.grad)
    with pytest.raises(RuntimeError, match=r"Tensor post accumulate grad hooks should return None\."):
        x.sum().backward()


# Exercises and self-check


def test_the_tracer_is_silent_for_other_nets(capsys):
    with trace(Small()):
        Small()(data())
    assert capsys.readouterr().out == ""


def test_a_module_used_twice_fires_twice():
    act, called = nn.ReLU(), []
    act.register_forward_hook(lambda *args: called.append("act"))
    nn.Sequential(act, nn.Linear(3, 3), act)(data())
    assert called == ["act"] * 2


def test_forward_hooks_run_under_no_grad():
    net = Small()
    log, _ = watch(net)
    with torch.no_grad():
        net(data())
    assert len(log) == 8

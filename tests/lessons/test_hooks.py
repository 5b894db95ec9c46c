"""What the prose of the lesson `hooks` says beyond the outputs that its page shows."""

import copy
import inspect

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.hooks.ex_trace import trace
from snippets.hooks.small import Small
from snippets.hooks.watch import watch

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

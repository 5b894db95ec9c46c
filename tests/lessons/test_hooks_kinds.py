"""What the prose of the lesson `hooks` says of its table of kinds, of memory and of state dicts."""

import copy
import gc
import weakref

import pytest
import torch
from torch import nn

from snippets.hooks.small import Small
from tests.helpers.told import told

KINDS = ["forward_pre_hook", "forward_hook", "full_backward_pre_hook", "full_backward_hook"]


def data(rows=5, grad=False):
    return torch.rand(rows, 3, requires_grad=grad)


# A table of hooks and their arguments


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


# What hooks leave in memory


def test_losing_the_handle_does_not_remove_the_hook():
    net, called = Small(), []
    net.register_forward_hook(lambda *args: called.append("net"))
    gc.collect()
    net(data())
    assert called == ["net"]


def test_each_call_that_registers_adds_a_hook_which_runs_once():
    from snippets.hooks import piling

    piling.calls.clear()
    net, runs = Small(), []
    for _ in range(3):
        before = len(piling.calls)
        piling.measure(net, data())
        runs.append(len(piling.calls) - before)
    assert runs == [1, 2, 3] == [*range(1, len(net.fc1._forward_hooks) + 1)]
    piling.measure(Small(), data())  # another network begins with one
    assert len(piling.calls) == sum(runs) + 1
    told("hooks", zh="第三次调用时执行三个钩子", en="In the third call three hooks run")
    told("hooks", zh="不重新创建网络，却重复运行", en="and the network has not been created again")


STORE = {"output": lambda output: output, "detach": lambda output: output.detach(), "clone": lambda output: output.clone()}


@pytest.mark.parametrize(
    ("way", "mode", "kept"),
    [
        ("output", "plain", True),
        ("clone", "plain", True),
        ("detach", "plain", False),
        ("output", "no_grad", False),
        ("clone", "no_grad", False),
        ("detach", "no_grad", False),
        ("output", "backward", False),
        ("clone", "backward", False),
    ],
)
def test_which_ways_of_storing_keep_the_inputs_of_all_batches(way, mode, kept):
    net, stored, batches = Small(), [], []
    net.fc1.register_forward_hook(lambda module, args, output: stored.append(STORE[way](output)))
    for _ in range(3):
        x = data()
        batches.append(weakref.ref(x))
        with torch.set_grad_enabled(mode != "no_grad"):
            loss = net(x).sum()
        if mode == "backward":
            loss.backward()
    del x, loss
    assert [batch() is not None for batch in batches] == [kept] * 3
    stored.clear()
    assert all(batch() is None for batch in batches)


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
    net.load_state_dict(fresh.state_dict())
    net(data())
    assert called == ["net"] * 2

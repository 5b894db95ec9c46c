"""What the prose of the lesson `hooks` says of reading, changing and removing, beyond the outputs that its page shows."""

import contextlib
import inspect
import io
import math
import pickle

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.hooks.ex_trace import trace
from snippets.hooks.grab import grab
from snippets.hooks.small import Small
from tests.helpers.claims import raises
from tests.helpers.told import told

REGISTER = nn.modules.module
KINDS = ["forward_pre_hook", "forward_hook", "full_backward_pre_hook", "full_backward_hook"]


def data(rows=5, grad=False):
    return torch.rand(rows, 3, requires_grad=grad)


# Read the output of a layer, remove a hook


def test_a_second_remove_does_no_harm():
    handle = Small().register_forward_hook(lambda *args: None)
    handle.remove()
    handle.remove()


def test_the_arguments_are_a_tuple_and_detach_shares_the_numbers():
    layer, seen = nn.Linear(3, 2), []
    layer.register_forward_hook(lambda module, args, output: seen.append((args, output)))
    layer(data())
    args, output = seen[0]
    assert isinstance(args, tuple) and len(args) == 1
    assert output.detach().data_ptr() == output.data_ptr() and output.detach().grad_fn is None
    assert output.clone().data_ptr() != output.data_ptr() and output.clone().grad_fn is not None


def test_with_removes_the_hook_after_an_error_too():
    layer, called = nn.Linear(3, 2), []
    with pytest.raises(ZeroDivisionError), layer.register_forward_hook(lambda *args: called.append("layer")):
        1 / 0  # noqa: B018
    layer(data())
    assert called == []


# Shapes and features


def test_functions_have_no_row():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(3, 2)

        def forward(self, x):
            return torch.relu(self.fc(x))

    net, called = Net(), []
    for name, module in net.named_modules():
        module.register_forward_hook(lambda *args, name=name: called.append(name))
    net(data())
    assert called == ["fc", ""]


@pytest.mark.parametrize("bound", [False, True])
def test_a_hook_made_in_a_loop_finds_the_last_name_unless_it_has_its_own(bound):
    net, called = Small(), []
    for name in ("fc1", "act", "fc2"):
        late = lambda module, args, output: called.append(name)  # noqa: B023, E731
        own = lambda module, args, output, name=name: called.append(name)  # noqa: E731
        net.get_submodule(name).register_forward_hook(own if bound else late)
    net(data())
    assert called == (["fc1", "act", "fc2"] if bound else ["fc2"] * 3)


def test_grab_removes_its_hooks_after_an_error_too_and_takes_names_with_dots():
    net = Small()
    with pytest.raises(RuntimeError), grab(net, "fc1", "act") as features:
        net(torch.rand(5, 4))
    net(data())
    assert features == {}
    nested = nn.Sequential(nn.Sequential(nn.Linear(3, 4)), nn.ReLU())
    with grab(nested, "0.0") as features:
        nested(data())
    assert features["0.0"].shape == (5, 4)


def test_a_slice_of_a_sequential_ends_earlier():
    net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
    x = data()
    with grab(net, "1") as features:
        net(x)
    assert torch.equal(net[:2](x), features["1"])


@pytest.mark.parametrize("off", [torch.no_grad, torch.inference_mode])
def test_forward_hooks_run_without_gradients(off):
    net, called = Small(), []
    for module in net.modules():
        module.register_forward_hook(lambda *args: called.append("hook"))
        module.register_forward_pre_hook(lambda *args: called.append("pre"))
    with off():
        net(data())
    assert len(called) == 8


# Change an input or an output


@pytest.mark.parametrize(
    ("hook", "expected"),
    [
        (lambda *args: [].append(1), 1.0),
        (lambda *args: {"act": 5}.setdefault("act", 6), 5),
        (lambda *args: [7].pop(), 7),
        (lambda *args: False, False),
    ],
)
def test_what_a_lambda_returns_by_accident_is_the_new_output(hook, expected):
    act = nn.ReLU()
    act.register_forward_hook(hook)
    assert act(torch.ones(())) == expected


def test_a_pre_hook_may_return_a_tuple_of_all_arguments():
    layer = nn.Bilinear(1, 1, 1)
    layer.register_forward_pre_hook(lambda module, args: (args[1], args[0]))
    a, b = torch.ones(1, 1), torch.zeros(1, 1)
    assert torch.equal(layer(a, b), F.bilinear(b, a, layer.weight, layer.bias))


def test_a_single_value_of_a_pre_hook_is_the_only_positional_argument():
    class Scale(nn.Module):
        def forward(self, x, factor=2.0):
            return x * factor

    scale = Scale()
    scale.register_forward_pre_hook(lambda module, args: args[0])
    assert scale(torch.ones(()), 5.0) == 2 and scale(torch.ones(()), factor=5.0) == 5
    told("hooks", zh="这个值就是唯一的位置实参", en="which becomes the only positional argument")


# In which order do hooks run?


def test_each_hook_gets_what_the_one_before_it_left():
    act, seen = nn.ReLU(), []
    act.register_forward_hook(lambda module, args, output: output + 1)
    act.register_forward_hook(lambda module, args, output: seen.append(output.item()))
    assert act(torch.ones(1)).item() == 2 and seen == [2]


@pytest.mark.parametrize("kind", KINDS)
def test_four_kinds_can_be_prepended_and_registered_for_all_modules(kind):
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


def test_the_numbers_of_the_layer_that_failed():
    layer = nn.Linear(5, 2)
    told(
        "hooks",
        layer.in_features,
        4,
        zh="最后一个 `nn.Linear` 要求 {} 个特征，却只收到 {} 个",
        en="expects {} features and receives {}",
    )


# Why does my hook not run?


def test_out_proj_of_multihead_attention_is_not_called():
    attention, called = nn.MultiheadAttention(4, 1), []
    attention.out_proj.register_forward_hook(lambda *args: called.append("out_proj"))
    for mode in (True, False):
        x = torch.rand(2, 1, 4)
        attention.train(mode)(x, x, x)
    assert called == []


def test_forward_skips_the_hooks_of_the_module_itself_of_each_kind():
    net, called = Small(), []
    for kind in KINDS:
        for name in ("", "fc1"):
            getattr(net.get_submodule(name), f"register_{kind}")(lambda *args, name=name: called.append(name))
    net.forward(data(grad=True)).sum().backward()
    assert called == ["fc1"] * 4


def test_a_layer_that_forward_does_not_use_is_not_called():
    net, called = Small(), []
    net.spare = nn.Linear(1, 1)
    net.spare.register_forward_hook(lambda *args: called.append("spare"))
    net(data())
    assert called == []


# Common mistakes, and messages that the page has no output for


def test_a_hook_that_was_called_instead_of_handed_over():
    layer = nn.Linear(3, 2)
    layer.register_forward_hook(print(end=""))
    raises("hooks", "'NoneType' object is not callable", lambda: layer(data()), TypeError)


def test_a_hook_with_too_few_arguments():
    layer = nn.Linear(3, 2)
    layer.register_forward_hook(lambda module, args: None)
    raises("hooks", "<lambda>() takes 2 positional arguments but 3 were given", lambda: layer(data()), TypeError)


def test_an_output_that_is_a_tuple():
    layer = nn.LSTM(3, 2)
    layer.register_forward_hook(lambda module, args, output: output.detach())
    raises("hooks", "'tuple' object has no attribute 'detach'", lambda: layer(torch.rand(4, 1, 3)), AttributeError)


def test_an_argument_that_was_passed_by_name():
    layer = nn.Linear(3, 2)
    layer.register_forward_hook(lambda module, args, output: print(args[0].shape))
    raises("hooks", "tuple index out of range", lambda: layer(input=data()), IndexError)


def test_a_pre_hook_with_kwargs_that_returns_args_only():
    layer = nn.Linear(3, 2)
    layer.register_forward_pre_hook(lambda module, args, kwargs: args, with_kwargs=True)
    raises("hooks", "forward pre-hook must return None or a tuple of (new_args, new_kwargs)", lambda: layer(data()))


@pytest.mark.parametrize("inner", [False, True])
def test_a_network_with_a_local_hook_is_not_saved_whole(inner):
    def hook(module, args, output):
        pass

    net = nn.Linear(3, 2)
    net.register_forward_hook(hook if inner else lambda *args: None)
    with pytest.raises((AttributeError, pickle.PicklingError), match=r"(?i)can't pickle"):
        torch.save(net, io.BytesIO())
    torch.save(net.state_dict(), io.BytesIO())


# Exercises and self-check


def test_the_tracer_prints_nothing_for_other_nets(capsys):
    with trace(Small()):
        Small()(data())
    assert capsys.readouterr().out == ""


def test_feature_three_matters_least():
    from snippets.hooks import ex_ablate

    changes = []
    with torch.no_grad():
        for index in range(4):
            with ex_ablate.net[1].register_forward_hook(ex_ablate.without(index)):
                changes.append((ex_ablate.net(ex_ablate.x) - ex_ablate.before).abs().mean().item())
    assert min(changes) == changes[3] and changes[3] < 0.8 * sorted(changes)[1]
    told("hooks", 3, zh="特征 {} 最不重要", en="Feature {} matters least")


def test_a_module_used_twice_runs_its_hook_twice():
    act, called = nn.ReLU(), []
    act.register_forward_hook(lambda *args: called.append("act"))
    nn.Sequential(act, nn.Linear(3, 3), act)(data())
    assert called == ["act"] * 2


def test_a_hook_that_removes_itself_stores_one_batch():
    layer, kept = nn.Linear(3, 2), []

    def once(module, args, output):
        kept.append(output)
        handle.remove()

    handle = layer.register_forward_hook(once)
    for _ in range(3):
        layer(data())
    assert len(kept) == 1


def test_the_first_nan_is_found_before_the_modules_around():
    net, found = nn.Sequential(nn.Linear(3, 3), nn.Sequential(nn.ReLU())), []
    for name, module in net.named_modules():
        module.register_forward_hook(lambda *args, name=name: found.append(name))
    with contextlib.suppress(RuntimeError):
        net(data())
    assert found == ["0", "1.0", "1", ""]


def test_a_nan_that_no_module_made_is_found_at_a_module_that_did_not_make_it():
    class Log(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc1, self.fc2 = nn.Linear(3, 3), nn.Linear(3, 2)

        def forward(self, x):
            return self.fc2(torch.log(-self.fc1(x).abs()))

    def first(net, x):
        found = []

        def note(module, args, output):
            if output.isnan().any():
                found.append(names[module])

        names = {module: name for name, module in net.named_modules()}
        for module in names:
            module.register_forward_hook(note)
        net(x)
        return found[0]

    assert first(Log(), data()) == "fc2"  # a function between the modules made it
    net = Log()
    net.fc2 = nn.Identity()
    net.forward = lambda x: torch.log(-net.fc1(x).abs())
    assert first(net, data()) == ""  # a function after the modules made it, and no innermost module is found
    told("hooks", zh="计算都由最里层的模块完成", en="innermost modules do all the computing")
    assert first(nn.Sequential(nn.Linear(3, 3)), data() * math.nan) == "0"  # it came with the input

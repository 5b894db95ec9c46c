"""The error clinic on hooks and export: each cause gives the message, and its cure runs."""

import contextlib
import io
import subprocess
import sys
import warnings
from collections.abc import Callable

import pytest
import torch
from torch import nn
from torch.nn.utils import parametrizations, parametrize, prune
from torch.utils.checkpoint import checkpoint, checkpoint_sequential

from tests.helpers.told import told

PAGE = "errors/hooks"


def x(batch: int = 4) -> torch.Tensor:
    return torch.ones(batch, 3, requires_grad=True)


def layer() -> nn.Linear:
    return nn.Linear(3, 2)


def backward(hook: Callable, batch: int = 4) -> None:
    net = layer()
    net.register_full_backward_hook(hook)
    net(x(batch)).sum().backward()


# Hooks


@pytest.mark.parametrize("net", [layer(), nn.ReLU(), nn.Sequential(layer(), nn.ReLU()), nn.BatchNorm1d(3)])
def test_the_old_kind_of_hook_warns_in_the_forward_pass_and_can_be_named(net):
    net.register_backward_hook(lambda *args: None)
    named = [name for name, m in nn.Sequential(nn.ReLU(), net).named_modules() if m._is_full_backward_hook is False]
    assert named == ["1"]
    with pytest.warns(FutureWarning, match="Using a non-full backward hook when the forward contains multiple"):
        net(x())
    full = layer()
    full.register_full_backward_hook(lambda *args: None)
    assert [m for m in full.modules() if m._is_full_backward_hook is False] == []


def test_what_a_full_backward_hook_may_not_return():
    saved = {}
    counted = "Backward hook returned an invalid number of grad_input, got {}, but expected {}"
    for hook in (lambda m, i, o: i[0], lambda m, i, o: saved.setdefault("grad", i[0])):
        for batch in (4, 7):
            with pytest.raises(RuntimeError, match=counted.format(batch, 1)):
                saved.clear()
                backward(hook, batch)
        with pytest.raises(RuntimeError, match="has changed the size of value"):
            saved.clear()
            backward(hook, 1)
    with pytest.raises(RuntimeError, match=counted.format(3, 1)):
        backward(lambda m, i, o: (i[0], m.weight, m.bias))
    backward(lambda m, i, o: (i[0],))
    backward(lambda m, i, o: None)

    class Sum(nn.Module):
        def forward(self, a, b):
            return a + b

    for hook, fails in ((lambda m, i, o: (i[0],), True), (lambda m, i, o: (i[0], i[1]), False)):
        net = Sum()
        net.register_full_backward_hook(hook)
        with pytest.raises(RuntimeError, match=counted.format(1, 2)) if fails else contextlib.nullcontext():
            net(x(), x()).sum().backward()


class Recorder:
    def forgotten(module, args, output):  # noqa: N805
        pass

    def right(self, module, args, output):
        pass


def make(name):
    return lambda module, args, output: None


def test_hooks_with_the_wrong_number_of_parameters():
    def call(hook, **settings):
        net = layer()
        net.register_forward_hook(hook, **settings)
        net(x())

    for hook, words, settings in (
        (lambda module, output: None, r"<lambda>\(\) takes 2 positional arguments but 3 were given", {}),
        (Recorder().forgotten, r"forgotten\(\) takes 3 positional arguments but 4 were given", {}),
        (make, r"make\(\) takes 1 positional argument but 3 were given", {}),
        (make("fc"), r"<lambda>\(\) takes 3 positional arguments but 4 were given", {"with_kwargs": True}),
    ):
        with pytest.raises(TypeError, match=words):
            call(hook, **settings)
    for hook, settings in (
        (Recorder().right, {}),
        (make("fc"), {}),
        (lambda module, args, kwargs, output: None, {"with_kwargs": True}),
    ):
        call(hook, **settings)


def test_post_accumulate_hooks_belong_to_leaves():
    def register(tensor):
        tensor.register_post_accumulate_grad_hook(lambda p: None)

    normed, pruned, data = parametrizations.weight_norm(layer()), prune.l1_unstructured(layer(), "weight", 0.5), torch.ones(2)
    for result in (
        layer()(x()),
        nn.Parameter(data).double(),
        layer().weight.view(-1),
        normed.weight,
        pruned.weight,
    ):
        assert not result.is_leaf
        with pytest.raises(RuntimeError, match="post accumulate grad hooks cannot be registered on non-leaf tensors"):
            register(result)
        result.register_hook(lambda grad: None)
    for leaf in (nn.Parameter(data.double()), normed.parametrizations.weight.original1, pruned.weight_orig):
        register(leaf)


# Parametrizations and checkpoints


def test_removing_the_new_weight_norm():
    with pytest.raises(ValueError, match="weight_norm of 'weight' not found"):
        nn.utils.remove_weight_norm(parametrizations.weight_norm(layer()))
    assert set(parametrize.remove_parametrizations(parametrizations.weight_norm(layer()), "weight").state_dict()) == {
        "weight",
        "bias",
    }


def parametrized(function: Callable, net: nn.Module, **settings) -> nn.Module:
    class Rule(nn.Module):
        def forward(self, weight):
            return function(weight)

    return parametrize.register_parametrization(net, "weight", Rule(), **settings)


def test_which_parametrizations_change_the_shape():
    for function in (torch.sum, lambda w: w.norm(dim=1), lambda w: w.T, lambda w: w @ w.T):
        with pytest.raises(ValueError, match="Registering a parametrization may not change the shape of the tensor"):
            parametrized(function, layer())
    with pytest.raises(ValueError, match="may not change the dtype"):
        parametrized(torch.Tensor.double, layer())
    for function in (lambda w: w.T, lambda w: w @ w.T):
        parametrized(function, nn.Linear(3, 3))
    rows = parametrized(lambda w: w / w.norm(dim=1, keepdim=True), layer()).weight
    assert torch.allclose(rows.norm(dim=1), torch.ones(2))
    assert parametrized(lambda w: w.T, nn.Linear(3, 2, bias=False), unsafe=True)(torch.ones(1, 2)).shape == (1, 3)


def test_what_warns_of_reentrant_checkpoints():
    net = nn.Sequential(layer(), nn.ReLU())
    with pytest.warns(UserWarning, match=r"^torch\.utils\.checkpoint: the use_reentrant parameter should be passed explicitly"):
        checkpoint(net, x())
    with pytest.warns(UserWarning, match=r"^torch\.utils\.checkpoint\.checkpoint_sequential: the use_reentrant parameter"):
        checkpoint_sequential(net, 2, x())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for choice in (True, False):
            checkpoint(net, x(), use_reentrant=choice)
            checkpoint_sequential(net, 2, x(), use_reentrant=choice)
    assert checkpoint(lambda a, times: a * times, x(), times=2, use_reentrant=False).shape == (4, 3)
    with pytest.raises(ValueError, match="Unexpected keyword arguments"):
        checkpoint(lambda a, times: a * times, x(), times=2, use_reentrant=True)


# Export


def test_what_an_export_says_of_other_things_than_a_tuple():
    batch = [x(), torch.zeros(4)]
    for args in (x(), batch, {"input": x()}):
        with pytest.raises(torch._dynamo.exc.UserError, match="to be a tuple of example positional inputs") as found:
            torch.export.export(layer(), args)
        name = "torch.Tensor" if isinstance(args, torch.Tensor) else type(args).__name__
        told(PAGE, name, zh="`got <class '{}'>`", en="`got <class '{}'>`")
        assert f"got <class '{name}'>" in str(found.value)
    for args, kwargs in (((x(),), None), ((batch[0],), None), ((), {"input": x()})):
        torch.export.export(layer(), args, kwargs)


def operators(net: nn.Module, recwarn) -> tuple[list[str], bool]:
    """Those of the exported network, and whether the exporter warned."""
    recwarn.clear()
    program = torch.onnx.export(net, (torch.ones(1, 3),), verbose=False)
    warned = any("Exporting a model while it is in training mode" in str(one.message) for one in recwarn.list)
    return [node.op_type for node in program.model.graph], warned


def test_which_modules_an_export_in_training_mode_asks(recwarn):
    net = nn.Sequential(layer(), nn.Dropout())
    assert operators(net, recwarn) == (["Gemm", "Dropout"], True)
    assert operators(net.eval(), recwarn) == (["Gemm"], False)
    wrapped = nn.Sequential(net, nn.Softmax(1))
    assert operators(wrapped, recwarn)[1] and not operators(wrapped.eval(), recwarn)[1]
    assert operators(layer(), recwarn)[1] and not operators(layer().eval(), recwarn)[1]
    net[1].train()
    assert operators(net, recwarn) == (["Gemm", "Dropout"], False)
    assert [name for name, m in net.named_modules() if m.training] == ["1"]


def test_a_check_mark_in_other_encodings():
    for encoding, named in (("gbk", "gbk"), ("cp936", "gbk"), ("cp1252", "charmap"), ("ascii", "ascii")):
        console = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        for write in (
            lambda: torch.onnx.export(layer().eval(), (torch.ones(1, 3),)),
            lambda: print("\u2705"),
        ):
            with contextlib.redirect_stdout(console), pytest.raises(UnicodeEncodeError, match=f"'{named}' codec can't encode"):
                write()
        with contextlib.redirect_stdout(console):
            torch.onnx.export(layer().eval(), (torch.ones(1, 3),), verbose=False)
            sys.stdout.reconfigure(encoding="utf-8")
            print("\u2705")
    told(PAGE, zh="`'charmap'` 或 `'ascii'`", en="`'charmap'` or `'ascii'`")


@pytest.mark.parametrize(("layout", "warnings_seen"), [("", 1), (", layout=torch.jagged", 0)])
def test_nested_tensors_of_the_old_layout_warn_once_in_a_program(layout, warnings_seen):
    line = f"torch.nested.nested_tensor([torch.ones(2), torch.ones(3)]{layout})\n"
    done = subprocess.run([sys.executable, "-W", "always", "-c", "import torch\n" + 2 * line], capture_output=True, text=True)
    assert done.returncode == 0 and done.stderr.count("nested tensors is in prototype stage") == warnings_seen


def test_when_the_encoder_takes_its_fast_path():
    """Known by the zeros at padded positions."""
    padding = torch.tensor([[False, False, True]] * 2)

    def padded(train=False, grad=False, mask=padding, nested=True) -> float:
        torch.manual_seed(0)
        block = nn.TransformerEncoderLayer(8, 2, batch_first=True)
        net = nn.TransformerEncoder(block, 1, enable_nested_tensor=nested).train(train)
        with torch.set_grad_enabled(grad), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return net(torch.ones(2, 3, 8), src_key_padding_mask=mask)[:, 2].abs().max().item()

    assert padded() == 0
    assert all(padded(**other) > 0 for other in ({"train": True}, {"grad": True}, {"mask": None}, {"nested": False}))

"""What the prose of the lesson `func` says beyond the outputs that its page shows: functions of parameters, samples, order."""

import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.func import functional_call, grad, grad_and_value, jacfwd, jacrev, jvp, stack_module_state, vjp, vmap

from snippets.func.new_cube import NewCube
from snippets.func.per_sample import per_sample_gradients
from snippets.func.points import fit, make_net, make_points
from tests.helpers.claims import raises
from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


# functional_call


def test_buffers_can_be_in_the_dict_and_what_is_missing_comes_from_the_network():
    net, x = nn.BatchNorm1d(2).eval(), torch.ones(3, 2)
    moved = functional_call(net, {"running_mean": torch.ones(2)}, (x,))
    assert torch.allclose(moved, torch.zeros(3, 2)) and net.running_mean.tolist() == [0.0, 0.0]


def test_batchnorm_in_training_mode_updates_the_buffers_of_the_network_unless_they_are_in_the_dict():
    net, x = nn.BatchNorm1d(2), torch.randn(4, 2)
    functional_call(net, {name: tensor.clone() for name, tensor in net.state_dict().items()}, (x,))
    assert net.num_batches_tracked == 0
    functional_call(net, dict(net.named_parameters()), (x,))
    assert net.num_batches_tracked == 1 and net.weight.tolist() == [1.0, 1.0]


def test_strict_wants_each_parameter_and_each_buffer():
    net = nn.BatchNorm1d(2).eval()
    with pytest.raises(RuntimeError, match=r"Missing key.*num_batches_tracked.*running_mean.*running_var"):
        functional_call(net, dict(net.named_parameters()), (torch.ones(3, 2),), strict=True)
    functional_call(net, dict(net.state_dict()), (torch.ones(3, 2),), strict=True)


# grad


def test_the_second_derivative_of_the_cube():
    factors = [grad(grad(lambda x: x**3))(torch.tensor(x)) / x for x in (1.0, 2.0, -3.0)]
    assert factors == [6, 6, 6]
    told("func", int(factors[0]), zh="二阶导数是 {}x = 12", en="the second is {}x = 12")


def test_argnums_and_the_value():
    assert grad(lambda a, b: a * b**2, argnums=1)(torch.tensor(2.0), torch.tensor(3.0)).item() == 12
    gradient, value = grad_and_value(lambda x: x**3)(torch.tensor(2.0))
    assert (gradient.item(), value.item()) == (12, 8)


def test_grad_refuses_a_shape_that_backward_accepts():
    x = torch.ones(1, requires_grad=True)
    (x**2).backward()
    assert x.grad.tolist() == [2.0]
    with pytest.raises(RuntimeError, match="to return a scalar Tensor, got tensor with 1 dims"):
        grad(lambda x: x**2)(torch.ones(1))
    told("func", 1, zh="也接受形状 `({},)`", en="also accepts the shape `({},)`")


def test_a_sum_and_a_mean_of_losses():
    net, x, target = make_net(), *make_points()[:2]
    gradients = per_sample_gradients(net, x, target)["0.weight"]
    for reduction, expected in (("sum", gradients.sum(0)), ("mean", gradients.mean(0))):
        net.zero_grad()
        F.cross_entropy(net(x), target, reduction=reduction).backward()
        assert torch.allclose(net[0].weight.grad, expected, atol=1e-5)


def test_detach_inside_gives_0_as_no_grad_does():
    assert grad(lambda x: x.detach() ** 2)(torch.tensor(3.0)).item() == 0


# vmap


def test_the_function_is_called_once():
    calls = []

    def f(row):
        calls.append(tuple(row.shape))
        return row.sum()

    vmap(f)(torch.rand(7, 3))
    assert calls == [(3,)]


def test_the_errors_of_item_and_of_sizes():
    with pytest.raises(RuntimeError, match=r"calling .item\(\)"):
        vmap(lambda row: row.sum().item())(torch.rand(4, 3))
    message = "Expected all tensors to have the same size in the mapped dimension"
    raises("func", message, lambda: vmap(torch.dot)(torch.rand(3, 2), torch.rand(4, 2)), ValueError)


# Per-sample gradients


def test_chunks_give_the_same():
    x = torch.rand(100, 3)
    f = grad(lambda row: row.square().sum())
    assert torch.equal(vmap(f, chunk_size=20)(x), vmap(f)(x))


@pytest.mark.parametrize("seed", range(4))
def test_the_wrong_labels_have_the_largest_norms_with_other_seeds_too(seed):
    torch.manual_seed(seed)
    x, target, wrong = make_points()
    net = make_net()
    fit(net, x, target)
    flat = torch.cat([g.flatten(1) for g in per_sample_gradients(net, x, target).values()], dim=1)
    found = set(flat.norm(dim=1).topk(5).indices.tolist())
    assert len(found & set(wrong.tolist())) >= 4


def test_the_figure_of_norms():
    from snippets.func.samples import norms, wrong

    right = torch.ones(100, dtype=torch.bool)
    right[wrong] = False
    assert (norms[right] < 1).sum() > 50 and norms[wrong].min() > 3 and norms[wrong].max() < 4.2
    assert norms[right].max() < norms[wrong].min() - 0.5, "far enough apart for another machine's rounding"
    told("func", 3, 4.2, zh="在 {} 到 {} 之间", en="between {} and {}")


def test_the_sum_of_calls():
    calls = []
    net = make_net()
    net.register_forward_hook(lambda *args: calls.append(1))
    per_sample_gradients(net, torch.randn(100, 2), torch.zeros(100, dtype=torch.long))
    assert len(calls) == 1


def test_the_shape_of_the_question():
    net = nn.Sequential(nn.Linear(2, 8), nn.Linear(8, 2))
    gradients = per_sample_gradients(net, torch.randn(32, 2), torch.zeros(32, dtype=torch.long))
    shape = tuple(gradients["0.weight"].shape)
    assert shape == (32, 8, 2)
    told("func", shape[0], zh="批量大小是 {}。", en="for a batch of {}.")
    told("func", *shape, zh="2. ({}, {}, {})", en="2. ({}, {}, {})")
    told("func", shape[0], zh="3. ({},)", en="3. ({},)")


def test_with_eval_batchnorm_works_inside_vmap():
    net = nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4), nn.Linear(4, 2)).eval()
    gradients = per_sample_gradients(net, torch.randn(5, 2), torch.zeros(5, dtype=torch.long))
    assert gradients["0.weight"].shape == (5, 4, 2)


def test_with_batchnorm_an_output_depends_on_the_other_samples():
    norm, x = nn.BatchNorm1d(2), torch.randn(4, 2)
    assert not torch.allclose(norm(x)[0], norm(torch.cat([x[:1], x[1:] * 3]))[0])


# Several networks


def test_any_of_the_networks_may_be_called():
    nets, x = [make_net() for _ in range(5)], torch.randn(3, 2)
    params, _ = stack_module_state(nets)
    outputs = [
        vmap(lambda p, x, net=net: functional_call(net, p, (x,)), in_dims=(0, None))(params, x) for net in (nets[0], nets[4])
    ]
    assert torch.equal(*outputs)


# Higher order


def test_the_second_derivative_of_relu_is_0():
    net = nn.Sequential(nn.Linear(1, 16), nn.ReLU(), nn.Linear(16, 1))
    second = vmap(grad(grad(lambda t: net(t[None])[0])))(torch.linspace(-2, 2, 50))
    loss = second.square().mean()
    loss.backward()
    assert loss == 0 and all(p.grad is None or not p.grad.any() for p in net.parameters())


def test_the_network_of_the_equation_becomes_the_sine():
    from snippets.func.equation import ddu, du, t, u

    values = vmap(u)(t)
    assert (values - t.sin()).abs().max() < 0.05
    assert (du(t) - t.cos()).abs().max() < 0.1 and (ddu(t) + t.sin()).abs().max() < 0.1


def test_u_is_the_only_one_with_another_start():
    """u″ = −u with u(0) = 0 and u′(0) = 1 holds for the sine."""
    t = torch.linspace(0, 6, 20)
    assert torch.allclose(vmap(grad(grad(torch.sin)))(t), -t.sin(), atol=1e-6)
    assert torch.sin(torch.tensor(0.0)) == 0 and grad(torch.sin)(torch.tensor(0.0)) == 1


@pytest.mark.filterwarnings("ignore:.*torch.jit.script.*:DeprecationWarning")
def test_jacfwd_and_hessian_agree_with_jacrev():
    net, x = nn.Sequential(nn.Linear(3, 8), nn.Tanh(), nn.Linear(8, 2)), torch.randn(3)
    assert torch.allclose(jacfwd(net)(x), jacrev(net)(x), atol=1e-6)
    assert torch.allclose(torch.func.hessian(net)(x), jacrev(jacrev(net))(x), atol=1e-6)


@pytest.mark.filterwarnings("ignore:.*torch.jit.script.*:DeprecationWarning")
def test_what_vjp_and_jvp_return():
    matrix, x = torch.rand(3, 2), torch.rand(2)
    v, w = torch.rand(3), torch.rand(2)
    value, pull = vjp(lambda x: matrix @ x, x)
    assert torch.allclose(value, matrix @ x) and torch.allclose(pull(v)[0], v @ matrix)
    value, product = jvp(lambda x: matrix @ x, (x,), (w,))
    assert torch.allclose(value, matrix @ x) and torch.allclose(product, matrix @ w)


# An own Function


def test_the_new_form_works_with_backward_and_needs_the_rule_for_vmap():
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    NewCube.apply(x).sum().backward()
    assert x.grad.tolist() == [3.0, 12.0]

    class NoRule(NewCube):
        generate_vmap_rule = False

    with pytest.raises(RuntimeError, match="but it does not have vmap support"):
        vmap(NoRule.apply)(torch.ones(2))
    told(
        "func",
        zh="`You tried to vmap over NewCube, but it does not have vmap support`",
        en="`You tried to vmap over NewCube, but it does not have vmap support`",
    )


# Common mistakes


def test_backward_inside_and_a_side_effect():
    def f(x):
        y = (x * 1).sum()
        y.backward()
        return y

    raises("func", "backward() called inside a functorch transform", lambda: grad(f)(torch.ones(2)))
    kept = []
    grad(lambda x: (kept.append(x * 2), x.sum())[1])(torch.ones(2))
    assert "GradTrackingTensor" in repr(kept[0])
    gradient, aux = grad(lambda x: (x.sum(), x * 2), has_aux=True)(torch.ones(2))
    assert aux.tolist() == [2.0, 2.0] and gradient.tolist() == [1.0, 1.0]


# Exercises


def test_exercise_1_clip_grad_norm_limits_the_mean():
    net, x, target = make_net(), *make_points()[:2]
    F.cross_entropy(net(x), target).backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 0.01)
    whole = torch.cat([p.grad.flatten() for p in net.parameters()]).norm()
    assert whole == pytest.approx(0.01, rel=1e-3)

"""What the prose of the lesson `init` says of twenty layers: how large and how far apart their outputs are."""

import math

import pytest
import torch
from torch import nn

from snippets.init.deep import deep, rules, sizes
from tests.helpers.claims import within
from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


# Twenty layers


def test_a_layer_keeps_a_third_and_with_relu_a_sixth():
    x = torch.randn(4000, 400)
    for h, left in [(x, 1 / 3), (torch.relu(x), 1 / 6)]:
        assert nn.Linear(400, 400, bias=False)(h).square().mean().item() == pytest.approx(left, rel=0.03)
    told("init", 3, zh="方差是 1/({} · fan_in)", en="has variance 1/({} · fan_in)")
    told("init", 6, math.sqrt(1 / 6), zh="大小乘以 √(1/{}) ≈ {:.2f}", en="the size is multiplied by √(1/{}) ≈ {:.2f}")


EXACT = {
    "small": 0.01,
    "default": 1 / math.sqrt(3 * 256),
    "xavier": math.sqrt(1 / 256),
    "kaiming": math.sqrt(2 / 256),
    "large": 0.2,
}


@pytest.mark.parametrize("name", EXACT)
def test_the_deviations_of_five_starts(name):
    assert deep(rules[name])[0].weight.std().item() == pytest.approx(EXACT[name], rel=0.02)


def row(name):
    """Of the table: the deviation, the factor of a layer, and what twenty make of it, as a power of ten."""
    factor = EXACT[name] * math.sqrt(128)
    return EXACT[name], factor, abs(round(20 * math.log10(factor), 1))


def test_the_table_of_five_starts():
    told("init", *row("small"), zh="| small | {:.2f} | {:.2f} | −{} |", en="| small | {:.2f} | {:.2f} | −{} |")
    told(
        "init",
        *row("default"),
        zh="| default | 1/√(3 · 256) = {:.3f} | {:.2f} | −{} |",
        en="| default | 1/√(3 · 256) = {:.3f} | {:.2f} | −{} |",
    )
    told("init", *row("xavier"), zh="| √(1/256) = {:.4f} | {:.2f} | −{} |", en="| √(1/256) = {:.4f} | {:.2f} | −{} |")
    told("init", *row("kaiming"), zh="| √(2/256) = {:.3f} | {:.2f} | {} |", en="| √(2/256) = {:.3f} | {:.2f} | {} |")
    told("init", *row("large"), zh="| large | {:.1f} | {:.2f} | {} |", en="| large | {:.1f} | {:.2f} | {} |")


@pytest.mark.parametrize("name", ["small", "xavier", "kaiming", "large"])
def test_every_layer_multiplies_the_mean_by_the_same_factor(name):
    net = deep(rules[name])
    means, _ = sizes(net, torch.randn(512, 256).double())
    told("init", net[0].in_features // 2, zh="√(256/2) = √{}", en="√(256/2) = √{}")
    per_layer = math.log10(net[0].weight.std().item() * math.sqrt(128))
    assert (means[-1] - means[0]) / 19 == pytest.approx(per_layer, abs=0.06)


def test_under_the_default_outputs_differ_by_less_than_a_millionth():
    with torch.no_grad():
        y = deep(None)(torch.randn(512, 256).double())
    assert (y.amax(0) - y.amin(0)).max() < 1e-6 and y.std(0).mean() < 1e-8
    assert y.mean().item() == pytest.approx(10**-1.8, rel=0.2)


def test_without_its_biases_the_default_falls_like_the_others():
    net = deep(None)
    for layer in net[::3]:
        nn.init.zeros_(layer.bias)
    assert sizes(net, torch.randn(512, 256).double())[0][-1] < -7


def test_double_is_needed_for_the_spread_of_the_default():
    relative = 10**-8.2 / 10**-1.8
    assert relative < 10 * torch.finfo(torch.float32).eps
    bits = torch.finfo(torch.ones(1).double().dtype).bits
    told("init", bits, zh="`double()` 换成 {} 位", en="`double()` computes with {} bits")


def test_the_scale_of_the_plot():
    told("init", 10**-3, zh="−3 就是 {}", en="−3 stands for {}")


@pytest.mark.parametrize(
    ("fill", "deviation"),
    [
        (lambda w: nn.init.kaiming_normal_(w, nonlinearity="relu"), math.sqrt(2 / 400)),
        (lambda w: nn.init.kaiming_normal_(w), math.sqrt(2 / 400)),
        (lambda w: nn.init.kaiming_normal_(w, a=0.1), math.sqrt(2 / (1 + 0.1**2) / 400)),
        (lambda w: nn.init.xavier_normal_(w, gain=5 / 3), 5 / 3 * math.sqrt(2 / (400 + 800))),
        (lambda w: nn.init.xavier_normal_(w), math.sqrt(2 / (400 + 800))),
    ],
)
def test_the_table_of_deviations(fill, deviation):
    assert fill(torch.empty(800, 400)).std() == pytest.approx(deviation, rel=0.01)


@pytest.mark.parametrize("name", ["kaiming", "xavier"])
def test_the_uniform_twin_has_the_same_deviation_and_a_limit(name):
    normal = getattr(nn.init, f"{name}_normal_")(torch.empty(800, 400))
    uniform = getattr(nn.init, f"{name}_uniform_")(torch.empty(800, 400))
    assert uniform.std() == pytest.approx(normal.std().item(), rel=0.01)
    assert within(uniform, math.sqrt(3) * normal.std().item() * 1.01)


def test_gelu_has_no_gain():
    with pytest.raises(ValueError, match=r"^Unsupported nonlinearity gelu$"):
        nn.init.kaiming_normal_(torch.empty(3, 2), nonlinearity="gelu")


def test_old_names_run_and_warn():
    says = r"^`nn\.init\.kaiming_normal` is now deprecated in favor of `nn\.init\.kaiming_normal_`\.$"
    with pytest.warns(FutureWarning, match=says):
        nn.init.kaiming_normal(torch.empty(3, 2))


def test_the_prediction_of_exercise_1():
    factor = 0.1 * math.sqrt(64 / 2)
    told(
        "init",
        factor,
        abs(20 * math.log10(factor)),
        math.sqrt(2 / 64),
        zh="0.1 · √(64/2) = {:.2f}，二十次，−{:.1f}。要不变，取 √(2/64) = {:.3f}",
        en="0.1 · √(64/2) = {:.2f}, twenty times: −{:.1f}. To keep the size take √(2/64) = {:.3f}",
    )

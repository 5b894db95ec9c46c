"""What the prose of the lesson `init` says of deep networks: the size of values and gradients, and training from them."""

import math
from itertools import pairwise

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.init.deep import deep, rules, sizes
from snippets.init.train import build, trained
from snippets.init.why import results, starts
from tests.helpers.claims import within
from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


# Why initial values matter


def test_after_one_layer_and_after_ten():
    first = {name: outputs[0].std().item() for name, outputs in results.items()}
    last = {name: outputs[9].std().item() for name, outputs in results.items()}
    assert first["large"] / first["small"] == pytest.approx(3, abs=0.1)
    told(
        "init",
        last["large"],
        last["small"],
        zh="`large` 到了 {:.0f}，`small` 只有 {:.3f}",
        en="`large` has reached {:.0f}, `small` is at {:.3f}",
    )
    told("init", *starts.values(), zh="标准差：{}、{}、{}", en="deviation of the weights: {}, {} or {}")
    assert len(results["small"]) == 10


def test_each_layer_multiplies_by_about_the_same_factor():
    for name, std in starts.items():
        outputs = results[name]
        for before, after in pairwise(outputs):
            assert (after.std() / before.std()).item() == pytest.approx(std * math.sqrt(128), rel=0.12)


def test_the_rows_of_the_histograms():
    assert (results["small"][9].abs() < 0.02).float().mean() > 0.99
    assert (results["large"][9].abs() < 6).float().mean() < 0.03
    told("init", 6, 6, zh="落在 −{} 和 {} 之间的很少", en="few of them fall between −{} and {}")
    told("init", 6, 6, zh="![−{} 到 {} 之间的直方图", en="![Histograms of the values between −{} and {},")
    assert results["suitable"][9].std() / results["suitable"][0].std() == pytest.approx(1, abs=0.2)


# One layer, twenty layers


def test_a_layer_keeps_a_third_and_with_relu_a_sixth():
    x = torch.randn(4000, 400)
    for h, left in [(x, 1 / 3), (torch.relu(x), 1 / 6)]:
        assert nn.Linear(400, 400, bias=False)(h).square().mean().item() == pytest.approx(left, rel=0.03)
    assert torch.relu(x).square().mean().item() == pytest.approx(0.5, rel=0.02)
    told("init", x.square().mean().item(), zh="原来是 {:.2f}，", en="of the {:.2f} that the random numbers started with")
    told("init", 3, zh="默认值的方差是 1/({} · fan_in)", en="the default has 1/({} · fan_in)")
    told("init", 2, zh="var(w) = {}/fan_in", en="var(w) = {}/fan_in")


def test_the_variance_of_a_uniform_draw():
    assert torch.empty(10**6).uniform_(-2, 2).var().item() == pytest.approx(2**2 / 3, rel=0.01)


@pytest.mark.parametrize("h", [torch.relu(torch.randn(4000, 300)), torch.rand(4000, 300) * 2 + 1])
def test_mean_squares_add_up(h):
    w = nn.init.normal_(torch.empty(500, 300), std=0.3)
    expected = 300 * 0.3**2 * h.square().mean()
    assert (h @ w.T).square().mean().item() == pytest.approx(expected.item(), rel=0.1)


EXACT = {
    "small": 0.01,
    "default": 1 / math.sqrt(3 * 256),
    "xavier": math.sqrt(1 / 256),
    "kaiming": math.sqrt(2 / 256),
    "large": 0.2,
}


@pytest.mark.parametrize("name", EXACT)
def test_the_standard_deviations_of_five_starts(name):
    assert deep(rules[name])[0].weight.std().item() == pytest.approx(EXACT[name], rel=0.02)


def row(name):
    """Of the table: the standard deviation and the factor of a layer."""
    return EXACT[name], EXACT[name] * math.sqrt(128)


def test_the_last_column_of_the_table():
    twenty = {name: f"{row(name)[1] ** 20:.0e}" for name in EXACT}
    assert twenty == {"small": "1e-19", "default": "2e-08", "xavier": "1e-03", "kaiming": "1e+00", "large": "1e+07"}


def test_the_table_of_five_starts():
    told("init", *row("small"), zh="| small | {:.2f} | {:.2f} | 1 · 10⁻¹⁹ |", en="| small | {:.2f} | {:.2f} | 1 · 10⁻¹⁹ |")
    told(
        "init",
        *row("default"),
        zh="| default | 1/√(3 · 256) = {:.3f} | {:.2f} | 2 · 10⁻⁸ |",
        en="| default | 1/√(3 · 256) = {:.3f} | {:.2f} | 2 · 10⁻⁸ |",
    )
    told(
        "init",
        *row("xavier"),
        row("xavier")[1] ** 20,
        zh="| √(1/256) = {:.4f} | {:.2f} | {:.3f} |",
        en="| √(1/256) = {:.4f} | {:.2f} | {:.3f} |",
    )
    told("init", *row("kaiming"), zh="√(2/256) = {:.3f} | {:.2f} | 1 |", en="√(2/256) = {:.3f} | {:.2f} | 1 |")
    told("init", *row("large"), zh="| large | {:.1f} | {:.2f} | 1 · 10⁷ |", en="| large | {:.1f} | {:.2f} | 1 · 10⁷ |")
    told("init", zh="应该是 2 · 10⁻⁸，", en="should be at 2 · 10⁻⁸ and")
    told("init", row("kaiming")[0], zh="√(2/256) = {:.3f}，就是", en="√(2/256) = {:.3f}, the suitable start")
    told("init", row("kaiming")[0], zh="{:.3f} 是怎么来的", en="explains where {:.3f} comes from")


@pytest.mark.parametrize("name", ["small", "xavier", "kaiming", "large"])
def test_the_prediction_agrees_with_the_measurement(name):
    rms = sizes(deep(rules[name]), torch.randn(512, 256))
    told("init", 256 // 2, zh="√(256/2) = √{}", en="√(256/2) = √{}")
    for layer, value in enumerate(rms, 1):
        predicted = layer * math.log10(EXACT[name] * math.sqrt(128))
        assert math.log10(value) == pytest.approx(predicted, abs=0.3)


def test_the_default_is_held_up_by_its_biases():
    net, x = deep(None), torch.randn(512, 256)
    told("init", sizes(net, x)[-1], zh="，实际是 {:.2f}", en="and is at {:.2f}")
    for layer in net[::3]:
        nn.init.zeros_(layer.bias)
    assert 1e-9 < sizes(net, x)[-1] < 1e-7


def test_under_the_default_outputs_differ_by_less_than_a_millionth():
    x = torch.randn(512, 256).double()
    with torch.no_grad():
        default, kaiming = deep(None).double()(x), deep(rules["kaiming"]).double()(x)
    assert (default.amax(0) - default.amin(0)).max() < 1e-6 < 0.1 < kaiming.std(0).mean()


# The way back


def test_the_order_of_the_gradients_is_that_of_the_weights_also_without_biases():
    norms = []
    for biases in (True, False):
        gradients = {}
        for name in EXACT:
            torch.manual_seed(1)
            net = deep(rules[name])
            for layer in net[::3] if not biases else []:
                nn.init.zeros_(layer.bias)
            net(torch.randn(512, 256)).mean().backward()
            gradients[name] = net[0].weight.grad.norm().item()
        assert sorted(gradients, key=gradients.get) == sorted(EXACT, key=EXACT.get)
        norms.append(gradients["default"])
    assert abs(math.log10(norms[0] / norms[1])) < 0.7


def test_the_step_of_the_first_layer():
    norms = {}
    for name in ("small", "large"):
        net = deep(rules[name])
        net(torch.randn(512, 256)).mean().backward()
        norms[name] = net[0].weight.grad.norm().item(), net[0].weight.norm().item()
    assert -20.5 < math.log10(0.1 * norms["small"][0]) < -19.5
    assert 0.1 * norms["large"][0] > 100 * norms["large"][1]
    weight = torch.tensor(0.01)
    assert torch.equal(weight + 1e-20, weight)
    told(
        "init",
        0.01,
        zh="改变大约 10⁻²⁰，而 `float32` 的 {} 加上",
        en="by about 10⁻²⁰, which is too little to change a `float32` weight of {}",
    )
    told("init", 0.1, zh="消失了：学习率取 {}", en="vanishes: with a learning rate of {}")


@pytest.mark.parametrize("mode, kept", [("fan_in", "values"), ("fan_out", "gradients")])
def test_what_each_mode_keeps(mode, kept):
    x = torch.randn(2000, 512, requires_grad=True)
    layers = nn.Sequential(nn.ReLU(), nn.Linear(512, 128, bias=False))
    w = layers[1].weight
    nn.init.kaiming_normal_(w, mode=mode)
    told("init", zh='`kaiming_normal_(w, mode="fan_out")`', en='`kaiming_normal_(w, mode="fan_out")`')
    y = layers(x)
    y.backward(torch.randn_like(y))
    ratio = {"values": y.square().mean(), "gradients": x.grad.square().mean()}
    assert ratio.pop(kept).item() == pytest.approx(1, rel=0.1)
    assert abs(math.log2(ratio.popitem()[1].item())) > 1.5


# Does the network learn


def losses(rule, seed, steps):
    torch.manual_seed(seed)
    net = build(rule)
    x = torch.rand(256, 2) * 2 - 1
    target = (x[:, 0] * x[:, 1] > 0).long()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.cross_entropy(net(x), target)
        loss.backward()
        optimizer.step()
    return loss.item()


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_training_from_five_starts(seed):
    assert losses(trained["kaiming"], seed, 100) < 0.3
    assert all(0.68 < losses(trained[name], seed, 100) < 0.7 for name in ("small", "default"))
    assert math.isnan(losses(trained["large"], seed, 100))


def test_with_more_steps_xavier_learns():
    assert 0.5 < losses(trained["xavier"], 0, 100) < 0.69 and losses(trained["xavier"], 0, 300) < 0.45


def test_the_loss_of_guessing_and_the_start_called_large():
    assert F.cross_entropy(torch.zeros(1, 2), torch.tensor([1])).item() == pytest.approx(math.log(2))
    told("init", math.log(2), math.log(2), zh="损失就是 {:.1f}（ln 2 = {:.2f}）", en="A loss of {:.1f} is what")
    told("init", math.log(2), zh="（ln 2 = {:.2f}）", en="(ln 2 = {:.2f})")
    std = build(trained["large"])[2].weight.std().item()
    assert std == pytest.approx(0.6, rel=0.05) and 2 < std / math.sqrt(2 / 32) < 3
    told("init", std, zh="标准差改成 {:.1f}", en="standard deviation of {:.1f}, again")


# Xavier or Kaiming


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
def test_the_table_of_standard_deviations(fill, deviation):
    assert fill(torch.empty(800, 400)).std() == pytest.approx(deviation, rel=0.01)


def test_the_gain_of_tanh():
    assert nn.init.calculate_gain("tanh") == 5 / 3 and nn.init.calculate_gain("sigmoid") == 1
    told("init", 5, 3, zh="增益 {}/{} 就是", en="The gain {}/{} is")


@pytest.mark.parametrize("name", ["kaiming", "xavier"])
def test_the_uniform_twin_has_the_same_standard_deviation_and_a_limit(name):
    normal = getattr(nn.init, f"{name}_normal_")(torch.empty(800, 400))
    uniform = getattr(nn.init, f"{name}_uniform_")(torch.empty(800, 400))
    assert uniform.std() == pytest.approx(normal.std().item(), rel=0.01)
    assert within(uniform, math.sqrt(3) * normal.std().item() * 1.01)
    told("init", 3, zh="范围的上限是标准差的 √{} 倍", en="whose limit is √{} times the standard deviation")


@pytest.mark.parametrize("name", ["gelu", "silu"])
def test_gelu_and_silu_have_no_gain(name):
    with pytest.raises(ValueError, match=rf"^Unsupported nonlinearity {name}$"):
        nn.init.kaiming_normal_(torch.empty(3, 2), nonlinearity=name)


def test_old_names_run_and_warn():
    says = r"^`nn\.init\.kaiming_normal` is now deprecated in favor of `nn\.init\.kaiming_normal_`\.$"
    with pytest.warns(FutureWarning, match=says):
        nn.init.kaiming_normal(torch.empty(3, 2))


# With BatchNorm


def test_batchnorm_divides_a_constant_factor_out():
    norm, x = nn.BatchNorm1d(8), torch.randn(64, 8)
    assert torch.allclose(norm(x), norm(20 * x), atol=1e-3)


def test_the_prediction_of_exercise_1():
    factor = 0.1 * math.sqrt(64 / 2)
    told(
        "init",
        factor,
        factor,
        zh="0.1 · √(64/2) = {:.2f}，{:.2f} 的 20 次方大约是 1 · 10⁻⁵",
        en="0.1 · √(64/2) = {:.2f}, and {:.2f} to the power 20 is about 1 · 10⁻⁵",
    )
    assert f"{factor**20:.0e}" == "1e-05"
    told("init", math.sqrt(2 / 64), zh="√(2/64) = {:.3f}", en="√(2/64) = {:.3f}")

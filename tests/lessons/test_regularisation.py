"""What the prose of the lesson `regularisation` says beyond the outputs that its page shows."""

import copy
import math
from pathlib import Path
from statistics import mean

import pytest
import torch
import torch.nn.functional as F
from torch import nn

import snippets.digits.load as digits
from snippets.regularisation.best import last_and_best, methods
from snippets.regularisation.draw import GLYPHS, make_sets
from snippets.regularisation.fit import fit, make_net, measure
from snippets.regularisation.shift import mirror, shift
from tests.helpers.claims import raises
from tests.helpers.told import told


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


@pytest.fixture(scope="module")
def sets():
    return make_sets()


def trained(train, seed=0, p=0.0, width=64, **options):
    torch.manual_seed(seed)
    net = make_net(p, width)
    for _ in fit(net, *train, **options):
        pass
    return net


def three(sets, **options):
    train, val, _ = sets
    return [measure(trained(train, seed, **options), *val) for seed in (0, 1, 2)]


@pytest.fixture(scope="module")
def plain(sets):
    return three(sets)


# The data


def test_ten_of_each_digit_and_three_sets_that_share_no_image(sets):
    assert torch.bincount(sets[0][1]).tolist() == [10] * 10
    assert [len(target) for _, target in sets] == [100, 1000, 1000]
    assert len(torch.cat([x for x, _ in sets]).flatten(1).unique(dim=0)) == 2100
    told("regularisation", 14, 14, zh="十个数字，{}×{} 个像素", en="ten digits of {}×{} pixels")


def test_the_two_images_that_are_printed(sets):
    labels = sets[0][1][25].item(), sets[0][1][36].item()
    told("regularisation", *labels, zh="一个 {}，一个 {}", en="a {} and a {}, look like this")


def test_the_validation_loss_has_its_lowest_point_after_about_20_epochs(sets):
    train, val, _ = sets
    for seed in (0, 1, 2):
        torch.manual_seed(seed)
        net = make_net()
        losses = [measure(net, *val)[0] for _ in fit(net, *train)]
        lowest = losses.index(min(losses))
        assert 10 < lowest < 30 and losses[-1] > 1.1 * losses[lowest]
        assert measure(net, *train)[1] == 1 and 0.4 < measure(net, *val)[1] < 0.65, "all, and about half"
    told("regularisation", 20, zh="大约 {} 轮后到最低点", en="its lowest point after about {} epochs")


def test_measure_is_in_evaluation_mode_and_keeps_no_graph(sets):
    net = make_net(0.5)
    assert measure(net, *sets[1]) == measure(net, *sets[1]) and not net.training
    assert all(p.grad is None for p in net.parameters())


# Dropout


@pytest.mark.parametrize("p", [0.1, 0.2, 0.5, 0.9])
def test_p_is_the_probability_of_zero_and_the_mean_stays(p):
    y = nn.Dropout(p)(torch.ones(200_000))
    assert (y == 0).float().mean().item() == pytest.approx(p, abs=0.01)
    assert y.max().item() == pytest.approx(1 / (1 - p)) and y.mean().item() == pytest.approx(1, abs=0.03)


def test_the_limits_of_p():
    x = torch.randn(100)
    assert torch.equal(nn.Dropout(0)(x), x) and not nn.Dropout(1)(x).any()
    raises("regularisation", "dropout probability has to be between 0 and 1", lambda: nn.Dropout(50), ValueError)
    with pytest.raises(ValueError, match="between 0 and 1"):
        nn.Dropout(-0.1)


def test_dropout_helps_by_some_hundredths_at_half_and_not_at_0_8(sets, plain):
    half, most = three(sets, p=0.5), three(sets, p=0.8)
    for (loss, accuracy), (loss_plain, accuracy_plain) in zip(half, plain, strict=True):
        assert loss < loss_plain and 0.01 < accuracy - accuracy_plain < 0.1
    assert mean(a for _, a in most) < mean(a for _, a in plain) + 0.02
    for seed in (0, 1, 2):
        assert measure(trained(sets[0], seed, p=0.8), *sets[0])[0] > 1


def test_seeds_alone_make_two_hundredths(plain):
    accuracies = [accuracy for _, accuracy in plain]
    assert max(accuracies) - min(accuracies) > 0.02
    told("regularisation", 0.02, zh="看到 {} 的提高", en="a gain of {}:")


def test_the_seeds_change_neither_the_data_nor_each_other(sets):
    first, again = (trained(sets[0], 1, p=0.5) for _ in range(2))
    assert torch.equal(first[1].weight, again[1].weight)
    assert torch.equal(make_sets()[0][0], sets[0][0])


def test_dropout2d_drops_whole_channels():
    y = nn.Dropout2d(0.5)(torch.ones(8, 16, 5, 5))
    zero = (y == 0).flatten(2)
    assert torch.equal(zero.all(2), zero.any(2)) and 0.3 < zero.float().mean() < 0.7


def test_behind_the_last_layer_it_sets_scores_to_0(sets):
    scores = nn.Sequential(make_net(), nn.Dropout(0.5))(sets[0][0])
    assert 0.4 < (scores == 0).float().mean() < 0.6


def test_without_train_dropout_is_off_after_a_measurement(sets):
    net = make_net(0.5)
    measure(net, *sets[1])
    x = sets[0][0]
    assert torch.equal(net(x), net(x)) and not torch.equal(net.train()(x), net(x))


def test_in_training_mode_the_accuracy_is_lower(sets):
    for seed in (0, 1, 2):
        net = trained(sets[0], seed, p=0.5)
        x, target = sets[1]
        right = measure(net, x, target)[1]
        with torch.no_grad():
            assert (net.train()(x).argmax(1) == target).float().mean().item() < right - 0.05


# Weight decay


def test_one_step_of_adamw_multiplies_by_1_minus_lr_times_decay():
    w = nn.Parameter(torch.tensor([3.0]))
    optimizer = torch.optim.AdamW([w], lr=0.003, weight_decay=10.0)
    w.grad = torch.zeros(1)
    optimizer.step()
    assert w.item() == pytest.approx(3 * (1 - 0.003 * 10))
    assert torch.optim.AdamW([w]).defaults["weight_decay"] == 0.01
    told(
        "regularisation",
        120,
        1 - (1 - 0.003 * 0.01) ** 120,
        zh="走 {} 步，权重只减小 {:.1%}",
        en="in {} steps with this learning rate a weight loses {:.1%}",
    )


def test_what_the_four_strengths_do(sets, plain):
    weak, medium, _, strong = (three(sets, weight_decay=decay) for decay in (0.01, 1.0, 10.0, 30.0))
    for row, (loss, accuracy) in zip(weak, plain, strict=True):
        assert row[0] == pytest.approx(loss, abs=0.05) and row[1] == pytest.approx(accuracy, abs=0.02)
    assert mean(loss for loss, _ in medium) < mean(loss for loss, _ in plain)
    assert mean(a for _, a in medium) == pytest.approx(mean(a for _, a in plain), abs=0.02)
    assert measure(trained(sets[0], weight_decay=30.0), *sets[0])[0] > 1.5, "it underfits"
    assert max(a for _, a in strong) < 0.4


def test_the_bias_that_decays_stops_where_the_formula_says():
    """2 (b − 100) + 0.1 b = 0, of which almost 5 are missing."""
    assert pytest.approx(95.2, abs=0.05) == 200 / 2.1
    told("regularisation", 5, zh="预测平均偏低将近 {}", en="too low by almost {} on")


@pytest.mark.parametrize("kind, same", [(torch.optim.SGD, True), (torch.optim.Adam, True), (torch.optim.AdamW, False)])
@pytest.mark.parametrize("lr", [0.1, 0.003])
def test_where_decay_is_the_l2_penalty(kind, same, lr):
    results = []
    for decay, penalty in ((0.1, 0.0), (0.0, 0.1)):
        torch.manual_seed(1)
        layer, x, target = nn.Linear(3, 1), torch.randn(50, 3), torch.randn(50, 1)
        optimizer = kind(layer.parameters(), lr=lr, weight_decay=decay)
        for _ in range(50):
            optimizer.zero_grad()
            loss = F.mse_loss(layer(x), target) + penalty / 2 * sum(p.square().sum() for p in layer.parameters())
            loss.backward()
            optimizer.step()
        results.append(layer.weight)
    assert torch.allclose(*results, atol=1e-4) == same


# Augmentation and smoothing


def test_a_mirrored_2_is_a_5():
    glyphs = [[glyph[i : i + 3] for i in range(0, 15, 3)] for glyph in GLYPHS.split()]
    assert [row[::-1] for row in glyphs[2]] == glyphs[5]


def test_shift_and_mirror_change_what_they_say(sets):
    x = sets[0][0]
    assert shift(x).shape == x.shape
    for image, moved in zip(x[:9, 0], shift(x[:9])[:, 0], strict=True):
        padded = F.pad(image, (1, 1, 1, 1))
        assert any(torch.equal(moved, padded[i : i + 14, j : j + 14]) for i in range(3) for j in range(3))
    flipped = (mirror(x) == x.flip(3)).flatten(1).all(1)
    assert 0.3 < flipped.float().mean() < 0.7


def test_the_shift_is_the_strongest_and_mirroring_is_worse_than_nothing(sets, plain):
    moved, mirrored = three(sets, augment=shift), three(sets, augment=mirror)
    others = [three(sets, **options) for options in ({"p": 0.5}, {"weight_decay": 1.0}, {"smoothing": 0.1})]
    assert min(a for _, a in moved) > 0.68 and min(a for _, a in moved) > max(a for rows in others for _, a in rows)
    assert max(a for _, a in mirrored) < min(a for _, a in plain)
    told("regularisation", 0.55, 0.7, zh="从 {} 左右提高到 {} 以上，因为", en="from about {} to more than {}, because")
    told("regularisation", 0.55, 0.7, zh="准确率从 {} 左右提高到 {} 以上。如果", en="from about {} to more than {}. How")


def test_the_floor_of_the_smoothed_loss():
    target = F.one_hot(torch.tensor([5]), 10) * 0.9 + 0.01
    floor = -(target * target.log()).sum().item()
    scores = target.log().requires_grad_()
    loss = F.cross_entropy(scores, torch.tensor([5]), label_smoothing=0.1)
    loss.backward()
    assert loss.item() == pytest.approx(floor, abs=1e-4) and floor == pytest.approx(0.5, abs=0.01)
    told("regularisation", 1 - 0.1, 0.1, zh="保留 {} 的概率，另外 {} 由", en="the probability {} plus its share of the {}")
    assert scores.grad.abs().max() < 1e-5, "the lowest point of a convex function"


def test_smoothing_makes_wrong_answers_less_sure_and_does_not_raise_the_accuracy(sets, plain):
    x, target = sets[1]
    for seed in (0, 1, 2):
        sure = []
        for smoothing in (0.0, 0.1):
            net = trained(sets[0], seed, smoothing=smoothing)
            top, answer = net(x).detach().softmax(1).max(1)
            sure.append(top[answer != target].mean().item())
        assert sure[1] < 0.7 * sure[0]
    for smoothing in (0.1, 0.3, 0.5):
        assert mean(a for _, a in three(sets, smoothing=smoothing)) < mean(a for _, a in plain) + 0.01


def test_label_smoothing_is_checked_at_the_call():
    criterion = nn.CrossEntropyLoss(label_smoothing=10)
    scores, target = torch.zeros(2, 3), torch.tensor([0, 1])
    raises("regularisation", "label_smoothing must be between 0.0 and 1.0", lambda: criterion(scores, target))
    assert 10 / 100 == 0.1
    told("regularisation", 10, 0.1, zh="{}% 是 {}。", en="{}% is {}.")


# The comparison


def test_what_the_comparison_shows(sets):
    found = {name: [] for name in methods}
    for name, options in methods.items():
        for seed in (0, 1, 2):
            torch.manual_seed(seed)
            found[name].append(last_and_best(*sets, **options))
    value = {name: [mean(r[w][q] for r in rows) for w in (0, 1) for q in (0, 1)] for name, rows in found.items()}
    last_loss, last, best_loss, best = value["plain"]
    assert best_loss < last_loss - 0.05 and abs(best - last) < 0.03
    for name in ("dropout", "shift"):
        assert value[name][0] < last_loss and value[name][1] > last + 0.02
    for name in ("decay", "smoothing"):
        assert abs(value[name][1] - last) < 0.03
    assert value["plain"][1] < value["shift, dropout"][1] < value["shift"][1] - 0.02
    assert value["shift, dropout"][3] < value["shift"][3] - 0.02


def test_more_units_or_more_epochs_let_two_methods_add_up(sets):
    train, val, _ = sets
    both = {"p": 0.5, "augment": shift}
    assert measure(trained(train, **both), *train)[1] < 0.9
    for options in ({"width": 256}, {"epochs": 300}):
        assert measure(trained(train, **both, **options), *val)[1] > 0.75
    told(
        "regularisation",
        256,
        300,
        0.75,
        zh="每层改用 {} 个单元，或者训练 {} 轮，两种一起用在验证集上能超过 {}",
        en="With {} units per layer, or with {} epochs, the pair reaches more than {}",
    )


def test_the_handwritten_digits():
    (x, target), (held, target_held) = digits.load_digits(Path(digits.__file__).parent / "data")
    x, held = (F.avg_pool2d(images[:, :, 2:30, 2:30], 2) for images in (x[:300], held))
    sets = (x, target[:300]), (held[:1000], target_held[:1000]), (held[1000:], target_held[1000:])
    value = {}
    for name in ("plain", "decay", "shift", "shift, dropout"):
        rows = []
        for seed in (0, 1, 2):
            torch.manual_seed(seed)
            rows.append(last_and_best(*sets, **methods[name]))
        value[name] = [mean(r[w][q] for r in rows) for w in (0, 1) for q in (0, 1)]
    assert value["shift"][3] > max(value[name][3] for name in ("plain", "decay")) + 0.01
    assert value["shift, dropout"][3] < value["shift"][3] - 0.02
    assert value["plain"][:2] == pytest.approx([0.87, 0.83], abs=0.04)
    assert value["decay"][:2] == pytest.approx([0.61, 0.83], abs=0.04)
    assert value["plain"][2:] == pytest.approx([0.65, 0.80], abs=0.04) and value["plain"][3] < value["plain"][1]
    told(
        "regularisation",
        0.83,
        0.87,
        0.61,
        zh="准确率是 {}，损失是 {}；用了权重衰减，准确率一样，损失是 {}",
        en="an accuracy of {} and a loss of {}; with weight decay the accuracy is the same and the loss is {}",
    )
    told("regularisation", 0.65, "0.80", zh="那一轮损失是 {}，准确率却只有 {}", en="has a loss of {}, but an accuracy of only {}")
    told("regularisation", 300, zh="里的 {} 张手写数字", en="with {} of the handwritten digits")


def test_the_mistakes_of_the_table():
    w = nn.Parameter(torch.zeros(1))
    raises("regularisation", "Invalid weight_decay value: -1.0", lambda: torch.optim.AdamW([w], weight_decay=-1.0), ValueError)
    with pytest.warns(UserWarning, match="dropout option adds dropout after all but last recurrent layer"):
        nn.LSTM(8, 16, dropout=0.5)
    assert (F.dropout(torch.ones(1000)) == 0).any(), "F.dropout does not read eval()"
    assert pytest.approx(1.25) == 1 / (1 - 0.2)
    told("regularisation", "0.2", 1.25, zh="1 / (1 − {}) = {}", en="1 / (1 − {}) = {}")


def test_best_weights_need_a_copy(sets):
    net = make_net()
    kept, copied = net.state_dict(), copy.deepcopy(net.state_dict())
    nn.init.zeros_(net[1].weight)
    assert not kept["1.weight"].any() and copied["1.weight"].any() and math.isfinite(measure(net, *sets[1])[0])

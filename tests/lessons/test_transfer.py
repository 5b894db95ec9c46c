"""What the prose of the lesson `transfer` says beyond the outputs that its page shows."""

import copy

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.transfer.data import draw
from snippets.transfer.loop import accuracy, train
from snippets.transfer.net import Net
from snippets.transfer.pretrain import pretrain, pretrained
from tests.helpers.told import told

NEW = [5, 6, 7, 8, 9]


@pytest.fixture(scope="module")
def old():
    return pretrain()


@pytest.fixture(scope="module")
def state(old):
    return copy.deepcopy(old.state_dict())


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


def extracted(state, x, target, **options):
    net = pretrained(state, 5)
    net.body.requires_grad_(False)
    train(net, torch.optim.AdamW(net.head.parameters(), lr=0.01), x, target, **options)
    return net


# A pretrained network


def test_it_reads_almost_all_new_images(old):
    assert accuracy(old, *draw([0, 1, 2, 3, 4], 1000)) > 0.95
    told("transfer", 1000, zh="用 {:,} 张数字 0 到 4 的图像训练", en="on {:,} images of the digits 0 to 4")


def test_five_images_of_each_new_digit():
    target = draw(NEW, 25)[1]
    assert target.bincount().tolist() == [5] * 5
    told("transfer", len(target), zh="只有 {} 张标注过的图像", en="with {} labelled images to learn from")


# Load the weights, replace the last layer


def test_the_old_head_answers_with_old_classes(old):
    """It has no others: its index 0, wanted for a 5, means the digit 0 to it. It is right by chance only."""
    assert accuracy(old, *draw(NEW, 1000)) < 0.3


def test_another_number_of_classes_does_not_load(state):
    with pytest.raises(RuntimeError, match=r"size mismatch for head\.weight"):
        Net(10).load_state_dict(state)
    assert pretrained(state, 10).head.out_features == 10


def test_a_prefix_makes_strict_false_load_nothing_and_the_check_sees_it(state):
    prefixed = {f"module.{name}": value for name, value in state.items()}
    net = Net(5)
    before = copy.deepcopy(net.state_dict())
    net.load_state_dict(prefixed, strict=False)
    assert all(torch.equal(value, before[name]) for name, value in net.state_dict().items())
    with pytest.raises(AssertionError):
        pretrained(prefixed, 5)


def test_an_optimizer_from_before_keeps_the_old_head(state):
    net = pretrained(state, 5)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    held = net.head.weight
    net.head = nn.Linear(128, 5)
    before = net.head.weight.clone()
    train(net, optimizer, *draw(NEW, 25), epochs=2)
    assert torch.equal(net.head.weight, before)
    assert any(p is held for group in optimizer.param_groups for p in group["params"])


def test_a_new_layer_is_trainable(state):
    net = pretrained(state, 5).requires_grad_(False)
    net.head = nn.Linear(128, 5)
    assert [name for name, p in net.named_parameters() if p.requires_grad] == ["head.weight", "head.bias"]


# Freeze layers


def test_freezing_does_not_stop_the_buffers(state):
    x, target = draw(NEW, 25)

    def changed(net):
        return [name for name, value in net.state_dict().items() if not torch.equal(value, state[name])]

    names = changed(extracted(state, x, target))
    of_body = [name for name in names if name.startswith("body.")]
    assert len(of_body) == 9 and not any(name.endswith(("weight", "bias")) for name in of_body)
    assert changed(extracted(state, x, target, frozen_body=True)) == ["head.weight", "head.bias"]
    told("transfer", zh="冻结的主干里也有九个条目变了", en="nine entries of the frozen body have changed, too")


def test_a_frozen_batchnorm_updates_under_no_grad_too():
    norm = nn.BatchNorm1d(3).requires_grad_(False)
    with torch.no_grad():
        norm(torch.randn(8, 3) + 5)
    assert (norm.running_mean > 0.1).all() and norm.num_batches_tracked == 1


def test_in_training_mode_features_depend_on_the_batch(state):
    body = pretrained(state, 5).body.requires_grad_(False)
    x = draw(NEW, 25)[0]
    for mode, same in ((False, True), (True, False)):
        alone, among = copy.deepcopy(body).train(mode)(x[:5])[:5], copy.deepcopy(body).train(mode)(x)[:5]
        assert torch.allclose(alone, among, atol=1e-4) == same


def test_train_puts_all_modules_back():
    net = Net(5)
    net.body.eval()
    assert all(module.training for module in net.train().modules())


def test_freezing_does_not_turn_dropout_off():
    drop = nn.Sequential(nn.Linear(100, 100), nn.Dropout(0.5)).requires_grad_(False)
    x = torch.randn(1, 100)
    assert not torch.equal(drop(x), drop(x))
    drop.eval()
    assert torch.equal(drop(x), drop(x))


def test_features_computed_once_teach_the_same_head(state):
    x, target = draw(NEW, 25)
    torch.manual_seed(1)
    net = extracted(state, x, target, frozen_body=True)
    with torch.no_grad():
        features = net.body.eval()(x)
    torch.manual_seed(1)
    head = pretrained(state, 5).head
    train(head, torch.optim.AdamW(head.parameters(), lr=0.01), features, target)
    assert torch.allclose(head.weight, net.head.weight, atol=1e-3)
    assert features.shape == (25, 128)


# Fine-tuning


def test_the_rate_outside_is_for_groups_without_their_own():
    net = Net(5)
    groups = [{"params": net.body.parameters(), "lr": 0.001}, {"params": net.head.parameters()}]
    optimizer = torch.optim.AdamW(groups, lr=0.01)
    assert [group["lr"] for group in optimizer.param_groups] == [0.001, 0.01]
    told("transfer", 0.01, zh="{} 是给自己没有写学习率", en="the value {} is for groups")


def test_how_much_is_forgotten_depends_on_the_learning_rate(old, state):
    test = draw([0, 1, 2, 3, 4], 1000)
    left = {}
    for rate in (0.001, 0.1):
        for seed in range(3):
            torch.manual_seed(seed)
            net = pretrained(state, 5)
            groups = [{"params": net.body.parameters(), "lr": rate}, {"params": net.head.parameters()}]
            train(net, torch.optim.AdamW(groups, lr=0.01), *draw(NEW, 25))
            left.setdefault(rate, []).append(accuracy(nn.Sequential(net.body, old.head), *test))
    assert min(left[0.001]) > 0.95 and max(left[0.1]) < 2 / 3  # 0.33 to 0.51, on two kinds of processors
    told("transfer", 95, zh="认对至少 {}% 的旧数字", en="at least {}% of the old digits")
    told("transfer", 0.1, zh="主干用 {} 的学习率", en="if the body is trained with {}")


def test_feature_extraction_forgets_nothing(old, state):
    test = draw([0, 1, 2, 3, 4], 500)
    frozen = extracted(state, *draw(NEW, 25), frozen_body=True)
    assert accuracy(nn.Sequential(frozen.body, old.head), *test) == accuracy(old, *test)


# Mistakes when freezing


def after_freezing(optimizer_class, gradient, **options):
    """By how much a frozen weight moves in the next step."""
    layer = nn.Linear(4, 1)
    optimizer = optimizer_class(layer.parameters(), lr=0.1, **options)
    F.mse_loss(layer(torch.ones(2, 4)), torch.zeros(2, 1)).backward()
    optimizer.step()
    layer.requires_grad_(False)
    before = layer.weight.clone()
    if gradient != "kept":
        optimizer.zero_grad(set_to_none=gradient == "none")
    optimizer.step()
    return (layer.weight - before).abs().max().item()


@pytest.mark.parametrize(
    "optimizer, options",
    [
        (torch.optim.SGD, {"momentum": 0.9}),
        (torch.optim.SGD, {"weight_decay": 0.1}),
        (torch.optim.Adam, {}),
        (torch.optim.AdamW, {"weight_decay": 0.1}),
    ],
)
def test_a_frozen_weight_moves_unless_its_gradient_is_none(optimizer, options):
    assert after_freezing(optimizer, "kept", **options) > 0
    assert after_freezing(optimizer, "zero", **options) > 0
    assert after_freezing(optimizer, "none", **options) == 0


def test_plain_sgd_stays_where_the_gradient_is_zero():
    assert after_freezing(torch.optim.SGD, "zero") == 0
    assert after_freezing(torch.optim.SGD, "kept") > 0


def test_weight_decay_alone_shrinks_a_weight_whose_gradient_is_zero():
    p = nn.Parameter(torch.ones(3))
    p.grad = torch.zeros(3)
    p.requires_grad_(False)
    torch.optim.AdamW([p], lr=0.1, weight_decay=0.1).step()
    assert (p < 1).all()


def test_zero_grad_sets_none_for_a_frozen_parameter_too():
    p = nn.Parameter(torch.ones(3))
    p.grad = torch.ones(3)
    p.requires_grad_(False)
    torch.optim.SGD([p], lr=0.1).zero_grad()
    assert p.grad is None


# Exercises


def test_eval_calls_train_with_false():
    calls = []

    class Called(nn.Module):
        def train(self, mode=True):
            calls.append(mode)
            return super().train(mode)

    Called().eval()
    assert calls == [False]


def test_the_elements_of_the_first_exercise():
    second, last = (sum(p.numel() for p in layer.parameters()) for layer in (nn.Linear(8, 8), nn.Linear(8, 10)))
    told(
        "transfer",
        second,
        last,
        second + last,
        zh="第二层的 {} 个元素和最后一层的 {} 个，一共 {} 个",
        en="{} elements of the second layer and {} of the last are trained, {} in all",
    )

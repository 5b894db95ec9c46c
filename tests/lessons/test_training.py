"""What the prose of the lesson `training` says beyond the outputs that its page shows."""

import copy
import inspect
import itertools
import math
import re
from pathlib import Path

import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.optim.lr_scheduler import OneCycleLR
from torch.utils.data import DataLoader, TensorDataset

from snippets.training.data import make_loader, spirals, three_sets
from snippets.training.loop import device, evaluate, fit, make_net, train_epoch
from snippets.training.matrix import confusion_matrix
from tests.helpers.told import told
from tools.base.project import ROOT


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def started(width=32, **options):
    torch.manual_seed(0)
    net = make_net(width)
    return net, torch.optim.AdamW(net.parameters(), **{"lr": 0.01, **options})


# The data and the batches


def test_the_sets_have_200_samples_each_in_random_order_and_share_none():
    sets = three_sets()
    assert [len(dataset) for dataset in sets] == [200, 200, 200]
    points = torch.cat([dataset.tensors[0] for dataset in sets])
    assert len(points.unique(dim=0)) == 600
    for dataset in sets:
        shares = torch.bincount(dataset.tensors[1].cpu(), minlength=3) / 200
        assert 0.25 < shares.min() <= shares.max() < 0.42, "the three classes have about the same size"


def test_the_arms_overlap_so_that_a_good_network_errs_too():
    """Of each point of a large sample, the class of the nearest among 4,000 others: better than this is hardly possible."""
    torch.manual_seed(1)
    (x, target), (others, classes) = spirals(1000), spirals(4000)
    nearest = torch.cdist(x.cpu(), others.cpu()).topk(15, largest=False).indices
    accuracy = (classes.cpu()[nearest].mode(dim=1).values == target.cpu()).float().mean().item()
    assert 0.9 < accuracy < 0.99


def test_shuffle_draws_a_new_order_for_each_epoch():
    torch.manual_seed(0)
    loader = DataLoader(TensorDataset(torch.arange(200, device="cpu")), batch_size=64, shuffle=True)
    first, second = (torch.cat([x for (x,) in loader]) for _ in range(2))
    assert not torch.equal(first, second)
    assert torch.equal(first.sort().values, second.sort().values)


def test_a_last_batch_that_is_dropped_is_not_counted():
    loader = DataLoader(TensorDataset(torch.zeros(200)), batch_size=64, drop_last=True)
    assert sum(len(x) for (x,) in loader) == 192


def test_a_measurement_does_not_depend_on_the_order_or_on_the_size_of_the_batches():
    _, val_set, _ = three_sets()
    net, _ = started()
    losses = [evaluate(net, DataLoader(val_set, batch_size=size, shuffle=size == 7))[0] for size in (200, 64, 7)]
    x, target = (part.to(device) for part in val_set.tensors)
    assert losses == pytest.approx([F.cross_entropy(net(x), target).item()] * 3, abs=1e-5)


def test_batchnorm_accepts_one_sample_in_evaluation():
    norm = nn.BatchNorm1d(4)
    with pytest.raises(ValueError, match="Expected more than 1 value per channel when training"):
        norm(torch.ones(1, 4))
    assert norm.eval()(torch.ones(1, 4)).shape == (1, 4)


# The loop


def test_evaluate_changes_neither_parameters_nor_gradients():
    _, val_set, _ = three_sets()
    net, _ = started()
    before = copy.deepcopy(net.state_dict())
    evaluate(net, make_loader(val_set))
    assert all(torch.equal(value, before[name]) for name, value in net.state_dict().items())
    assert all(p.grad is None for p in net.parameters())
    assert not net.training, "so train_epoch has to call train()"


def test_a_network_that_knows_nothing_starts_at_ln_3():
    assert F.cross_entropy(torch.zeros(5, 3), torch.tensor([0, 1, 2, 0, 1])).item() == pytest.approx(math.log(3))
    _, val_set, _ = three_sets()
    assert evaluate(started()[0], make_loader(val_set))[0] == pytest.approx(math.log(3), abs=0.1)
    told("training", math.log(3), zh="ln 3 = {:.1f}", en="ln 3 = {:.1f}")


def test_the_small_example_has_five_samples():
    losses = torch.tensor([1.0, 1.0, 1.0, 1.0, 6.0])
    means = torch.stack([batch.mean() for batch in losses.split(2)])
    assert means.mean().item() == pytest.approx(2.6667, abs=1e-4) and losses.mean() == 2, "as the page shows"
    told("training", len(losses), zh="下面的小例子有 {} 个样本", en="This small example has five samples")


def test_the_training_loss_of_the_first_epoch_is_an_average_over_it():
    train_set, _, _ = three_sets()
    for seed in (0, 1, 2):
        torch.manual_seed(seed)
        net = make_net(32)
        during = train_epoch(net, make_loader(train_set, shuffle=True), torch.optim.AdamW(net.parameters(), lr=0.01))
        assert evaluate(net, make_loader(train_set))[0] < during


@pytest.mark.parametrize("seed", [0, 1])
def test_the_first_training_converges(seed):
    train_set, val_set, _ = three_sets()
    torch.manual_seed(seed)
    net = make_net(32)
    optimizer = torch.optim.AdamW(net.parameters(), lr=0.01)
    history = fit(net, optimizer, make_loader(train_set, shuffle=True), make_loader(val_set), epochs=40)
    assert 0.87 < history[-1][2] < 0.97, "about nine of ten"
    falls = [history[here][1] - history[there][1] for here, there in itertools.pairwise((0, 19, 39))]
    assert falls[0] > 3 * falls[1]


def test_a_single_batch_can_be_learned_until_the_loss_is_almost_0():
    x, target = (part[:16].to(device) for part in three_sets()[0].tensors)
    net, optimizer = started(lr=0.03)
    for _ in range(300):
        loss = F.cross_entropy(net(x), target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert loss.item() < 0.02


# Confusion


def test_the_rows_are_the_true_classes():
    matrix = confusion_matrix(torch.tensor([0, 0, 1, 2]), torch.tensor([0, 2, 1, 2]), 3)
    assert matrix.tolist() == [[1, 0, 1], [0, 1, 0], [0, 0, 1]]


# Fit


def test_what_the_four_cases_show():
    from snippets.training.sizes import curves

    last = {name: history[-1] for name, history in curves.items()}
    lowest = {name: min(loss for _, loss, _ in history) for name, history in curves.items()}
    train, val, _ = last["too small"]
    assert train > 0.6 and abs(train - val) < 0.15
    assert last["too large"][0] < 0.2 and last["too large"][1] > lowest["too large"] + 0.1
    assert lowest["too large"] < lowest["suitable"] + 0.15, "it was good at its lowest point"
    assert last["too few data"][0] < 0.05
    assert last["too few data"][1] > max(2 * lowest["too few data"], 1.2)
    told("training", 1.2, zh="后来升到 {} 以上", en="then rises to more than {}")
    assert last["suitable"][1] < last["too few data"][1]
    accuracies = [accuracy for _, _, accuracy in curves["too few data"]]
    assert max(accuracies) - accuracies[-1] < 0.15, "the accuracy does not show it as clearly"


def test_the_loss_grows_with_certainty_in_a_wrong_answer():
    losses = [F.cross_entropy(torch.tensor([[0.0, sure]]), torch.tensor([0])).item() for sure in (1.0, 3.0, 10.0)]
    assert losses == sorted(losses)


# Stopping, keeping, resuming


def test_early_stopping_puts_back_the_best_weights(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    from snippets.training.early import fit_early

    train_set, val_set, _ = three_sets()
    loaders = make_loader(TensorDataset(*train_set[:20]), shuffle=True), make_loader(val_set)
    net, optimizer = started()
    best_epoch, last_epoch = fit_early(net, optimizer, *loaders, epochs=80, patience=10)
    assert last_epoch < 70 and last_epoch - best_epoch == 10
    again, optimizer = started()
    history = [loss for _, loss, _ in fit(again, optimizer, *loaders, epochs=80)]
    assert min(history[:last_epoch]) == history[best_epoch - 1] == pytest.approx(evaluate(net, loaders[1])[0])
    assert history[-1] > 2 * min(history)


def test_a_state_dict_shares_memory_with_the_parameters():
    net, _ = started()
    kept = net.state_dict()
    assert kept["0.weight"].data_ptr() == net[0].weight.data_ptr()
    assert copy.deepcopy(kept)["0.weight"].data_ptr() != net[0].weight.data_ptr()


# Learning rate


@pytest.mark.parametrize("seed", [0, 1])
def test_the_range_test(seed):
    from snippets.training.rates import range_test

    torch.manual_seed(seed)
    net = make_net(32)
    loader = make_loader(three_sets()[0], shuffle=True)
    lrs, losses = range_test(net, torch.optim.AdamW(net.parameters()), loader)
    assert len(lrs) == len(losses) == 100
    assert lrs[0] == pytest.approx(1e-5) and lrs[20] == pytest.approx(1e-4) and lrs[60] == pytest.approx(0.01)
    means = [sum(losses[first : first + 20]) / 20 for first in range(0, 80, 20)]
    assert abs(means[0] - means[1]) < 0.05 and means[2] < means[1] and means[3] < means[2]
    assert max(losses[80:]) > 1.5


@pytest.mark.parametrize(
    ("gradient", "share"), [(1e3, 1.0), (-1.0, 1.0), (1e-3, 1.0), (1e-6, 0.99), (1e-8, 0.5), (1e-9, 0.09), (0.0, 0.0)]
)
def test_the_first_step_of_adamw_is_lr_unless_the_gradient_is_0_or_as_tiny_as_epsilon(gradient, share):
    w = nn.Parameter(torch.zeros(1, device="cpu"))
    w.grad = torch.tensor([gradient], device="cpu")
    torch.optim.AdamW([w], lr=0.3, weight_decay=0.0).step()
    assert abs(w.item()) == pytest.approx(share * 0.3, rel=0.02)


def test_the_schedule_rises_for_ten_steps_then_falls():
    from snippets.training.warm import schedule

    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.01)
    scheduler = schedule(optimizer, warm_up=10, steps=100)
    rates = []
    for _ in range(100):
        rates.append(scheduler.get_last_lr()[0])
        optimizer.step()
        scheduler.step()
    assert rates[0] == pytest.approx(0.001) and rates[10] == pytest.approx(0.01)
    assert rates[:11] == sorted(rates[:11]) and rates[10:] == sorted(rates[10:], reverse=True)
    assert rates[-1] < 1e-4


def test_one_cycle_rises_to_max_lr_and_falls_to_almost_0():
    optimizer = torch.optim.AdamW([nn.Parameter(torch.zeros(1))], lr=0.03)
    scheduler = OneCycleLR(optimizer, max_lr=0.03, total_steps=160)
    rates = []
    for _ in range(160):
        rates.append(scheduler.get_last_lr()[0])
        optimizer.step()
        if len(rates) < 160:
            scheduler.step()
    assert max(rates) == pytest.approx(0.03)
    assert rates[0] < 0.03 / 20 and rates[-1] < rates[0] / 100


def test_the_default_rate_of_adamw():
    assert inspect.signature(torch.optim.AdamW).parameters["lr"].default == 0.001
    told("training", 0.001, zh="默认的学习率 {}", en="and {}, its default learning rate")


# Seeds


def test_accuracies_of_several_seeds_differ_by_more_than_the_page_says():
    train_set, val_set, _ = three_sets()
    accuracies = []
    for seed in range(4):
        torch.manual_seed(seed)
        net = make_net(32)
        optimizer = torch.optim.AdamW(net.parameters(), lr=0.01)
        accuracies.append(fit(net, optimizer, make_loader(train_set, shuffle=True), make_loader(val_set), epochs=10)[-1][2])
    assert max(accuracies) - min(accuracies) > 0.02
    told("training", 0.02, zh="准确率的差别就超过 {}", en="The accuracies differ by more than {}")


def test_warn_only_makes_a_warning_of_the_error():
    try:
        torch.use_deterministic_algorithms(True, warn_only=True)
        with pytest.warns(UserWarning, match="put_ does not have a deterministic implementation"):
            torch.zeros(3).put_(torch.tensor([0, 0]), torch.tensor([1.0, 2.0]))
    finally:
        torch.use_deterministic_algorithms(False)


def test_the_setting_for_cublas_is_the_one_of_torchs_own_tests():
    source = Path(torch.__file__).with_name("testing") / "_internal/common_utils.py"
    (setting,) = set(re.findall(r"CUBLAS_WORKSPACE_CONFIG.{1,9}:(\d+):8", source.read_text("utf-8")))
    told("training", setting, zh="`CUBLAS_WORKSPACE_CONFIG=:{}:8`", en="`CUBLAS_WORKSPACE_CONFIG=:{}:8`")


# Logging


def test_a_sum_of_losses_keeps_the_graphs_of_all_batches():
    net, _ = started()
    x, target = (part.to(device) for part in three_sets()[0].tensors)
    total = 0.0
    for _ in range(3):
        total = total + F.cross_entropy(net(x), target)
    waiting, losses = [total.grad_fn], 0
    while waiting:
        node = waiting.pop()
        losses += node.name().startswith("NllLoss")
        waiting += [next_node for next_node, _ in node.next_functions if next_node]
    assert losses == 3


# The template


def test_the_template_resumes_as_if_it_had_not_been_stopped(tmp_path, monkeypatch, capsys):
    source = (ROOT / "snippets/training/template.py").read_text("utf-8")
    assert len(source.splitlines()) <= 60
    shorter = source.replace("epochs, patience, lr = 40,", "epochs, patience, lr = 6,")
    stops = shorter.replace("while epoch < epochs and", "while epoch < 3 and")
    assert source != shorter != stops
    results = []
    for name, runs in {"straight": [shorter], "stopped": [stops, shorter]}.items():
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        for code in runs:
            capsys.readouterr()
            exec(compile(code, "template.py", "exec"), {})
        results.append((capsys.readouterr().out, torch.load("last.pt", map_location="cpu")))
    (said, straight), (said_again, resumed) = results
    assert said == said_again and re.search(r"test accuracy \d", said)
    assert straight["progress"] == resumed["progress"] and straight["progress"][0] == 6
    assert all(torch.equal(value, resumed["net"][name]) for name, value in straight["net"].items())


# Exercises


def test_weight_decay_has_a_medium_value_that_helps():
    train_set, val_set, _ = three_sets()
    losses = {}
    for decay in (0.0, 1.0, 30.0):
        net, optimizer = started(weight_decay=decay)
        loader = make_loader(TensorDataset(*train_set[:20]), shuffle=True)
        losses[decay] = fit(net, optimizer, loader, make_loader(val_set), epochs=80)[-1][:2]
    assert losses[1.0][1] < 0.7 * losses[0.0][1]
    assert losses[30.0] == pytest.approx((math.log(3), math.log(3)), abs=0.05)

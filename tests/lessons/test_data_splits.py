"""What the lesson `data` says of splits, statistics, samplers, and of the training at its end."""

import itertools

import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, Subset, TensorDataset, WeightedRandomSampler, random_split

from snippets.data.augment import augment
from snippets.data.draw import write_images
from snippets.data.image_files import ImageFiles
from snippets.data.leak import accuracy, copies
from snippets.data.sets import three_sets
from snippets.data.statistics import statistics
from snippets.digits.load import load_digits
from tests.helpers.claims import raises
from tools.base.project import ROOT


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("shapes")
    torch.manual_seed(0)
    write_images(made, count=40)
    return made


@pytest.fixture(autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


# Splits


def test_a_generator_makes_the_split_repeatable():
    def indices(seed):
        return [part.indices for part in random_split(range(100), [0.6, 0.2, 0.2], generator=torch.Generator().manual_seed(seed))]

    assert indices(0) == indices(0) != indices(1)
    assert sorted(itertools.chain(*indices(0))) == list(range(100))


def test_the_parts_of_a_split_share_their_dataset(folder):
    train, val = random_split(ImageFiles(folder), [0.5, 0.5])
    assert isinstance(train, Subset) and train.dataset is val.dataset
    train.dataset.transforms = augment
    assert not torch.equal(val[0][0], val[0][0]), "augmented, although only the training part was meant"


def test_the_three_sets_share_no_sample_and_one_is_augmented(folder):
    train, val, test = three_sets(folder)
    used = [set(part.indices) for part in (train, val, test)]
    assert sum(map(len, used)) == len(set.union(*used)) == 120
    assert not torch.equal(train[0][0], train[0][0])
    assert torch.equal(val[0][0], val[0][0]) and torch.equal(test[0][0], test[0][0])


@pytest.mark.parametrize("seed", range(4))
def test_copies_before_the_split_leak(seed):
    torch.manual_seed(seed)
    x, target = torch.randn(200, 20), torch.randint(2, (200,))
    more_x, more_target = copies(x, target)
    order = torch.randperm(1000)
    train, val = order[:800], order[800:]
    assert accuracy(more_x[train], more_target[train], more_x[val], more_target[val]) > 0.97
    assert torch.isin(val // 5, train // 5).float().mean() > 0.95, "nearly every one has a copy in the training set"
    order = torch.randperm(200)
    train, val = order[:160], order[160:]
    assert 0.25 < accuracy(*copies(x[train], target[train]), x[val], target[val]) < 0.75


def test_copies_leak_with_real_digits_too():
    """The digits of the labs with labels drawn at random: the same two orders."""
    (x, _), _ = load_digits(ROOT / "snippets/digits/data")
    torch.manual_seed(0)
    x, target = x[:200].flatten(1), torch.randint(2, (200,))
    more_x, more_target = copies(x, target)
    order = torch.randperm(1000)
    train, val = order[:800], order[800:]
    assert accuracy(more_x[train], more_target[train], more_x[val], more_target[val]) > 0.9
    order = torch.randperm(200)
    train, val = order[:160], order[160:]
    assert accuracy(*copies(x[train], target[train]), x[val], target[val]) < 0.75


def test_oversampling_before_the_split_leaks():
    torch.manual_seed(0)
    x, target = torch.randn(200, 20), (torch.arange(200) < 20).long()
    rare = x[target == 1].repeat(9, 1)
    x, target = torch.cat([x, rare]), torch.cat([target, torch.ones(len(rare), dtype=torch.int64)])
    order = torch.randperm(len(x))
    train, val = order[: len(x) * 4 // 5], order[len(x) * 4 // 5 :]
    val = val[target[val] == 1]
    assert accuracy(x[train], target[train], x[val], target[val]) > 0.95, "by chance alone, 20 of 200 would be found"


# Statistics


def test_statistics_are_those_of_all_pixels(folder):
    train, _ = random_split(ImageFiles(folder), [0.6, 0.4])
    pixels = torch.stack([x for x, _ in train])
    mean, std = statistics(train)
    assert mean.item() == pytest.approx(pixels.mean().item(), abs=1e-5)
    assert std.item() == pytest.approx(pixels.std(correction=0).item(), abs=1e-5)


def test_statistics_of_colour_images_have_a_number_for_each_channel():
    torch.manual_seed(0)
    x = torch.rand(70, 3, 8, 8) * torch.tensor([1.0, 2.0, 3.0])[:, None, None]
    mean, std = statistics(TensorDataset(x, torch.zeros(70)))
    assert torch.allclose(mean, x.mean(dim=(0, 2, 3)), atol=1e-4)
    assert torch.allclose(std, x.std(dim=(0, 2, 3), correction=0), atol=1e-4)


@pytest.mark.parametrize("size", [1, 4, 16])
def test_the_mean_of_the_standard_deviations_is_too_small(folder, size):
    pixels = torch.stack([x for x, _ in ImageFiles(folder)])
    of_batches = torch.stack([part.std(correction=0) for part in pixels.split(size)]).mean()
    assert of_batches < statistics(ImageFiles(folder))[1]


def test_a_network_trains_more_easily_on_normalized_inputs():
    torch.manual_seed(0)
    raw = 100 + 20 * torch.randn(200, 2)
    target = (raw[:, 0] > raw[:, 1]).long()
    losses = {}
    for name, x in (("raw", raw), ("normalized", (raw - raw.mean(0)) / raw.std(0))):
        torch.manual_seed(0)
        net = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 2))
        optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
        for _ in range(100):
            loss = F.cross_entropy(net(x), target)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        losses[name] = loss.item()
    assert losses["normalized"] < 0.5 * losses["raw"]


# Sampler


@pytest.mark.parametrize("seed", range(3))
def test_a_weighted_sampler_balances_and_leaves_half_of_the_samples_out(seed):
    torch.manual_seed(seed)
    target = torch.tensor([0] * 900 + [1] * 100)
    drawn = torch.tensor(list(WeightedRandomSampler(1 / torch.bincount(target)[target], num_samples=1000)))
    counts = torch.bincount(target[drawn])
    assert 440 < counts.min() <= counts.max() < 560
    assert 0.42 < 1 - len(drawn.unique()) / 1000 < 0.6
    assert torch.bincount(drawn)[900:].float().mean() > 4, "the rare ones come several times"


def test_a_sampler_and_shuffle_exclude_each_other():
    data = TensorDataset(torch.arange(4))
    sampler = WeightedRandomSampler([1.0] * 4, num_samples=4)
    message = "sampler option is mutually exclusive with shuffle"
    raises("data", message, lambda: DataLoader(data, sampler=sampler, shuffle=True), ValueError)
    orders = {tuple(torch.cat([x for (x,) in DataLoader(data, sampler=sampler)]).tolist()) for _ in range(20)}
    assert len(orders) > 1, "it draws at random anyway"


# The training at the end


@pytest.mark.parametrize("seed", [0, 1])
def test_the_network_recognizes_most_of_the_test_images(folder, seed):
    torch.manual_seed(seed)
    train_set, _, test_set = three_sets(folder)
    net = nn.Sequential(nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(4), nn.Flatten(), nn.Linear(256, 3))
    optimizer = torch.optim.AdamW(net.parameters(), lr=0.03)
    for _ in range(20):
        for x, target in DataLoader(train_set, batch_size=24, shuffle=True):
            loss = F.cross_entropy(net(x), target)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    with torch.no_grad():
        x, target = next(iter(DataLoader(test_set, batch_size=len(test_set))))
        assert (net(x).argmax(dim=1) == target).float().mean() > 0.8

"""What the prose of the lesson `data` says beyond the outputs that its page shows: datasets, loaders, collating, transforms."""

import re

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, Dataset, RandomSampler, TensorDataset, default_collate

from snippets.data.augment import augment, brightness, flip, shift
from snippets.data.draw import write_images
from snippets.data.image_files import ImageFiles
from snippets.data.pad import pad
from snippets.data.points import Points
from tests.helpers.claims import raises
from tests.helpers.told import told


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("shapes")
    torch.manual_seed(0)
    write_images(made, count=40)
    return made


# Dataset


def test_a_dataset_of_ones_own_and_tensor_dataset_give_the_same():
    x, target = torch.arange(12.0).reshape(6, 2), torch.tensor([0, 1, 2, 0, 1, 2])
    own, ready = Points(x, target), TensorDataset(x, target)
    assert len(own) == len(ready) == 6
    for index in range(6):
        assert all(torch.equal(*pair) for pair in zip(own[index], ready[index], strict=True))
    assert own[4][1].shape == ()


@pytest.mark.parametrize(
    "data", [[3.0, 4.0, 5.0], torch.tensor([3.0, 4.0, 5.0]), {0: 3.0, 1: 4.0, 2: 5.0}, np.array([3.0, 4.0, 5.0])]
)
def test_whatever_has_a_length_and_an_index_is_a_dataset(data):
    assert torch.cat(list(DataLoader(data, batch_size=2))).tolist() == [3, 4, 5]


def test_a_length_that_is_too_large_or_missing_raises():
    class Wrong(Dataset):
        def __init__(self, length):
            self.x, self.length = [1, 2, 3], length

        def __len__(self):
            return self.length

        def __getitem__(self, index):
            return self.x[index]

    raises("data", "list index out of range", lambda: list(DataLoader(Wrong(4))), IndexError)
    assert torch.cat(list(DataLoader(Wrong(2)))).tolist() == [1, 2], "too small: the last is never used, and nothing is raised"
    told("data", zh="样本有六个，下标是 0 到 5，", en="There are six samples, with the indices 0 to 5,")


def test_a_missing_method_raises():
    class NoLength(Dataset):
        def __getitem__(self, index):
            return index

    class NoItem(Dataset):
        def __len__(self):
            return 3

    for shuffle in (False, True):
        with pytest.raises(TypeError, match=r"object of type '.*' has no len\(\)"):
            next(iter(DataLoader(NoLength(), shuffle=shuffle)))
    raises(
        "data",
        "Subclasses of Dataset should implement __getitem__.",
        lambda: next(iter(DataLoader(NoItem()))),
        NotImplementedError,
    )


def test_images_become_floats_with_channels_first(folder):
    shapes = ImageFiles(folder)
    x, target = shapes[50]
    assert x.shape == (1, 16, 16) and 0 <= x.min() < x.max() <= 1 and isinstance(target, int)
    assert nn.Conv2d(1, 4, 3)(x[None]).shape == (1, 4, 14, 14)
    assert shapes.paths == sorted(shapes.paths) and shapes.target == sorted(shapes.target)
    told("data", *x.shape, zh="形状为 ({}, {}, {}) 的浮点张量", en="a float tensor of shape ({}, {}, {}) with values from 0 to 1")


def test_a_colour_image_needs_permute(folder):
    with Image.open(ImageFiles(folder).paths[0]) as image:
        pixels = np.array(image.convert("RGB"))
    assert torch.from_numpy(pixels).permute(2, 0, 1).shape == (3, 16, 16)
    told("data", zh="换成 `.permute(2, 0, 1)`", en="with `.permute(2, 0, 1)` instead of")


def test_a_file_is_read_when_its_sample_is_asked_for(tmp_path):
    write_images(tmp_path, count=2)
    shapes = ImageFiles(tmp_path)
    shapes.paths[3].unlink()
    shapes[2]
    with pytest.raises(FileNotFoundError):
        shapes[3]


def test_an_empty_dataset_is_noticed_when_shuffled(tmp_path):
    nothing = ImageFiles(tmp_path / "elsewhere")
    assert len(nothing) == 0 and list(DataLoader(nothing, batch_size=4)) == []
    raises("data", "num_samples should be a positive integer value", lambda: DataLoader(nothing, shuffle=True), ValueError)


# DataLoader


def test_the_lengths_of_loaders():
    data = torch.arange(7)
    loader = DataLoader(data, batch_size=3)
    assert len(loader) == 3 and len(loader.dataset) == 7
    assert isinstance(DataLoader(data, shuffle=True).sampler, RandomSampler)
    loader = DataLoader(torch.zeros(100), batch_size=32, drop_last=True)
    assert len(loader) == 3 and 100 - 3 * 32 == 4
    told(
        "data",
        100,
        32,
        zh="数据集有 {} 个样本，loader 设了 `batch_size={}`",
        en="A dataset has {} samples, and the loader has `batch_size={}`",
    )
    told("data", 32, 4, zh="{} 个样本的批量有三个，剩下的 {} 个", en="three full batches of {} samples. The remaining {} samples")


def test_each_iterator_begins_a_new_order():
    torch.manual_seed(0)
    loader = DataLoader(torch.arange(100), batch_size=10, shuffle=True)
    used = torch.cat([next(iter(loader)) for _ in range(len(loader))])
    counts = torch.bincount(used, minlength=100)
    assert (counts == 0).any() and (counts > 1).any(), "some twice, others not at all"
    assert torch.cat(list(loader)).sort().values.tolist() == list(range(100))
    fixed = DataLoader(torch.arange(100), batch_size=10)
    assert all(next(iter(fixed)).tolist() == list(range(10)) for _ in range(3)), "without shuffle, the same batch each time"


def test_a_loader_is_no_list_and_no_iterator():
    loader = DataLoader(torch.arange(4))
    raises("data", "'DataLoader' object is not subscriptable", lambda: loader[0], TypeError)
    raises("data", "'DataLoader' object is not an iterator", lambda: next(loader), TypeError)


def test_batchnorm_needs_more_than_one_sample():
    message = "Expected more than 1 value per channel when training"
    raises("data", message, lambda: nn.BatchNorm1d(2)(torch.ones(1, 2)), ValueError)


# collate_fn


def test_what_default_collate_makes_of_each_type():
    assert default_collate([1, 2]).dtype == torch.int64 and default_collate([1.7, 1.8]).dtype == torch.float64
    assert torch.tensor(1.7).dtype == default_collate([torch.tensor(1.7)] * 2).dtype == torch.float32
    assert default_collate(["a", "b"]) == ["a", "b"]
    assert default_collate([np.ones(2)] * 2).dtype == torch.float64 == torch.from_numpy(np.array([0.5])).dtype
    assert default_collate([np.ones(2, dtype=np.float32)] * 2).dtype == torch.float32
    batch = default_collate([(torch.zeros(3, 32, 32), 0.5)] * 8)
    assert [part.shape for part in batch] == [(8, 3, 32, 32), (8,)] and batch[1].dtype == torch.float64
    told("data", *batch[0].shape, zh="1. 形状为 ({}, {}, {}, {})", en="1. A `float32` tensor of shape ({}, {}, {}, {})")
    told(
        "data",
        3,
        32,
        32,
        zh="数据集返回一个形状为 ({}, {}, {}) 的张量",
        en="a dataset that returns a tensor of shape ({}, {}, {})",
    )
    told("data", 3, 32, 32, 8, zh="2. 形状为 ({}, {}, {}, {}) 的张量", en="2. A tensor of shape ({}, {}, {}, {})")


def test_a_layer_does_not_take_a_batch_of_python_floats():
    heights = default_collate([[1.7], [1.8]])[0][:, None]
    raises("data", "mat1 and mat2 must have the same dtype", lambda: nn.Linear(1, 1)(heights))
    told("data", 1.7, zh="应该返回 `torch.tensor({})`", en="return `torch.tensor({})`")


def test_what_cannot_be_collated():
    raises("data", "found <class 'NoneType'>", lambda: default_collate([None, None]), TypeError)
    with pytest.raises(RuntimeError, match="stack expects each tensor to be equal size"):
        default_collate([torch.zeros(1, 28, 28), torch.zeros(1, 32, 32)])
    message = "each element in list of batch should be of equal size"
    raises("data", message, lambda: default_collate([[1, 2], [3, 4, 5]]))


def test_padding_is_as_long_as_the_longest_of_its_batch():
    sentences = [torch.arange(1, length + 1) for length in (3, 2, 5, 1)]
    for samples in (sentences, sentences[:2], sentences[2:]):
        x, lengths, mask = pad(samples)
        assert x.shape == mask.shape == (len(samples), max(map(len, samples)))
        assert mask.sum(dim=1).tolist() == lengths.tolist()
        assert [row[keep].tolist() for row, keep in zip(x, mask, strict=True)] == [sample.tolist() for sample in samples]


# Transforms


def test_the_transforms_keep_shape_and_range_and_draw_anew(folder):
    torch.manual_seed(0)
    x = ImageFiles(folder)[3][0]
    for step in (shift, flip, brightness):
        results = [step(x) for _ in range(20)]
        assert all(result.shape == x.shape and result.min() >= 0 and result.max() <= 1 for result in results), step
        assert len({result.numpy().tobytes() for result in results}) > 1, step
    assert torch.equal(shift(torch.full((1, 16, 16), 0.3)), torch.full((1, 16, 16), 0.3)), "no dark border"


def test_augmentation_adds_no_samples(folder):
    augmented = ImageFiles(folder, transforms=augment)
    assert len(augmented) == len(ImageFiles(folder)) == 120
    assert len(list(DataLoader(augmented, batch_size=24))) == 5


def test_a_6_upside_down_is_no_6():
    """What the page says of digits, and that it speaks of these two."""
    six = torch.tensor([[1, 0], [1, 1], [1, 1]])
    assert not torch.equal(six.rot90(2), six)
    told("data", 6, 9, zh="{} 倒过来就是 {}", en="a {} that is turned upside down is a {}")


def test_no_page_claims_to_have_run_torchvision():
    from tools.base.project import DOCS

    for language, mark in (("zh", "这里没有运行"), ("en", "Not run here")):
        text = (DOCS / language / "data.md").read_text("utf-8")
        fence = re.search(r"```text\n(.*?)```", text, re.DOTALL)[1]
        assert "torchvision" in fence and fence.startswith(f"# {mark}")

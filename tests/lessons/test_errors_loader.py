"""The error clinic on Dataset and DataLoader: each cause gives the message, and its cure runs."""

import functools
import os
import pickle
import re
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn
from torch.utils.data import (
    DataLoader,
    Dataset,
    DistributedSampler,
    IterableDataset,
    Subset,
    TensorDataset,
    WeightedRandomSampler,
    random_split,
)

from tests.helpers.claims import raises
from tests.helpers.told import told

zeros = torch.zeros


def first(data, **settings):
    return next(iter(DataLoader(data, **settings)))


def twice(samples, factor=2):
    return factor * torch.stack(samples)


def test_grey_and_colour_images_do_not_stack():
    with pytest.raises(RuntimeError, match=r"got \[1, 4, 4\] at entry 0 and \[3, 4, 4\] at entry 1"):
        first([zeros(1, 4, 4), zeros(3, 4, 4)], batch_size=2)
    for mode in ("L", "RGBA", "RGB"):
        assert Image.new(mode, (4, 4)).convert("RGB").getbands() == ("R", "G", "B")


def test_boxes_stay_a_list():
    batch = first([(zeros(3), [1, 2]), (zeros(3), [1])], batch_size=2, collate_fn=lambda batch: tuple(zip(*batch, strict=True)))
    assert batch[1] == ([1, 2], [1])


@pytest.mark.parametrize(("sample", "found"), [(Image.new("L", (2, 2)), "PIL.Image.Image"), (None, "NoneType")])
def test_what_the_default_collate_found(sample, found):
    raises("errors/loader", f"found <class '{found}'>", lambda: first([sample], batch_size=1), TypeError)


def test_objects_cannot_be_collated():
    for sample in (Path("x"), np.array([1, "a"], dtype=object)):
        with pytest.raises(TypeError, match="default_collate"):
            first([sample], batch_size=1)
        first([sample], batch_size=1, collate_fn=list)


def test_a_batch_of_two_is_unpacked_into_samples():
    for x, target in DataLoader(torch.arange(8.0).view(4, 2), batch_size=2):
        assert x.shape == target.shape == (2,)


def test_what_has_no_method_to():
    raises("errors/loader", "'dict' object has no attribute 'to'", lambda: first([{"x": 1.0}]).to("cpu"), AttributeError)
    with pytest.raises(AttributeError, match="'list' object has no attribute 'to'"):
        [nn.Linear(4, 2)].to("cpu")


def test_each_iterator_draws_its_own_order():
    torch.manual_seed(0)
    loader = DataLoader(torch.arange(100), batch_size=100, shuffle=True)
    assert not torch.equal(next(iter(loader)), next(iter(loader)))
    batches = iter(DataLoader(torch.arange(2)))
    with pytest.raises(StopIteration):
        [next(batches) for _ in range(3)]


def test_what_can_be_sent_to_a_worker(tmp_path):
    pickle.dumps(functools.partial(twice, factor=3))

    class Local(Dataset):
        pass

    with pytest.raises((AttributeError, pickle.PicklingError)):
        pickle.dumps(Local())
    with (tmp_path / "x").open("w") as file:
        raises("errors/loader", "cannot pickle '_io.TextIOWrapper' object", lambda: pickle.dumps(file), TypeError)


def test_arguments_that_need_workers():
    raises(
        "errors/loader",
        "persistent_workers option needs num_workers > 0",
        lambda: DataLoader([1], persistent_workers=True),
        ValueError,
    )
    assert DataLoader([1]).num_workers == 0
    told("errors/loader", 0, zh="`num_workers` 默认是 {}", en="`num_workers` is {} by default")


def test_things_without_a_length():
    numbers = (i for i in range(3))
    raises("errors/loader", "object of type 'generator' has no len()", lambda: DataLoader(numbers, shuffle=True), TypeError)
    with pytest.raises(TypeError, match="object of type 'type' has no len"):
        DataLoader(TensorDataset, shuffle=True)

    class NoLength(Dataset):
        def __getitem__(self, index):
            return index

    with pytest.raises(TypeError, match="object of type 'NoLength' has no len"):
        DataLoader(NoLength(), shuffle=True)


def test_a_stream_takes_no_sampler():
    class Stream(IterableDataset):
        def __iter__(self):
            return iter(range(4))

    with pytest.raises(ValueError, match="expected unspecified sampler option"):
        DataLoader(Stream(), sampler=[0])


def test_samplers_that_shuffle_by_themselves():
    torch.manual_seed(0)
    assert len(set(WeightedRandomSampler(torch.ones(50), 50))) < 50
    sampler = DistributedSampler(range(50), num_replicas=1, rank=0)
    one, same = list(sampler), list(sampler)
    sampler.set_epoch(1)
    assert one == same != list(sampler) and sorted(one) == list(range(50))


def test_an_empty_data_set_without_shuffle_runs():
    assert list(DataLoader([])) == []


def test_patterns_that_find_no_files(tmp_path):
    for name in ("a.jpg", "b.jpeg", "inner/c.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [path.name for path in tmp_path.glob("*.jpg")] == ["a.jpg"]
    assert sorted(path.name for path in tmp_path.rglob("*.jpg")) == ["a.jpg", "c.jpg"]


def test_arrays_in_a_tensor_dataset():
    raises("errors/loader", "'int' object is not callable", lambda: TensorDataset(np.zeros((3, 2)), np.zeros(3)), TypeError)


def test_rounded_parts_may_lose_a_sample():
    lost = [n for n in range(1, 100) if int(0.7 * n) + int(0.3 * n) != n]
    assert lost and len(lost) < 99
    told("errors/loader", 0.7, 0.3, zh="`int({} * n)` 加 `int({} * n)`", en="`int({} * n)` and `int({} * n)`")
    with pytest.raises(ValueError, match="Sum of input lengths"):
        random_split(range(10), [0.7, 0.2])


def test_parts_of_a_split_share_the_data_set():
    class Data(Dataset):
        targets = (0, 1, 1)

        def __len__(self):
            return 3

        def __getitem__(self, index):
            return self.targets[index]

    one, other = random_split(Data(), [2, 1])
    one.dataset.transform = "x"
    assert other.dataset.transform == "x" and isinstance(one, Subset)
    assert [one.dataset.targets[i] for i in one.indices] == list(one)


class BusError(Dataset):
    def __len__(self):
        return 2

    def __getitem__(self, index):
        os.kill(os.getpid(), signal.SIGBUS)


@pytest.mark.skipif(not hasattr(signal, "SIGBUS"), reason="a signal of Unix")
def test_what_a_bus_error_in_a_worker_says():
    """The signal that a full /dev/shm sends."""
    with pytest.raises(RuntimeError, match="exited unexpectedly") as found:
        first(BusError(), num_workers=1)
    message = re.sub(r"\d+", "…", str(found.value.__cause__))
    told("errors/loader", message, zh="RuntimeError: {}\n```", en="RuntimeError: {}\n```")


@pytest.mark.skipif(sys.platform != "linux", reason="where shared memory is depends on the system")
def test_what_lies_in_shared_memory():
    x = first(torch.ones(4, 3), num_workers=1)
    assert x.is_shared() and not x.clone().is_shared()
    assert not first(torch.ones(4, 3)).is_shared()
    code = (
        "import os, torch\n"
        "torch.multiprocessing.set_sharing_strategy('file_system')\n"
        "x, before = torch.ones(9), set(os.listdir('/dev/shm'))\n"
        "x.share_memory_()\n"
        "print(any(name.startswith(f'torch_{os.getpid()}_') for name in set(os.listdir('/dev/shm')) - before))\n"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "True\n"


def test_how_much_the_batches_of_workers_take():
    side, size, workers, each, default = 224, 32, 2, 2, 64
    batch = size * 3 * side * side * 4
    assert DataLoader([1], num_workers=workers).prefetch_factor == each and workers * each * batch > default * 2**20 > batch
    told("errors/loader", default, zh="容器默认只有 {} MB", en="A container has {} MB by default")
    told(
        "errors/loader",
        *(size, side, side, round(batch / 1e6), workers, each, round(workers * each * batch / 1e6)),
        zh="{} 张 {}×{} 的 `float32` 彩色图占 {} MB，{} 个 worker 各准备 {} 批就是 {} MB",
        en="{} colour images of {}×{} in `float32` take {} MB, and {} workers with {} batches each {} MB",
    )


def test_a_batch_has_the_form_of_a_sample():
    with pytest.raises(ValueError, match="too many values to unpack"):
        for _, _ in DataLoader(torch.arange(7), batch_size=3):
            pass
    batch = first([(torch.ones(2), 1)] * 3, batch_size=3)
    assert type(batch) is list and [type(part) for part in batch] == [torch.Tensor] * 2


def test_a_data_set_with_iter_alone():
    class Data(Dataset):
        def __iter__(self):
            return iter([1])

    class Counted(Data):
        def __len__(self):
            return 1

    with pytest.raises(TypeError, match=r"has no len\(\)"):
        first(Data())
    with pytest.raises(NotImplementedError, match="Subclasses of Dataset should implement __getitem__"):
        first(Counted())

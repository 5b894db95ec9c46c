"""What the lesson `loading` says of where the time goes: counted, or by a clock of the test, not by a real one."""

import ast
import multiprocessing
import timeit
from itertools import count

import pytest
import torch
from PIL import Image
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.data import DataLoader, Dataset, default_collate

from snippets.loading.ex_waiting import waiting
from snippets.loading.parts import load
from snippets.loading.speed import BATCH, SAMPLES, Counted, epoch
from snippets.loading.whole import Batches, Single, single, slices, whole
from tests.helpers.told import told
from tools.base.project import SNIPPETS, relative

forks = pytest.mark.skipif(multiprocessing.get_start_method(allow_none=False) != "fork", reason="the datasets here are local")


CLOCKS = {"perf_counter", "process_time", "monotonic", "time", "timeit"}


@pytest.mark.parametrize("path", [*SNIPPETS.glob("loading/*.py"), *SNIPPETS.glob("data/*.py")], ids=relative)
def test_no_output_depends_on_the_clock(path):
    """An example may name a clock, as the default of an argument, but what it prints was read from none."""
    calls = (node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    assert not CLOCKS & {getattr(function, "attr", getattr(function, "id", "")) for function in calls}


def test_the_steps_of_loading_an_image(tmp_path):
    """By a clock that counts how often it is read: each step is timed alone. And by bytes: what a smaller file saves."""
    torch.manual_seed(0)
    found = {}
    for size in (512, 128):
        path = tmp_path / f"{size}.png"
        Image.fromarray(torch.randint(256, (size, size, 3), dtype=torch.uint8).numpy()).save(path)
        x, times, found[size] = load(path, clock=count().__next__)
        assert x.shape == (3, 128, 128) and times == dict.fromkeys(("read", "decode", "convert", "resize"), 1)
    assert found[512]["convert"] == 4 * found[512]["decode"] == max(found[512].values())
    assert all(found[512][step] == 16 * found[128][step] for step in ("decode", "convert"))
    told("loading", 512, 512, zh="一张 {}×{} 的彩色图", en="a colour image of {}×{} pixels")
    told("loading", 128, 128, zh="缩小到 {}×{}，", en="the image to {}×{},")


@forks
def test_how_far_workers_load_ahead():
    assert epoch(0) == [BATCH * step for step in range(1, SAMPLES // BATCH + 1)], "nothing is loaded during a step"
    ahead = [loaded - used for loaded, used in zip(epoch(2), epoch(0), strict=True)]
    assert ahead[:4] == [2 * 2 * BATCH] * 4 and ahead[-1] == 0
    told(
        "loading",
        ahead[0],
        BATCH + ahead[0],
        BATCH,
        zh="提前读了 {} 个样本：一共读了 {} 个，用掉 {} 个",
        en="Two workers are {} samples ahead at the end of the first step: {} have been loaded and {} used",
    )
    told("loading", 2, 2, BATCH, zh="{} × {} 个，每批 {} 个样本", en="{} × {} batches of {} samples")


@forks
@pytest.mark.parametrize(("workers", "factor"), [(1, 1), (1, 3), (2, 1), (2, 3)])
def test_the_batches_ahead_are_workers_times_prefetch_factor(workers, factor):
    dataset = Counted()
    batches = iter(DataLoader(dataset, batch_size=4, num_workers=workers, prefetch_factor=factor))
    next(batches)
    while dataset.loaded.value < 4 * (1 + workers * factor):
        pass
    assert dataset.loaded.value == 4 * (1 + workers * factor)


def test_the_sums_of_milliseconds():
    load, step = 32, 25
    assert load / (load + step) > 0.5 and load / 2 < step
    told("loading", load, step, zh="假设读一批要 {} 毫秒，训练一步要 {} 毫秒", en="{} milliseconds to load and {} to train on")
    told("loading", load + step, zh="每一批一共要 {} 毫秒", en="each batch then takes {} milliseconds")
    told("loading", load // 2, zh="平均每 {} 毫秒就能备好一批", en="finish a batch every {} milliseconds on average")


@pytest.mark.parametrize(("size", "pause", "share"), [(4, 12, 0.25), (4, 0, 1), (10, 10, 0.5), (8, 32, 0.2)])
def test_the_share_of_waiting_by_a_clock_of_ones_own(size, pause, share):
    class Samples(Dataset):
        now = 0

        def __len__(self):
            return 40

        def __getitem__(self, index):
            self.now += 1
            return index

    samples, steps = Samples(), []

    def step(batch):
        steps.append(len(batch))
        samples.now += pause

    assert waiting(DataLoader(samples, batch_size=size), step, clock=lambda: samples.now) == share
    assert sum(steps) == 40
    assert 0 <= waiting(DataLoader(samples, batch_size=size), step) <= 1, "the real clock"
    told(
        "loading",
        1,
        12,
        4,
        zh="时间走 {}；训练一步，走 {}；每批 {} 个样本",
        en="on by {} and a step by {}, and a batch has {} samples",
    )
    told("loading", 4, 12, zh="每一批等数据用 {}，训练用 {}，", en="For each batch the loop waits {} and the step takes {},")


class Operations(TorchDispatchMode):
    """Counts what torch computes."""

    def __init__(self):
        super().__init__()
        self.names = []

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        self.names.append(function.overloadpacket.__name__)
        return function(*args, **(kwargs or {}))


@forks
def test_the_table_of_calls():
    """Each row of the table, counted; workers count in an integer that all processes share."""
    calls = multiprocessing.Value("i", 0)
    started = []

    class Counts(Single):
        def __getitem__(self, index):
            with calls.get_lock():
                calls.value += 1
            return super().__getitem__(index)

    class Wholes(Batches):
        def __getitems__(self, indices):
            calls.value += 1
            return super().__getitems__(indices)

    def row(batches, before=()):
        calls.value = 0
        sent = samples = 0
        for x, _ in batches:
            # What a worker returns lies in shared memory.
            sent += x.is_shared()
            samples += len(x)
            started.append(sorted(set(multiprocessing.active_children()) - set(before), key=lambda child: child.pid))
        assert samples == 10000
        return calls.value, len(started[-1]), sent

    x, target = torch.zeros(10000, 20), torch.zeros(10000)
    options = {"batch_size": 100, "shuffle": True}
    counted, before = Counts(x, target), multiprocessing.active_children()
    lasting = DataLoader(counted, **options, num_workers=2, persistent_workers=True)
    found = [
        row(slices(), before),
        row(DataLoader(Wholes(x, target), **options, collate_fn=lambda batch: batch), before),
        row(DataLoader(counted, **options), before),
        row(DataLoader(counted, **options, num_workers=2), before),
    ]
    assert row(lasting, before) == (10000, 2, 100)
    found.append(row(lasting, multiprocessing.active_children()))
    assert found == [(0, 0, 0), (100, 0, 0), (10000, 0, 0), (10000, 2, 100), (10000, 0, 100)]
    numbers = " | {:,} | {} | {} |"
    for line, zh, en in zip(
        found,
        ("不用 loader，直接取", "有 `__getitems__`", "| `TensorDataset`", "这一轮才启动", "已经在运行"),
        ("without a loader", "with `__getitems__`", "| `TensorDataset`", "started for this epoch", "already running"),
        strict=True,
    ):
        told("loading", *line, zh=zh + numbers, en=en + numbers)
    told("loading", 10000, 100, zh="这 {:,} 个样本、每批 {} 个", en="over these {:,} samples, in batches of {}")


def test_the_operations_of_small_samples():
    x, target = torch.zeros(10000, 20), torch.zeros(10000)
    with Operations() as operations:
        for indices in torch.arange(10000).split(100):
            default_collate([Single(x, target)[index] for index in indices.tolist()])
    assert operations.names.count("select") == 20000
    told("loading", 20000, zh="一共有 {:,} 个", en="so {:,} of them")
    batches = [indices.tolist() for indices in torch.arange(10000).split(100)]
    with Operations() as operations:
        for indices in batches:
            Batches(x, target).__getitems__(indices)
    assert operations.names.count("index") == 200 and "select" not in operations.names
    told("loading", 200, zh="一轮只要 {} 次运算", en="that makes {} operations in an epoch")


def test_the_batches_have_the_same_shapes():
    shapes = [{tuple(part.shape for part in batch) for batch in batches} for batches in (single, whole, slices())]
    assert shapes[0] == shapes[1] == shapes[2] == {((100, 20), (100,))}


def test_the_line_that_shows_the_seconds_runs():
    told("loading", zh="`timeit.timeit(lambda: list(single), number=1)`", en="`timeit.timeit(lambda: list(single), number=1)`")
    assert all(timeit.timeit(lambda loader=loader: list(loader), number=1) >= 0 for loader in (single, whole))

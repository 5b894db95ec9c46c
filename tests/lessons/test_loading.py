"""What the prose of the lesson `loading` says beyond the outputs that its page shows."""

import inspect
import multiprocessing
import os
import pickle
import random
import re
import signal
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.utils.data import DataLoader, Dataset, IterableDataset, TensorDataset, get_worker_info

from snippets.loading.scale import Scale
from snippets.loading.speed import Slow
from snippets.loading.whole import Batches, seconds, slices
from tests.helpers.claims import raises
from tests.helpers.told import told
from tools.base.project import ROOT

forks = pytest.mark.skipif(multiprocessing.get_start_method(allow_none=False) != "fork", reason="the datasets here are local")


class Reports(Dataset):
    """What a worker knows of itself, for each sample."""

    def __init__(self):
        self.calls = 0
        self.generator = np.random.default_rng(0)

    def __len__(self):
        return 6

    def __getitem__(self, index):
        self.calls += 1
        info = get_worker_info()
        return {
            "index": index,
            "worker": -1 if info is None else info.id,
            "seed": -1 if info is None else info.seed,
            "pid": os.getpid(),
            "calls": self.calls,
            "torch": torch.rand((), dtype=torch.float64).item(),
            "numpy": np.random.rand(),
            "random": random.random(),
            "own": self.generator.random(),
        }


def rows(loader):
    return [{key: value.item() for key, value in batch.items()} for batch in loader]


# Workers


@forks
def test_a_batch_comes_from_one_worker_and_the_order_stays():
    for workers in (0, 2):
        loader = DataLoader(Reports(), batch_size=2, num_workers=workers)
        assert torch.cat([batch["index"] for batch in loader]).tolist() == list(range(6))
        assert all(len(batch["worker"].unique()) == 1 for batch in loader)


@forks
def test_what_a_worker_changes_stays_in_its_copy_and_ends_with_the_epoch():
    dataset = Reports()
    loader = DataLoader(dataset, num_workers=2)
    for _ in range(2):
        assert [row["calls"] for row in rows(loader)] == [1, 1, 2, 2, 3, 3]
    assert dataset.calls == 0
    lasting = DataLoader(dataset, num_workers=2, persistent_workers=True)
    first, second = rows(lasting), rows(lasting)
    assert [row["calls"] for row in second] == [4, 4, 5, 5, 6, 6], "the copies stay"
    assert {row["pid"] for row in first} == {row["pid"] for row in second}
    assert not {row["pid"] for row in rows(loader)} & {row["pid"] for row in rows(loader)}


def test_more_workers_than_cores_warn():
    with pytest.warns(UserWarning, match="Our suggested max number of worker in current system is"):
        DataLoader([1], num_workers=len(os.sched_getaffinity(0)) + 1)


def test_the_ways_to_start_a_process():
    assert set(multiprocessing.get_all_start_methods()) == (
        {"spawn"} if sys.platform == "win32" else {"fork", "spawn", "forkserver"}
    )
    if sys.platform == "linux":
        assert multiprocessing.get_start_method() == ("fork" if sys.version_info < (3, 14) else "forkserver")


# Pickling and errors


def local():
    return lambda samples: samples


def test_pickling_keeps_the_name_of_a_function_alone():
    assert b"seconds" in pickle.dumps(seconds) and b"perf_counter" not in pickle.dumps(seconds)
    assert pickle.loads(pickle.dumps(Scale(2))).factor == 2
    with pytest.raises(TypeError, match="cannot pickle"), Path(__file__).open() as file:
        pickle.dumps(file)


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_a_lambda_does_not_reach_a_worker_that_is_started_afresh(method):
    loader = DataLoader([1, 2], num_workers=1, collate_fn=local(), multiprocessing_context=method)
    with pytest.raises((AttributeError, pickle.PicklingError)), pytest.warns(UserWarning, match="Got pickle error"):
        next(iter(loader))


@forks
def test_a_lambda_reaches_a_forked_worker():
    assert list(DataLoader([1, 2], num_workers=1, collate_fn=local())) == [[1], [2]]


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="the page speaks of 3.11")
def test_the_text_of_python_3_11():
    with pytest.raises(AttributeError, match="Can't pickle local object"):
        pickle.dumps(local())
    told("loading", zh="`AttributeError: Can't pickle local object`", en="`AttributeError: Can't pickle local object`")


@forks
def test_an_error_in_a_worker_comes_back_with_its_traceback():
    class Broken(Reports):
        def __getitem__(self, index):
            return {}["label"]

    message = "Caught KeyError in DataLoader worker process 0."
    raises("loading", message, lambda: next(iter(DataLoader(Broken(), num_workers=1))), KeyError)
    with pytest.raises(KeyError, match=r'return {}\["label"\]'):
        next(iter(DataLoader(Broken(), num_workers=1)))


@forks
def test_a_worker_that_is_killed():
    class Killed(Reports):
        def __getitem__(self, index):
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(RuntimeError, match=r"DataLoader worker \(pid\(s\) \d+\) exited unexpectedly") as caught:
        next(iter(DataLoader(Killed(), num_workers=1)))
    assert "is killed by signal: Killed" in str(caught.value.__cause__)
    told("loading", zh="`is killed by signal: Killed`", en="`is killed by signal: Killed`")


# Seeds


@forks
def test_the_seeds_of_workers():
    def drawn(seed):
        torch.manual_seed(seed)
        return rows(DataLoader(Reports(), num_workers=2))

    first, again, other = drawn(0), drawn(0), drawn(1)
    seeds = {row["worker"]: row["seed"] for row in first}
    assert seeds[1] == seeds[0] + 1, "base seed plus k"
    for name in ("torch", "numpy", "random"):
        values = [row[name] for row in first]
        assert len(set(values)) == 6 and values == [row[name] for row in again] != [row[name] for row in other]
    own = [row["own"] for row in first]
    assert own[::2] == own[1::2] and own == [row["own"] for row in other]


@forks
def test_a_generator_of_the_dataset_begins_anew_in_each_epoch_unless_workers_last():
    loader = DataLoader(Reports(), num_workers=2)
    first, second = ([row["own"] for row in rows(loader)] for _ in range(2))
    assert first == second
    assert [row["torch"] for row in rows(loader)] != [row["torch"] for row in rows(loader)]
    lasting = DataLoader(Reports(), num_workers=2, persistent_workers=True)
    assert [row["own"] for row in rows(lasting)] != [row["own"] for row in rows(lasting)]


@forks
def test_with_a_generator_the_order_is_the_same_for_any_number_of_workers():
    found = {}
    for workers in (0, 1, 2):
        torch.manual_seed(0)
        loader = DataLoader(Reports(), shuffle=True, num_workers=workers, generator=torch.Generator().manual_seed(0))
        found[workers] = rows(loader) + rows(loader)
    orders = [[row["index"] for row in found[workers]] for workers in found]
    assert orders[0] == orders[1] == orders[2] and orders[0][:6] != orders[0][6:]
    assert [row["torch"] for row in found[1]] != [row["torch"] for row in found[2]]


# Streams and options


class Stream(IterableDataset):
    def __iter__(self):
        return iter(range(1000))


@forks
def test_each_worker_goes_through_a_whole_stream():
    assert sum(len(batch) for batch in DataLoader(Stream(), batch_size=250, num_workers=2)) == 2 * 1000
    told("loading", 1000, zh="`IterableDataset` 给出 {:,} 个样本", en="`IterableDataset` yields {:,} samples")
    told("loading", 1000 // 4, 1000, 4 * 1000, zh="1. {}\n    2. {:,}\n    3. {:,}", en="1. {}\n    2. {:,}\n    3. {:,}")
    told("loading", zh="1. 250", en="1. 250")
    raises("loading", "expected unspecified shuffle option", lambda: DataLoader(Stream(), shuffle=True), ValueError)


def test_the_options_that_need_workers():
    assert DataLoader([1], num_workers=1).prefetch_factor == 2
    message = "persistent_workers option needs num_workers > 0"
    raises("loading", message, lambda: DataLoader([1], persistent_workers=True), ValueError)
    DataLoader([1], num_workers=0, persistent_workers=0 > 0)


def test_pinning_is_done_by_a_thread_of_the_main_process():
    source = inspect.getsource(torch.utils.data.dataloader._MultiProcessingDataLoaderIter.__init__)
    assert re.search(r"threading\.Thread\(\s*target=_utils\.pin_memory\._pin_memory_loop", source)


def test_torch_says_that_cuda_cannot_be_forked():
    message = "Cannot re-initialize CUDA in forked subprocess"
    assert message in (Path(torch.__file__).parent / "cuda/__init__.py").read_text("utf-8")
    told("loading", zh=f"`{message}`", en=f"`{message}`")


# Where the time goes


def test_the_milliseconds_of_the_program():
    """From its source: the pauses of a sample and of a step, in batches of 8."""
    text = (ROOT / "snippets/loading/speed.py").read_text("utf-8")
    sample, step = (round(1000 * float(pause)) for pause in re.findall(r"time\.sleep\((.+)\)", text))
    size = int(re.search(r"batch_size=(\d+)", text)[1])
    assert len(Slow()) % size == 0 and size * sample > step > size * sample / 2
    told(
        "loading",
        size,
        size * sample,
        step,
        zh="一批 {} 个样本，读取要 {} 毫秒，训练要 {} 毫秒",
        en="a batch of {} samples takes {} milliseconds to load and {} to train on",
    )
    pause = re.search(r"time\.sleep\((.+?)\)", (ROOT / "snippets/loading/ex_waiting.py").read_text("utf-8"))[1]
    told("loading", round(1000 * float(pause)), zh="和 {} 毫秒的一步", en="and a step of {} milliseconds")
    told("loading", size * sample // 2, zh="每 {} 毫秒就能备好一批", en="a batch ready every {} milliseconds")


@forks
def test_the_table_of_times():
    """The bounds of the table: the best of three, each compared with the loader that takes sample by sample."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    x, target = torch.zeros(10000, 20), torch.zeros(10000)
    options = {"batch_size": 100, "shuffle": True}
    single = TensorDataset(x, target)
    lasting = DataLoader(single, **options, num_workers=2, persistent_workers=True)
    list(lasting)
    reference = seconds(lambda: DataLoader(single, **options))
    assert seconds(lambda: DataLoader(Batches(x, target), **options, collate_fn=lambda batch: batch)) < reference / 2
    assert seconds(slices) < reference / 10
    assert seconds(lambda: DataLoader(single, **options, num_workers=2)) > reference
    assert seconds(lambda: lasting) > reference
    torch.set_num_threads(before)
    told("loading", 10000, zh="内存里 {:,} 个小样本，走一轮", en="One epoch over {:,} small samples in memory")
    told("loading", zh="有 `__getitems__` | 不到 1/2 |", en="with `__getitems__` | less than 1/2 |")
    told("loading", zh="直接取张量的一部分 | 不到 1/10 |", en="without a loader | less than 1/10 |")

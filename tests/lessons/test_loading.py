"""What the prose of the lesson `loading` says beyond the outputs that its page shows."""

import contextlib
import inspect
import multiprocessing
import os
import pickle
import random
import re
import signal
import sqlite3
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.utils.data import DataLoader, Dataset, IterableDataset, get_worker_info

from snippets.loading.ex_waiting import waiting
from snippets.loading.scale import Scale
from tests.helpers.claims import raises
from tests.helpers.told import told

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
@pytest.mark.parametrize("in_order", [True, False])
def test_a_batch_that_is_ready_first_waits_for_its_turn_unless_the_order_is_given_up(in_order):
    class First(Dataset):
        """Sample 0 waits until sample 1 has come to the main process, or, in order, until it has been loaded."""

        loaded, received = multiprocessing.Event(), multiprocessing.Event()

        def __len__(self):
            return 2

        def __getitem__(self, index):
            if index == 1:
                self.loaded.set()
            else:
                (self.loaded if in_order else self.received).wait()
            return index

    found = []
    for batch in DataLoader(First(), num_workers=2, in_order=in_order):
        First.received.set()
        found.append(batch.item())
    assert found == ([0, 1] if in_order else [1, 0])


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


class Counts(Dataset):
    def __init__(self):
        self.number, self.list, self.tensor = 0, [], torch.zeros(1)

    def __len__(self):
        return 4

    def __getitem__(self, index):
        self.number += 1
        self.list.append(index)
        self.tensor += 1
        return index


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_a_tensor_of_the_dataset_comes_back_from_a_worker_that_is_started_afresh(method):
    dataset = Counts()
    assert len(list(DataLoader(dataset, num_workers=1, multiprocessing_context=method))) == 4
    assert dataset.number == 0 and dataset.list == []
    assert dataset.tensor.item() == (0 if method == "fork" else 4)


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
    pickled = pickle.dumps(waiting)
    assert b"waiting" in pickled and waiting.__module__.encode() in pickled and len(pickled) < 100
    assert pickle.loads(pickle.dumps(Scale(2))).factor == 2
    with pytest.raises(TypeError, match="cannot pickle"), Path(__file__).open() as file:
        pickle.dumps(file)
    with pytest.raises(TypeError, match="cannot pickle"), contextlib.closing(sqlite3.connect(":memory:")) as database:
        pickle.dumps(database)


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

    with pytest.raises(RuntimeError, match="DataLoader worker") as caught:
        next(iter(DataLoader(Killed(), num_workers=1)))
    # It is the cause of the other message, unless the signal arrives before the loop waits for the batch.
    assert "is killed by signal: Killed" in f"{caught.value} {caught.value.__cause__}"
    told("loading", zh="`is killed by signal: Killed`", en="`is killed by signal: Killed`")
    source = inspect.getsource(torch.utils.data.dataloader._MultiProcessingDataLoaderIter._try_get_data)
    assert "DataLoader worker (pid(s) {pids_str}) exited unexpectedly" in source


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
def test_the_base_seed_comes_from_the_generator_of_the_loader_if_there_is_one():
    def drawn(seed, own):
        torch.manual_seed(seed)
        return [row["torch"] for row in rows(DataLoader(Reports(), num_workers=2, generator=torch.Generator().manual_seed(own)))]

    assert drawn(0, 5) == drawn(1, 5) != drawn(0, 6)


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

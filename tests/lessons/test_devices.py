"""What the prose of the lesson `devices` says beyond the outputs that its page shows."""

import mmap
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import nn
from torch.distributed.run import parse_args
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, DistributedSampler, TensorDataset

from snippets.devices.pick import device
from tests.helpers.told import told

without_cuda = pytest.mark.skipif(torch.cuda.is_available(), reason="of builds without CUDA")


# One line


def test_the_line_gives_a_device_without_index():
    assert isinstance(device, torch.device)
    assert device.index is None


def test_cuda_and_its_first_device_are_unequal_but_of_one_type():
    assert torch.device("cuda") != torch.device("cuda:0")
    assert torch.device("cuda").type == torch.device("cuda:0").type


# What moves


def test_a_module_moves_in_place_and_a_tensor_does_not():
    net, x = nn.Linear(2, 1), torch.ones(1, 2)
    assert net.to("meta") is net and net.weight.is_meta
    assert x.to("meta") is not x and not x.is_meta


def test_the_account_of_what_moves():
    net = nn.Linear(2, 2)
    net.mean = nn.Buffer(torch.zeros(2), persistent=False)
    net.offset = torch.zeros(2)
    net.layers = [nn.Linear(2, 2)]
    net.to("meta")
    assert net.mean.is_meta
    assert not net.offset.is_meta and not net.layers[0].weight.is_meta


def test_one_layer_moves_alone():
    net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    net[1].to("meta")
    assert not net[0].weight.is_meta and net[1].weight.is_meta


def test_a_loaded_state_goes_to_where_the_parameters_are():
    def optimizer_of(net):
        return torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)

    net, there = nn.Linear(2, 1), nn.Linear(2, 1, device="meta")
    optimizer, other = optimizer_of(net), optimizer_of(there)
    net(torch.ones(1, 2)).sum().backward()
    optimizer.step()
    other.load_state_dict(optimizer.state_dict())
    assert all(state["momentum_buffer"].is_meta for state in other.state.values())


def test_a_number_without_dimensions_may_stay_on_the_cpu():
    x = torch.ones(2, device="meta")
    assert (x * torch.tensor(2.0)).is_meta
    with pytest.raises(RuntimeError, match="is not on the expected device"):
        x * torch.ones(2)


@pytest.mark.parametrize("words", ["but found at least two devices, ", "but got "])
def test_the_quoted_words_are_in_the_library(words):
    """Only a GPU raises them; that torch holds them can be seen without."""
    library = next(Path(torch.__file__).parent.joinpath("lib").glob("*torch_cpu.*"))
    with library.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        assert text.find(f"Expected all tensors to be on the same device, {words}".encode()) >= 0


# Without CUDA


@without_cuda
def test_a_build_for_the_cpu_has_no_cuda_version():
    assert torch.version.cuda is None


@without_cuda
def test_what_has_no_tensors_moves_anywhere():
    assert nn.ReLU().to("cuda:0") is not None
    with pytest.raises(AssertionError, match="Torch not compiled with CUDA enabled"):
        torch.zeros(1, device="cuda")


def test_labels_of_three_classes_are_0_1_and_2():
    scores = torch.zeros(3, 3)
    assert F.cross_entropy(scores, torch.tensor([0, 1, 2])).isfinite()


# Pinning


def test_unpinned_batches_come_all_the_same(recwarn):
    batches = list(DataLoader(TensorDataset(torch.ones(4, 2)), batch_size=2, pin_memory=True))
    assert len(batches) == 2
    assert batches[0][0].is_pinned() == torch.accelerator.is_available()


# Mixed precision


def test_sixteen_bits_are_half_of_thirty_two():
    sizes = [torch.ones((), dtype=dtype).element_size() for dtype in (torch.float32, torch.float16, torch.bfloat16)]
    assert sizes == [4, 2, 2]
    told(
        "devices",
        8 * sizes[1],
        zh="{} 位的数只占 `float32` 一半的内存",
        en="Numbers of {} bits need half the memory of",
    )
    told("devices", 8 * sizes[2], zh="只让一部分运算用 {} 位", en="lets single operations run in {} bits")


def test_how_far_and_how_fine_the_formats_are():
    full, half, brain = (torch.finfo(dtype) for dtype in (torch.float32, torch.float16, torch.bfloat16))
    assert half.max < 70000 < brain.max and brain.tiny == full.tiny
    assert brain.max == pytest.approx(full.max, rel=0.01)
    told("devices", 1 + brain.eps, zh="1 之后的下一个数就是 {:.4f}", en="after 1 its next number is {:.4f}")
    told("devices", brain.eps, zh="只有几级宽台阶，彼此差 {:.4f}", en="climbs in broad steps, {:.4f} apart")
    below = torch.nextafter(torch.tensor(1.0, dtype=torch.bfloat16), torch.tensor(0.0, dtype=torch.bfloat16))
    told("devices", below.item(), zh="比 1 小的下一个 `bfloat16` 是 {:.4f}", en="Below 1, the next `bfloat16` is {:.4f}")


def test_the_stairs_of_the_plot():
    x = torch.linspace(1, 1.03, 181)
    stairs = x.bfloat16().float().unique()
    assert len(stairs) == 5 and stairs.diff().tolist() == [0.0078125] * 4
    assert len(x.half().unique()) > 30


def test_the_scaler_multiplies_and_divides_again():
    w = nn.Parameter(torch.tensor(1.0))
    optimizer = torch.optim.SGD([w], lr=1.0)
    scaler = torch.amp.GradScaler("cpu")
    loss = 0.25 * w
    assert scaler.scale(loss).item() == 0.25 * 65536
    scaler.scale(loss).backward()
    assert w.grad.item() == 0.25 * 65536
    scaler.unscale_(optimizer)
    assert w.grad.item() == 0.25
    scaler.step(optimizer)
    assert w.item() == 0.75


def test_the_scaler_skips_a_step_with_inf():
    w = nn.Parameter(torch.tensor(1.0))
    optimizer = torch.optim.SGD([w], lr=1.0)
    scaler = torch.amp.GradScaler("cpu")
    scaler.scale(w * 1e38).backward()
    assert w.grad.isinf()
    scaler.step(optimizer)
    scaler.update()
    assert w.item() == 1.0 and scaler.get_scale() == 65536 / 2


def test_the_old_names_are_deprecated():
    with pytest.warns(FutureWarning, match=r"Please use `torch\.amp\.autocast\('cuda', args\.\.\.\)`"):
        torch.cuda.amp.autocast(enabled=False)
    with pytest.warns(FutureWarning, match=r"Please use `torch\.amp\.GradScaler\('cuda', args\.\.\.\)`"):
        torch.cuda.amp.GradScaler(enabled=False)
    assert torch.autocast is torch.amp.autocast


# DataParallel and DDP


def test_both_wrappers_put_module_in_front():
    assert list(nn.DataParallel(nn.Linear(2, 1)).state_dict()) == ["module.weight", "module.bias"]
    assert "recommended to use :class:`~torch.nn.parallel.DistributedDataParallel`" in nn.DataParallel.__doc__


def test_without_set_epoch_the_order_stays():
    sampler = DistributedSampler(range(100), num_replicas=2, rank=0)
    first = list(sampler)
    assert list(sampler) == first
    sampler.set_epoch(1)
    assert list(sampler) != first


def test_shares_are_of_equal_size_and_cover_everything():
    shares = [list(DistributedSampler(range(7), num_replicas=2, rank=rank, shuffle=False)) for rank in range(2)]
    assert [len(share) for share in shares] == [4, 4]
    assert sorted(shares[0] + shares[1]) == [0, 0, 1, 2, 3, 4, 5, 6]


def test_four_processes_with_batches_of_32_take_128_samples_a_step():
    samples = range(1000)
    loaders = [DataLoader(samples, 32, sampler=DistributedSampler(samples, num_replicas=4, rank=rank)) for rank in range(4)]
    firsts = torch.cat([next(iter(loader)) for loader in loaders])
    assert len(firsts.unique()) == len(firsts) == 128
    told("devices", 32, len(firsts), zh="每个批量 {}，等于一个进程、批量 {}", en="with batches of {} train as one with {}")
    told("devices", zh="3. 128", en="3. 128")
    told("devices", len(firsts), 32, zh="{}：每个进程读自己的 {} 个", en="{}: each process loads {} of its own")


def test_wrapping_needs_a_process_group():
    with pytest.raises(ValueError, match="Default process group has not been initialized"):
        DistributedDataParallel(nn.Linear(2, 1))


@pytest.mark.parametrize(("type", "backend"), [("cpu", "gloo"), ("cuda", "nccl")])
def test_the_backend_of_a_device(type, backend):
    assert dist.get_default_backend_for_device(type) == backend


def test_the_commands_are_understood():
    one = parse_args(["--standalone", "--nproc-per-node", "8", "train.py"])
    assert one.standalone and one.nproc_per_node == "8"
    rendezvous = "--rdzv-backend c10d --rdzv-endpoint first-machine:29500"
    two = parse_args(f"--nnodes 2 --node-rank 1 --nproc-per-node 8 {rendezvous} train.py".split())
    assert (two.nnodes, two.node_rank, two.rdzv_endpoint) == ("2", 1, "first-machine:29500")
    here, total = int(two.nproc_per_node), int(two.nnodes) * int(two.nproc_per_node)
    told(
        "devices",
        total - 1,
        here - 1,
        total,
        zh="`RANK`，全体中的编号（0 到 {}）；`LOCAL_RANK`，在本机的编号（0 到 {}）；`WORLD_SIZE`，总数（{}）",
        en="in `RANK` (0 to {}), its number on this machine in `LOCAL_RANK` (0 to {}) and the total in `WORLD_SIZE` ({})",
    )


def test_each_process_finds_its_numbers_in_its_environment():
    names = ("RANK", "LOCAL_RANK", "WORLD_SIZE")
    code = f"import os; open('seen' + os.environ['RANK'], 'w').write(' '.join(os.environ[n] for n in {names}))"
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "train.py").write_text(code, "utf-8")
        command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "train.py"]
        subprocess.run(command, cwd=folder, env=dict(os.environ), check=True, capture_output=True, timeout=120)
        assert [Path(folder, f"seen{rank}").read_text("utf-8") for rank in range(2)] == ["0 0 2", "1 1 2"]


# Exercises


def test_the_size_of_the_large_layer():
    net = nn.Linear(100_000, 100_000, device="meta")
    size = sum(p.numel() * p.element_size() for p in net.parameters())
    told("devices", size / 1e9, zh="约 {:.0f} GB；", en="About {:.0f} GB,")


def test_adam_adds_twice_the_parameters():
    w = nn.Parameter(torch.ones(1000))
    optimizer = torch.optim.Adam([w])
    w.sum().backward()
    optimizer.step()
    kept = [value for name, value in optimizer.state[w].items() if name != "step"]
    assert sum(value.numel() for value in kept) == 2 * w.numel() and w.grad.numel() == w.numel()

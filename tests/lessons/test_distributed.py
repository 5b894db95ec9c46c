"""What the prose of the lesson `distributed` says beyond the outputs that its page shows."""

import inspect
import logging
import os
import socket
import subprocess
import sys

import pytest
import torch
import torch.distributed as dist
import torch.distributed.launch
import torch.distributed.nn
import torch.nn.functional as F
from torch import nn
from torch.distributed.run import config_from_args, parse_args
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, DistributedSampler

from tests.helpers.claims import raises
from tests.helpers.told import told
from tools.base.project import DOCS


@pytest.fixture
def alone():
    """A process group of one, so that DistributedDataParallel can be built here."""
    dist.init_process_group("gloo", store=dist.HashStore(), rank=0, world_size=1)
    yield
    dist.destroy_process_group()


# DataParallel and DDP


def test_both_wrappers_put_module_in_front(alone):
    for wrapper in (nn.DataParallel, DistributedDataParallel):
        assert list(wrapper(nn.Linear(2, 1)).state_dict()) == ["module.weight", "module.bias"]
    advice = "recommended to use :class:`~torch.nn.parallel.DistributedDataParallel`"
    doc = " ".join(nn.DataParallel.__doc__.split())
    assert advice in doc and "even if there is only a single node" in doc


def test_ddp_copies_buffers_before_each_forward_also_in_evaluation(alone):
    ddp = DistributedDataParallel(nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2)))
    assert ddp.will_sync_module_buffers()
    ddp.eval()
    with torch.no_grad():
        assert ddp.will_sync_module_buffers()
    assert not DistributedDataParallel(nn.Linear(2, 2)).will_sync_module_buffers()


def test_wrapping_needs_a_process_group():
    with pytest.raises(ValueError, match="Default process group has not been initialized"):
        DistributedDataParallel(nn.Linear(2, 1))


@pytest.mark.parametrize(("type", "backend"), [("cpu", "gloo"), ("cuda", "nccl")])
def test_the_backend_of_a_device(type, backend):
    assert dist.get_default_backend_for_device(type) == backend


# The sampler


def test_without_set_epoch_the_order_stays():
    sampler = DistributedSampler(range(100), num_replicas=2, rank=0)
    first = list(sampler)
    assert list(sampler) == first
    sampler.set_epoch(1)
    assert list(sampler) != first
    other = DistributedSampler(range(100), num_replicas=2, rank=0, seed=1)
    assert list(other) != first


@pytest.mark.parametrize(("samples", "processes"), [(7, 2), (10, 4), (12, 4), (5, 8)])
def test_shares_are_of_equal_size_and_cover_everything(samples, processes):
    def shares(**settings):
        return [list(DistributedSampler(range(samples), processes, rank, **settings)) for rank in range(processes)]

    for settings in ({"shuffle": False}, {"shuffle": True}):
        sizes = {len(share) for share in shares(**settings)}
        assert sizes == {-(-samples // processes)}
        assert set().union(*shares(**settings)) == set(range(samples))
    if (samples, processes) == (10, 4):
        used = sum(map(len, shares()))
        told(
            "distributed",
            used // 4,
            used,
            zh="每个进程得到 {} 个样本，一共 {} 个",
            en="Each process gets {} samples. That makes {}",
        )
    dropped = shares(shuffle=False, drop_last=True)
    seen = [index for share in dropped for index in share]
    assert len({len(share) for share in dropped}) == 1 and len(seen) == len(set(seen)) <= samples


def test_in_a_program_the_sampler_asks_the_process_group(alone):
    sampler = DistributedSampler(range(7))
    assert (sampler.num_replicas, sampler.rank) == (1, 0)
    assert len(list(sampler)) == 7


def test_four_processes_with_batches_of_32_take_128_samples_a_step():
    samples = range(1000)
    loaders = [DataLoader(samples, 32, sampler=DistributedSampler(samples, num_replicas=4, rank=rank)) for rank in range(4)]
    firsts = torch.cat([next(iter(loader)) for loader in loaders])
    assert len(firsts.unique()) == len(firsts) == 128
    told(
        "distributed",
        32,
        len(firsts),
        zh="`batch_size={}`，每一步就用 {} 个样本",
        en="`batch_size={}` use {} samples in each step",
    )
    told(
        "distributed",
        len(firsts),
        zh="选。在三个条件下，这一步与一个进程、批量 {} 的一步",
        en="one process with a batch of {}, up to rounding",
    )
    told("distributed", zh="3. 128", en="3. 128")
    told(
        "distributed",
        len(firsts),
        32,
        zh="{} 个。每个进程读取自己的 {} 个样本",
        en="{} samples. Each process loads {} of its own",
    )
    told(
        "distributed",
        32,
        len(firsts),
        zh="四个大小为 {} 的批量，各自的梯度取平均，等于大小为 {} 的整个批量的梯度",
        en="the gradients of four batches of {} equals the gradient of the whole batch of {}",
    )
    told("distributed", 32, 128, zh="四个进程各 {} 个，与一个进程 {} 个", en="Four processes of {}, or one of {}")
    told("distributed", 32, zh="每个进程有 {} 个样本时", en="With {} samples in each process")


# What changes in training


def gradient(net, x, target, reduction="mean"):
    net.zero_grad()
    F.mse_loss(net(x), target, reduction=reduction).backward()
    return torch.cat([p.grad.flatten() for p in net.parameters()])


@pytest.mark.parametrize("middle", [nn.ReLU(), nn.LayerNorm(8), nn.BatchNorm1d(8)])
def test_the_average_of_gradients_is_that_of_the_whole_batch_but_for_batchnorm(middle):
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(5, 8), middle, nn.Linear(8, 1)).double()
    x, target = torch.randn(128, 5).double(), torch.randn(128, 1).double()
    shares = list(zip(x.split(32), target.split(32), strict=True))
    average = sum(gradient(net, *share) for share in shares) / 4
    assert torch.allclose(average, gradient(net, x, target)) != isinstance(middle, nn.BatchNorm1d)


def test_with_a_sum_the_gradient_is_smaller_by_the_number_of_processes():
    torch.manual_seed(0)
    net = nn.Linear(5, 1).double()
    x, target = torch.randn(128, 5).double(), torch.randn(128, 1).double()
    shares = zip(x.split(32), target.split(32), strict=True)
    average = sum(gradient(net, *share, "sum") for share in shares) / 4
    assert torch.allclose(average, gradient(net, x, target, "sum") / 4)


def test_sync_batchnorm_keeps_the_keys():
    net = nn.Sequential(nn.Conv2d(1, 8, 3), nn.BatchNorm2d(8))
    keys, x = list(net.state_dict()), torch.randn(2, 1, 5, 5)
    expected = net.eval()(x)
    net = nn.SyncBatchNorm.convert_sync_batchnorm(net)
    assert list(net.state_dict()) == keys and torch.equal(net.eval()(x), expected)


def test_sync_batchnorm_trains_on_a_cpu_only_without_a_process_group():
    torch.manual_seed(0)
    x = torch.randn(4, 2)
    assert torch.allclose(nn.SyncBatchNorm(2)(x), nn.BatchNorm1d(2)(x))


def test_sync_batchnorm_in_a_process_group_refuses_the_cpu(alone):
    says = "SyncBatchNorm expected input tensor to be on GPU or XPU or privateuseone"
    raises("distributed", says, lambda: nn.SyncBatchNorm(2)(torch.randn(4, 2)), ValueError)


def test_eight_processes_with_two_images_have_sixteen():
    told("distributed", 8, 2, zh="{} 个进程，每个 {} 张图", en="in {} processes with {} images each")
    told("distributed", 8 * 2, zh="就变成 {} 张", en="before wrapping makes it {}.")
    told("distributed", zh="2. 16", en="2. 16")


# torchrun


def test_the_commands_are_understood():
    one = parse_args(["--standalone", "--nproc-per-node", "8", "train.py"])
    assert one.standalone and one.nproc_per_node == "8"
    command = "--nnodes 2 --nproc-per-node 8 --rdzv-id digits --rdzv-backend c10d --rdzv-endpoint first-machine:29500 train.py"
    for language in ("zh", "en"):
        assert f"torchrun {command}\n" in (DOCS / language / "distributed.md").read_text("utf-8")
    two = parse_args(command.split())
    assert (two.nnodes, two.rdzv_id, two.rdzv_endpoint) == ("2", "digits", "first-machine:29500")
    here, total = int(two.nproc_per_node), int(two.nnodes) * int(two.nproc_per_node)
    told("distributed", here, zh="一台有 {} 个 GPU 的机器", en="On one machine with {} GPUs")
    told("distributed", 29500, zh="访问它的 {} 端口", en="to reach on port {}")
    told("distributed", total - 1, zh="在所有进程中的编号（例子里是 0 到 {}）", en="among all processes (0 to {} in the example)")
    told(
        "distributed",
        here - 1,
        total,
        zh="（0 到 {}），`WORLD_SIZE` 是总数（{}）",
        en="(0 to {}), and `WORLD_SIZE`, the total ({})",
    )


def test_c10d_ignores_the_number_of_the_machine(caplog):
    args = "--nnodes 2 --nproc-per-node 8 --node-rank 1 --rdzv-backend c10d --rdzv-endpoint first-machine:29500 train.py"
    logger = logging.getLogger("torch.distributed.run")
    logger.addHandler(caplog.handler)
    try:
        config_from_args(parse_args(args.split()))
    finally:
        logger.removeHandler(caplog.handler)
    assert "node_rank is only used for static rdzv_backend. It will be ignored" in caplog.text


def test_the_same_command_twice_makes_one_group(tmp_path):
    """Two machines are played by two `torchrun` on this one."""
    names = ("RANK", "LOCAL_RANK", "WORLD_SIZE")
    code = f"import os; open('seen' + os.environ['RANK'], 'w').write(' '.join(os.environ[n] for n in {names}))"
    (tmp_path / "train.py").write_text(code, "utf-8")
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    options = f"--nnodes 2 --nproc-per-node 2 --rdzv-id digits --rdzv-backend c10d --rdzv-endpoint localhost:{port} train.py"
    command = [sys.executable, "-m", "torch.distributed.run", *options.split()]
    agents = [
        subprocess.Popen(command, cwd=tmp_path, env=dict(os.environ), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    failures = [agent.communicate(timeout=120)[1].decode() for agent in agents]
    assert [agent.returncode for agent in agents] == [0, 0], failures
    seen = [(tmp_path / f"seen{rank}").read_text("utf-8").split() for rank in range(4)]
    assert seen == [["0", "0", "4"], ["1", "1", "4"], ["2", "0", "4"], ["3", "1", "4"]]


def test_the_older_launcher_names_its_successor():
    assert "deprecated in favor of" in torch.distributed.launch.__doc__ and "torchrun" in torch.distributed.launch.__doc__


# Unused parameters


class Spare(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(2, 2)
        self.spare = nn.Linear(2, 3)
        self.head = nn.Linear(2, 1)

    def forward(self, x):
        return self.head(self.first(x))


def steps(ddp, count=2):
    for _ in range(count):
        ddp(torch.ones(4, 2)).sum().backward()


@pytest.mark.parametrize("frozen", [False, True])
def test_the_indices_are_positions_among_the_trained_parameters(alone, frozen):
    net = Spare()
    net.first.requires_grad_(not frozen)
    trained = [name for name, p in net.named_parameters() if p.requires_grad]
    indices = [index for index, name in enumerate(trained) if name.startswith("spare.")]
    assert indices == ([0, 1] if frozen else [2, 3])
    line = "Parameter indices which did not receive grad for rank 0: " + " ".join(map(str, indices)) + "\n"
    with pytest.raises(RuntimeError) as caught:
        steps(DistributedDataParallel(net))
    assert line in str(caught.value) and "TORCH_DISTRIBUTED_DEBUG to either INFO or DETAIL" in str(caught.value)


def test_freezing_helps_before_wrapping_only(alone):
    before, after = Spare(), Spare()
    before.spare.requires_grad_(False)
    steps(DistributedDataParallel(before))
    ddp = DistributedDataParallel(after)
    after.spare.requires_grad_(False)
    with pytest.raises(RuntimeError, match="Expected to have finished reduction"):
        steps(ddp)


def test_find_unused_parameters_and_using_the_output_help(alone):
    steps(DistributedDataParallel(Spare(), find_unused_parameters=True), 3)

    class Used(Spare):
        def forward(self, x):
            return super().forward(x) + self.spare(x).sum()

    steps(DistributedDataParallel(Used()), 3)


# Size


def test_bytes_for_a_parameter_with_adam():
    w = nn.Parameter(torch.ones(1000))
    optimizer = torch.optim.Adam([w])
    w.sum().backward()
    optimizer.step()
    kept = [w, w.grad, *(value for name, value in optimizer.state[w].items() if name != "step")]
    size = sum(tensor.numel() * tensor.element_size() for tensor in kept) / w.numel()
    told("distributed", len(kept), w.element_size(), zh="需要 {} 个数，每个数 {} 字节", en="needs {} numbers of {} bytes")
    told(
        "distributed",
        size,
        7 * size,
        zh="就是 {:.0f} GB，七十亿个参数就是 {:.0f} GB",
        en="makes {:.0f} GB, and for seven billion {:.0f} GB",
    )
    told(
        "distributed",
        8,
        7 * size,
        7 * size / 8,
        zh="有 {} 个 GPU 时，{:.0f} GB 里每个只保存 {:.0f} GB",
        en="With {} GPUs, each of them holds a part of the {:.0f} GB, {:.0f} GB",
    )
    assert 7 * size > 80
    told("distributed", 80, zh="{} GB 显存的 GPU 放不下", en="A GPU with {} GB cannot hold that")


def test_fsdp_is_there():
    from torch.distributed.fsdp import FullyShardedDataParallel, fully_shard

    assert callable(fully_shard) and inspect.isclass(FullyShardedDataParallel)

# run: torchrun --standalone --nproc-per-node 2 {file}
import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel

# zh: DDP 会用到它；晚于 init_process_group 导入，它会一直握着进程组
# en: DDP uses it; imported after init_process_group, it would hold the process group for good
import torch.distributed.nn

dist.init_process_group("gloo")
rank = dist.get_rank()

# zh: 两个进程的种子不同，权重也不同
# en: the two processes have different seeds, so different weights
torch.manual_seed(rank)
net = nn.Sequential(nn.Linear(2, 1), nn.BatchNorm1d(1))


def same_weights():
    # zh: 收齐两个进程的 weight，比较是否相等
    # en: gather the weight of both processes and compare
    weights = [torch.zeros(1, 2) for _ in range(2)]
    dist.all_gather(weights, net[0].weight.detach())
    return torch.equal(*weights)


before = same_weights()
ddp = DistributedDataParallel(net)
after = same_weights()

# zh: 只让 0 号进程打印和存盘
# en: only process 0 prints and saves
if rank == 0:
    print(before, after)
    print(*ddp.state_dict(), sep="\n")
    torch.save(ddp.module.state_dict(), "net.pt")
    print("saved:", *torch.load("net.pt"))

# zh: ddp 也握着进程组；放开它，进程组才能在这里结束
# en: ddp holds the process group too; let go of it, so that the group can end here
del ddp
dist.destroy_process_group()

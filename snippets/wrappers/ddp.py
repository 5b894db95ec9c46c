# run: torchrun --standalone --nproc-per-node 2 {file}
import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel

# zh: DDP 依赖这个模块；如果在 init_process_group 之后才导入，进程组的引用就释放不掉
# en: DDP needs this module; imported after init_process_group, it would keep the process group alive
import torch.distributed.nn

dist.init_process_group("gloo")
rank = dist.get_rank()

# zh: 两个进程的种子不同，权重也不同
# en: the two processes have different seeds, so different weights
torch.manual_seed(rank)
net = nn.Sequential(nn.Linear(2, 1, bias=False), nn.BatchNorm1d(1, affine=False))


def same_weights():
    # zh: 取得两个进程的 weight，比较是否相等
    # en: get the weight of both processes and compare them
    weights = [torch.zeros(1, 2) for _ in range(2)]
    dist.all_gather(weights, net[0].weight.detach())
    return torch.equal(*weights)


before = same_weights()
ddp = DistributedDataParallel(net)
after = same_weights()

# zh: 只让 0 号进程打印和保存
# en: only process 0 prints and saves
if rank == 0:
    print("same weights before wrapping:", before, "after:", after)
    print("ddp:", *ddp.state_dict(), sep="\n  ")
    torch.save(ddp.module.state_dict(), "net.pt")
    print("saved:", *torch.load("net.pt"), sep="\n  ")

# zh: ddp 也引用着进程组；先删掉 ddp，进程组才能在这里结束
# en: ddp refers to the process group too; delete it first, so that the group can end here
del ddp
dist.destroy_process_group()

# run: torchrun --standalone --nproc-per-node 2 {file}
import copy

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, DistributedSampler, TensorDataset

# zh: DDP 会用到它；晚于 init_process_group 导入，它会一直握着进程组
# en: DDP uses it; imported after init_process_group, it would hold the process group for good
import torch.distributed.nn

dist.init_process_group("gloo")
rank, world = dist.get_rank(), dist.get_world_size()

# zh: 每个进程都从头跑这个文件：种子相同，数据相同，网络相同
# en: each process runs this whole file: same seed, same data, same net
torch.manual_seed(0)
x, target = torch.randn(8, 2), torch.randn(8, 1)
net = nn.Linear(2, 1)
alone = copy.deepcopy(net)

# zh: sampler 让 0 号进程取第 0、2、4、6 个样本，1 号取第 1、3、5、7 个
# en: the sampler gives samples 0, 2, 4, 6 to process 0, and 1, 3, 5, 7 to process 1
data = TensorDataset(x, target)
loader = DataLoader(data, batch_size=2, sampler=DistributedSampler(data, shuffle=False))
ddp = DistributedDataParallel(net)
optimizer = torch.optim.SGD(ddp.parameters(), lr=0.1)
for rows, wanted in loader:
    loss = F.mse_loss(ddp(rows), wanted)
    optimizer.zero_grad()
    # zh: backward() 一边算，一边让各进程的梯度取平均
    # en: backward() averages the gradients over the processes as it goes
    loss.backward()
    optimizer.step()

# zh: 对照：一个进程，每批 4 个样本
# en: to compare: a single process, 4 samples a batch
optimizer = torch.optim.SGD(alone.parameters(), lr=0.1)
for rows, wanted in zip(x.split(4), target.split(4), strict=True):
    optimizer.zero_grad()
    F.mse_loss(alone(rows), wanted).backward()
    optimizer.step()

# zh: 收齐各进程的结果，只让 0 号打印
# en: gather what each process has; only process 0 prints
results = [None] * world
dist.all_gather_object(results, (rank, round(loss.item(), 4), net.weight.tolist()))
if rank == 0:
    for number, last_loss, weight in results:
        print(number, last_loss, weight == net.weight.tolist())
    print("as alone:", torch.allclose(net.weight, alone.weight))
del ddp
dist.destroy_process_group()

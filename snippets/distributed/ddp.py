# run: torchrun --standalone --nproc-per-node 2 {file}
import copy

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, DistributedSampler, TensorDataset

# zh: DDP 依赖它；如果在 init_process_group 之后才导入，进程组的引用就释放不掉
# en: DDP needs it; imported after init_process_group, it keeps the group alive
import torch.distributed.nn

dist.init_process_group("gloo")

def train(net, batches):
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    for x, target in batches:
        loss = F.mse_loss(net(x), target)
        optimizer.zero_grad()
        # zh: 在 DDP 里，backward() 还会让各进程的梯度取平均
        # en: under DDP, backward() also averages the gradients
        loss.backward()
        optimizer.step()
    return round(loss.item(), 2)

# zh: 每个进程都从头运行这个文件；种子相同，所以数据相同
# en: each process runs this whole file; the same seed gives the same data
torch.manual_seed(0)
x, target = torch.randn(8, 2), torch.randn(8, 1)
nets = {"Linear": nn.Linear(2, 1)}
nets["BatchNorm"] = nn.Sequential(nn.BatchNorm1d(2), nn.Linear(2, 1))

# zh: 0 号进程取样本 0、2、4、6，1 号进程取样本 1、3、5、7
# en: process 0 takes samples 0, 2, 4, 6; process 1 takes 1, 3, 5, 7
data = TensorDataset(x, target)
sampler = DistributedSampler(data, shuffle=False)
loader = DataLoader(data, batch_size=2, sampler=sampler)

for name, net in nets.items():
    # zh: 对照：同样的网络在一个进程里训练，批量是 4
    # en: for comparison: the same network in one process, in batches of 4
    alone = copy.deepcopy(net)
    train(alone, zip(x.split(4), target.split(4)))
    ddp = DistributedDataParallel(net)
    loss = train(ddp, loader)
    # zh: 收集两个进程的结果，只由 0 号进程打印
    # en: collect the results of both processes; only process 0 prints
    weight = nn.utils.parameters_to_vector(net.parameters())
    expected = nn.utils.parameters_to_vector(alone.parameters())
    results = [None, None]
    dist.all_gather_object(results, (loss, weight.tolist()))
    if dist.get_rank() == 0:
        (loss_0, weight_0), (loss_1, weight_1) = results
        print(name, "losses", loss_0, loss_1)
        print("    same weights in both processes", weight_0 == weight_1)
        print("    same as one process", torch.allclose(weight, expected))
del ddp
dist.destroy_process_group()

import torch
from torch import nn

# --8<-- [start:net]
import torch.distributed as dist
from torch.nn.parallel import DistributedDataParallel


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(2, 3)
        self.spare = nn.Linear(2, 3)
        self.head = nn.Linear(3, 1)

    def forward(self, x):
        return self.head(self.body(x))
# --8<-- [end:net]


# --8<-- [start:steps]
# device: cpu, the backend gloo works on the CPU
# zh: 只有一个进程的进程组，不需要 torchrun
# en: a process group of one process, which needs no torchrun
dist.init_process_group("gloo", store=dist.HashStore(), rank=0, world_size=1)


def two_steps(ddp):
    try:
        for step in range(2):
            ddp(torch.ones(4, 2)).sum().backward()
            print("step", step, "done")
    except RuntimeError as error:
        print(str(error).partition(".")[0])
        print(str(error).splitlines()[3])


torch.manual_seed(0)
two_steps(DistributedDataParallel(Net()))
# --8<-- [end:steps]

# --8<-- [start:names]
torch.manual_seed(0)
net = Net()
net(torch.ones(4, 2)).sum().backward()
trained = [(name, p) for name, p in net.named_parameters() if p.requires_grad]
for index, (name, p) in enumerate(trained):
    print(index, name, "no gradient" if p.grad is None else "")
# --8<-- [end:names]

# --8<-- [start:cures]
# device: cpu, the backend gloo works on the CPU
torch.manual_seed(0)
two_steps(DistributedDataParallel(Net(), find_unused_parameters=True))

net = Net()
net.spare.requires_grad_(False)
two_steps(DistributedDataParallel(net))
dist.destroy_process_group()
# --8<-- [end:cures]

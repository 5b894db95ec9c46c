import torch
from torch import nn

from snippets.speed.look import graphs, look

# --8<-- [start:again]
# device: traced
torch.compiler.reset()
graphs.clear()
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.Linear(8, 3))
fast = torch.compile(net, backend=look)


def call(name, x):
    before = len(graphs)
    fast(x)
    print(f"{name:22} compiled: {len(graphs) - before}")


call("first call", torch.rand(32, 4))
call("same shape", torch.rand(32, 4))
call("another batch size", torch.rand(20, 4))
call("a third batch size", torch.rand(7, 4))
fast.eval()
call("after eval()", torch.rand(7, 4))
with torch.no_grad():
    call("under no_grad", torch.rand(7, 4))
fast.train()
call("after train() again", torch.rand(32, 4))
# --8<-- [end:again]

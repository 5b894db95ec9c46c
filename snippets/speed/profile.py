import torch

from snippets.speed.count import count
from snippets.speed.net import Batched, Net

# --8<-- [start:count]
# device: cpu, on CUDA the profiler lists other operations
torch.manual_seed(0)
net, x = Net(), torch.rand(64, 1, 16, 16)
counts = count(net, x)
for name in ("aten::conv2d", "aten::relu", "aten::linear", "aten::stack"):
    print(f"{name:14}", counts[name])
# --8<-- [end:count]


# --8<-- [start:better]
# device: cpu, on CUDA the profiler lists other operations
better = Batched()
better.load_state_dict(net.state_dict())
print("same output ", torch.allclose(better(x), net(x), atol=1e-6))
print("aten::linear", count(better, x)["aten::linear"])
# --8<-- [end:better]

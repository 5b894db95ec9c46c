import torch
from torch.utils.checkpoint import checkpoint_sequential

from snippets.speed.memory import make_net, memory_curve

# --8<-- [start:answer]
# device: cpu, it reads the events of the CPU allocator
net, x = make_net(), torch.rand(1024, 64)


def in_segments(count):
    checkpoint_sequential(net, count, x, use_reentrant=False).sum().backward()


in_segments(1)
peaks = {n: max(memory_curve(lambda: in_segments(n))) for n in range(1, 17)}
best = min(peaks, key=peaks.get)
print("best", best, "peak", round(peaks[best], 1))
# --8<-- [end:answer]

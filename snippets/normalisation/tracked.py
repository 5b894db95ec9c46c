import torch
from torch import nn

# --8<-- [start:tracked]
x = torch.tensor([[8.0], [12.0]])
for momentum in (0.1, None):
    norm = nn.BatchNorm1d(1, momentum=momentum)
    for _ in range(50):
        norm(x)
        count = norm.num_batches_tracked.item()
        if count in (1, 10, 50):
            mean, var = norm.running_mean.item(), norm.running_var.item()
            print("momentum", momentum, "after", count, f"mean {mean:.2f} var {var:.2f}")
# --8<-- [end:tracked]

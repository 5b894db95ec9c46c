import torch
from torch import nn

# --8<-- [start:proof]
# zh: 10 个样本，每批 4 个，最后一批只有 2 个，它们的损失很大
# en: 10 samples in batches of 4; the last batch has 2, whose losses are large
output, target = torch.tensor([1.0] * 8 + [3.0] * 2), torch.zeros(10)
mse = nn.MSELoss()
losses = [mse(y, t) for y, t in zip(output.split(4), target.split(4))]
print("all samples    ", round(mse(output, target).item(), 2))
print("mean of batches", round(torch.stack(losses).mean().item(), 2))
# --8<-- [end:proof]

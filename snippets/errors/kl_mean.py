import torch
from torch import nn

# --8<-- [start:warns]
log_p, q = torch.tensor([[0.5, 0.5], [0.9, 0.1]]).log(), torch.full((2, 2), 0.5)
loss = nn.KLDivLoss()(log_p, q)
# --8<-- [end:warns]

# --8<-- [start:fix]
log_p, q = torch.tensor([[0.5, 0.5], [0.9, 0.1]]).log(), torch.full((2, 2), 0.5)
print(f"batchmean {nn.KLDivLoss(reduction='batchmean')(log_p, q):.4f}")
# zh: 默认值：总和除以元素个数
# en: the default: the sum divided by the number of elements
print(f"mean      {nn.KLDivLoss(reduction='sum')(log_p, q) / q.numel():.4f}")
# --8<-- [end:fix]

import torch
import torch.nn.functional as F

# --8<-- [start:fails]
# device: cpu, on CUDA the same mistake ends the process without naming the label
scores, target = torch.zeros(2, 3), torch.tensor([0, 3])
F.cross_entropy(scores, target)
# --8<-- [end:fails]

import torch
import torch.nn.functional as F

# --8<-- [start:fails]
F.binary_cross_entropy_with_logits(torch.zeros(3), torch.tensor([1, 0, 1]))
# --8<-- [end:fails]

import torch
import torch.nn.functional as F

# --8<-- [start:fails]
F.binary_cross_entropy_with_logits(torch.zeros(3, 1), torch.ones(3))
# --8<-- [end:fails]

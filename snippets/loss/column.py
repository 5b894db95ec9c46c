import torch
import torch.nn.functional as F

# --8<-- [start:fails]
F.cross_entropy(torch.zeros(2, 3), torch.tensor([[0], [2]]))
# --8<-- [end:fails]

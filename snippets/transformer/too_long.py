import torch

from snippets.transformer.net import Sorter

# --8<-- [start:fails]
torch.manual_seed(0)
Sorter()(torch.zeros(1, 9, dtype=torch.long))
# --8<-- [end:fails]

import torch
import torch.nn.functional as F

from snippets.transformer.data import make_batch
from snippets.transformer.net import Sorter

# --8<-- [start:fails]
torch.manual_seed(0)
x, target = make_batch(64)
F.cross_entropy(Sorter()(x), target)
# --8<-- [end:fails]

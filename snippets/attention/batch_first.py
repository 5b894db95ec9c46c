import torch
from torch import nn

# --8<-- [start:mixed]
torch.manual_seed(0)
x = torch.randn(3, 5, 8)
changed = x.clone()
changed[1] = 0
for batch_first in (True, False):
    mha = nn.MultiheadAttention(8, 2, batch_first=batch_first)
    before, after = mha(x, x, x)[0], mha(changed, changed, changed)[0]
    print("batch_first", batch_first, "shape", tuple(before.shape), "sample 0 unchanged", torch.equal(before[0], after[0]))
# --8<-- [end:mixed]

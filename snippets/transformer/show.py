import torch

from snippets.transformer.data import make_batch

# --8<-- [start:show]
torch.manual_seed(0)
x, target = make_batch(2)
for row, correct in zip(x.tolist(), target.tolist(), strict=True):
    print(row, "->", correct)
# --8<-- [end:show]

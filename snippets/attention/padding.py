import torch

from snippets.attention.layer import Attention

# --8<-- [start:padding]
torch.manual_seed(0)
layer = Attention(8)
x = torch.randn(2, 5, 8)
lengths = torch.tensor([3, 5])
# zh: (5,) 与 (2, 1) 比较 → (2, 5)；True 是数据
# en: (5,) compared with (2, 1) → (2, 5); True is data
real = torch.arange(5) < lengths[:, None]
print(real.int().tolist())

# zh: (2, 5) → (2, 1, 5)：同一行用于每个查询
# en: (2, 5) → (2, 1, 5): the same row for each query
_, weights = layer(x, x, real[:, None, :])
print([round(w, 2) for w in weights[0, 0].tolist()])

changed = x.clone()
changed[0, 3:] = 100
before, after = (layer(tokens, tokens, real[:, None, :])[0] for tokens in (x, changed))
print("sentence 0 unchanged", torch.equal(before[0, :3], after[0, :3]))
# --8<-- [end:padding]

# --8<-- [start:fails]
layer(x, x, real)
# --8<-- [end:fails]

import torch
import torch.nn.functional as F

from snippets.transformer.data import make_batch
from snippets.transformer.net import Sorter, accuracy, train

# --8<-- [start:unordered]
torch.manual_seed(0)
blind = Sorter(positions=False)
train(blind, steps=200, lr=0.005)
print("digits right", f"{accuracy(blind)[0]:.1f}")
print("whole sequences right", accuracy(blind)[1])

# zh: 总是回答序列里最常见的数字：(N, 8) → (N, 8, 10) → (N, 10)
# en: always answer with the most frequent digit: (N, 8) → (N, 8, 10) → (N, 10)
counts = F.one_hot(make_batch(1000)[0], 10).sum(dim=1)
print("most frequent digit", f"{counts.amax(dim=1).float().mean() / 8:.1f}")
# --8<-- [end:unordered]

import torch
import torch.nn.functional as F

from snippets.generation.net import CharModel
from snippets.generation.text import PAD, batch_of, chars

# --8<-- [start:loss]
torch.manual_seed(0)
net = CharModel(len(chars))
batch = batch_of(["six", "seven hundred seventy-seven"])
x, target = batch[:, :-1], batch[:, 1:]
scores, _ = net(x)
print("scores", tuple(scores.shape), " target", tuple(target.shape))
# zh: 类别要在第 1 维：(N, T, C) → (N, C, T)
# en: the classes belong in dimension 1: (N, T, C) → (N, C, T)
scores = scores.transpose(1, 2)
loss = F.cross_entropy(scores, target, ignore_index=PAD)
each = F.cross_entropy(scores, target, reduction="none")
mask = target != PAD
print("positions", mask.numel(), " not padding", mask.sum().item())
by_hand = (each * mask).sum() / mask.sum()
print("the same with a mask", torch.allclose(loss, by_hand))
# --8<-- [end:loss]

# --8<-- [start:fails]
F.cross_entropy(net(x)[0], target, ignore_index=PAD)
# --8<-- [end:fails]

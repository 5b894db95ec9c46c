import torch
from torch import nn

# --8<-- [start:fix]
layer = nn.Linear(3, 1)
loss = layer(torch.ones(4, 3)).mean()
loss.backward()
print(layer.weight.grad.shape)
# --8<-- [end:fix]

# --8<-- [start:fix_look]
# zh: 从损失往回看：第一个没有 grad_fn 的张量之前，图断了
# en: look back from the loss: the graph is cut before the first tensor without grad_fn
out = layer(torch.ones(4, 3))
kept = out.detach()
print("out", out.grad_fn is not None, "kept", kept.grad_fn is not None)
print("trained", [name for name, p in layer.named_parameters() if p.requires_grad])
# --8<-- [end:fix_look]

# --8<-- [start:fails]
layer = nn.Linear(3, 1)
loss = layer(torch.ones(4, 3)).detach().mean()
loss.backward()
# --8<-- [end:fails]

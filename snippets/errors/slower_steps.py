import torch
from torch import nn

# --8<-- [start:shows]
# zh: 累加带着计算图的损失：图每一步都变大
# en: adding losses with their graphs: the graph grows with each step
def nodes(tensor):
    seen, waiting = set(), [tensor.grad_fn]
    while waiting:
        node = waiting.pop()
        if node is not None and node not in seen:
            seen.add(node)
            waiting += [following for following, _ in node.next_functions]
    return len(seen)


net, total, state = nn.Linear(2, 2), 0, torch.zeros(1, 2)
for step in range(4):
    state = torch.tanh(net(state))
    loss = state.pow(2).sum()
    total = total + loss
    print(step, "nodes of loss", nodes(loss), "of total", nodes(total))
# --8<-- [end:shows]

# --8<-- [start:fix]
net, total, state = nn.Linear(2, 2), 0.0, torch.zeros(1, 2)
for step in range(4):
    state = torch.tanh(net(state.detach()))
    loss = state.pow(2).sum()
    total += loss.item()
print(step, "nodes of loss", nodes(loss), type(total).__name__)
# --8<-- [end:fix]

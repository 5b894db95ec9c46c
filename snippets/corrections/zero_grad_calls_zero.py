import torch
from torch import nn

# --8<-- [start:proof]
def second_step(set_to_none):
    w = nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([w], lr=1.0, momentum=0.5)
    w.sum().backward()
    optimizer.step()
    optimizer.zero_grad(set_to_none=set_to_none)
    optimizer.step()
    return w.item()


print(second_step(set_to_none=True), second_step(set_to_none=False))
# --8<-- [end:proof]

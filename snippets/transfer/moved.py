import torch
import torch.nn.functional as F
from torch import nn


# --8<-- [start:moved]
def moved(clear):
    torch.manual_seed(0)
    layer = nn.Linear(4, 1)
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.1, momentum=0.9)
    F.mse_loss(layer(torch.ones(2, 4)), torch.zeros(2, 1)).backward()
    optimizer.step()
    # zh: 训练到一半，冻结这一层，再更新一步
    # en: freeze the layer in the middle of training, then make another step
    layer.requires_grad_(False)
    before = layer.weight.clone()
    clear(optimizer)
    optimizer.step()
    return not torch.equal(layer.weight, before)


print("gradient kept        moved", moved(lambda optimizer: None))
print("gradient set to 0    moved", moved(lambda optimizer: optimizer.zero_grad(set_to_none=False)))
print("gradient set to None moved", moved(lambda optimizer: optimizer.zero_grad()))
# --8<-- [end:moved]

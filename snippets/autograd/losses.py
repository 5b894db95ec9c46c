import torch
from torch import nn

# --8<-- [start:losses]
import torch.nn.functional as F

torch.manual_seed(0)
shared, one, two = nn.Linear(3, 4), nn.Linear(4, 1), nn.Linear(4, 1)
x = torch.rand(5, 3)


def losses():
    h = torch.tanh(shared(x))
    return F.mse_loss(one(h), torch.ones(5, 1)), F.mse_loss(two(h), torch.zeros(5, 1))


# zh: 调用两次 backward()，第一次要留住两个损失共有的部分
# en: two calls of backward(); the first has to keep the part that both losses share
first, second = losses()
first.backward(retain_graph=True)
second.backward()
separate, shared.weight.grad = shared.weight.grad, None

# zh: 相加以后，只调用一次
# en: one call, for the sum
first, second = losses()
(first + second).backward()
print("equal:", torch.allclose(separate, shared.weight.grad))
# --8<-- [end:losses]

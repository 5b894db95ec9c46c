import torch
from torch import nn

# --8<-- [start:bias]
conv = nn.Conv2d(1, 2, 3, padding=1)
# zh: 输入全是 0，乘积也全是 0，剩下的就是偏置
# en: the input is 0, so all products are 0 and only the bias is left
y = conv(torch.zeros(1, 1, 4, 4))
print("bias", tuple(conv.bias.shape))
print("all positions:", torch.equal(y[0, 1], conv.bias[1].expand(4, 4)))

plain = nn.Conv2d(1, 2, 3, bias=False)
print("bias=False:", plain.bias, list(plain.state_dict()))
# --8<-- [end:bias]

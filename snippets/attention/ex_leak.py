import torch
from torch import nn


# --8<-- [start:answer]
def reads(net, length, features, index):
    # zh: 输出在这个下标处的向量，依赖 x 的哪些位置？
    # en: on which positions of x does the output at this index depend?
    x = torch.randn(1, length, features, requires_grad=True)
    output = net(x)[0, index]
    output.backward(torch.randn_like(output))
    return (x.grad[0] != 0).any(dim=-1).tolist()


torch.manual_seed(0)
mha = nn.MultiheadAttention(8, 2, batch_first=True)
past = torch.ones(4, 4, dtype=torch.bool).tril()
for name, mask in (("hides the future", ~past), ("hides the past", past)):
    print(name, reads(lambda x, mask=mask: mha(x, x, x, attn_mask=mask, need_weights=False)[0], 4, 8, 1))
# --8<-- [end:answer]

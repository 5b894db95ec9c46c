import torch
from torch import nn

# --8<-- [start:proof]
torch.manual_seed(0)
x = torch.rand(1, 3, 4)
first = torch.tensor([[True, False, False]] * 3)
# zh: 这里 True 表示参与：每一步都只看第 0 步
# en: here True takes part: each step sees step 0 alone
y = nn.functional.scaled_dot_product_attention(x, x, x, attn_mask=first)
print("scaled_dot_product_attention", torch.allclose(y, x[:, :1].expand(1, 3, 4)))
# zh: 这里 True 表示遮住：第 0 步的权重是 0
# en: here True is hidden: step 0 has the weight 0
attention = nn.MultiheadAttention(4, 1, batch_first=True)
weights = attention(x, x, x, attn_mask=first)[1]
print("MultiheadAttention", weights[0, :, 0].detach().tolist())
# --8<-- [end:proof]

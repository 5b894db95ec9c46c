import torch
from torch import nn

# --8<-- [start:answer]
torch.manual_seed(0)
lstm = nn.LSTM(3, 4, batch_first=True)
x = torch.randn(2, 5, 3)
h = c = torch.zeros(2, 4)
for t in range(5):
    rows = x[:, t] @ lstm.weight_ih_l0.T + lstm.bias_ih_l0
    rows = rows + h @ lstm.weight_hh_l0.T + lstm.bias_hh_l0
    # zh: (2, 16) → 四个 (2, 4)：输入门、遗忘门、候选值、输出门
    # en: (2, 16) → four (2, 4): input gate, forget gate, candidate, output gate
    i, f, g, o = rows.chunk(4, dim=1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    h = o.sigmoid() * c.tanh()
_, (h_n, c_n) = lstm(x)
print("h", torch.allclose(h, h_n[0], atol=1e-6), " c", torch.allclose(c, c_n[0], atol=1e-6))
# --8<-- [end:answer]

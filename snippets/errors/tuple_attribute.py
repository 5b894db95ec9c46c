import torch
from torch import nn

# --8<-- [start:fix]
lstm, fc = nn.LSTM(8, 16, batch_first=True), nn.Linear(16, 2)
out, (h, c) = lstm(torch.zeros(3, 5, 8))
print(out.shape, fc(out[:, -1]).shape)
# --8<-- [end:fix]

# --8<-- [start:fix_sequential]
# zh: 在 Sequential 里：用一个小模块取出第一项
# en: inside a Sequential: a small module that takes the first entry
class First(nn.Module):
    def forward(self, outputs):
        return outputs[0]


net = nn.Sequential(nn.LSTM(8, 16), First(), nn.Linear(16, 2))
print(net(torch.zeros(5, 3, 8)).shape)
# --8<-- [end:fix_sequential]

# --8<-- [start:fails]
lstm = nn.LSTM(8, 16, batch_first=True)
out = lstm(torch.zeros(3, 5, 8))
out.shape
# --8<-- [end:fails]

import torch
from torch import nn

# --8<-- [start:fix]
lstm = nn.LSTM(8, 16)
x = torch.zeros(5, 2, 8, dtype=torch.float64)
print(lstm(x.float())[0].dtype)
# --8<-- [end:fix]

# --8<-- [start:fix_tokens]
# zh: 单词编号先变成向量
# en: token numbers become vectors first
embedding, lstm = nn.Embedding(100, 8), nn.LSTM(8, 16)
print(lstm(embedding(torch.tensor([[3], [7], [1]])))[0].shape)
# --8<-- [end:fix_tokens]

# --8<-- [start:fails]
lstm = nn.LSTM(8, 16)
x = torch.zeros(5, 2, 8, dtype=torch.float64)
lstm(x)
# --8<-- [end:fails]

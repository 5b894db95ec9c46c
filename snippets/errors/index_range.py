import torch
from torch import nn

# --8<-- [start:fix]
# zh: 最大的编号加 1
# en: the largest index plus one
tokens = torch.tensor([2, 10])
embedding = nn.Embedding(int(tokens.max()) + 1, 3)
print(embedding(tokens).shape)
# --8<-- [end:fix]

# --8<-- [start:fix_unknown]
# zh: 词表外的编号换成「未知词」，这里是 0
# en: numbers outside of the vocabulary become that of unknown words, here 0
embedding = nn.Embedding(10, 3)
known = torch.where(tokens < 10, tokens, 0)
print(known.tolist(), embedding(known).shape)
# --8<-- [end:fix_unknown]

# --8<-- [start:fails]
embedding = nn.Embedding(10, 3)
embedding(torch.tensor([2, 10]))
# --8<-- [end:fails]

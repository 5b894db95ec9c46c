import torch
from torch.nn.utils.rnn import pad_sequence

# --8<-- [start:fix]
rows = [[1, 2], [3]]
print(pad_sequence([torch.tensor(row) for row in rows], batch_first=True).tolist())
# --8<-- [end:fix]

# --8<-- [start:fails]
rows = [[1, 2], [3]]
torch.tensor(rows)
# --8<-- [end:fails]

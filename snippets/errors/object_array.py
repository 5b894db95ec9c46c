import numpy as np
import torch

# --8<-- [start:fix]
# zh: 行长不一：先填充；数字存成了对象：先转类型
# en: rows of different lengths are padded; numbers stored as objects are converted
rows = [torch.tensor([1.0, 2.0]), torch.tensor([3.0])]
print(torch.nn.utils.rnn.pad_sequence(rows, batch_first=True).tolist())
column = np.array([1, 2.5, "3"], dtype=object)
print(torch.from_numpy(column.astype(np.float32)).tolist())
# --8<-- [end:fix]

# --8<-- [start:fails]
column = np.array([1, 2.5, "3"], dtype=object)
torch.from_numpy(column)
# --8<-- [end:fails]

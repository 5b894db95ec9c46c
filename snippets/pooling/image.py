import torch

# --8<-- [start:image]
# zh: 批量 1，通道 1，5 行 5 列
# en: a batch of 1, 1 channel, 5 rows, 5 columns
x = torch.tensor([[[
    [1.0, 0.0, 2.0, 1.0, 0.0],
    [0.0, 3.0, 1.0, 0.0, 2.0],
    [2.0, 1.0, 0.0, 3.0, 1.0],
    [1.0, 0.0, 2.0, 1.0, 0.0],
    [0.0, 2.0, 1.0, 0.0, 3.0],
]]])
# --8<-- [end:image]

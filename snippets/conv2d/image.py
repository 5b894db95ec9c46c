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
# zh: 左上角乘 1，正中乘 2，右下角乘 −1
# en: upper left times 1, middle times 2, lower right times −1
kernel = torch.tensor([[[
    [1.0, 0.0, 0.0],
    [0.0, 2.0, 0.0],
    [0.0, 0.0, -1.0],
]]])
# --8<-- [end:image]

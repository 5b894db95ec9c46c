import torch

# --8<-- [start:fix_check]
# zh: 训练之前，在 CPU 上检查一遍标签和编号
# en: before the training, check labels and indices on the CPU
labels, classes = torch.tensor([0, 3, 10, -1]), 10
wrong = (labels < 0) | (labels >= classes)
print("wrong labels", labels[wrong].tolist(), "at", wrong.nonzero().flatten().tolist())
# --8<-- [end:fix_check]

import torch

# --8<-- [start:answer]
row, column = torch.arange(5)[:, None], torch.arange(5)
window = (column <= row) & (column > row - 3)
print(window.int())
# --8<-- [end:answer]

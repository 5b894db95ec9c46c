import torch

# --8<-- [start:fix]
boxes = []
x = torch.stack(boxes) if boxes else torch.zeros(0, 4)
print(x.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
boxes = []
torch.stack(boxes)
# --8<-- [end:fails]

import torch
from torch import nn

# --8<-- [start:silent]
print(torch.device("cuda:0"))
print(nn.ReLU().to("cuda:0"))
# --8<-- [end:silent]

# --8<-- [start:fails]
# device: none, where there is a GPU this raises nothing
torch.manual_seed(0)
net = nn.Linear(2, 1)
net.to("cuda:0")
# --8<-- [end:fails]

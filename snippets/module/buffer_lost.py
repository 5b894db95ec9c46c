import torch
from torch import nn


# --8<-- [start:lost]
class Lost(nn.Module):
    def __init__(self):
        super().__init__()
        self.ratio = self.register_buffer("ratio", torch.ones(1))


net = Lost()
print(net.ratio)
print(list(net.buffers()))
print(list(net.state_dict()))
# --8<-- [end:lost]

import torch
from torch import nn

# --8<-- [start:proof]
from torch.autograd import Variable

print(issubclass(nn.Parameter, torch.Tensor), type(Variable(torch.ones(1))).__name__)
# --8<-- [end:proof]

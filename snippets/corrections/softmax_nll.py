import torch
from torch import nn

# --8<-- [start:proof]
output, target = torch.tensor([[2.0, 0.0, 1.0]]), torch.tensor([0])
print("CrossEntropyLoss     ", round(nn.CrossEntropyLoss()(output, target).item(), 4))
print("LogSoftmax, NLLLoss  ", round(nn.NLLLoss()(output.log_softmax(1), target).item(), 4))
print("Softmax, NLLLoss     ", round(nn.NLLLoss()(output.softmax(1), target).item(), 4))
# --8<-- [end:proof]

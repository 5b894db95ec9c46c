import torch
from torch import nn
from torch.nn.utils import parametrize


# --8<-- [start:answer]
class RowsSumToOne(nn.Module):
    def forward(self, raw):
        return raw.softmax(-1)

    def right_inverse(self, w):
        return w.log()


torch.manual_seed(0)
layer = nn.Linear(3, 2, bias=False)
nn.init.uniform_(layer.weight)
parametrize.register_parametrization(layer, "weight", RowsSumToOne())
print("sums", [round(value, 4) for value in layer.weight.sum(-1).tolist()])
layer.weight = torch.tensor([[0.2, 0.3, 0.5], [0.1, 0.1, 0.8]])
print([round(value, 4) for value in layer.weight[0].tolist()])
# --8<-- [end:answer]

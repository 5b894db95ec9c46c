import torch
from torch import nn


# --8<-- [start:net]
class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(5, 3)
        self.out = nn.Linear(3, 5, bias=False)
        self.out.weight = self.embed.weight
# --8<-- [end:net]


# --8<-- [start:keys]
torch.manual_seed(0)
net = Tied()
print("parameters", [name for name, _ in net.named_parameters()])
print("keys      ", list(net.state_dict()))
# --8<-- [end:keys]

# --8<-- [start:load]
# zh: out.weight 写在前面，值是 1；embed.weight 写在后面，值是 0
# en: out.weight comes first, with ones; embed.weight comes last, with zeros
state = {"out.weight": torch.ones(5, 3), "embed.weight": torch.zeros(5, 3)}
net.load_state_dict(state)
print("first row of embed:", net.embed.weight[0].tolist())
print("still tied:", net.out.weight is net.embed.weight)
# --8<-- [end:load]

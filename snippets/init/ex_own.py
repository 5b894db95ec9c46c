import math

import torch
from torch import nn


# --8<-- [start:own]
class Mix(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(features, features))
        self.shift = nn.Parameter(torch.empty(features))

    def forward(self, x):
        return x @ self.weight.T + self.shift
# --8<-- [end:own]


# --8<-- [start:answer]
class FilledMix(Mix):
    def __init__(self, features):
        super().__init__(features)
        self.reset_parameters()

    def reset_parameters(self):
        nn.init.kaiming_normal_(self.weight, nonlinearity="relu")
        nn.init.zeros_(self.shift)


torch.manual_seed(0)
mix = FilledMix(200)
print(f"std {mix.weight.std():.2f}, expected {math.sqrt(2 / 200):.2f}")
print("shift is 0:", not mix.shift.any())
# --8<-- [end:answer]

import sys
import types

import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Linear(3, 2)
torch.save(net.state_dict(), "weights.pt")
print(list(torch.load("weights.pt")))
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, a matter of classes
# zh: 项目里的 models.py，后来改了名字
# en: models.py of the project, which was renamed later
sys.modules["models"] = models = types.ModuleType("models")
models.Net = type("Net", (nn.Module,), {"__module__": "models"})
torch.save(models.Net(), "whole.pt")
del sys.modules["models"]
torch.load("whole.pt", weights_only=False)
# --8<-- [end:fails]

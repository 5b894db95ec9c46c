import torch
from torch import nn
from torch.nn.utils import parametrizations

# --8<-- [start:keys]
torch.manual_seed(0)
layer = parametrizations.spectral_norm(nn.Linear(2, 3))
for key, value in layer.state_dict().items():
    print(key, tuple(value.shape))
print("parameters", *(name for name, _ in layer.named_parameters()))
print("buffers   ", *(name for name, _ in layer.named_buffers()))
# --8<-- [end:keys]

import torch
from torch import nn

# --8<-- [start:answer]
from collections import OrderedDict

torch.manual_seed(0)
old = nn.Sequential(
    OrderedDict(fc1=nn.Linear(16, 8), relu=nn.ReLU(), fc2=nn.Linear(8, 3))
)
layers = []
for name, layer in old.named_children():
    if name == "fc2":
        layers.append(("drop", nn.Dropout(0.2)))
    layers.append((name, layer))
new = nn.Sequential(OrderedDict(layers))
print([name for name, _ in new.named_children()])
print(new.load_state_dict(old.state_dict()))
# --8<-- [end:answer]

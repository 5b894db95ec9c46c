from torch import nn

# --8<-- [start:proof]
layer = nn.Linear(3, 2)
layer.weight.requires_grad_(False)
print(len(list(layer.parameters())), [p.requires_grad for p in layer.parameters()])
# --8<-- [end:proof]

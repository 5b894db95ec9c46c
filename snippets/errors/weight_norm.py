from torch import nn

# --8<-- [start:warns]
layer = nn.utils.weight_norm(nn.Linear(3, 2))
# --8<-- [end:warns]

# --8<-- [start:fix]
layer = nn.utils.parametrizations.weight_norm(nn.Linear(3, 2))
print(list(layer.state_dict()))
# --8<-- [end:fix]

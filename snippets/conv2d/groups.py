from torch import nn

# --8<-- [start:groups]
for groups in (1, 2, 4):
    conv = nn.Conv2d(4, 8, 3, groups=groups)
    parameters = sum(p.numel() for p in conv.parameters())
    print(groups, "weight", tuple(conv.weight.shape), "parameters", parameters)
# --8<-- [end:groups]

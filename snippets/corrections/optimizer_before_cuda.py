from torch import nn

# --8<-- [start:proof]
def kept(move):
    layer = nn.Linear(2, 1)
    weight = layer.weight
    move(layer)
    return layer.weight is weight


print(kept(lambda layer: layer.double()), kept(lambda layer: layer.to("meta")))
# --8<-- [end:proof]

# graph: chain() 1x1x4x4
from torch import nn


# --8<-- [start:chain]
def chain():
    return nn.Sequential(
        # zh: (N, 1, 4, 4) → (N, 16)，批量维不变
        # en: (N, 1, 4, 4) → (N, 16); the batch dimension stays
        nn.Flatten(),
        # zh: (N, 16) → (N, 8)
        # en: (N, 16) → (N, 8)
        nn.Linear(16, 8),
        nn.ReLU(),
        # zh: (N, 8) → (N, 3)
        # en: (N, 8) → (N, 3)
        nn.Linear(8, 3),
    )
# --8<-- [end:chain]


# --8<-- [start:weights]
def weights(net):
    return [name for name in net.state_dict() if name.endswith("weight")]
# --8<-- [end:weights]

# graph: chain() 1x1x4x4
from torch import nn


# --8<-- [start:chain]
def chain():
    return nn.Sequential(
        # zh: (N, 1, 4, 4) → (N, 5, 3, 3)
        # en: (N, 1, 4, 4) → (N, 5, 3, 3)
        nn.Conv2d(1, 5, 2),
        nn.ReLU(),
        # zh: (N, 5, 3, 3) → (N, 45)，第 0 维是批量，不动
        # en: (N, 5, 3, 3) → (N, 45); dimension 0, the batch, stays
        nn.Flatten(),
        # zh: (N, 45) → (N, 8) → (N, 3)
        # en: (N, 45) → (N, 8) → (N, 3)
        nn.Linear(45, 8),
        nn.ReLU(),
        nn.Linear(8, 3),
    )
# --8<-- [end:chain]


# --8<-- [start:weights]
def weights(net):
    return [name for name in net.state_dict() if name.endswith("weight")]
# --8<-- [end:weights]

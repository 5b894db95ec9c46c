import torch

# --8<-- [start:imports]
from torch import nn
# --8<-- [end:imports]

# --8<-- [start:ranges]
torch.manual_seed(0)
layers = [
    nn.Linear(100, 1000),
    nn.Conv2d(4, 256, 5),
    nn.ConvTranspose2d(4, 256, 5),
    nn.Embedding(1000, 100),
    nn.BatchNorm2d(8),
    nn.LayerNorm(8),
]
for layer in layers:
    print(type(layer).__name__)
    for name, p in layer.named_parameters():
        print("  ", name, f"from {p.min():.3f} to {p.max():.3f}")
# --8<-- [end:ranges]

from torch import nn

# --8<-- [start:answer]
features, hidden, layers = 768, 3072, 12
one = (4 * features**2 + 4 * features) + (2 * features * hidden + hidden + features) + 4 * features
print(f"{one:,} in a layer, {layers * one:,} in all")

layer = nn.TransformerEncoderLayer(features, 12, hidden, device="meta")
print(sum(p.numel() for p in layer.parameters()) == one)
# --8<-- [end:answer]

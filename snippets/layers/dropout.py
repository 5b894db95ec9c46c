import torch
from torch import nn

# --8<-- [start:Dropout]
torch.manual_seed(0)
layer = nn.Dropout(0.5)
x = torch.ones(8)
# zh: 留下的数乘以 2，期望值不变
# en: what stays is doubled, so that the expected value is the same
print("train", layer(x).tolist())
print("eval", layer.eval()(x).tolist())
# --8<-- [end:Dropout]

# --8<-- [start:Dropout1d]
torch.manual_seed(0)
# zh: 整个通道一起置零
# en: whole channels become zero
y = nn.Dropout1d(0.5)(torch.ones(1, 4, 3))
print(y[0].tolist())
# --8<-- [end:Dropout1d]

# --8<-- [start:Dropout2d]
torch.manual_seed(0)
y = nn.Dropout2d(0.5)(torch.ones(1, 6, 4, 4))
print("channels left", [bool(channel.all()) for channel in y[0]])
# --8<-- [end:Dropout2d]

# --8<-- [start:Dropout3d]
torch.manual_seed(0)
y = nn.Dropout3d(0.5)(torch.ones(1, 6, 2, 4, 4))
print("channels left", [bool(channel.all()) for channel in y[0]])
# --8<-- [end:Dropout3d]

# --8<-- [start:AlphaDropout]
torch.manual_seed(0)
y = nn.AlphaDropout(0.2)(torch.randn(100_000))
print("mean", round(abs(y.mean().item()), 2), "std", round(y.std().item(), 2))
# --8<-- [end:AlphaDropout]

# --8<-- [start:FeatureAlphaDropout]
torch.manual_seed(0)
y = nn.FeatureAlphaDropout(0.5)(torch.ones(1, 6, 4))
print("different rows", len(torch.unique(y[0], dim=0)))
# --8<-- [end:FeatureAlphaDropout]

import torch
from torch import nn

from snippets.transformer.block import EncoderBlock

# --8<-- [start:equal]
torch.manual_seed(0)
x = torch.randn(4, 8, 32)
for norm_first in (False, True):
    layer = nn.TransformerEncoderLayer(32, 2, 64, dropout=0.0, batch_first=True, norm_first=norm_first)
    block = EncoderBlock(32, 2, 64, norm_first)
    block.load_state_dict(layer.state_dict())
    print("norm_first", norm_first, "equal", torch.allclose(block(x), layer(x), atol=1e-5))
# --8<-- [end:equal]

# --8<-- [start:count]
torch.manual_seed(0)
for features, hidden in ((32, 64), (512, 2048)):
    attention = 4 * features**2 + 4 * features
    mlp = 2 * features * hidden + hidden + features
    norms = 4 * features
    layer = nn.TransformerEncoderLayer(features, 2, hidden)
    count = sum(p.numel() for p in layer.parameters())
    print(f"{attention:,} + {mlp:,} + {norms:,} = {attention + mlp + norms:,}", count == attention + mlp + norms)
# --8<-- [end:count]

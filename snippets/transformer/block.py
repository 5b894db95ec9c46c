# graph: EncoderBlock(32, 2, 64) 1x8x32
import torch.nn.functional as F
from torch import nn


# --8<-- [start:block]
class EncoderBlock(nn.Module):
    def __init__(self, features, heads, hidden, norm_first=True):
        super().__init__()
        self.self_attn = nn.MultiheadAttention(features, heads, batch_first=True)
        self.linear1 = nn.Linear(features, hidden)
        self.linear2 = nn.Linear(hidden, features)
        self.norm1 = nn.LayerNorm(features)
        self.norm2 = nn.LayerNorm(features)
        self.norm_first = norm_first

    def attend(self, x):
        return self.self_attn(x, x, x, need_weights=False)[0]

    def mlp(self, x):
        # zh: 每个位置各自计算：(N, L, E) → (N, L, M) → (N, L, E)
        # en: each position by itself: (N, L, E) → (N, L, M) → (N, L, E)
        return self.linear2(F.relu(self.linear1(x)))

    def forward(self, x):
        if self.norm_first:
            x = x + self.attend(self.norm1(x))
            return x + self.mlp(self.norm2(x))
        x = self.norm1(x + self.attend(x))
        return self.norm2(x + self.mlp(x))
# --8<-- [end:block]

import torch
from torch import nn

from snippets.transformer.block import EncoderBlock


# --8<-- [start:answer]
class PaddedBlock(EncoderBlock):
    def forward(self, x, padding):
        y = self.norm1(x)
        x = x + self.self_attn(y, y, y, key_padding_mask=padding, need_weights=False)[0]
        return x + self.mlp(self.norm2(x))


class Average(nn.Module):
    def __init__(self):
        super().__init__()
        self.token = nn.Embedding(11, 32, padding_idx=10)
        self.block = PaddedBlock(32, 2, 64)
        self.fc = nn.Linear(32, 2)

    def forward(self, tokens):
        padding = tokens == 10
        y = self.block(self.token(tokens), padding)
        # zh: 只对真实的位置求平均：(N, L, 32) → (N, 32)
        # en: the mean over the real positions: (N, L, 32) → (N, 32)
        real = ~padding[..., None]
        return self.fc((y * real).sum(dim=1) / real.sum(dim=1))


torch.manual_seed(0)
net = Average()
short = torch.tensor([[3, 1, 4]])
padded = torch.tensor([[3, 1, 4, 10, 10]])
print(tuple(net(padded).shape), torch.allclose(net(short), net(padded), atol=1e-6))
# --8<-- [end:answer]

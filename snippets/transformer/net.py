import torch
import torch.nn.functional as F
from torch import nn

from snippets.transformer.block import EncoderBlock
from snippets.transformer.data import make_batch


# --8<-- [start:net]
class Sorter(nn.Module):
    def __init__(self, depth=2, norm_first=True, positions=True):
        super().__init__()
        self.token = nn.Embedding(10, 32)
        self.position = nn.Embedding(8, 32) if positions else None
        self.blocks = nn.Sequential(*(EncoderBlock(32, 2, 64, norm_first) for _ in range(depth)))
        self.norm = nn.LayerNorm(32)
        self.fc = nn.Linear(32, 10)

    def embed(self, x):
        # zh: (N, L) → (N, L, 32)
        # en: (N, L) → (N, L, 32)
        y = self.token(x)
        if self.position is not None:
            y = y + self.position(torch.arange(x.shape[1], device=x.device))
        return y

    def forward(self, x):
        # zh: (N, L, 32) → (N, L, 10)：每个位置、每个数字一个得分
        # en: (N, L, 32) → (N, L, 10): a score for each position and each digit
        return self.fc(self.norm(self.blocks(self.embed(x))))
# --8<-- [end:net]


# --8<-- [start:train]
def train(net, steps, lr, batch=128):
    optimizer = torch.optim.Adam(net.parameters(), lr=lr)
    for _ in range(steps):
        x, target = make_batch(batch)
        # zh: cross_entropy 要求类别在第 1 维：(N, L, 10) → (N, 10, L)
        # en: cross_entropy wants the classes in dimension 1: (N, L, 10) → (N, 10, L)
        loss = F.cross_entropy(net(x).transpose(1, 2), target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item()


def accuracy(net):
    x, target = make_batch(1000)
    with torch.no_grad():
        right = net(x).argmax(dim=-1) == target
    return right.float().mean().item(), right.all(dim=1).float().mean().item()
# --8<-- [end:train]

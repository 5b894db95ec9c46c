"""Networks that the pictures were not designed for."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn.functional import max_pool2d, relu


class Residual(nn.Module):
    """As in ResNet: the sum is written in place, one ReLU is called twice, the shortcut may be absent."""

    def __init__(self, channels: int, out: int, stride: int = 1):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, out, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(out)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(out)
        self.down = None
        if stride != 1 or channels != out:
            self.down = nn.Sequential(nn.Conv2d(channels, out, 1, stride, bias=False), nn.BatchNorm2d(out))

    def forward(self, x):
        y = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        y += x if self.down is None else self.down(x)
        return self.relu(y)


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(3, 8, 7, 2, 3, bias=False), nn.BatchNorm2d(8), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)
        )
        self.layer1 = nn.Sequential(Residual(8, 8), Residual(8, 8))
        self.layer2 = nn.Sequential(Residual(8, 16, 2), Residual(16, 16))
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(16, 10)

    def forward(self, x):
        return self.fc(torch.flatten(self.pool(self.layer2(self.layer1(self.stem(x)))), 1))


class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(100, 16)
        self.lstm = nn.LSTM(16, 32, num_layers=2, batch_first=True, bidirectional=True)
        self.out = nn.Linear(64, 5)

    def forward(self, tokens):
        x, _ = self.lstm(self.embed(tokens))
        return self.out(x)


class TwoInputs(nn.Module):
    def __init__(self):
        super().__init__()
        self.image = nn.Conv2d(1, 4, 3)
        self.text = nn.Linear(7, 4)
        self.head = nn.Linear(8, 2)

    def forward(self, image, text):
        return self.head(torch.cat([self.image(image).mean((2, 3)), torch.tanh(self.text(text))], 1))


def encoder() -> nn.Module:
    return nn.TransformerEncoderLayer(16, 4, 32, batch_first=True)


def deep(layers: int = 100) -> nn.Module:
    return nn.Sequential(*(layer for _ in range(layers // 2) for layer in (nn.Linear(8, 8), nn.ReLU())))


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(400, 120)
        self.fc2 = nn.Linear(120, 10)

    def forward(self, x):
        x = max_pool2d(relu(self.conv1(x)), 2)
        x = max_pool2d(relu(self.conv2(x)), 2)
        x = torch.flatten(x, 1)
        return self.fc2(relu(self.fc1(x)))


def sequential():
    return nn.Sequential(
        *(nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()),
        *(nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 10)),
    )


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(4, 4, 3, stride=(1, 2), padding=1, groups=2, bias=False)
        self.scale = nn.Parameter(torch.ones(1))

    def forward(self, x):
        return self.conv1(x) * self.scale


class Zoo(nn.Module):
    """What makes pictures go wrong: BatchNorm, bias=False, Dropout, a module called twice, shared weights, a shortcut."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(4)
        self.layer1 = nn.Sequential(Block(), Block())
        self.norm = nn.GroupNorm(2, 4)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.dropout = nn.Dropout()
        self.fc = nn.Linear(4, 4)
        self.tied = nn.Linear(4, 4)
        self.tied.weight = self.fc.weight

    def forward(self, x):
        x = self.bn(self.conv(x))
        x = torch.cat([self.norm(self.layer1(x)), x[:, :, :, ::4]], 3)
        x = self.dropout(torch.flatten(self.pool(x), 1)).unsqueeze(1)
        return self.tied(self.fc(self.fc(x))), x.sum()


class Chooses(nn.Module):
    def forward(self, x):
        return x if x.sum() > 0 else -x


class Branches(nn.Module):
    def forward(self, x):
        return torch.cond(x.sum() > 0, lambda x: x + 1, lambda x: x - 1, (x,))


# a call → its inputs, the number of its steps, names that must be in its picture
NETWORKS = {
    "ResNet": (["batchx3x64x64"], 37, ["layer2.0.down.1", "BatchNorm2d", "AdaptiveAvgPool2d", "batch×16×8×8"]),
    "Tagger": (["batchx10:int64"], 3, ["tokens", "Embedding", "LSTM", "weight_hh_l1_reverse 128×32", "batch×10×64"]),
    "TwoInputs": (["batchx1x8x8", "batchx7"], 6, ["image", "text", "cat()", "batch×8"]),
    "encoder": (["batchx10x16"], 11, ["self_attn", "MultiheadAttention", "LayerNorm", "batch×10×32"]),
    "deep(100)": (["batchx8"], 100, ["98", "99", "batch×8"]),
}

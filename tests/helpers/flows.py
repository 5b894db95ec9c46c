"""Networks in which a value takes another way than from the first output of a layer into the next layer."""

from __future__ import annotations

import torch
from torch import nn


class Last(nn.Module):
    """What most classifiers of texts are: the state at the end, which is no first output."""

    def __init__(self, kind: str):
        super().__init__()
        self.embed = nn.Embedding(50, 8)
        self.rnn = getattr(nn, kind)(8, 6, batch_first=True)
        self.fc = nn.Linear(6, 3)

    def forward(self, ids):
        _, h = self.rnn(self.embed(ids))
        return self.fc((h[0] if isinstance(h, tuple) else h)[-1])


class BothEnds(nn.Module):
    """All outputs of a layer are used, in another order than it gives them."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(8, 6, num_layers=2, bidirectional=True, batch_first=True)

    def forward(self, x):
        out, (h, c) = self.lstm(x)
        return torch.cat([c[-1], h[0]], 1), out


class Looks(nn.Module):
    """The weights of attention alone."""

    def __init__(self):
        super().__init__()
        self.att = nn.MultiheadAttention(8, 2, batch_first=True)

    def forward(self, x):
        return self.att(x, x, x)[1]


class Pooled(nn.Module):
    """The places of the largest numbers alone."""

    def __init__(self):
        super().__init__()
        self.pool = nn.MaxPool2d(2, return_indices=True)

    def forward(self, x):
        return self.pool(x)[1]


class Splits(nn.Linear):
    """A layer of one's own with several outputs: a layer of torch, called by its forward()."""

    def forward(self, x):
        out = super().forward(x)
        return {"low": out[:, :2], "all": (out, out.sum(1))}


class SplitsUsed(nn.Module):
    def __init__(self):
        super().__init__()
        self.split = Splits(4, 6)
        self.fc = nn.Linear(6, 2)

    def forward(self, x):
        return self.fc(self.split(x)["all"][0])


class SharedReLU(nn.Module):
    def __init__(self):
        super().__init__()
        relu = nn.ReLU()
        self.a = nn.Sequential(nn.Linear(4, 5), relu)
        self.b = nn.Sequential(nn.Linear(5, 6), relu)

    def forward(self, x):
        return self.b(self.a(x))


class SharedNorm(nn.Module):
    """One module under three names, called out of their order; one of its results is thrown away."""

    def __init__(self):
        super().__init__()
        self.one = self.two = nn.LayerNorm(4)
        self.deep = nn.ModuleDict({"three": nn.Sequential(self.one, nn.Linear(4, 4))})

    def forward(self, x):
        self.one(x[:, None])
        return self.one(self.deep["three"](self.two(x).view(-1, 2, 4)))


class Query(nn.Module):
    """A parameter as the query of attention, as in DETR and Perceiver."""

    def __init__(self, any_batch: bool = True, projected: bool = False):
        super().__init__()
        self.any_batch = any_batch
        self.q = nn.Parameter(torch.rand(1, 5, 8))
        self.project = nn.Linear(8, 8) if projected else nn.Identity()
        self.att = nn.MultiheadAttention(8, 2, batch_first=True)
        self.out = nn.Linear(8, 2)

    def forward(self, m):
        q = self.project(self.q)
        return self.out(self.att(q.expand(len(m), -1, -1) if self.any_batch else q, m, m)[0])


class LearnedState(nn.Module):
    def __init__(self):
        super().__init__()
        self.h0 = nn.Parameter(torch.rand(1, 1, 6))
        self.rnn = nn.GRU(8, 6, batch_first=True)

    def forward(self, x):
        return self.rnn(x, self.h0.expand(-1, len(x), -1).contiguous())[0]


class WeightAsQuery(nn.Module):
    """The weight of an embedding is a query, and the embedding is used as well."""

    def __init__(self, used: bool = True):
        super().__init__()
        self.used = used
        self.embed = nn.Embedding(5, 8)
        self.att = nn.MultiheadAttention(8, 2, batch_first=True)

    def forward(self, ids, m):
        found = self.att(self.embed.weight[None], m, m)[0]
        return found + self.embed(ids) if self.used else found + ids[..., None]


class Prompt(nn.Module):
    """A parameter is joined to the input and goes through layers; another is made of parameters alone and normalized."""

    def __init__(self):
        super().__init__()
        self.prompt = nn.Parameter(torch.rand(1, 2, 8))
        self.bank = nn.ParameterList([nn.Parameter(torch.rand(8)), nn.Parameter(torch.rand(8))])
        self.norm = nn.LayerNorm(8)
        self.fc = nn.Linear(8, 8)

    def forward(self, x):
        scale = self.norm(self.bank[0] + self.bank[1])
        return self.fc(torch.cat([self.prompt.expand(len(x), -1, -1), x], 1)) * scale


class Mixes(nn.Module):
    """Two weights mix two layers: a function reads them, and no module."""

    def __init__(self):
        super().__init__()
        self.mix = nn.Parameter(torch.zeros(2))
        self.a, self.b = nn.Linear(4, 4), nn.Linear(4, 4)
        self.b.weight = self.a.weight

    def forward(self, x):
        share = torch.softmax(self.mix, 0)
        return share[0] * self.a(x) + share[1] * self.b(x)


class Gives(nn.Module):
    """Outputs that depend on no input, and layers that forward() leaves out."""

    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 4)
        self.auxiliary = nn.Sequential(nn.Linear(4, 2), nn.ReLU(), nn.LayerNorm(2))
        self.scale = nn.Parameter(torch.ones(3))
        self.temperature = nn.Parameter(torch.ones(1))

    def forward(self, x):
        return self.fc(x), self.scale, self.scale.exp(), torch.zeros(len(x))


# a network → its inputs
FLOWS = {
    **{f"Last({kind!r})": ["batchx5:int64"] for kind in ("LSTM", "GRU", "RNN")},
    "BothEnds()": ["batchx5x8"],
    "Looks()": ["batchx3x8"],
    "Pooled()": ["batchx1x4x4"],
    "Splits(4, 6)": ["batchx4"],
    "SplitsUsed()": ["batchx4"],
    "SharedReLU()": ["batchx4"],
    "SharedNorm()": ["2x4"],
    "Query()": ["batchx3x8"],
    "Query(any_batch=False)": ["1x3x8"],
    "Query(projected=True)": ["batchx3x8"],
    "LearnedState()": ["batchx3x8"],
    "WeightAsQuery()": ["1x5:int64", "1x3x8"],
    "WeightAsQuery(used=False)": ["1x5:int64", "1x3x8"],
    "Prompt()": ["batchx3x8"],
    "Mixes()": ["batchx4"],
    "Gives()": ["batchx4"],
}

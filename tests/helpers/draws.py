"""Examples that draw random numbers, and some that do not, each of which returns its numbers."""

from __future__ import annotations

import torch
import torch.nn.functional as F  # noqa: N812
from torch import distributions, nn
from torch.utils.data import DataLoader, TensorDataset, WeightedRandomSampler, random_split

aten = torch.ops.aten


def made(cls, *args, **kwargs):
    return lambda: list(cls(*args, **kwargs).parameters())


def passed(*args):
    """A module in training, fed ones; the module is made inside, so what it draws at birth counts too."""
    cls, arguments, shape = args[0], args[1], args[2]
    return lambda: cls(*arguments)(torch.ones(shape))


def attention(cls, **kwargs):
    def example():
        x = torch.ones(2, 3, 4)
        return cls(4, 2, dropout=0.5, batch_first=True, **kwargs)(*([x] * (3 if cls is nn.MultiheadAttention else 1)))

    return example


def inference(example):
    return lambda: torch.inference_mode()(example)()


def scaled_dot_product():
    q = torch.ones(1, 2, 3, 4)
    return F.scaled_dot_product_attention(q, q, q, dropout_p=0.5)


def rnn(cls):
    return lambda: cls(3, 4, num_layers=2, dropout=0.5)(torch.ones(5, 2, 3))


def shuffled():
    return list(DataLoader(TensorDataset(torch.arange(6.0)), batch_size=2, shuffle=True))


def shuffled_by_generator():
    generator = torch.Generator().manual_seed(1)
    return list(DataLoader(TensorDataset(torch.arange(6.0)), batch_size=2, shuffle=True, generator=generator))


def split():
    return [torch.tensor(part.indices) for part in random_split(range(9), [6, 3])]


def training_step():
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.Dropout(), nn.Flatten(), nn.Linear(72, 3))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
    for _ in range(2):
        optimizer.zero_grad()
        F.cross_entropy(net(torch.randn(4, 1, 8, 8)), torch.randint(3, (4,))).backward()
        optimizer.step()
    return list(net.parameters())


INIT = {
    "uniform_": (), "normal_": (), "trunc_normal_": (), "xavier_uniform_": (), "xavier_normal_": (),
    "kaiming_uniform_": (), "kaiming_normal_": (), "orthogonal_": (), "sparse_": (0.5,),
}  # fmt: skip
INIT_WITHOUT_DRAWS = {"constant_": (1.0,), "ones_": (), "zeros_": (), "eye_": (), "dirac_": ()}

EXAMPLES = {
    "Linear": made(nn.Linear, 3, 2),
    "Conv1d": made(nn.Conv1d, 3, 2, 3),
    "Conv2d": made(nn.Conv2d, 3, 2, 3),
    "Conv3d": made(nn.Conv3d, 3, 2, 3),
    "ConvTranspose2d": made(nn.ConvTranspose2d, 3, 2, 3),
    "Embedding": made(nn.Embedding, 5, 3),
    "Bilinear": made(nn.Bilinear, 3, 4, 2),
    "LSTM": made(nn.LSTM, 3, 4),
    "GRU": made(nn.GRU, 3, 4),
    "MultiheadAttention": made(nn.MultiheadAttention, 4, 2),
    "TransformerEncoderLayer": made(nn.TransformerEncoderLayer, 4, 2, 8),
    **{
        f"init.{name}": lambda name=name, args=args: getattr(nn.init, name)(torch.empty(4, 6), *args)
        for name, args in INIT.items()
    },
    "Dropout": passed(nn.Dropout, (), (4, 6)),
    "Dropout1d": passed(nn.Dropout1d, (), (2, 3, 4)),
    "Dropout2d": passed(nn.Dropout2d, (), (2, 3, 4, 4)),
    "Dropout3d": passed(nn.Dropout3d, (), (2, 3, 4, 4, 4)),
    "AlphaDropout": passed(nn.AlphaDropout, (), (4, 6)),
    "FeatureAlphaDropout": passed(nn.FeatureAlphaDropout, (), (2, 3, 4)),
    "RReLU": lambda: nn.RReLU()(-torch.ones(4, 6)),
    "F.dropout": lambda: F.dropout(torch.ones(4, 6)),
    "F.dropout inplace": lambda: F.dropout(torch.ones(4, 6), inplace=True),
    "native_dropout": lambda: torch.native_dropout(torch.ones(4, 6), 0.5, True),
    "dropout in inference mode": inference(passed(nn.Dropout, (), (4, 6))),
    "rrelu in inference mode": inference(lambda: F.rrelu_(-torch.ones(4, 6), training=True)),
    "RNN dropout": rnn(nn.RNN),
    "LSTM dropout": rnn(nn.LSTM),
    "GRU dropout": rnn(nn.GRU),
    "LSTM dropout in inference mode": inference(rnn(nn.LSTM)),
    "attention": scaled_dot_product,
    "attention in inference mode": inference(scaled_dot_product),
    "MultiheadAttention dropout": attention(nn.MultiheadAttention),
    "TransformerEncoderLayer dropout": attention(nn.TransformerEncoderLayer, dim_feedforward=8),
    "DataLoader": shuffled,
    "DataLoader generator": shuffled_by_generator,
    "random_split": split,
    "WeightedRandomSampler": lambda: torch.tensor(list(WeightedRandomSampler([0.1, 0.2, 0.7], 5))),
    "training step": training_step,
    "rand": lambda: torch.rand(5),
    "rand half": lambda: torch.rand(5, dtype=torch.float16),
    "randn": lambda: torch.randn(40),
    "randn complex": lambda: torch.randn(5, dtype=torch.complex64),
    "randint": lambda: torch.randint(2, 9, (5,)),
    "randperm": lambda: torch.randperm(9),
    "generator": lambda: [torch.rand(5, generator=torch.Generator().manual_seed(1)), torch.rand(5)],
    "rand_like": lambda: torch.rand_like(torch.ones(3, 4).t()),
    "randint_like": lambda: torch.randint_like(torch.ones(3, 4), 9),
    "multinomial": lambda: torch.multinomial(torch.ones(2, 5), 3),
    "bernoulli": lambda: torch.bernoulli(torch.full((4, 5), 0.5)),
    "bernoulli expanded": lambda: torch.bernoulli(torch.full((1, 5), 0.5).expand(4, 5)),
    "poisson": lambda: torch.poisson(torch.full((4, 5), 3.0)),
    "normal": lambda: torch.normal(torch.zeros(5), torch.ones(5)),
    "gumbel_softmax": lambda: F.gumbel_softmax(torch.ones(2, 5)),
    "in place": lambda: [getattr(torch.ones(20), f"{name}_")(*args) for name, args in IN_PLACE.items()],
    "in place, strided": lambda: torch.zeros(20, 40)[:, ::2].normal_(),
    "in place, transposed": lambda: torch.zeros(20, 40).t().normal_(),
    "in place, a row": lambda: torch.zeros(20, 40)[3].normal_(),
    "in place, by tensor": lambda: torch.zeros(4, 5).bernoulli_(torch.full((5,), 0.5)),
    "out": lambda: torch.rand(4, 5, out=torch.empty(4, 5)),
    "out, resized": lambda: torch.randn(4, 5, out=torch.empty(0)),
    "out, multinomial": lambda: torch.multinomial(torch.ones(5), 3, out=torch.empty(0, dtype=torch.int64)),
    "Normal": lambda: distributions.Normal(torch.zeros(3), torch.ones(3)).sample((4,)),
    "Normal.rsample": lambda: distributions.Normal(torch.zeros(3), torch.ones(3)).rsample((4,)),
    "Categorical": lambda: distributions.Categorical(torch.ones(2, 3)).sample((4,)),
    "Dirichlet": lambda: distributions.Dirichlet(torch.ones(3)).sample((4,)),
    "Binomial": lambda: distributions.Binomial(5, torch.full((3,), 0.5)).sample(),
}
IN_PLACE = {
    "uniform": (), "normal": (), "bernoulli": (0.5,), "random": (), "exponential": (), "geometric": (0.5,),
    "cauchy": (), "log_normal": (),
}  # fmt: skip

# What has the tag, or looks as if it might draw, and does not.
QUIET = {
    **{
        f"init.{name}": lambda name=name, args=args: getattr(nn.init, name)(
            torch.empty(4, 6, 3) if name == "dirac_" else torch.empty(4, 6), *args
        )
        for name, args in INIT_WITHOUT_DRAWS.items()
    },
    "dropout 0": lambda: F.dropout(torch.ones(3), 0.0),
    "dropout 0 in inference mode": inference(lambda: F.dropout(torch.ones(3), 0.0)),
    "dropout in eval": lambda: nn.Dropout().eval()(torch.ones(3)),
    "dropout in eval in inference mode": inference(lambda: nn.Dropout().eval()(torch.ones(3))),
    "native_dropout not training": lambda: torch.native_dropout(torch.ones(3), 0.5, False),
    "rrelu in eval": lambda: F.rrelu(-torch.ones(3)),
    "attention without dropout": lambda: F.scaled_dot_product_attention(*[torch.ones(1, 2, 3, 4)] * 3),
    "choice of an attention kernel": lambda: aten._fused_sdp_choice(*[torch.ones(1, 2, 3, 4)] * 3, dropout_p=0.5),
}

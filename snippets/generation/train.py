import torch
import torch.nn.functional as F
from torch import nn

from snippets.generation.text import PAD, batch_of


# --8<-- [start:train]
def loss_of(net, texts):
    batch = batch_of(texts)
    x, target = batch[:, :-1], batch[:, 1:]
    scores, _ = net(x)
    return F.cross_entropy(scores.transpose(1, 2), target, ignore_index=PAD)


def update(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    parameters = optimizer.param_groups[0]["params"]
    nn.utils.clip_grad_norm_(parameters, max_norm=1.0)
    optimizer.step()


def train(net, texts, epochs):
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    for _ in range(epochs):
        for batch in torch.randperm(len(texts)).split(50):
            update(optimizer, loss_of(net, [texts[i] for i in batch.tolist()]))
# --8<-- [end:train]

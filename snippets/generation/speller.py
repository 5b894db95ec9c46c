import torch
import torch.nn.functional as F

from snippets.generation.names import spell
from snippets.generation.split import new_names, new_numbers, train_numbers
from snippets.generation.text import BOS, EOS, PAD, batch_of, chars, decode
from snippets.generation.forcing import Speller
from snippets.generation.train import update

# --8<-- [start:decode]
@torch.no_grad()
def spell_greedy(net, number, steps=30):
    x = torch.full((len(number), 1), BOS)
    done = torch.zeros(len(number), dtype=torch.bool)
    state, written = None, []
    for _ in range(steps):
        scores, state = net(x, number, state)
        x = scores.argmax(dim=2)
        written.append(x)
        done |= x[:, 0] == EOS
        # zh: 每个序列都写出过 <eos>，就停
        # en: stop when each sequence has written its <eos>
        if done.all():
            break
    return [decode(row) for row in torch.cat(written, dim=1).tolist()]
# --8<-- [end:decode]

# --8<-- [start:fit]
def fit(way, epochs):
    torch.manual_seed(0)
    net = Speller(len(chars))
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    numbers, shares = torch.tensor(train_numbers), []
    for _ in range(epochs):
        for number in numbers[torch.randperm(len(numbers))].split(50):
            batch = batch_of([spell(n) for n in number.tolist()])
            scores = way(net, number, batch).transpose(1, 2)
            update(optimizer, F.cross_entropy(scores, batch[:, 1:], ignore_index=PAD))
        written = spell_greedy(net, torch.tensor(new_numbers))
        right = [text == name for text, name in zip(written, new_names)]
        shares.append(sum(right) / len(right))
    return net, shares
# --8<-- [end:fit]

import torch
import torch.nn.functional as F

from snippets.generation.net import CharModel
from snippets.generation.text import chars, names, vocab

# --8<-- [start:chunks]
text = " ".join(names[:200])
ids = torch.tensor([vocab[char] for char in text])
# zh: 把文本排成 8 行，每一行从左到右连续：(8, T)
# en: 8 rows, in each of which the text continues from left to right: (8, T)
ids = ids[: len(ids) // 8 * 8].view(8, -1)
torch.manual_seed(0)
reader = CharModel(len(chars))
optimizer = torch.optim.Adam(reader.parameters(), lr=0.01)
state, losses = None, []
for start in range(0, ids.shape[1] - 26, 25):
    part = ids[:, start : start + 26]
    scores, state = reader(part[:, :-1], state)
    state = tuple(tensor.detach() for tensor in state)
    loss = F.cross_entropy(scores.transpose(1, 2), part[:, 1:])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
print(len(losses), f"updates, loss from {losses[0]:.1f} to {losses[-1]:.1f}")
# --8<-- [end:chunks]

# --8<-- [start:fails]
state = None
for start in (0, 25):
    part = ids[:, start : start + 26]
    scores, state = reader(part[:, :-1], state)
    loss = F.cross_entropy(scores.transpose(1, 2), part[:, 1:])
    loss.backward()
# --8<-- [end:fails]

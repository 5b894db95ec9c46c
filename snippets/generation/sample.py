import torch

from snippets.generation.text import BOS, decode, vocab


# --8<-- [start:write]
@torch.no_grad()
def write(net, n, temperature=1.0, steps=30):
    x = torch.full((n, 1), BOS)
    state, written = None, []
    for _ in range(steps):
        scores, state = net(x, state)
        probabilities = (scores[:, -1] / temperature).softmax(dim=1)
        # zh: 抽到的字符，(n, 1)，是下一步的输入
        # en: the characters drawn, (n, 1), are the input of the next step
        x = torch.multinomial(probabilities, 1)
        written.append(x)
    return [decode(row) for row in torch.cat(written, dim=1).tolist()]
# --8<-- [end:write]


# --8<-- [start:greedy]
@torch.no_grad()
def write_greedy(net, start="", steps=30):
    x = torch.tensor([[BOS] + [vocab[char] for char in start]])
    state, written = None, []
    for _ in range(steps):
        scores, state = net(x, state)
        # zh: 最后一步得分最高的字符，(1, 1)
        # en: the character with the highest score at the last step, (1, 1)
        x = scores[:, -1:].argmax(dim=2)
        written.append(x.item())
    return start + decode(written)
# --8<-- [end:greedy]

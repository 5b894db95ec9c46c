import torch

from snippets.generation.speller import fit

# --8<-- [start:answer]
def mixed(net, number, batch, own=0.2):
    x, state, scores = batch[:, :1], None, []
    for step in range(1, batch.shape[1]):
        score, state = net(x, number, state)
        scores.append(score)
        # zh: 每个序列以概率 own 读自己的回答，否则读正确的字符
        # en: each sequence reads its own answer with the probability own, else the right one
        choose_own = torch.rand(len(x), 1) < own
        x = torch.where(choose_own, score.argmax(dim=2), batch[:, step : step + 1])
    return torch.cat(scores, dim=1)


_, shares = fit(mixed, epochs=6)
print("mixed", *(f"{share:.1f}" for share in shares))
# --8<-- [end:answer]

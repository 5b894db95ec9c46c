import torch


# --8<-- [start:leak]
def copies(x, target):
    # zh: 每个样本 5 份，各加一点噪声：(N, 20) → (5N, 20)
    # en: 5 copies of each sample, each with a little noise: (N, 20) → (5N, 20)
    x = x.repeat_interleave(5, dim=0)
    return x + 0.1 * torch.randn_like(x), target.repeat_interleave(5)


def accuracy(x, target, new_x, new_target):
    # zh: 最近邻：回答最相似的训练样本的标签
    # en: nearest neighbour: answer with the label of the most similar training sample
    answer = target[torch.cdist(new_x, x).argmin(dim=1)]
    return (answer == new_target).float().mean().item()


torch.manual_seed(0)
# zh: 标签与 x 无关，没有任何规律可学
# en: the labels have nothing to do with x, so there is nothing to learn
x, target = torch.randn(200, 20), torch.randint(2, (200,))

more_x, more_target = copies(x, target)
order = torch.randperm(1000)
train, val = order[:800], order[800:]
result = accuracy(more_x[train], more_target[train], more_x[val], more_target[val])
print(f"augment, then split  {result:.2f}")

order = torch.randperm(200)
train, val = order[:160], order[160:]
result = accuracy(*copies(x[train], target[train]), x[val], target[val])
print(f"split, then augment  {result:.2f}")
# --8<-- [end:leak]

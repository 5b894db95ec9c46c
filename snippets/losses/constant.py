import torch
import torch.nn.functional as F

# --8<-- [start:constant]
# zh: 100 个样本里 10 个是 1；网络分不清它们，对所有样本给出同一个概率 p
# en: 10 of 100 samples are 1; the network cannot tell them apart and gives the same p to each
target = torch.tensor([0.0] * 90 + [1.0] * 10)
probabilities = torch.arange(1, 100) / 100
for pos_weight in (1.0, 9.0):
    losses = [
        F.binary_cross_entropy_with_logits(p.logit().expand(100), target, pos_weight=torch.tensor(pos_weight)).item()
        for p in probabilities
    ]
    best = probabilities[losses.index(min(losses))].item()
    print(f"pos_weight {pos_weight:.0f}  best p {best:.2f}")
# --8<-- [end:constant]

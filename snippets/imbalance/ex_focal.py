import torch
import torch.nn.functional as F

from snippets.imbalance.points import make_sets
from snippets.imbalance.train import show, three

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train, val, test = make_sets()
# --8<-- [end:sets]

# --8<-- [start:answer]
def focal(scores, target, gamma=2.0):
    losses = F.binary_cross_entropy_with_logits(scores, target, reduction="none")
    # zh: 损失是 −ln p，p 是正确答案的概率
    # en: the loss is −ln p, where p is the probability of the correct answer
    p = (-losses).exp()
    return ((1 - p) ** gamma * losses).mean()


for p in (0.5, 0.9, 0.99):
    score = torch.tensor([p]).logit()
    ratio = focal(score, torch.ones(1)) / F.binary_cross_entropy_with_logits(score, torch.ones(1))
    print(f"p={p}  share of the loss that is left {ratio.item():.4f}")
torch.manual_seed(0)
show("focal", three(train, criterion=focal), test)
# --8<-- [end:answer]

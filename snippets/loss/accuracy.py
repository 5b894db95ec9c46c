import torch
import torch.nn.functional as F

# --8<-- [start:values]
# zh: 一个样本，正确的类别是 0，它的得分从 −2 升到 2，类别 1 的得分是 0
# en: one sample of class 0, whose score rises from −2 to 2; the score of class 1 is 0
target = torch.tensor([0])
for score in (-2.0, -1.0, -0.1, 0.1, 1.0, 2.0):
    scores = torch.tensor([[score, 0.0]])
    loss = F.cross_entropy(scores, target).item()
    accuracy = (scores.argmax(dim=1) == target).float().mean().item()
    print(f"score {score:4.1f}  loss {loss:.4f}  accuracy {accuracy:.0f}")
# --8<-- [end:values]

# --8<-- [start:fails]
F.cross_entropy(scores.argmax(dim=1), target)
# --8<-- [end:fails]

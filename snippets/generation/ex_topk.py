import torch

# --8<-- [start:answer]
def draw_top_k(scores, k, temperature=1.0):
    # zh: (n, C) → 每行最高的 k 个得分，和它们的下标
    # en: (n, C) → the k highest scores of each row, and their indices
    best, index = scores.topk(k, dim=1)
    drawn = torch.multinomial((best / temperature).softmax(dim=1), 1)
    return index.gather(1, drawn)


torch.manual_seed(0)
scores = torch.tensor([[0.0, 3.0, 1.0, 2.0]]).expand(1000, 4)
counts = torch.bincount(draw_top_k(scores, k=2)[:, 0], minlength=4)
print("drawn", (counts > 0).tolist())
# --8<-- [end:answer]

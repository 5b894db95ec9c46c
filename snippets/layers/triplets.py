import torch
from torch import nn

# --8<-- [start:CosineEmbeddingLoss]
a, b = torch.tensor([[1.0, 0.0], [1.0, 0.0]]), torch.tensor([[1.0, 1.0], [0.0, 1.0]])
# zh: 第一对应该同方向，第二对不应该
# en: the first pair should point the same way, the second should not
target = torch.tensor([1.0, -1.0])
losses = nn.CosineEmbeddingLoss(reduction="none")(a, b, target)
print("losses", [round(value, 4) for value in losses.tolist()])
# --8<-- [end:CosineEmbeddingLoss]

# --8<-- [start:MarginRankingLoss]
# zh: 1：第一个得分应该高于第二个
# en: 1: the first score should be higher than the second
a, b, target = torch.tensor([2.0, 0.5]), torch.tensor([1.0, 0.8]), torch.tensor([1.0, 1.0])
losses = nn.MarginRankingLoss(margin=0.5, reduction="none")(a, b, target)
print("losses", [round(value, 4) for value in losses.tolist()])
# --8<-- [end:MarginRankingLoss]

# --8<-- [start:TripletMarginLoss]
anchor, positive = torch.tensor([[0.0, 0.0]]), torch.tensor([[0.0, 1.0]])
near, far = torch.tensor([[1.0, 1.0]]), torch.tensor([[3.0, 4.0]])
criterion = nn.TripletMarginLoss(margin=1.0)
print("near", round(criterion(anchor, positive, near).item(), 3), "far", criterion(anchor, positive, far).item())
# --8<-- [end:TripletMarginLoss]

# --8<-- [start:TripletMarginWithDistanceLoss]
def distance(a, b):
    return 1 - torch.cosine_similarity(a, b)

torch.manual_seed(0)
criterion = nn.TripletMarginWithDistanceLoss(distance_function=distance, margin=0.5)
print("shape", criterion(*torch.randn(3, 8, 4)).shape)
# --8<-- [end:TripletMarginWithDistanceLoss]

# --8<-- [start:PairwiseDistance]
a, b = torch.zeros(2, 2), torch.tensor([[3.0, 4.0], [0.0, 1.0]])
print("distances", [round(value, 3) for value in nn.PairwiseDistance()(a, b).tolist()])
# --8<-- [end:PairwiseDistance]

# --8<-- [start:CosineSimilarity]
a, b = torch.tensor([[1.0, 0.0], [1.0, 0.0]]), torch.tensor([[5.0, 0.0], [0.0, 2.0]])
print("similarity", nn.CosineSimilarity(dim=1)(a, b).tolist())
# --8<-- [end:CosineSimilarity]

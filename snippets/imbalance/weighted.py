import torch
import torch.nn.functional as F


# --8<-- [start:weighted]
def weighted_bce(scores, target):
    return F.binary_cross_entropy_with_logits(scores, target, pos_weight=torch.tensor(19.0))
# --8<-- [end:weighted]

import torch

# --8<-- [start:answer]
answer = torch.tensor([[0, 1, 1], [0, 1, 1]])
target = torch.tensor([[0, 0, 1], [0, 0, 1]])
print("accuracy", round((answer == target).float().mean().item(), 2))
for label in (0, 1):
    found, wanted = answer == label, target == label
    iou = (found & wanted).sum() / (found | wanted).sum()
    print("class", label, "IoU", iou.item())
# --8<-- [end:answer]

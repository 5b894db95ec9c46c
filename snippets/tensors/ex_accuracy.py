import torch

# --8<-- [start:broken]
scores = torch.tensor([[2.0, 1.0, 0.0], [0.0, 2.0, 1.0], [0.0, 1.0, 2.0], [2.0, 1.0, 0.0]])
target = torch.tensor([0, 1, 2, 0])

prediction = scores.argmax(dim=1, keepdim=True)
print("accuracy", (prediction == target).float().mean().item())
# --8<-- [end:broken]

# --8<-- [start:answer]
print("compared", tuple((prediction == target).shape))
prediction = scores.argmax(dim=1)
print("accuracy", (prediction == target).float().mean().item())
# --8<-- [end:answer]

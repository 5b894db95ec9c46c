import torch

from snippets.lenet.net import LeNet

# --8<-- [start:unsqueeze]
torch.manual_seed(0)
net = LeNet()
image = torch.rand(1, 32, 32)
# zh: 在最前面加一维：(1, 32, 32) → (1, 1, 32, 32)
# en: add a dimension in front: (1, 32, 32) → (1, 1, 32, 32)
scores = net(image.unsqueeze(0))
print("batch of one", tuple(scores.shape))
print("its image   ", tuple(scores[0].shape))
# --8<-- [end:unsqueeze]

# --8<-- [start:last-three]
one, batch = torch.zeros(16, 5, 5), torch.zeros(8, 16, 5, 5)
for start in (1, -3):
    print("from", start, "one image", tuple(torch.flatten(one, start).shape), "batch", tuple(torch.flatten(batch, start).shape))
# --8<-- [end:last-three]

import torch
import torch.nn.functional as F

from snippets.lenet.net import LeNet


# --8<-- [start:net]
class AdaptiveLeNet(LeNet):
    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        # zh: (N, 16, H, W) → (N, 16, 5, 5)
        # en: (N, 16, H, W) → (N, 16, 5, 5)
        x = F.adaptive_avg_pool2d(x, (5, 5))
        x = torch.flatten(x, 1)
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return self.fc3(x)
# --8<-- [end:net]


# --8<-- [start:sizes]
torch.manual_seed(0)
net = AdaptiveLeNet()
for height, width in ((28, 28), (32, 32), (64, 64), (40, 100)):
    x = torch.rand(1, 1, height, width)
    print("image", (height, width), "scores", tuple(net(x).shape))
# --8<-- [end:sizes]

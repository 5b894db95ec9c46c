import torch
from torch import nn


# --8<-- [start:answer]
class RunningMean(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.mean = nn.Buffer(torch.zeros(features))

    def forward(self, x):
        if self.training:
            # zh: x (N, features) 按列求平均 → (features,)
            # en: the means of the columns of x (N, features) → (features,)
            self.mean = 0.9 * self.mean + 0.1 * x.detach().mean(0)
        return x - self.mean


net = RunningMean(2)
net(torch.tensor([[10.0, 20.0], [30.0, 40.0]]))
torch.save(net.state_dict(), "mean.pt")

other = RunningMean(2)
other.load_state_dict(torch.load("mean.pt"))
print("mean =", other.mean.tolist())
# --8<-- [end:answer]

import torch
from torch import nn


# --8<-- [start:answer]
class RunningMean(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.register_buffer("mean", torch.zeros(features))

    def forward(self, x):
        if self.training:
            # zh: x (N, features) 按列求平均 → (features,)；旧值占 0.9，新值占 0.1
            # en: column means of x (N, features) → (features,); old 0.9, new 0.1
            self.mean = 0.9 * self.mean + 0.1 * x.detach().mean(0)
        return x - self.mean


net = RunningMean(2)
net(torch.tensor([[10.0, 20.0], [30.0, 40.0]]))
torch.save(net.state_dict(), "mean.pt")

other = RunningMean(2)
other.load_state_dict(torch.load("mean.pt"))
print(other.mean.tolist())
# --8<-- [end:answer]

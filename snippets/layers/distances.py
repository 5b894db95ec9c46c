import torch
from torch import nn

# --8<-- [start:MSELoss]
x, target = torch.tensor([1.0, 2.0, 5.0]), torch.tensor([1.0, 3.0, 3.0])
print("mean", round(nn.MSELoss()(x, target).item(), 4), "none", nn.MSELoss(reduction="none")(x, target).tolist())
# --8<-- [end:MSELoss]

# --8<-- [start:L1Loss]
x, target = torch.tensor([1.0, 2.0, 5.0]), torch.tensor([1.0, 3.0, 3.0])
print("mean", nn.L1Loss()(x, target).item(), "none", nn.L1Loss(reduction="none")(x, target).tolist())
# --8<-- [end:L1Loss]

# --8<-- [start:SmoothL1Loss]
x, target = torch.tensor([1.0, 2.5, 5.0]), torch.tensor([1.0, 3.0, 3.0])
print("none", nn.SmoothL1Loss(reduction="none")(x, target).tolist())
# --8<-- [end:SmoothL1Loss]

# --8<-- [start:HuberLoss]
x, target = torch.tensor([1.0, 2.5, 5.0]), torch.tensor([1.0, 3.0, 3.0])
print("none", nn.HuberLoss(reduction="none", delta=2.0)(x, target).tolist())
# --8<-- [end:HuberLoss]

# --8<-- [start:PoissonNLLLoss]
# zh: 网络输出期望次数的对数，目标是数到的次数
# en: the network gives the logarithm of the expected count, the target is the count
x, target = torch.tensor([0.0, 1.0]), torch.tensor([1.0, 4.0])
print("loss", round(nn.PoissonNLLLoss()(x, target).item(), 4))
# --8<-- [end:PoissonNLLLoss]

# --8<-- [start:GaussianNLLLoss]
# zh: 网络输出预测值和它的方差
# en: the network gives a prediction and its variance
x, var, target = torch.tensor([1.0, 2.0]), torch.tensor([0.5, 4.0]), torch.tensor([1.0, 4.0])
print("loss", round(nn.GaussianNLLLoss()(x, target, var).item(), 4))
# --8<-- [end:GaussianNLLLoss]

# --8<-- [start:KLDivLoss]
x = torch.log_softmax(torch.tensor([[1.0, 2.0, 3.0]]), dim=1)
target = torch.tensor([[0.2, 0.3, 0.5]])
print("loss", round(nn.KLDivLoss(reduction="batchmean")(x, target).item(), 4))
# --8<-- [end:KLDivLoss]

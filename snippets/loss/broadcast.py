import torch
import torch.nn.functional as F

# --8<-- [start:warns]
# zh: nn.Linear(…, 1) 的输出是 (3, 1)，数据集给的目标常是 (3,)
# en: nn.Linear(…, 1) gives (3, 1); a dataset's targets are often (3,)
output = torch.tensor([[1.0], [2.0], [3.0]])
target = torch.tensor([1.0, 2.0, 3.0])
print(f"{F.mse_loss(output, target).item():.4f}")
# zh: 三个输出都是 2，损失反而更小
# en: all three outputs are 2, and the loss is smaller
print(f"{F.mse_loss(torch.full((3, 1), 2.0), target).item():.4f}")
# --8<-- [end:warns]

# --8<-- [start:fixed]
# zh: (3, 1) 减 (3,) 得 (3, 3)：每个输出与每个目标都比了一遍
# en: (3, 1) minus (3,) makes (3, 3): each output meets each target
print((output - target).tolist())
print(F.mse_loss(output, target.unsqueeze(1)).item())
print(F.mse_loss(output.squeeze(1), target).item())
# --8<-- [end:fixed]

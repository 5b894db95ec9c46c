import torch
import torch.nn.functional as F

# --8<-- [start:warns]
# zh: nn.Linear(…, 1) 的输出是 (3, 1)，数据集给的目标常是 (3,)
# en: nn.Linear(…, 1) returns (3, 1); a dataset's targets often have shape (3,)
output = torch.tensor([[1.0], [2.0], [3.0]])
target = torch.tensor([1.0, 2.0, 3.0])
print(f"outputs 1, 2, 3: loss {F.mse_loss(output, target).item():.4f}")
# zh: 三个输出都是 2，损失反而更小
# en: all three outputs are 2, and the loss is smaller
twos = torch.full((3, 1), 2.0)
print(f"outputs 2, 2, 2: loss {F.mse_loss(twos, target).item():.4f}")
# --8<-- [end:warns]

# --8<-- [start:fixed]
# zh: (3, 1) 减 (3,) 得 (3, 3)：每个输出与每个目标都相减一次
# en: (3, 1) minus (3,) makes (3, 3): each output minus each target
print("differences", (output - target).tolist())
# zh: 目标 (3,) → (3, 1)
# en: target (3,) → (3, 1)
print("unsqueeze", F.mse_loss(output, target.unsqueeze(1)).item())
# zh: 输出 (3, 1) → (3,)
# en: output (3, 1) → (3,)
print("squeeze", F.mse_loss(output.squeeze(1), target).item())
# --8<-- [end:fixed]

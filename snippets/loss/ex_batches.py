import torch
import torch.nn.functional as F

# --8<-- [start:answer]
output = torch.tensor([1.0, 2.0, 3.0, 4.0, 9.0])
target = torch.tensor([1.0, 2.0, 3.0, 3.0, 5.0])
means, total, count = [], 0.0, 0
for part, part_target in zip(output.split(2), target.split(2)):
    loss = F.mse_loss(part, part_target)
    means.append(loss.item())
    # zh: 均值 × 个数 = 这一批的损失之和
    # en: mean × number of samples = the sum of this batch
    total += loss.item() * len(part)
    count += len(part)
print(f"mean of means {sum(means) / len(means):.4f}")
print(f"weighted {total / count:.4f}")
print(f"all at once {F.mse_loss(output, target).item():.4f}")
# --8<-- [end:answer]

import torch

# --8<-- [start:answer]
losses = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0])
shares = losses.split([3, 5])
print("mean of all", losses.mean().item())
print("average of the means", sum(share.mean() for share in shares).item() / 2)
# zh: len(share) * 2 / 8 是进程的份额与平均份额之比
# en: len(share) * 2 / 8 compares the share of a process with the average share
scaled = [share.mean() * len(share) * 2 / 8 for share in shares]
print("average of the scaled means", sum(scaled).item() / 2)
# --8<-- [end:answer]

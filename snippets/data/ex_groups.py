import torch

# --8<-- [start:answer]
torch.manual_seed(0)
# zh: 12 张图，来自 4 位病人，每人 3 张
# en: 12 images of 4 patients, 3 of each
patient = torch.arange(4).repeat_interleave(3)
in_val = torch.isin(patient, torch.randperm(4)[:1])
train_indices, val_indices = (~in_val).nonzero().flatten(), in_val.nonzero().flatten()
print("images", len(train_indices), len(val_indices))
print("patients in both", set(patient[train_indices].tolist()) & set(patient[val_indices].tolist()))
# --8<-- [end:answer]

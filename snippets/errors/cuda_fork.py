import torch
from torch.utils.data import DataLoader, Dataset

# --8<-- [start:fix_dataset]
# device: own
# zh: 数据集只返回 CPU 张量，训练循环再把批量搬到设备上
# en: the data set returns CPU tensors, and the training loop moves the batch
class Points(Dataset):
    def __len__(self):
        return 4

    def __getitem__(self, index):
        return torch.full((3,), float(index))


device = torch.accelerator.current_accelerator(check_available=True) or torch.device("cpu")
for x in DataLoader(Points(), batch_size=2):
    x = x.to(device)
print(tuple(x.shape))
# --8<-- [end:fix_dataset]

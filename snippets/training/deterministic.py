import torch

# --8<-- [start:fails]
torch.use_deterministic_algorithms(True)
# zh: 下标 0 出现两次：哪个值留下，没有保证
# en: index 0 occurs twice: which value stays is not guaranteed
torch.zeros(3).put_(torch.tensor([0, 0]), torch.tensor([1.0, 2.0]))
# --8<-- [end:fails]

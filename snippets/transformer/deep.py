import torch

from snippets.transformer.net import Sorter, accuracy, train

# --8<-- [start:deep]
for norm_first in (True, False):
    torch.manual_seed(0)
    deep = Sorter(depth=12, norm_first=norm_first)
    train(deep, steps=120, lr=0.01, batch=64)
    print("norm_first", norm_first, "digits more than 90% right", accuracy(deep)[0] > 0.9)
# --8<-- [end:deep]

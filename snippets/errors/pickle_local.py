import pickle

import torch
from torch.utils.data import DataLoader


# --8<-- [start:fix]
def twice(samples):
    return 2 * torch.stack(samples)


loader = DataLoader(torch.arange(4), batch_size=2, collate_fn=twice)
print(len(pickle.dumps(loader.collate_fn)) > 0)
# --8<-- [end:fix]


# --8<-- [start:fails]
def make_loader():
    return DataLoader(torch.arange(4), batch_size=2, collate_fn=lambda samples: 2 * torch.stack(samples))


# zh: spawn 和 forkserver 启动 worker 时做的事
# en: what spawn and forkserver do when they start a worker
pickle.dumps(make_loader().collate_fn)
# --8<-- [end:fails]

import pickle

import torch
from torch.utils.data import DataLoader

from snippets.loading.scale import Scale

# --8<-- [start:fix]
loader = DataLoader(torch.arange(4.0), batch_size=2, collate_fn=Scale(2))
copy = pickle.loads(pickle.dumps(loader.collate_fn))
print(copy([torch.tensor(1.0), torch.tensor(3.0)]))
# --8<-- [end:fix]


# --8<-- [start:fails]
def make_loader(factor):
    return DataLoader(torch.arange(4.0), batch_size=2, collate_fn=lambda samples: factor * torch.stack(samples))


pickle.dumps(make_loader(2).collate_fn)
# --8<-- [end:fails]

import torch
from torch.utils.data import DataLoader, default_collate


# --8<-- [start:answer]
def skip_none(samples):
    samples = [sample for sample in samples if sample is not None]
    return default_collate(samples) if samples else None


readings = [torch.ones(2), None, torch.zeros(2), None, None]
for batch in DataLoader(readings, batch_size=2, collate_fn=skip_none):
    print(None if batch is None else tuple(batch.shape))
# --8<-- [end:answer]

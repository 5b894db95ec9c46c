import torch
from torch.nn.utils.rnn import pad_sequence


# --8<-- [start:pad]
def pad(samples):
    lengths = torch.tensor([len(sample) for sample in samples])
    # zh: 长度不同的若干个 (L,) → (N, 最大的 L)，短的后面补 0
    # en: several tensors (L,) of different lengths → (N, largest L), zeros after the short ones
    x = pad_sequence(samples, batch_first=True)
    mask = torch.arange(x.shape[1]) < lengths[:, None]
    return x, lengths, mask
# --8<-- [end:pad]

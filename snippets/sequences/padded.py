import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

# --8<-- [start:wrong]
torch.manual_seed(0)
# zh: 两个序列，长度是 5 和 2；第二个后面补 0
# en: two sequences with the lengths 5 and 2; zeros follow the second
x = torch.rand(2, 5, 3)
lengths = torch.tensor([5, 2])
x[1, 2:] = 0
lstm = nn.LSTM(3, 4, batch_first=True)
_, (alone, _) = lstm(x[1:, :2])
output, (h, _) = lstm(x)
print("sequence 1 alone ", [round(v, 3) for v in alone[0, 0].tolist()])
print("with padding     ", [round(v, 3) for v in h[0, 1].tolist()])
# --8<-- [end:wrong]

# --8<-- [start:gather]
# zh: 每个序列取自己的最后一步：(2, 5, 4) → (2, 4)
# en: for each sequence its own last step: (2, 5, 4) → (2, 4)
last = output[torch.arange(len(x)), lengths - 1]
print("last real step as alone", torch.allclose(last[1], alone[0, 0]))
mask = torch.arange(x.shape[1]) < lengths[:, None]
mean = (output * mask[:, :, None]).sum(dim=1) / lengths[:, None]
right = lstm(x[1:, :2])[0].mean(dim=1)
print("mean over real steps as alone", torch.allclose(mean[1], right[0]))
# --8<-- [end:gather]

# --8<-- [start:pack]
packed = pack_padded_sequence(x, lengths, batch_first=True)
print("data", tuple(packed.data.shape), " batch_sizes", packed.batch_sizes.tolist())
packed_output, (h, _) = lstm(packed)
print("h as alone", torch.allclose(h[0, 1], alone[0, 0]))
output, sizes = pad_packed_sequence(packed_output, batch_first=True)
print("output", tuple(output.shape), " lengths", sizes.tolist())
print("output after the end", output[1, 2:].abs().max().item())
# --8<-- [end:pack]

# --8<-- [start:sorted]
shuffled = x.flip(0)
packed = pack_padded_sequence(shuffled, lengths.flip(0), True, enforce_sorted=False)
_, (h_shuffled, _) = lstm(packed)
print("same order as the batch", torch.allclose(h_shuffled, h.flip(1)))
# --8<-- [end:sorted]

# --8<-- [start:fails]
pack_padded_sequence(shuffled, lengths.flip(0), batch_first=True)
# --8<-- [end:fails]

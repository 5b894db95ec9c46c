import torch
from torch import nn

# --8<-- [start:table]
torch.manual_seed(0)
# zh: 8 个序列，每个 5 步，每步 3 个数；hidden_size 是 4
# en: 8 sequences of 5 steps with 3 numbers each; hidden_size is 4
x = torch.rand(8, 5, 3)
for layers, both in ((1, False), (2, False), (1, True), (2, True)):
    lstm = nn.LSTM(3, 4, layers, bidirectional=both, batch_first=True)
    output, (h, c) = lstm(x)
    directions = 2 if both else 1
    print(f"layers {layers} directions {directions}", end="  ")
    print("output", tuple(output.shape), " h", tuple(h.shape), " c", tuple(c.shape))
# --8<-- [end:table]

# --8<-- [start:cells]
torch.manual_seed(0)
for cell in (nn.RNN, nn.GRU, nn.LSTM):
    layer = cell(3, 4, batch_first=True)
    output, state = layer(x)
    kind = type(state).__name__
    count = sum(p.numel() for p in layer.parameters())
    print(f"{cell.__name__:4} state: {kind:6}  parameters {count:3} =", count // 36, "× 36")
# --8<-- [end:cells]

# --8<-- [start:layout]
torch.manual_seed(0)
lstm = nn.LSTM(3, 4)
print("(5, 8, 3): output", tuple(lstm(torch.rand(5, 8, 3))[0].shape), "5 steps, 8 sequences")
print("(8, 5, 3): output", tuple(lstm(x)[0].shape), "read as 8 steps, 5 sequences")
print("(5, 3):    output", tuple(lstm(x[0])[0].shape), "one sequence, no batch dimension")
changed = x.clone()
changed[0] = 0
for batch_first in (True, False):
    torch.manual_seed(0)
    lstm = nn.LSTM(3, 4, batch_first=batch_first)
    same = torch.equal(lstm(x)[0][1:], lstm(changed)[0][1:])
    print(f"batch_first={batch_first}: other samples unchanged", same)
# --8<-- [end:layout]

# --8<-- [start:fails]
torch.manual_seed(0)
lstm = nn.LSTM(10, 4, batch_first=True)
lstm(torch.rand(8, 5, 3))
# --8<-- [end:fails]

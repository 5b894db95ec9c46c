import torch
from torch import nn

# --8<-- [start:answer]
def max_over_steps(output, lengths):
    mask = torch.arange(output.shape[1]) < lengths[:, None]
    # zh: 填充的位置改成 -inf，不会是最大值
    # en: positions of padding become -inf and are not the maximum
    return output.masked_fill(~mask[:, :, None], float("-inf")).amax(dim=1)


torch.manual_seed(0)
lstm = nn.LSTM(3, 4, batch_first=True)
x, lengths = torch.rand(2, 5, 3), torch.tensor([5, 2])
together = max_over_steps(lstm(x)[0], lengths)
alone = lstm(x[1:, :2])[0].amax(dim=1)
print(tuple(together.shape), torch.allclose(together[1], alone[0]))
# --8<-- [end:answer]

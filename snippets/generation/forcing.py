import torch
import torch.nn.functional as F
from torch import nn




# --8<-- [start:net]
class Speller(nn.Module):
    def __init__(self, vocab_size, embed=16, hidden=64):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embed, padding_idx=0)
        self.lstm = nn.LSTM(embed + 30, hidden, batch_first=True)
        self.fc = nn.Linear(hidden, vocab_size)

    def forward(self, x, number, state=None):
        # zh: 每一步都看到 3 位数字：(N, 3) → (N, 30) → (N, T, 30)
        # en: each step sees the 3 digits: (N, 3) → (N, 30) → (N, T, 30)
        digits = torch.stack([number // 100, number // 10 % 10, number % 10], 1)
        digits = F.one_hot(digits, 10).float().flatten(1)
        digits = digits[:, None].expand(-1, x.shape[1], -1)
        output, state = self.lstm(torch.cat([self.embedding(x), digits], 2), state)
        return self.fc(output), state
# --8<-- [end:net]


# --8<-- [start:ways]
def teacher_forcing(net, number, batch):
    # zh: 输入是正确的字符，一次调用算完所有的步
    # en: the input is the correct characters, and one call computes all steps
    return net(batch[:, :-1], number)[0]


def free_running(net, number, batch):
    # zh: 输入是网络自己的回答，一步一步地调用
    # en: the input is the network's own answer, one call for each step
    x, state, scores = batch[:, :1], None, []
    for _ in range(batch.shape[1] - 1):
        step, state = net(x, number, state)
        x = step.argmax(dim=2)
        scores.append(step)
    return torch.cat(scores, dim=1)
# --8<-- [end:ways]

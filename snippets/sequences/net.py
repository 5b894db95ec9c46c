# graph: TextClassifier(24, classes=2) 1x8:int64
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence


# --8<-- [start:net]
class TextClassifier(nn.Module):
    def __init__(self, vocab_size, classes, embed=16, hidden=32):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embed, padding_idx=0)
        self.lstm = nn.LSTM(embed, hidden, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(2 * hidden, classes)

    def forward(self, x, lengths=None):
        # zh: (N, T) → (N, T, 16)
        # en: (N, T) → (N, T, 16)
        x = self.embedding(x)
        if lengths is not None:
            x = pack_padded_sequence(x, lengths.cpu(), True, enforce_sorted=False)
        # zh: h 的形状 (2, N, 32)：向前的和向后的最终状态
        # en: h of shape (2, N, 32): the final states, forward and backward
        _, (h, _) = self.lstm(x)
        return self.fc(torch.cat([h[-2], h[-1]], dim=1))
# --8<-- [end:net]


# --8<-- [start:bag]
class BagOfWords(nn.Module):
    def __init__(self, vocab_size, classes, embed=16):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embed, padding_idx=0)
        self.fc = nn.Linear(embed, classes)

    def forward(self, x, lengths):
        # zh: 填充的向量是 0，不影响和
        # en: the vectors of padding are 0 and do not count in the sum
        return self.fc(self.embedding(x).sum(dim=1) / lengths[:, None])
# --8<-- [end:bag]

from torch import nn

# --8<-- [start:net]
class CharModel(nn.Module):
    def __init__(self, vocab_size, embed=16, hidden=64):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embed, padding_idx=0)
        self.lstm = nn.LSTM(embed, hidden, batch_first=True)
        self.fc = nn.Linear(hidden, vocab_size)

    def forward(self, x, state=None):
        # zh: (N, T) → (N, T, 16) → (N, T, 64) → (N, T, vocab_size)
        # en: (N, T) → (N, T, 16) → (N, T, 64) → (N, T, vocab_size)
        output, state = self.lstm(self.embedding(x), state)
        return self.fc(output), state
# --8<-- [end:net]

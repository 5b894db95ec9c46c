from torch import nn

from snippets.attention.by_hand import attention


# --8<-- [start:layer]
class Attention(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.query = nn.Linear(features, features)
        self.key = nn.Linear(features, features)
        self.value = nn.Linear(features, features)

    def forward(self, x, context, mask=None):
        # zh: 查询来自 x，键和值来自 context
        # en: queries come from x, keys and values from context
        return attention(self.query(x), self.key(context), self.value(context), mask)
# --8<-- [end:layer]

import torch
from torch import nn

from snippets.speed.look import graphs, look

# --8<-- [start:limit]
# device: traced
class Counter(nn.Module):
    def __init__(self):
        super().__init__()
        self.calls = 0

    def forward(self, x):
        self.calls += 1
        return x * self.calls


torch.compiler.reset()
graphs.clear()
counter = torch.compile(Counter(), backend=look)
for call in range(20):
    counter(torch.ones(3))
print("calls 20, compiled", len(graphs))
# --8<-- [end:limit]
